"""The mailbox where answers by mail arrive (IMAP)."""

from __future__ import annotations

import imaplib
from urllib.parse import unquote, urlsplit

from django.conf import settings

from community.notices.incoming import receive
from community.web.refusals import Busy

TIMEOUT = 30.0  # seconds for the server to answer
PORTION = 50


def fetch() -> int:
    """Take in up to `PORTION` unseen mails; returns how many. Nothing to do without `REPLY_MAILBOX`.

    A mail counts as seen once it is dealt with: whoever dies in between gets it again, and knows it then.
    Raises `OSError` when the mailbox cannot be read.
    """
    if not settings.REPLY_MAILBOX:
        return 0
    try:
        with _open(settings.REPLY_MAILBOX) as mailbox:
            _kind, found = mailbox.search(None, "UNSEEN")
            numbers = found[0].split()[:PORTION]
            return _take_all(mailbox, numbers)
    except imaplib.IMAP4.error as error:
        raise OSError(str(error)) from error


def _take_all(mailbox: imaplib.IMAP4, numbers: list[bytes]) -> int:
    """How many were dealt with before one of them found the house busy; the others stay unseen."""
    for done, number in enumerate(numbers):
        try:
            _take(mailbox, number)
        except Busy:
            return done
    return len(numbers)


def _open(url: str) -> imaplib.IMAP4:
    """``imaps://user:password@host:993/folder``"""
    where = urlsplit(url)
    make = imaplib.IMAP4_SSL if where.scheme == "imaps" else imaplib.IMAP4
    port = where.port or (993 if where.scheme == "imaps" else 143)
    mailbox = make(where.hostname or "", port, timeout=TIMEOUT)
    mailbox.login(unquote(where.username or ""), unquote(where.password or ""))
    mailbox.select(unquote(where.path.strip("/")) or "INBOX")
    return mailbox


def _take(mailbox: imaplib.IMAP4, number: bytes) -> None:
    _kind, parts = mailbox.fetch(number.decode(), "(BODY.PEEK[])")
    for part in parts:
        if isinstance(part, tuple):
            receive(part[1])
    mailbox.store(number.decode(), "+FLAGS", "\\Seen")
