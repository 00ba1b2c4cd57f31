"""Files belong to posts: who may see the post may see them, unless it was removed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from community.uploads.attachables import Attachable, register
from community.uploads.models import Upload
from community.web.verdicts import Verdict
from forum.approval import policy as approval_policy
from forum.attachments import policy as attachment_policy
from forum.models import PendingFile, PostAttachment
from forum.threads.indexing import follow_files


def _can_see(viewer: Any, upload: Upload) -> Verdict | None:
    attachments = PostAttachment.objects.select_related("post__thread__field", "post__removal")
    attachment = attachments.filter(upload=upload).first()
    return attachment_policy.can_see_attachment(viewer, attachment) if attachment else None


def _held(keys: Collection[int]) -> set[int]:
    return set(PostAttachment.objects.filter(upload__in=keys).values_list("upload_id", flat=True))


def _read(upload: Upload) -> None:
    follow_files(*PostAttachment.objects.filter(upload=upload).values_list("pk", flat=True))


def _can_see_held(viewer: Any, upload: Upload) -> Verdict | None:
    held = PendingFile.objects.select_related("hold__field").filter(upload=upload).first()
    return approval_policy.can_see_pending_post(viewer, held.hold) if held else None


def _held_back(keys: Collection[int]) -> set[int]:
    return set(PendingFile.objects.filter(upload__in=keys).values_list("upload_id", flat=True))


register(Attachable("hold", can_see=_can_see_held, held=_held_back))
register(Attachable("post", can_see=_can_see, held=_held, read=_read))
