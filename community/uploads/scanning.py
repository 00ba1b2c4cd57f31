"""A scanner for viruses, where there is one: ClamAV's daemon, asked over its socket before a file is kept."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlsplit

import structlog
from aioclamd import ClamdAsyncClient, ClamdError
from asgiref.sync import async_to_sync
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.uploads.errors import file_refused

PORT = 3310
TIMEOUT = 30  # seconds

log = structlog.get_logger(__name__)


def scan(content: bytes, name: str) -> None:
    """Return if nothing was found or no scanner is set (`CLAMD_URL`); raise `ValidationError` otherwise.

    A scanner that is set and does not answer takes no file either.
    """
    if not settings.CLAMD_URL:
        return
    try:
        status, found = async_to_sync(_ask)(content)
    except (ClamdError, OSError, TimeoutError) as trouble:
        log.error("clamd_failed", trouble=repr(trouble))
        raise _unscanned(name) from trouble
    if status == "FOUND":
        log.warning("virus_found", found=found)
        raise file_refused(
            "virus", _("„%(name)s“ enthält Schadsoftware und wurde nicht angenommen."), name=name
        )
    if status != "OK":
        log.error("clamd_failed", trouble=found)
        raise _unscanned(name)


async def _ask(content: bytes) -> tuple[str, str]:
    """What the daemon says: ``OK``, ``FOUND`` or ``ERROR``, and about what."""
    address = urlsplit(settings.CLAMD_URL)
    client = ClamdAsyncClient(address.hostname or "127.0.0.1", address.port or PORT, timeout=TIMEOUT)
    answers = await client.instream(BytesIO(content)) or {}
    status, found = next(iter(answers.values()), ("ERROR", "no answer"))
    return status, found or ""


def _unscanned(name: str) -> ValidationError:
    return file_refused(
        "unscanned",
        _("„%(name)s“ lässt sich gerade nicht auf Schadsoftware prüfen. Bitte versuchen Sie es später."),
        name=name,
    )
