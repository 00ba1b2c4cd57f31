"""Files that come in pieces: whoever lost the line goes on where it broke, and nothing is stored twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from community.people.models import Member
from community.uploads import policy
from community.uploads.actions import store_upload
from community.uploads.errors import file_refused
from community.uploads.file_types import DOCUMENT_LIMIT, FILES_LIMIT, MEGABYTE
from community.uploads.limits import count_file, in_memory
from community.uploads.models import GRACE, Upload, UploadPart
from community.web.refusals import Busy, Conflict

PART_LIMIT = 4 * MEGABYTE
UNFINISHED_LIMIT = FILES_LIMIT * DOCUMENT_LIMIT


def received(actor: Member, key: UUID) -> int:
    """How many bytes of this file are there: from here the sender goes on."""
    rows = UploadPart.objects.filter(owner=actor, key=key)
    return rows.aggregate(bytes=Sum("size"))["bytes"] or 0


def finished(actor: Member, key: UUID) -> Upload | None:
    """The upload, where the file is whole."""
    return Upload.objects.owned_by(actor).filter(key=key).first()


def accept_part(
    actor: Member, content: bytes, *, name: str, key: UUID, start: int, total: int
) -> Upload | None:
    """Keep the piece of a file of `total` bytes that begins at `start`; the last one makes it an upload.

    A piece that does not continue what is there changes nothing: ask `received` and go on from there. Raises
    `ValidationError` for a file that is not taken (its pieces are gone then), `RateLimited`, and `Busy` when all is
    there but had no turn: an empty piece at the end tries it again.
    """
    policy.can_upload(actor).require()
    if upload := finished(actor, key):
        return upload
    if total > DOCUMENT_LIMIT:
        limit = DOCUMENT_LIMIT // MEGABYTE
        raise file_refused("too_long", _("„%(name)s“ ist größer als %(limit)s MB."), name=name, limit=limit)
    if not start:
        count_file(actor)
    if content and start == received(actor, key) and start + len(content) <= total:
        _keep(actor, content, name=name, key=key, start=start)
    return _whole(actor, key, name) if received(actor, key) == total else None


def keep_whole(actor: Member, file: UploadedFile[Any], *, key: UUID) -> None:
    """Keep a file that came in one piece and found no turn; `finish` makes it an upload. Raises as `accept_part`."""
    policy.can_upload(actor).require()
    file.seek(0)
    for chunk in file.chunks(PART_LIMIT):
        start = received(actor, key)
        if start >= (file.size or 0):
            return
        _keep(actor, chunk, name=file.name or "", key=key, start=start)


def finish(actor: Member, key: UUID, *, name: str) -> Upload:
    """The upload of a file that is there as a whole. Raises as `accept_part`."""
    policy.can_upload(actor).require()
    if upload := finished(actor, key):
        return upload
    if not received(actor, key):
        raise file_refused(
            "gone", _("„%(name)s“ ist nicht mehr da. Bitte fügen Sie die Datei neu an."), name=name
        )
    count_file(actor)
    return _whole(actor, key, name)


def clear_parts(*, dry_run: bool = False) -> int:
    """Remove pieces of files that nobody finished for a day; returns how many."""
    old = UploadPart.objects.filter(created_at__lt=timezone.now() - GRACE)
    if dry_run:
        return old.count()
    return _clear(old)


def _keep(actor: Member, content: bytes, *, name: str, key: UUID, start: int) -> None:
    unfinished = UploadPart.objects.filter(owner=actor).aggregate(bytes=Sum("size"))["bytes"] or 0
    if len(content) > PART_LIMIT or unfinished + len(content) > UNFINISHED_LIMIT:
        raise file_refused(
            "size", _("Das sind zu viele Dateien auf einmal. Bitte senden Sie „%(name)s“ später."), name=name
        )
    part = UploadPart(owner=actor, key=key, start=start, size=len(content))
    part.file.save("part", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            part.save(force_insert=True)
    except IntegrityError:
        # The same piece came twice side by side: the other one stays.
        part.file.delete(save=False)


def _whole(actor: Member, key: UUID, name: str) -> Upload:
    """The pieces go, whatever comes of the file; they stay while it waits for a turn."""
    parts = UploadPart.objects.filter(owner=actor, key=key).order_by("start")
    try:
        with in_memory():
            upload = store_upload(actor, b"".join(map(_read, parts)), name=name, key=key)
    except Busy:
        raise
    except (FileNotFoundError, ValidationError, Conflict):
        # Sent twice side by side, the other one may have been faster and have cleared the pieces away.
        earlier = finished(actor, key)
        _clear(parts)
        if earlier is None:
            raise
        return earlier
    _clear(parts)
    return upload


def _read(part: UploadPart) -> bytes:
    with part.file.open() as file:
        content: bytes = file.read()
    return content


def _clear(parts: Iterable[UploadPart]) -> int:
    """Rows first: a file without a row is waste, a row without a file stops everything."""
    gone = list(parts)
    UploadPart.objects.filter(pk__in=[part.pk for part in gone]).delete()
    for part in gone:
        part.file.storage.delete(str(part.file.name))
    return len(gone)
