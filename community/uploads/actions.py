"""Taking files in, describing them, and clearing away what nobody used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from community.people.models import Member
from community.uploads import policy
from community.uploads.bundle import Bundle
from community.uploads.gate import inspect
from community.uploads.kind import attached
from community.uploads.limits import count_file
from community.uploads.models import Upload
from community.uploads.scanning import scan
from community.web.refusals import Conflict

BATCH = 500


def accept_upload(actor: Member, content: bytes, *, name: str, key: UUID) -> Upload:
    """Keep the file. The same `key` with the same bytes returns the first upload.

    Raises `ValidationError` for a file that is not taken, `Conflict` for a key that brought other bytes before, and
    `RateLimited`.
    """
    policy.can_upload(actor).require()
    digest = hashlib.sha256(content).hexdigest()
    if earlier := _earlier(actor, key, digest, name):
        return earlier
    count_file(actor)
    return store_upload(actor, content, name=name, key=key)


def store_upload(actor: Member, content: bytes, *, name: str, key: UUID) -> Upload:
    """The same for a file that was counted with its first piece; the caller has asked the policy."""
    digest = hashlib.sha256(content).hexdigest()
    kept = inspect(content, name)
    scan(content, name)
    upload = Upload(
        owner=actor,
        key=key,
        name=kept.name,
        kind=Upload.Kind.IMAGE if kept.is_image else Upload.Kind.DOCUMENT,
        media_type=kept.media_type,
        size=len(kept.content),
        sha256=digest,
        width=kept.width,
        height=kept.height,
    )
    upload.file.save(kept.name, ContentFile(kept.content), save=False)
    try:
        with transaction.atomic():
            upload.save(force_insert=True)
    except IntegrityError:
        # Two requests with one key ran side by side: the other one won, its file stays.
        upload.file.delete(save=False)
        if earlier := _earlier(actor, key, digest, name):
            return earlier
        raise
    return upload


def describe_uploads(bundle: Bundle) -> None:
    """Give each image its description, and each file the line on who may use it again.

    The caller has asked whether the actor may change the thing they belong to.
    """
    for upload in bundle.uploads:
        upload.alt_text, upload.reuse = bundle.said_of(upload)
    Upload.objects.bulk_update(bundle.uploads, ["alt_text", "reuse"])


def clear_uploads(*, dry_run: bool = False) -> int:
    """Remove uploads that belong to nothing and are older than a day; returns how many."""
    count, last = 0, 0
    while keys := list(_old_after(last)):
        last = keys[-1]
        loose = sorted(set(keys) - attached(keys))
        count += len(loose) if dry_run else sum(map(_clear, loose))
    return count


def _old_after(last: int) -> Iterable[int]:
    old = Upload.objects.out_of_grace().filter(pk__gt=last).order_by("pk")
    return old.values_list("pk", flat=True)[:BATCH]


def _clear(pk: int) -> bool:
    """The row goes first: a file without a row is waste, a row without a file is a broken page."""
    try:
        with transaction.atomic():
            upload = Upload.objects.select_for_update().filter(pk=pk).first()
            if upload is None:
                return False
            name, storage = str(upload.file.name), upload.file.storage
            upload.delete()
            transaction.on_commit(lambda: storage.delete(name))
    except (IntegrityError, ProtectedError):
        return False  # it found something to belong to in this moment
    return True


def _earlier(actor: Member, key: UUID, digest: str, name: str) -> Upload | None:
    upload = Upload.objects.owned_by(actor).filter(key=key).first()
    if upload is not None and upload.sha256 != digest:
        raise Conflict(_("„%(name)s“ wurde schon mit anderem Inhalt gesendet.") % {"name": name})
    return upload
