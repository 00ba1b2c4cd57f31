"""A message as everyone in the room hears it: one object, the same by socket and by HTTP, for every listener."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from community.uploads.models import Upload
from realtime.rooms.models import Message, Room


def message_event(message: Message) -> dict[str, Any]:
    """The event about a message as it stands. It must be loaded `with_event`; a removed one says nothing."""
    removal = message.removed
    author = message.author
    return {
        "type": "message",
        "stream": f"room:{message.room_id}",
        "seq": message.seq,
        "rev": message.rev,
        "key": str(message.key),
        "author": {
            "id": author.pk,
            "name": author.name,
            "place": author.place,
            "initials": author.initials,
        },
        "at": wire_moment(message.created_at),
        "html": "" if removal else message.html,
        "reply_to": message.reply_to,
        "edited": message.edit_count > 0,
        "removed": removal is not None,
        "removal": {"by_moderation": removal.by_moderation, "reason": removal.reason} if removal else None,
        "reactions": {} if removal else _reactions(message),
        "pinned": not removal and message.is_pinned,
        "cards": not removal and message.has_cards,
        "files": [] if removal else [_file(attachment.upload) for attachment in message.attachments.all()],
    }


def head_event(room: Room) -> dict[str, Any]:
    """Something moved, and what it was is not for everyone: listeners fetch what they may read."""
    return {"type": "head", "stream": room.stream, "head": room.head}


def wire_moment(moment: datetime) -> str:
    """``2026-11-22T13:00:00.123Z``"""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _file(upload: Upload) -> dict[str, Any]:
    """`width` and `height` are `None` for what is no image; `alt` is what an image shows, in its sender's words."""
    return {
        "name": upload.name,
        "address": upload.get_absolute_url(),
        "size": upload.size,
        "width": upload.width,
        "height": upload.height,
        "alt": upload.alt_text,
    }


def _reactions(message: Message) -> dict[str, list[int]]:
    """Who reacted how, the earliest first."""
    found: dict[str, list[int]] = {}
    for reaction in message.reactions.all():
        found.setdefault(reaction.kind, []).append(reaction.member_id)
    return found
