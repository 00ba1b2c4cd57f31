"""Registering and keeping one's profile."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from community.people import subjects
from community.people.belonging.actions import state_municipality
from community.people.members import policy
from community.people.members.names import clean_function, clean_name
from community.people.models import Consent, Document, Expertise, Member, Municipality, NameChange

HANDLE_ATTEMPTS = 5


class AddressTaken(Exception):
    """Another member has this mail address; whoever asks must not learn that."""


def register(
    *,
    email: str,
    name: str,
    password: str,
    function: str,
    municipality: Municipality | None,
    rules: Document,
) -> Member:
    """A new member who waits for the office and has agreed to `rules`. Raises `AddressTaken`."""
    for attempt in range(HANDLE_ATTEMPTS):
        try:
            with transaction.atomic():
                member = Member.objects.create_user(
                    email, name=name, password=password, function=function, municipality=municipality
                )
                Consent.objects.create(member=member, document=rules)
                return member
        except IntegrityError:
            if Member.objects.filter(email__iexact=email).exists():
                raise AddressTaken from None
            # Someone of the same name took the handle in the same moment: the next one is free.
            if attempt + 1 == HANDLE_ATTEMPTS:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def update_profile(
    actor: Member, member: Member, *, name: str, function: str, municipality: Municipality | None, about: str
) -> None:
    """Store what a member says about themselves; the handle stays, for mentions point to it.

    Another municipality is a statement that waits to be confirmed. Raises `ValidationError` for a name or a function
    that cannot stand.
    """
    policy.can_edit_profile(actor, member).require()
    if (name, function, about) != (member.name, member.function, member.about):
        policy.can_change_words(actor, member).require()
    if name != member.name:
        clean_name(name, member=member)
        NameChange.objects.create(member=member, former=member.name, name=name, changed_by=actor)
    if function != member.function:
        clean_function(function, member=member)
    store_profile(member, name=name, function=function, about=about)
    state_municipality(member, municipality)


def store_profile(member: Member, **columns: str) -> None:
    """Store columns of a profile as they are given, for those who have asked already: the office's decisions."""
    for name, value in columns.items():
        setattr(member, name, value)
    member.folded = member.folding()
    member.save(update_fields=[*columns, "folded"])


@transaction.atomic
def set_expertise(actor: Member, member: Member, *, helps: Iterable[str], seeks: Iterable[str]) -> None:
    """Replace where `member` can help and what they look for; slugs that are no subjects are passed over."""
    policy.can_edit_profile(actor, member).require()
    known = {subject.slug for subject in subjects.everything()}
    wanted = {(slug, Expertise.Direction.HELPS) for slug in helps if slug in known}
    wanted |= {(slug, Expertise.Direction.SEEKS) for slug in seeks if slug in known}
    present = {(row.subject, row.direction): row for row in Expertise.objects.filter(member=member)}
    Expertise.objects.filter(pk__in=[row.pk for key, row in present.items() if key not in wanted]).delete()
    Expertise.objects.bulk_create(
        Expertise(member=member, subject=slug, direction=direction)
        for slug, direction in sorted(wanted - present.keys())
    )


def choose_language(actor: Member, *, language: str) -> None:
    """The language of pages and mails."""
    actor.language = language
    actor.save(update_fields=["language"])


def choose_presentation(actor: Member, *, reads_nested: bool, shows_presence: bool) -> None:
    """How threads are read, and whether others may see that one is here."""
    actor.reads_nested, actor.shows_presence = reads_nested, shows_presence
    actor.save(update_fields=["reads_nested", "shows_presence"])
