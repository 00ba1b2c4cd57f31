"""Bringing mails to the server: claim, hand over, note the answer. See docs/decisions/0065-mail-as-rows.md."""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from community.mail.dressing import dress
from community.mail.models import Bounce, OutgoingMail
from community.mail.wire import Wire
from community.outbox import NotOurs, Outbox, worker_name

PORTION = 20
CLOSING = 421  # the server hangs up after this

logger = logging.getLogger(__name__)
outbox = Outbox(
    OutgoingMail,
    lease="MAIL_LEASE",
    pauses=tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 480, 1440)),
)


def deliver(*, portion: int = PORTION, worker: str = worker_name) -> int:
    """Send up to `portion` mails that are due; returns how many were taken in hand."""
    outbox.give_up_lost()
    mails = outbox.claim(worker, portion)
    if not mails:
        return 0
    wire = Wire()
    try:
        wire.open()
    except OSError as error:
        logger.warning("The mail server is not there: %s", error)
        outbox.put_back(worker, *mails)
        return 0
    for mail in mails:
        wire = _send(mail, worker, wire)
    wire.close()
    return len(mails)


def _send(mail: OutgoingMail, worker: str, wire: Wire) -> Wire:
    """Send one; returns the connection for the next."""
    try:
        wire.send(_message(mail), partial(outbox.hand_over, mail, worker))
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
        outbox.fail(mail, f"{type(error).__name__}: {error}")
    else:
        outbox.close(mail, OutgoingMail.State.SENT, text="", html="", error="")
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


def _refused(mail: OutgoingMail, code: int, words: bytes | str, *, by_recipient: bool = False) -> None:
    """The server said no: for good (5xx), or for now. It has not taken the mail."""
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    reason = f"{code} {said}"
    final = code >= 500
    if by_recipient and final:
        Bounce.objects.create(mail=mail, domain=mail.domain, reason=reason[:300])
    if final:
        outbox.fail(mail, reason)
    else:
        outbox.try_later(mail, reason)


def _broken_off(mail: OutgoingMail, error: OSError) -> None:
    """The connection broke. Before the last line the mail is surely not sent; after it nobody knows."""
    reason = f"{type(error).__name__}: {error}"
    if mail.handed_at is None:
        outbox.try_later(mail, reason)
    else:
        outbox.leave_uncertain(mail, reason)


def _anew(wire: Wire) -> Wire:
    """A connection in which nothing is half said; it opens with the next mail."""
    wire.close()
    return Wire()
