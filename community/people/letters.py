"""Mails: plain letters in the language of the person, stored together with what they speak of."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.mail.models import OutgoingMail
from community.mail.posting import post
from community.people import pseudonyms
from community.people.models import Member

# How long a neutral letter lies before it goes: long enough that nobody sees what it is about, one working day at most.
SOONEST, LATEST = timedelta(hours=1), timedelta(hours=10)


@dataclass(frozen=True)
class Written:
    """A letter that is worded but not posted: who keeps a copy words it first."""

    email: str
    subject: str
    body: str

    def post(self, *, key: str | None = None, due_at: datetime | None = None) -> None:
        """Post it in the running transaction; workers send it after the commit, from `due_at` on. The same `key`
        posts once.

        Without an address nothing is posted: nobody knows any more who was meant.
        """
        if not self.email:
            return
        post(
            self.email,
            subject=f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{self.subject}",
            text=self.body,
            headers={"Auto-Submitted": "auto-generated"},
            key=key,
            due_at=due_at,
        )


def send_letter(member: Member, letter: str, **context: Any) -> None:
    """Post `templates/mail/<letter>.txt` to `member` in the running transaction; workers send it after the commit.

    The first line of the template is the subject.
    """
    if member.is_pseudonym:
        send_neutral_letter(member)
        return
    with translation.override(member.language):
        write(member.email, letter, {"member": member, **context}).post()


def send_neutral_letter(member: Member) -> None:
    """Tell whoever is behind this member that there is something new, and nothing else.

    For all that must not stand in a mailbox with several readers. It names no thing, leads to no page but the first,
    and lies for some hours, a random time, so that its moment tells nothing either. What happens meanwhile adds none:
    one letter waits for one person. Whom nobody knows any more is told nothing.
    """
    person = pseudonyms.person_behind(member)
    if person is None or not person.is_active:
        return
    subject = f"neutral:{person.pk}:"
    if OutgoingMail.objects.waiting_for(subject).exists():
        return
    with translation.override(person.language):
        letter = write(person.email, "neutral", {"member": person})
    letter.post(key=f"{subject}{secrets.token_hex(8)}", due_at=timezone.now() + _random_wait())


def _random_wait() -> timedelta:
    return timedelta(seconds=secrets.SystemRandom().uniform(SOONEST.total_seconds(), LATEST.total_seconds()))


def send_letter_to_outsider(email: str, letter: str, *, language: str = "", **context: Any) -> None:
    """The same to an address that belongs to no member; without a language in that of the house."""
    with translation.override(language or settings.LANGUAGE_CODE):
        write(email, letter, context).post()


def write(email: str, letter: str, context: dict[str, Any]) -> Written:
    """`templates/mail/<letter>.txt` in the language that is active."""
    everything = {
        "public_url": settings.PUBLIC_URL,
        "contact_email": settings.CONTACT_EMAIL,
        **context,
    }
    subject, _, body = render_to_string(f"mail/{letter}.txt", everything).strip().partition("\n")
    return Written(email, subject.strip(), body.strip() + "\n")
