"""What the office does about mails that did not arrive, and what it puts first in the Montagspost."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.audit.record import record
from community.mail.models import OutgoingMail
from community.moderation import policy
from community.notices import actions as notices
from community.notices import registry
from community.people.models import Member


class MailMovedOn(Exception):
    """Somebody else has decided about this mail already."""


@transaction.atomic
def send_again(officer: Member, mail: OutgoingMail) -> None:
    """Let the workers try again, with the same Message-ID; only for mails that are stuck. Raises `MailMovedOn`."""
    policy.can_enter_office(officer).require()
    stuck = OutgoingMail.objects.dead().filter(pk=mail.pk).exclude(text="")
    again: dict[str, Any] = {
        "state": OutgoingMail.State.WAITING,
        "due_at": timezone.now(),
        "attempts": 0,
        "claimed_by": "",
        "claimed_until": None,
        "handed_at": None,
        "done_at": None,
    }
    if not stuck.update(**again):
        raise MailMovedOn
    record(officer, "send_again", mail, before={"state": mail.state, "error": mail.error})


@transaction.atomic
def drop_mail(officer: Member, mail: OutgoingMail) -> None:
    """This mail will not be sent; its words are forgotten. Raises `MailMovedOn`."""
    policy.can_enter_office(officer).require()
    stuck = OutgoingMail.objects.dead().filter(pk=mail.pk)
    gone: dict[str, Any] = {
        "state": OutgoingMail.State.DROPPED,
        "text": "",
        "html": "",
        "done_at": timezone.now(),
    }
    if not stuck.update(**gone):
        raise MailMovedOn
    record(officer, "drop_mail", mail, before={"state": mail.state, "error": mail.error})


def pin_to_monday(officer: Member, place: str, place_key: int, subject: str, subject_key: int) -> None:
    """Put something first in the Montagspost of a place. Raises `Http404` for what the officer may not see."""
    policy.can_enter_office(officer).require()
    kind = registry.subjects[subject]
    thing = kind.find([subject_key])[subject_key]
    kind.can_see(officer, thing).require()
    registry.places[place].can_see(officer, place_key).require()
    notices.pin_to_monday(officer, place, place_key, subject, subject_key)


def unpin_from_monday(officer: Member, place: str, place_key: int) -> None:
    policy.can_enter_office(officer).require()
    notices.unpin_from_monday(place, place_key)
