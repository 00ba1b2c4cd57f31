"""Reading documents for the search: one after the other, by a worker, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import structlog
from django.db import IntegrityError, transaction

from community.uploads.kind import tell_heard
from community.uploads.models import Upload, UploadText

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 30  # seconds for one document
AT_ONCE = 5

log = structlog.get_logger(__name__)


def read_documents() -> int:
    """Read a few documents nobody has read yet; returns how many. One that cannot be read is not tried again."""
    waiting = list(Upload.objects.unread().order_by("pk")[:AT_ONCE])
    return sum(map(_read, waiting))


def _read(upload: Upload) -> int:
    text = _words(upload)
    try:
        with transaction.atomic():
            UploadText.objects.create(upload=upload, text=text)
            if text:
                tell_heard(upload)
    except IntegrityError:
        # Another worker was faster, or the file is gone.
        return 0
    return 1


def _words(upload: Upload) -> str:
    """What the document says; nothing when it takes too long or too much memory."""
    ending = upload.name.rpartition(".")[2]
    command = [sys.executable, "-m", "community.uploads.extraction", ending]
    try:
        with upload.file.open() as file:
            content = file.read()
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=TIMEOUT, cwd=ROOT, check=True
        )
    except (OSError, subprocess.SubprocessError) as trouble:
        log.warning("document_unread", upload=upload.pk, trouble=type(trouble).__name__)
        return ""
    return done.stdout.decode("utf-8", "replace").replace("\0", "")
