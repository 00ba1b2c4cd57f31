"""Mails: plain letters in the language of the person, stored together with what they speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from community.mail.posting import post
from community.people import pseudonyms
from community.people.models import Member


@dataclass(frozen=True)
class Written:
    """A letter that is worded but not posted: who keeps a copy words it first."""

    email: str
    subject: str
    body: str

    def post(self, *, key: str | None = None) -> None:
        """Post it in the running transaction; workers send it after the commit. The same `key` posts once.

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
        )


def send_letter(member: Member, letter: str, **context: Any) -> None:
    """Post `templates/mail/<letter>.txt` to `member` in the running transaction; workers send it after the commit.

    The first line of the template is the subject.
    """
    with translation.override(member.language):
        write(pseudonyms.address_of(member), letter, {"member": member, **context}).post()


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
