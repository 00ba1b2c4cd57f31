"""Messages as HTML: the house's text mechanism with a message's limit, told who can be mentioned."""

from __future__ import annotations

import re
from functools import partial

from community.people.models import Member
from community.text import MESSAGE_LIMIT, Rendered, render
from community.text import Mention as TextMention
from realtime.rooms.models import Room

# "@Raum" speaks to everyone in the room.
EVERYONE = "raum"


_EVERYONE = re.compile(r"(?<![\w@./+%-])@raum(?![\w@-])", re.IGNORECASE)


def render_message(source: str, room: Room | None = None) -> Rendered:
    """Render cleaned Markdown; mentions of admitted members, and of the `room`, become links (at most one query)."""
    if room is None or room.is_direct:
        return render(source, resolve_mentions=_resolve, limit=MESSAGE_LIMIT)
    resolve = partial(_resolve_in, room)
    return render(_EVERYONE.sub(f"@{EVERYONE}", source), resolve_mentions=resolve, limit=MESSAGE_LIMIT)


def speaks_to_everyone(rendered: Rendered) -> bool:
    return EVERYONE in rendered.mentions


def _resolve_in(room: Room, handles: set[str]) -> dict[str, TextMention]:
    everyone = {EVERYONE: TextMention("Raum", room.get_absolute_url())} if EVERYONE in handles else {}
    people = handles - {EVERYONE}
    return (_resolve(people) if people else {}) | everyone


def _resolve(handles: set[str]) -> dict[str, TextMention]:
    members = Member.objects.admitted().filter(handle__in=handles)
    return {member.handle: TextMention(member.name, member.get_absolute_url()) for member in members}
