"""People for tests: admitted members with a confirmed address; traits waiting, declined, office, head.

MemberFactory()                      an admitted member of a municipality
MemberFactory(newcomer=True)         the same, but nobody has confirmed the municipality yet
MemberFactory(waiting=True)          registered, not yet decided
MemberFactory(office=True)           moderates everywhere; `head=True` leads the office
"""

from __future__ import annotations

from functools import cache
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from community.people.models import (
    Admission,
    Confirmation,
    Document,
    Expertise,
    Member,
    Membership,
    Municipality,
    Role,
    RoleGrant,
    WorkingGroup,
)
from community.text import fold, slugify_de

PASSWORD = "werkstatt-demo-2024"


@cache
def hashed_password() -> str:
    """Hashing is slow on purpose; tests pay for it once."""
    return make_password(PASSWORD)


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Municipality
        django_get_or_create = ("ars",)

    ars = factory.Sequence(lambda n: f"09473{n:07d}")
    ags = factory.LazyAttribute(lambda o: o.ars[:5] + o.ars[-3:])
    name = factory.Sequence(lambda n: f"Musterhausen {n}")
    short_name = factory.LazyAttribute(lambda o: o.name.split(",")[0])
    kind = "Gemeinde"
    district = "Coburg"
    state = "Bayern"
    population = 6418
    postcode = "96476"
    latitude = 50.34
    longitude = 10.78
    folded_name = factory.LazyAttribute(lambda o: fold(o.short_name))
    folded = factory.LazyAttribute(
        lambda o: fold(f"{o.short_name} {o.name} {o.kind} {o.district} {o.state}")[:600]
    )


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    class Params:
        waiting = factory.Trait(outcome=None)
        declined = factory.Trait(outcome="declined")
        expert = factory.Trait(role=Role.EXPERT, municipality=None)
        office = factory.Trait(role=Role.MODERATOR, municipality=None)
        head = factory.Trait(role=Role.HEAD, municipality=None)
        technician = factory.Trait(role=Role.TECHNICIAN, municipality=None)

    name = factory.Sequence(lambda n: f"Erika Beispiel {n}")
    email = factory.LazyAttribute(lambda o: f"{o.handle}@stadt.example")
    handle = factory.LazyAttribute(lambda o: Member.objects.free_handle(o.name))
    function = "Demografiebeauftragte"
    municipality = factory.SubFactory(MunicipalityFactory)
    password = factory.LazyFunction(hashed_password)
    folded = factory.LazyAttribute(lambda o: fold(f"{o.name} {o.function}")[:500])
    outcome = "admitted"
    role = None
    newcomer = False

    @classmethod
    def _build(
        cls, model_class: type[Member], *args: Any, outcome: Any, role: Any, newcomer: Any, **fields: Any
    ) -> Member:
        return super()._build(model_class, *args, **fields)

    @classmethod
    def _create(
        cls,
        model_class: type[Member],
        *args: Any,
        outcome: str | None,
        role: str | None,
        newcomer: bool,
        **fields: Any,
    ) -> Member:
        member = super()._create(model_class, *args, **fields)
        EmailAddress.objects.create(user=member, email=member.email.lower(), primary=True, verified=True)
        if outcome:
            reason = "Sie gehören zu keiner Kommune." if outcome == "declined" else ""
            Admission.objects.create(member=member, outcome=outcome, reason=reason)
        if outcome == "admitted" and not newcomer:
            Confirmation.objects.create(member=member, municipality=member.municipality)
        if role:
            RoleGrant.objects.create(member=member, role=role, reason="Besetzung für Tests")
        return member


class WorkingGroupFactory(DjangoModelFactory):
    """A working group; `WorkingGroupFactory(lead=anna, with_members=[bruno])` fills it."""

    class Meta:
        model = WorkingGroup

    name = factory.Sequence(lambda n: f"AG Kinderstadtplan {n}")
    slug = factory.LazyAttribute(lambda o: slugify_de(o.name)[:60])
    purpose = "Ein Stadtplan, den Kinder für Kinder zeichnen"
    lead = None
    with_members = ()

    @classmethod
    def _create(
        cls,
        model_class: type[WorkingGroup],
        *args: Any,
        lead: Member | None,
        with_members: list[Member],
        **fields: Any,
    ) -> WorkingGroup:
        group = super()._create(model_class, *args, **fields)
        if lead:
            Membership.objects.create(group=group, member=lead, leads=True)
        for member in with_members:
            Membership.objects.create(group=group, member=member)
        return group


class ExpertiseFactory(DjangoModelFactory):
    class Meta:
        model = Expertise

    member = factory.SubFactory(MemberFactory)
    subject = "engagement"
    direction = Expertise.Direction.HELPS


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    slug = Document.Slug.RULES
    version = 1
    source = "## Respekt\n\nWir hören einander zu."
    html = '<section id="p-1"><h2>Respekt</h2><p>Wir hören einander zu.</p></section>'
