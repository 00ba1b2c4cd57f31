"""Bringing mails to the server: claim, hand over, note the answer. See docs/decisions/0065-mail-as-rows.md."""

from __future__ import annotations

import logging
import secrets
import smtplib
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from community.mail.dressing import dress
from community.mail.models import Bounce, OutgoingMail
from community.mail.wire import NotOurs, Wire

PORTION = 20
SERVER_AWAY = timedelta(minutes=1)
# How long to wait after the first, second, … attempt that the server turned down for now.
PATIENCE = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 480, 1440))
ERROR_ROOM = 500
CLOSING = 421  # the server hangs up after this

logger = logging.getLogger(__name__)
worker_name = secrets.token_hex(8)


def deliver(*, portion: int = PORTION, worker: str = worker_name) -> int:
    """Send up to `portion` mails that are due; returns how many were taken in hand."""
    give_up_lost()
    mails = claim(worker, portion)
    if not mails:
        return 0
    wire = Wire()
    try:
        wire.open()
    except OSError as error:
        logger.warning("The mail server is not there: %s", error)
        _put_back(worker, mails)
        return 0
    for mail in mails:
        wire = _send(mail, worker, wire)
    wire.close()
    return len(mails)


def claim(worker: str, portion: int) -> list[OutgoingMail]:
    """Take mails that nobody else has; they fall free again after `MAIL_LEASE` seconds.

    PostgreSQL passes over rows that another worker is just taking. SQLite lets one writer in at a time.
    """
    now = timezone.now()
    with transaction.atomic():
        free = OutgoingMail.objects.free(now).select_for_update(skip_locked=True)
        keys = list(free.values_list("pk", flat=True)[:portion])
        if not keys:
            return []
        OutgoingMail.objects.filter(pk__in=keys).update(
            claimed_by=worker, claimed_until=now + timedelta(seconds=settings.MAIL_LEASE)
        )
    return list(OutgoingMail.objects.filter(pk__in=keys).order_by("due_at", "pk"))


def give_up_lost() -> int:
    """Mails whose worker died while the server was reading the last line: most have arrived, so none is repeated."""
    lost = OutgoingMail.objects.lost(timezone.now())
    return lost.update(state=OutgoingMail.State.UNCERTAIN, done_at=timezone.now(), claimed_until=None)


def _put_back(worker: str, mails: list[OutgoingMail]) -> None:
    """A server that is away says nothing about a mail: no attempt is counted."""
    held = OutgoingMail.objects.filter(pk__in=[mail.pk for mail in mails], claimed_by=worker)
    held.filter(handed_at__isnull=True).update(
        claimed_by="", claimed_until=None, due_at=timezone.now() + SERVER_AWAY
    )


def _send(mail: OutgoingMail, worker: str, wire: Wire) -> Wire:
    """Send one; returns the connection for the next."""
    try:
        wire.send(_message(mail), partial(_hand_over, mail, worker))
    except NotOurs:
        return _anew(wire)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = next(iter(refusal.recipients.values()))
        _refused(mail, code, words, by_recipient=True)
    except smtplib.SMTPResponseException as refusal:
        _refused(mail, refusal.smtp_code, refusal.smtp_error)
        return _anew(wire) if refusal.smtp_code == CLOSING else wire
    except OSError as error:
        _broken_off(mail, error)
        return _anew(wire)
    except Exception as error:  # a header that cannot be written: no server will ever take it
        logger.exception("Mail %s cannot be sent", mail.pk)
        _fail(mail, f"{type(error).__name__}: {error}")
    else:
        _close(mail, OutgoingMail.State.SENT, text="", html="", error="")
    return wire


def _message(mail: OutgoingMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=mail.sender or settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        headers={"Message-ID": mail.message_id, **mail.headers},
    )
    message.attach_alternative(mail.html or dress(mail.text), "text/html")
    return message


def _hand_over(mail: OutgoingMail, worker: str) -> None:
    """The gate through which every mail goes at most once. Raises `NotOurs` for whoever comes second."""
    ours = OutgoingMail.objects.filter(
        pk=mail.pk, claimed_by=worker, handed_at__isnull=True, state=OutgoingMail.State.WAITING
    )
    if not ours.update(handed_at=timezone.now()):
        raise NotOurs
    mail.handed_at = timezone.now()


def _refused(mail: OutgoingMail, code: int, words: bytes | str, *, by_recipient: bool = False) -> None:
    """The server said no: for good (5xx), or for now. It has not taken the mail."""
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    reason = f"{code} {said}"[:ERROR_ROOM]
    final = code >= 500
    if by_recipient and final:
        Bounce.objects.create(mail=mail, domain=mail.domain, reason=reason[:300])
    if final or mail.attempts >= len(PATIENCE):
        _fail(mail, reason)
    else:
        _later(mail, reason)


def _broken_off(mail: OutgoingMail, error: OSError) -> None:
    """The connection broke. Before the last line the mail is surely not sent; after it nobody knows."""
    reason = f"{type(error).__name__}: {error}"
    if mail.handed_at is not None:
        _close(mail, OutgoingMail.State.UNCERTAIN, error=reason[:ERROR_ROOM])
    elif mail.attempts >= len(PATIENCE):
        _fail(mail, reason)
    else:
        _later(mail, reason)


def _later(mail: OutgoingMail, reason: str) -> None:
    OutgoingMail.objects.filter(pk=mail.pk).update(
        claimed_by="",
        claimed_until=None,
        handed_at=None,
        attempts=mail.attempts + 1,
        due_at=timezone.now() + PATIENCE[mail.attempts],
        error=reason[:ERROR_ROOM],
    )


def _fail(mail: OutgoingMail, reason: str) -> None:
    _close(mail, OutgoingMail.State.FAILED, handed_at=None, error=reason[:ERROR_ROOM])


def _close(mail: OutgoingMail, state: str, **changes: object) -> None:
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=state, done_at=timezone.now(), claimed_until=None, attempts=mail.attempts + 1, **changes
    )


def _anew(wire: Wire) -> Wire:
    """A connection in which nothing is half said; it opens with the next mail."""
    wire.close()
    return Wire()
