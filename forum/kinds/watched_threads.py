"""How much a member wants to hear of each thread."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from community.notices.actions import watch
from community.notices.kind import Watchable, Watched
from community.notices.models import Level
from community.notices.reading import levels_of
from community.people.models import Member
from forum.models import Thread

LISTED = 100


class WatchedThreads(Watchable):
    """Of threads, only those for which somebody has chosen are listed."""

    watched_heading = _("Themen")
    levels_mean = {
        Level.ALL: _("jeder neue Beitrag"),
        Level.IMPORTANT: _("Antworten an Sie und Erwähnungen"),
        Level.NOTHING: _("nichts, auch wenn Sie jemand anspricht"),
    }

    def watched(self, member: Member) -> list[Watched]:
        levels = levels_of(member, self.slug)
        threads = Thread.objects.visible_to(member).filter(pk__in=levels).newest_first()[:LISTED]
        return [
            Watched(
                thread.pk, thread.title, thread.get_absolute_url(), levels[thread.pk], _("von Ihnen gewählt")
            )
            for thread in threads
        ]

    def set_level(self, member: Member, key: int, level: str) -> None:
        watch(member, self.slug, key, level)
