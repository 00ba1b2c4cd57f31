"""Files belong to messages: who may read the message may see them; when it was removed, few."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from community.uploads.attachables import Attachable, register
from community.uploads.models import Upload
from community.web.verdicts import Verdict
from realtime.rooms.messages import policy as message_policy
from realtime.rooms.models import MessageAttachment


def _can_see(viewer: Any, upload: Upload) -> Verdict | None:
    attachments = MessageAttachment.objects.select_related("message__room", "message__removal")
    attachment = attachments.filter(upload=upload).first()
    return message_policy.can_see_files(viewer, attachment.message) if attachment else None


def _held(keys: Collection[int]) -> set[int]:
    return set(MessageAttachment.objects.filter(upload__in=keys).values_list("upload_id", flat=True))


register(Attachable("message", can_see=_can_see, held=_held))
