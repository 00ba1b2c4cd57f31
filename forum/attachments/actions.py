"""Files of a post: exactly those a form brought, in its order."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.people.models import Member
from community.search.actions import drop
from community.uploads.actions import describe_uploads
from community.uploads.bundle import Bundle
from community.uploads.file_types import FILES_LIMIT
from community.uploads.kind import attached
from community.uploads.models import Upload
from forum.models import Post, PostAttachment
from forum.threads.indexing import follow_files


def attach_files(actor: Member, post: Post, bundle: Bundle) -> bool:
    """Make the post hold the uploads of `bundle`; returns whether something a reader sees has changed.

    The caller is in a transaction, holds the thread's lock and has asked the policy. Raises `ValidationError` (`files`)
    for uploads of others, for those that belong to something else, and for too many.
    """
    attached = _of(post)
    former = [attachment.upload for attachment in attached]
    wanted = [upload.pk for upload in bundle.uploads]
    _check(actor, wanted, known={upload.pk for upload in former})
    if [upload.pk for upload in former] == wanted and _described(former, bundle):
        return False
    # What a decision withholds stays withheld, whatever else is changed about the post.
    withheld = {attachment.upload_id: attachment.withheld_by_id for attachment in attached}
    gone = PostAttachment.objects.filter(post=post)
    drop("file", *gone.values_list("upload", flat=True))
    gone.delete()
    describe_uploads(bundle)
    new = PostAttachment.objects.bulk_create(
        PostAttachment(post=post, upload_id=pk, position=position, withheld_by_id=withheld.get(pk))
        for position, pk in enumerate(wanted)
    )
    follow_files(*(attachment.upload_id for attachment in new))
    return True


def _of(post: Post) -> list[PostAttachment]:
    return list(PostAttachment.objects.filter(post=post).select_related("upload"))


def _check(actor: Member, wanted: list[int], *, known: set[int]) -> None:
    if len(wanted) > FILES_LIMIT:
        raise ValidationError({"files": _("Höchstens %(n)s Dateien an einem Beitrag.") % {"n": FILES_LIMIT}})
    new = [pk for pk in wanted if pk not in known]
    # Locked, so that clearing away old uploads cannot pass between this look and the new row.
    own = Upload.objects.select_for_update().owned_by(actor).filter(pk__in=new).values_list("pk", flat=True)
    if set(own) != set(new) or attached(new):
        raise ValidationError({"files": _("Eine der Dateien ist nicht mehr da. Bitte fügen Sie sie neu an.")})


def _described(uploads: list[Upload], bundle: Bundle) -> bool:
    """Whether the uploads say about themselves what the bundle says."""
    return all((upload.alt_text, upload.reuse) == bundle.said_of(upload) for upload in uploads)
