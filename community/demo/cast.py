"""The demo cast: people of many municipalities who all share one password. Only in demo mode."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from community.demo.content import read
from community.people.models import (
    Admission,
    Confirmation,
    Consent,
    Document,
    Expertise,
    Member,
    Membership,
    RoleGrant,
    WorkingGroup,
)
from forum.models import FieldReading

PASSWORD = "werkstatt-demo-2024"
ROLES = ("expert", "moderator", "head")
LAST_VISIT = timedelta(days=4)


def enter_cast(now: datetime) -> dict[str, Member]:
    """Create the members who are missing, with roles and groups; returns all by login."""
    cast = read("cast")["member"]
    known = {
        member.email: member for member in Member.objects.filter(email__in=[item["login"] for item in cast])
    }
    password = make_password(PASSWORD)
    new = [_member(item, now, password) for item in cast if item["login"] not in known]
    Member.objects.bulk_create(new)
    fresh = {member.email: member for member in new}
    _equip([item for item in cast if item["login"] in fresh], fresh, now)
    everyone = {**known, **fresh}
    _gather(everyone, now)
    return everyone


def _member(item: dict[str, Any], now: datetime, password: str) -> Member:
    member = Member(
        email=item["login"],
        name=item["name"],
        handle=item["handle"],
        function=item["function"],
        municipality_id=item["ars"] or None,
        about=item["about"],
        registered_at=now - timedelta(days=item["joined_days_ago"], hours=30),
        password=password,
    )
    member.folded = member.folding()
    return member


def _equip(cast: list[dict[str, Any]], members: dict[str, Member], now: datetime) -> None:
    """Confirmed addresses, admissions, roles, expertise, consents, and a last visit a few days ago."""
    rules = Document.objects.current(Document.Slug.RULES)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=member, email=member.email, verified=True, primary=True)
        for member in members.values()
    )
    admitted = [(item, members[item["login"]]) for item in cast if item["role"] != "waiting"]
    Admission.objects.bulk_create(
        Admission(member=member, outcome="admitted", decided_at=now - timedelta(days=item["joined_days_ago"]))
        for item, member in admitted
    )
    Confirmation.objects.bulk_create(
        Confirmation(
            member=member, municipality=member.municipality, confirmed_at=member.admission.decided_at
        )
        for _item, member in admitted
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(member=member, role=item["role"], granted_at=now - timedelta(days=item["joined_days_ago"]))
        for item, member in admitted
        if item["role"] in ROLES
    )
    Expertise.objects.bulk_create(
        Expertise(member=members[item["login"]], subject=subject, direction=direction)
        for item in cast
        for direction, key in (("helps", "helps_with"), ("seeks", "seeks"))
        for subject in item.get(key, [])
    )
    if rules:
        Consent.objects.bulk_create(
            Consent(member=member, document=rules, given_at=member.registered_at)
            for member in members.values()
        )
    FieldReading.objects.bulk_create(
        FieldReading(member=member, field=None, read_at=now - LAST_VISIT) for _item, member in admitted
    )


def _gather(members: dict[str, Member], now: datetime) -> None:
    """The working groups with their people."""
    for item in read("groups")["group"]:
        group, created = WorkingGroup.objects.get_or_create(
            slug=item["slug"],
            defaults={
                "name": item["name"],
                "purpose": item["purpose"],
                "description": item["description"],
                "founded_at": now - timedelta(days=200),
            },
        )
        if not created:
            continue
        group.municipalities.set(item["municipalities"])
        logins = dict.fromkeys([item["lead"], *item["members"]])
        Membership.objects.bulk_create(
            Membership(
                group=group,
                member=members[login],
                leads=login == item["lead"],
                joined_at=now - timedelta(days=180),
            )
            for login in logins
        )
