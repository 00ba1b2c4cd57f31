"""What a message is in the house."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.kinds import Kind, register
from community.moderation.kind import Measure, Reportable, Snapshot
from community.moderation.reports.evidence import describe_files
from community.people.viewer import Viewer
from community.quotes.kind import Card, Quotable
from community.search.kind import Hit, Searchable, Words
from community.text import plain_text
from community.uploads.kind import Attachable
from realtime.rooms.messages import actions as message_actions
from realtime.rooms.messages import policy as message_policy
from realtime.rooms.messages.addresses import message_at, name_of
from realtime.rooms.messages.heads import show_cards
from realtime.rooms.messages.indexing import scope_of, words_of
from realtime.rooms.models import Message, MessageAttachment, Room
from realtime.rooms.room import policy as room_policy

NEIGHBOURS = 10


class HideMessage(Measure):
    slug = "hide"
    name = gettext_lazy("Nachricht ausblenden")
    done = gettext_lazy(
        "Ihre Nachricht ist für andere nicht mehr zu lesen. An ihrer Stelle steht ein Hinweis."
    )

    def possible(self, message: Message) -> bool:
        return not message.removed

    def carry_out(self, message: Message, decision: Any, reason: str) -> dict[str, Any]:
        return message_actions.hide_message(message, decision, reason)

    def take_back(self, message: Message, before: dict[str, Any]) -> None:
        message_actions.show_message(message, before)


@register
class MessageKind(Kind[Message], Searchable, Reportable, Quotable, Attachable):
    slug, model, label = "message", Message, gettext_lazy("Nachricht")
    word, within = "nachricht", "room"

    def rows(self) -> QuerySet[Message]:
        return Message.objects.select_related("room__group", "author", "removal", "pin")

    def visible_to(self, viewer: Viewer) -> QuerySet[Message]:
        """What was taken down is a tombstone in its room, and nothing anywhere else."""
        return Message.objects.visible_to(viewer).not_removed()

    def can_see(self, viewer: Viewer, message: Message) -> Any:
        return not message.removed and message_policy.can_see_message(viewer, message)

    def title(self, message: Message) -> str:
        if message.room.is_direct:
            return _("Nachricht in einem Gespräch zu zweit")
        return _("Nachricht %(seq)d im Raum „%(room)s“") % {"seq": message.seq, "room": message.room.name}

    def at(self, match: ResolverMatch, fragment: str) -> int | None:
        """By its own address, its place in a room, or the address of a file of its own."""
        if match.url_name == "show_upload":
            rows = MessageAttachment.objects.filter(upload=match.kwargs["pk"])
            return rows.values_list("message", flat=True).first()
        return message_at(match, fragment)

    # Found by those who may read it where it stands

    heading, filter_word = gettext_lazy("Nachrichten"), "nachrichten"
    weight = 0.85

    def indexed(self, keys: Collection[int]) -> Iterator[Words]:
        messages = Message.objects.not_removed().filter(pk__in=keys)
        return map(words_of, messages.prefetch_related("attachments__upload"))

    def hits(self, viewer: Viewer, keys: Collection[int]) -> dict[int, Hit]:
        messages = self.visible_to(viewer).filter(pk__in=keys)
        return {
            message.pk: Hit(
                title=message.room.title_for(viewer),
                url=message.get_absolute_url(),
                text=plain_text(message.html),
                at=message.created_at,
                author=message.author,
            )
            for message in messages.select_related("room__first", "room__second", "author__municipality")
        }

    def scopes_of(self, viewer: Viewer) -> tuple[str, ...]:
        return tuple(scope_of(pk) for pk in Room.objects.readable_by(viewer).values_list("pk", flat=True))

    # Reported, decided about: the office reads what it is shown, without having been in the room

    measures = (HideMessage(),)

    def snapshot(self, message: Message) -> Snapshot:
        """With its surroundings, in every kind of room: whoever was there shows it."""
        return _what_stands(message) | {"title": self.title(message), "context": _around(message)}

    def scope(self, message: Message) -> str:
        return f"room:{message.room_id}"

    def place(self, message: Message) -> str:
        return name_of(message.room)

    def ways(self, viewer: Viewer, message: Message) -> list[tuple[str, str]]:
        """Looking at it where it was said; the office first comes in and says why."""
        if room_policy.can_see_room(viewer, message.room) and not message_policy.can_see_message(
            viewer, message
        ):
            return [(_("Raum betreten …"), message.room.get_absolute_url())]
        return []

    # Referred to

    def quoted(self, viewer: Viewer) -> QuerySet[Message]:
        return self.visible_to(viewer).select_related("room", "author")

    def card(self, message: Message) -> Card:
        return Card(
            kind=self.slug,
            key=message.pk,
            label=name_of(message.room),
            title=_("Nachricht von %(name)s") % {"name": message.author.name},
            address=message.get_absolute_url(),
            excerpt=message.excerpt,
        )

    def linked(self, match: ResolverMatch, fragment: str) -> int | None:
        """A link to a file of its own is about the file."""
        return message_at(match, fragment)

    def cited(self, keys: Collection[int]) -> None:
        show_cards(keys)

    # Files hang on it

    def attachments(self) -> QuerySet[MessageAttachment]:
        return MessageAttachment.objects.select_related("message__room", "message__removal")

    def holder(self, attachment: MessageAttachment) -> Message:
        return attachment.message

    def can_see_attachment(self, viewer: Viewer, attachment: MessageAttachment) -> Any:
        """When the message was removed, few may."""
        return message_policy.can_see_files(viewer, attachment.message)


def _around(message: Message) -> list[dict[str, Any]]:
    """Ten messages before, ten after, and what it answers."""
    rows = Message.objects.in_room(message.room).select_related("author", "removal")
    rows = rows.prefetch_related("attachments__upload")
    before = list(rows.before(message.seq)[:NEIGHBOURS])[::-1]
    after = list(rows.after(message.seq)[:NEIGHBOURS])
    seen = {row.seq for row in before}
    number = message.reply_to
    answered = rows.filter(seq=number).first() if number is not None and number not in seen else None
    shown = [answered, *before, *after] if answered else [*before, *after]
    return [_neighbour(row, message) for row in shown]


def _neighbour(row: Message, message: Message) -> dict[str, Any]:
    label = _("%(seq)d, darauf antwortet die Nachricht") if row.seq == message.reply_to else _("%(seq)d")
    return _what_stands(row) | {"label": label % {"seq": row.seq}}


def _what_stands(message: Message) -> Snapshot:
    files = message.file_names
    said = [message.source, _("[Dateien: %(names)s]") % {"names": files} if files else ""]
    return {
        "text": "\n\n".join(part for part in said if part),
        "author": message.author.name,
        "at": message.created_at.isoformat(),
        "revision": message.edit_count,
        "removed": bool(message.removed),
        "files": describe_files(file.upload for file in message.attachments.all()),
    }
