"""Posting a mail: it is stored with what it speaks of, or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from community import jobs
from community.mail.models import OutgoingMail

SUBJECT_ROOM = 300


def post(
    to: str,
    *,
    subject: str,
    text: str,
    html: str = "",
    headers: Mapping[str, str] | None = None,
    sender: str = "",
    message_id: str = "",
    key: str | None = None,
    due_at: datetime | None = None,
) -> OutgoingMail:
    """Store a mail to one address in the running transaction; a worker sends it after the commit, from `due_at` on.

    A `key` names what the mail is about: the second mail with it is the first one again.
    """
    row: dict[str, Any] = {
        "to": to,
        "sender": sender,
        "subject": " ".join(subject.split())[:SUBJECT_ROOM],
        "text": text,
        "html": html,
        "headers": dict(headers or {}),
        "message_id": message_id or new_message_id(),
        "due_at": due_at or timezone.now(),
    }
    mail = _store(key, row)
    jobs.wake()
    return mail


def new_message_id() -> str:
    """A name for a mail that nothing else in the world has."""
    return f"<{secrets.token_hex(16)}@{mail_domain()}>"


def mail_domain() -> str:
    """The domain in whose name the house writes."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def _store(key: str | None, row: dict[str, Any]) -> OutgoingMail:
    if key is None:
        return OutgoingMail.objects.create(**row)
    try:
        with transaction.atomic():
            return OutgoingMail.objects.create(key=key, **row)
    except IntegrityError:
        return OutgoingMail.objects.get(key=key)
