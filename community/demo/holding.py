"""The demo's watched word, and one reply that waits because of it."""

from __future__ import annotations

from uuid import uuid5

from community.demo.forum import NAMESPACE
from community.people.models import Member
from community.text import fold
from forum.models import PendingPost, Thread, WatchedWord
from forum.writing import actions as writing_actions

OFFICER, AUTHOR = "chiara@geschaeftsstelle.example", "marek@zwickau.example"
WORD, PURPOSE = "Gewinnspiel*", "Werbung für Gewinnspiele ist nie, was sie verspricht."
TEXT = (
    "Beim Stadtfest haben wir mit einem Gewinnspiel gefragt, welche Wege die Leute mit dem Bus fahren würden. "
    "Mehr als dreihundert Karten kamen zurück. Den Fragebogen gebe ich gern weiter."
)


def fill_holds(members: dict[str, Member]) -> None:
    """A reply that mentions the word in all innocence, and waits; the second time everything stands already."""
    WatchedWord.objects.get_or_create(
        folded=fold(WORD),
        dropped_at=None,
        defaults={"word": WORD, "purpose": PURPOSE, "added_by": members[OFFICER]},
    )
    key = uuid5(NAMESPACE, "wartet")
    open_threads = Thread.objects.filter(is_closed=False, merged_into__isnull=True, slow_minutes=0)
    thread = open_threads.select_related("field").order_by("-active_at").first()
    if thread is None or PendingPost.objects.filter(author=members[AUTHOR], key=key).exists():
        return
    writing_actions.reply(members[AUTHOR], thread, text=TEXT, key=key)
