"""Files that come in pieces: whoever lost the line goes on where it broke, and nothing is stored twice."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from community.people.models import Member
from community.uploads import policy
from community.uploads.actions import store_upload
from community.uploads.errors import file_refused
from community.uploads.file_types import DOCUMENT_LIMIT, FILES_LIMIT, MEGABYTE
from community.uploads.limits import count_file
from community.uploads.models import GRACE, Upload, UploadPart
from community.web.refusals import Conflict

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
    `ValidationError` for a file that is not taken (its pieces are gone then), and `RateLimited`.
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
    parts = UploadPart.objects.filter(owner=actor, key=key).order_by("start")
    try:
        return store_upload(actor, b"".join(map(_read, parts)), name=name, key=key)
    except (FileNotFoundError, ValidationError, Conflict):
        # Sent twice side by side, the other one may have been faster and have cleared the pieces away.
        if upload := finished(actor, key):
            return upload
        raise
    finally:
        _clear(parts)


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
