"""Every member is told of everything, by every channel: what arrives says nothing they may not read."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from community.mail.models import OutgoingMail
from community.notices import registry
from community.notices.mailing import write_due
from community.notices.models import MailWish, MondayPin, Notice
from community.notices.reading import shown
from community.notices.weekly_digest import post_monday_letters
from forum.models import Thread
from realtime.rooms.models import Room
from tests.contracts.cast import ROLES, Cast
from tests.contracts.test_visibility import SECRETS

pytestmark = pytest.mark.django_db
MEMBERS = [role for role in ROLES if role != "visitor"]
THINGS = {"thread": Thread, "room": Room}
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def told(cast: Cast) -> None:
    """Each member, also who may read nothing, has a notice of each kind about each thing there is."""
    Notice.objects.all().delete()
    OutgoingMail.objects.all().delete()
    people = [cast.people[role] for role in MEMBERS]
    MailWish.objects.all().delete()
    MailWish.objects.bulk_create(
        MailWish(member=person, quiet_from=24, quiet_until=0, weekends=True) for person in people
    )
    Notice.objects.bulk_create(
        Notice(
            member=person,
            kind=kind.slug,
            subject=kind.subject,
            subject_key=key,
            thing=1,
            actor=cast.people["lead"],
            mail_due_at=timezone.now() - timedelta(minutes=1),
        )
        for person in people
        for kind in registry.kinds.values()
        if kind.subject in THINGS
        for key in THINGS[kind.subject].objects.values_list("pk", flat=True)
    )


@pytest.mark.usefixtures("told")
def test_mails(cast: Cast) -> None:
    while write_due():
        pass
    pinned = cast.members.question
    MondayPin.objects.create(
        place="field",
        place_key=cast.public.field.pk,
        subject="thread",
        subject_key=pinned.pk,
        pinned_by=cast.people["head"],
    )
    post_monday_letters(MONDAY)
    said = dict.fromkeys(MEMBERS, "")
    roles = {cast.people[role].email: role for role in MEMBERS}
    for mail in OutgoingMail.objects.all():
        said[roles[mail.to]] += f"{mail.subject} {mail.text} {mail.headers}".lower()
    _compare(cast, said, must_say={"apfelkahn", "quittenzwieback", "rübenkompass", "pflaumenmus"})


@pytest.mark.usefixtures("told")
def test_the_page(cast: Cast) -> None:
    said = {}
    for role in MEMBERS:
        member = cast.people[role]
        if not member.is_admitted:
            continue
        entries = shown(member, Notice.objects.of(member).select_related("actor"))
        said[role] = " ".join(f"{entry.label} {entry.title} {entry.sentence}" for entry in entries).lower()
    _compare(cast, said, must_say={"apfelkahn", "quittenzwieback"})


def _compare(cast: Cast, said: dict[str, str], *, must_say: set[str]) -> None:
    for role, words in said.items():
        too_much = {
            word for word, readers in SECRETS.items() if word.lower() in words and role not in readers
        }
        assert too_much == set(), role
    lead = said["lead"]
    assert {word for word in must_say if word not in lead} == set(), "the channel was not tried"
    assert not any(said.get(role) for role in ("waiting", "declined", "technician", "inactive"))
