"""Reading documents for the search: one after the other, in a lane of its own, each in a process of its own."""

from __future__ import annotations

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.programs import ProgramFailed, run_program
from community.uploads.kind import tell_heard
from community.uploads.models import Upload, UploadText
from community.web.refusals import Busy
from community.web.turns import Turns

TIMEOUT = 30  # seconds for one document
AT_ONCE = 5
ONE_AT_A_TIME = Turns("reading")

log = structlog.get_logger(__name__)


def read_documents() -> int:
    """Read a few documents nobody has read yet; returns how many. On one machine one worker reads at a time.

    One that cannot be read is not tried again; one over which a worker died is, once.
    """
    try:
        with ONE_AT_A_TIME.take("another worker reads"):
            waiting = list(Upload.objects.unread().order_by("pk")[:AT_ONCE])
            return sum(map(_read, waiting))
    except Busy:
        return 0


def _read(upload: Upload) -> int:
    said = _take(upload)
    if said is None:
        return 0
    said.text, said.trouble = _words(upload)
    said.read_at = timezone.now()
    with transaction.atomic():
        # Nothing is updated where the file has gone meanwhile.
        UploadText.objects.filter(pk=upload.pk).update(
            text=said.text, trouble=said.trouble, read_at=said.read_at
        )
        if said.text:
            tell_heard(upload)
    return 1


def _take(upload: Upload) -> UploadText | None:
    """The mark that it is being read; `None` where another worker was faster or the file is gone."""
    earlier = UploadText.objects.filter(upload=upload).first()
    if earlier is None:
        try:
            with transaction.atomic():
                return UploadText.objects.create(upload=upload)
        except IntegrityError:
            return None
    same = UploadText.objects.filter(upload=upload, readings=earlier.readings, read_at__isnull=True)
    return earlier if same.update(readings=earlier.readings + 1, taken_at=timezone.now()) else None


def _words(upload: Upload) -> tuple[str, str]:
    """What the document says, and what kept it from being read: too slow, too large, killed, gone."""
    ending = upload.name.rpartition(".")[2]
    try:
        with upload.file.open() as file:
            words = run_program("community.uploads.extraction", ending, content=file, within=TIMEOUT)
    except ProgramFailed as failure:
        trouble = str(failure)
    except OSError as failure:
        trouble = type(failure).__name__
    else:
        return words.decode("utf-8", "replace").replace("\0", ""), ""
    log.warning("document_unread", upload=upload.pk, trouble=trouble)
    return "", trouble
