"""The mailbox where answers by mail arrive (IMAP)."""

from __future__ import annotations

import imaplib
import logging
import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError

from community.notices.incoming import receive
from community.notices.parsing import LARGEST, LONGEST_HEAD
from community.web.refusals import Busy

TIMEOUT = 30.0  # seconds for the server to answer
PORTION = 50
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
# What passes: the same mail can be taken in later.
PASSING = (Busy, OSError, OperationalError, InterfaceError, imaplib.IMAP4.error)
logger = logging.getLogger(__name__)


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
    """Take one mail in. One that nobody can read is flagged and left to people; it does not keep up those behind it."""
    flags = "\\Seen"
    try:
        _receive(mailbox, number.decode())
    except PASSING:
        raise
    except Exception as error:  # whatever a library does not expect of a mail
        logger.error("A mail could not be read (%s); it is flagged in the mailbox.", type(error).__name__)
        flags = "(\\Seen \\Flagged)"
    mailbox.store(number.decode(), "+FLAGS", flags)


def _receive(mailbox: imaplib.IMAP4, number: str) -> None:
    """Of a mail that is too large only the head is fetched."""
    whole = _size_of(mailbox, number) <= LARGEST
    wanted = "(BODY.PEEK[])" if whole else f"(BODY.PEEK[HEADER]<0.{LONGEST_HEAD}>)"
    _kind, parts = mailbox.fetch(number, wanted)
    for part in parts:
        if isinstance(part, tuple):
            receive(part[1], whole=whole)


def _size_of(mailbox: imaplib.IMAP4, number: str) -> int:
    _kind, parts = mailbox.fetch(number, "(RFC822.SIZE)")
    said = next(filter(None, (SIZE.search(part) for part in parts if isinstance(part, bytes))), None)
    return int(said[1]) if said else 0
