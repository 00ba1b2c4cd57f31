"""Saying something in a room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.bulk import change_row, insert_row
from community.people.admission.newcomers import refuse_links
from community.people.models import Member
from community.quotes.citing import cite, linked
from community.quotes.kind import Ref
from community.search.actions import put
from community.text import MESSAGE_LIMIT, RENDERER_VERSION, Rendered, clean_source, fold
from community.uploads.bundle import Bundle
from community.web.refusals import ANY_REFUSAL, Conflict, RateLimited
from realtime.rooms.messages.attachments import attach_files
from realtime.rooms.messages.heads import locked, tell_new
from realtime.rooms.messages.indexing import words_of
from realtime.rooms.messages.rendering import render_message, speaks_to_everyone
from realtime.rooms.models import Message, MessageAttachment, MessageMention, Participation, Room
from realtime.rooms.participation.actions import take_part
from realtime.rooms.participation.membership import membership_of
from realtime.rooms.room import policy as room_policy
from realtime.rooms.sending import policy
from realtime.rooms.sending.limits import give_back, keep_pace
from realtime.rooms.sending.slow_mode import seconds_to_wait
from realtime.rooms.sending.telling import tell_of_message

MENTIONS_TOLD = 20


EXCERPT_ROOM = 300


class Sent(NamedTuple):
    """The message, and whether this call stored it (`False`: the same key had already brought it)."""

    message: Message
    created: bool


@dataclass(frozen=True)
class _Said:
    """What somebody wants to say, cleaned."""

    source: str
    rendered: Rendered
    key: UUID
    reply_to: int | None
    files: Bundle | None
    refs: set[Ref]

    @property
    def upload_keys(self) -> list[int]:
        return [upload.pk for upload in self.files.uploads] if self.files else []

    @property
    def file_names(self) -> str:
        return ", ".join(upload.name for upload in self.files.uploads) if self.files else ""


def send_message(
    actor: Member,
    room: Room,
    *,
    text: str,
    key: UUID,
    reply_to: int | None = None,
    files: Bundle | None = None,
    to_all: bool = False,
) -> Sent:
    """Say something; `reply_to` is the place (`seq`) of the message answered. The same `key` returns the first one.

    With files the text may be empty; `to_all` says that the actor knows whom "@Raum" reaches. Raises `ValidationError`
    for a text that cannot stand, files that are not the actor's, an answer to what is not there or "@Raum" unsaid
    (``confirm``), `Conflict` for a key used with other words or files, and `RateLimited`, also in slow mode.
    """
    files = files if files and files.uploads else None
    source = "" if files and not text.strip() else clean_source(text, limit=MESSAGE_LIMIT, field="text")
    rendered = render_message(source, room)
    said = _Said(source, rendered, key, reply_to, files, refs=linked(actor, rendered.html))
    try:
        return Sent(_say(actor, room, said, to_all=to_all), True)
    except (*ANY_REFUSAL, IntegrityError):
        # The same key came before, perhaps side by side with this one: that message is the answer, whatever holds now.
        if earlier := _earlier(actor, room, said):
            give_back(actor)
            return earlier
        raise


def _say(actor: Member, room: Room, said: _Said, *, to_all: bool) -> Message:
    """Store the message at the end of the room and tell of it."""
    with transaction.atomic():
        room = locked(room)
        policy.can_send_message(actor, room).require()
        keep_pace(actor)
        refuse_links(actor, said.source)
        _require_patience(actor, room)
        _require_answered(actor, room, said.reply_to)
        if speaks_to_everyone(said.rendered) and not to_all:
            raise _asks_first(actor, room)
        if membership_of(actor, room).participation is None:
            take_part(actor, room)
        message = _write(actor, room, said)
        tell_new(room, message)
        # After it, because what the search learns after the commit may take its time.
        put("message", [words_of(message)])
        cite(actor, "message", message.pk, said.refs, is_new=True)
    return message


def _earlier(actor: Member, room: Room, said: _Said) -> Sent | None:
    """What this key brought before. It is compared with what was first written, edits aside."""
    message = Message.objects.filter(room=room, author=actor, key=said.key).first()
    if message is None:
        return None
    first = message.revisions.first() if message.edit_count else None
    files = list(message.attachments.values_list("upload", flat=True))
    if (first.source if first else message.source) != said.source or files != said.upload_keys:
        raise Conflict(
            _("Diese Nachricht wurde schon einmal mit anderem Text gesendet. Bitte laden Sie die Seite neu.")
        )
    return Sent(message, False)


def _require_patience(actor: Member, room: Room) -> None:
    if left := seconds_to_wait(actor, room):
        sentence = ngettext(
            "Dieser Raum ist langsam geschaltet. Bitte senden Sie in %(left)d Sekunde noch einmal; Ihr Text bleibt.",
            "Dieser Raum ist langsam geschaltet. Bitte senden Sie in %(left)d Sekunden noch einmal; Ihr Text bleibt.",
            left,
        )
        raise RateLimited(sentence % {"left": left}, seconds=left)


def _require_answered(actor: Member, room: Room, seq: int | None) -> None:
    """One answers what one may read; a message removed meanwhile still counts, nobody's words are lost for that."""
    if seq is None:
        return
    readable = Message.objects.in_room(room).readable_from(room_policy.history_start(actor, room))
    if not readable.filter(seq=seq).exists():
        raise ValidationError(
            {"reply_to": _("Die Nachricht, auf die Sie antworten, gehört nicht zu diesem Raum.")}
        )


def _write(actor: Member, room: Room, said: _Said) -> Message:
    """Insert the message at the room's end; the caller holds the room's lock."""
    now = timezone.now()
    room.head += 1
    room.active_at = now
    message = Message(
        room=room,
        seq=room.head,
        rev=room.head,
        author=actor,
        key=said.key,
        created_at=now,
        reply_to=said.reply_to,
        source=said.source,
        html=said.rendered.html,
        excerpt=said.rendered.excerpt or said.file_names[:EXCERPT_ROOM],
        folded=fold(f"{said.source} {said.file_names}".strip()),
        renderer=RENDERER_VERSION,
        has_cards=bool(said.refs),
    )
    insert_row(message)
    change_row(room, "head", "active_at")
    everyone = speaks_to_everyone(said.rendered)
    tell_of_message(message, store_mentions(message, said.rendered, everyone=everyone))
    held = attach_files(actor, message, said.files) if said.files else []
    return _without_marks(message, held)


def _without_marks(message: Message, held: list[MessageAttachment]) -> Message:
    """A message that was just born bears no marks and holds what it brought: nobody need ask the database."""
    message.__dict__["_prefetched_objects_cache"] = {"reactions": (), "attachments": held}
    for mark in ("removal", "pin"):
        message._state.fields_cache[mark] = None
    return message


def store_mentions(message: Message, rendered: Rendered, *, everyone: bool = False) -> set[int]:
    """Store whom the message speaks to: of the first mentioned, those who may read it; with `everyone` all others.

    Returns their keys.
    """
    if not rendered.mentions:
        return set()
    members = Member.objects.admitted().filter(handle__in=rendered.mentions[:MENTIONS_TOLD])
    told = {member.pk for member in _readers(message.room, members)}
    if everyone:
        told.update(_others(message.author, message.room).values_list("member", flat=True))
    MessageMention.objects.bulk_create(
        (MessageMention(message=message, member_id=member) for member in sorted(told)), ignore_conflicts=True
    )
    return told


def _others(actor: Member, room: Room) -> Any:
    """Everyone else who takes part now."""
    return Participation.objects.current().filter(room=room).exclude(member=actor)


def _asks_first(actor: Member, room: Room) -> ValidationError:
    reach = _others(actor, room).count()
    sentence = ngettext(
        "„@Raum“ spricht ein Mitglied an und benachrichtigt es. Möchten Sie das?",
        "„@Raum“ spricht alle %(reach)d anderen Mitglieder an und benachrichtigt sie. Möchten Sie das?",
        reach,
    )
    return ValidationError({"to_all": ValidationError(sentence, code="confirm", params={"reach": reach})})


def _readers(room: Room, members: Iterable[Member]) -> list[Member]:
    members = list(members)
    if room.is_open:
        return members
    inside = set(
        Participation.objects.current().filter(room=room, member__in=members).values_list("member", flat=True)
    )
    return [member for member in members if member.pk in inside]
