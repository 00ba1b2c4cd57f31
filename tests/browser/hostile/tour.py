"""Every address of the access table that opens something, and what more there is to open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus

from django.urls import reverse

from community.moderation.models import ReadyText
from community.moderation.reports.actions import token_for
from realtime.rooms.models import Message
from tests.browser.hostile import files
from tests.browser.hostile.doings import Doings
from tests.browser.hostile.words import FOLDED, MARK
from tests.contracts.cast import Cast
from tests.contracts.things import rows

# Who sees most comes first: whoever may open an address, the first of these does.
VIEWERS = ("head", "moderator", "lead", "author", "expert", "member", "waiting", "visitor")
# What the house keeps for each member: head has nothing there, author and member have.
OWN = {
    "choose_notices": "author",
    "export_bookmarks": "author",
    "list_bookmarks": "author",
    "list_drafts": "author",
    "list_feeds": "member",
    "list_notices": "author",
    "list_own_reports": "author",
    "list_scheduled": "author",
    "mfa_list_webauthn": "member",
    "show_room": "author",
    "start": "author",
}
LEFT_OUT = {
    "answers only when something moves": ("hold_net_test", "list_events", "thread_changes"),
    "has forms and anchors in prose of the house's own": (
        "accessibility",
        "imprint",
        "privacy",
        "rules",
        "show_net_test",
    ),
    "is a script of ours": ("show_worker",),
    "draws its secret as a picture within the page": ("mfa_activate_totp",),
    "files that are opened elsewhere, see files.py": files.NAMES,
    "people's files as they are, which the tests of uploads look at": ("show_upload",),
}
TAG = quote_plus('"><img src=x onerror=window.pwned=1>')


@dataclass(frozen=True)
class Stop:
    role: str
    address: str


def stops(cast: Cast, done: Doings) -> list[Stop]:
    """Each address once, with what is looked for in it."""
    return list(dict.fromkeys([*_table(cast), *_searches(cast), *_rooms(cast, done), *_more(cast, done)]))


def _table(cast: Cast) -> Iterator[Stop]:
    left_out = {name for names in LEFT_OUT.values() for name in names}
    for row in rows():
        if row.method != "GET" or row.closed or row.name in left_out:
            continue
        viewers = (OWN.get(row.name, "head"), *VIEWERS)
        if role := next((role for role in viewers if row.expected[role] == "ok"), None):
            yield Stop(role, row.address(cast))


def _searches(cast: Cast) -> Iterator[Stop]:
    """Every place with a box, asked for what is everywhere."""
    for name in ("suggest_hits", "search"):
        yield Stop("head", f"{reverse(name)}?q={MARK}")
    yield Stop("head", f"{reverse('search')}?q={FOLDED}&art=member")
    for address in (f"{reverse('search')}?q=%3Cxqxqx{MARK}%3E", f"{reverse('list_municipalities')}?q={TAG}"):
        yield Stop("visitor", address)
    yield Stop("head", f"{reverse('suggest_hits')}?q={FOLDED}")
    yield Stop("author", f"{reverse('suggest_similar')}?titel={MARK}+{MARK}")
    for name in ("suggest_members", "suggest_addressees"):
        yield Stop("head", f"{reverse(name)}?q={FOLDED}")
    yield Stop("head", f"{reverse('suggest_tags')}?q=ehren")
    for name, query in (("show_record", MARK), ("list_actions", MARK), ("list_roles", FOLDED)):
        yield Stop("head", f"{reverse(name)}?suche={query}")
    field = cast.public.field
    yield Stop("head", f"{field.get_absolute_url()}?stichwort={cast.tag.slug}")
    yield Stop("head", f"{reverse('start_thread')}?feld={field.slug}&q={TAG}")
    yield Stop("head", f"{reverse('search_room', args=[cast.rooms.cafe.pk])}?q={MARK}")


def _rooms(cast: Cast, done: Doings) -> Iterator[Stop]:
    rooms, message = cast.rooms, done.answered
    for role, room in (
        ("moderator", rooms.table),
        ("lead", rooms.table),
        ("author", rooms.pair),
        ("member", rooms.cafe),
    ):
        yield Stop(role, room.get_absolute_url())
    yield Stop("lead", f"{rooms.table.get_absolute_url()}?antwort_auf={message.seq}")
    yield Stop("lead", reverse("list_answers", args=[message.room_id, message.seq]))
    yield Stop("lead", f"{reverse('quote_messages', args=[message.room_id])}?um={message.seq}")
    yield Stop("author", f"{reverse('list_rooms')}?archiv=1")
    yield Stop("author", f"{reverse('discuss_thing')}?was=thema:{cast.public.question.pk}")
    yield Stop("head", f"{reverse('list_participants', args=[rooms.table.pk])}?suche={FOLDED}")
    for said in Message.objects.filter(has_cards=True):
        role = "lead" if said.room_id == rooms.table.pk else "author"
        yield Stop(role, reverse("show_cards", args=[said.room_id, said.seq]))


def _more(cast: Cast, done: Doings) -> Iterator[Stop]:
    scene, thread = cast.public, cast.public.question.get_absolute_url()
    for role in ("visitor", "waiting", "declined", "head"):
        yield Stop(role, "/")
    for view in ("?ansicht=reihe", "?ansicht=verzweigt", f"?zitat={scene.edited.number}"):
        yield Stop("lead", f"{thread}{view}")
    yield Stop("head", f"{reverse('thread_changes', args=[scene.question.pk])}?nach=0")
    for poll in done.polls:
        yield Stop("lead", poll.opening.thread.get_absolute_url())
        yield Stop("author", poll.opening.thread.get_absolute_url())
    for dates in (scene.dated, scene.agreed):
        for role in ("lead", "author", "visitor"):
            yield Stop(role, dates.get_absolute_url())
    for case in (done.decided.case, scene.case, done.outside.case):
        yield Stop("head", f"{case.get_absolute_url()}?vorlage={cast.ready_text.pk}")
    yield Stop("visitor", reverse("confirm_report", args=[token_for(done.unconfirmed)]))
    for number in ReadyText.objects.values_list("pk", flat=True):
        yield Stop(
            "head", f"{reverse('show_registration', args=[cast.people['waiting'].pk])}?vorlage={number}"
        )
        yield Stop("head", f"{reverse('show_pending_post', args=[scene.hold.pk])}?vorlage={number}")
    for ask in (cast.asks.worded, cast.asks.asked):
        yield Stop("author", ask.get_absolute_url())
    yield Stop("lead", done.split.get_absolute_url())
    yield Stop("author", reverse("state_outcome", args=[done.polls[0].opening.thread_id]))
    yield Stop("moderator", reverse("take_back_decision", args=[done.decided.case_id]))
    yield Stop("head", reverse("show_person", args=[cast.people["gerd"].pk]))
    yield Stop("member", reverse("show_member", args=[cast.people["gerd"].pk]))
