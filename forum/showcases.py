"""What somebody contributed in the forum, shown on the pages about people and municipalities."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.people.models import Member, Municipality
from community.people.showcase import Section, register
from community.people.viewer import Viewer
from forum.models import Post, Thread

SHOWN = 8


@register
def recent_threads(viewer: Viewer, about: Member | Municipality) -> Section:
    """Threads this member, or members of this municipality, began."""
    threads = Thread.objects.visible_to(viewer).filter(**_by(about))
    return Section(
        _("Begonnene Themen"),
        "forum/threads/_showcase_threads.html",
        list(threads.with_card().newest_first()[:SHOWN]),
    )


@register
def recent_posts(viewer: Viewer, about: Member | Municipality) -> Section:
    """Their latest answers."""
    posts = Post.objects.visible_to(viewer).not_removed().filter(number__gt=1, **_by(about))
    posts = posts.select_related("thread__field", "author__municipality").order_by("-created_at")[:SHOWN]
    return Section(_("Letzte Antworten"), "forum/posts/_showcase_posts.html", list(posts))


def _by(about: Member | Municipality) -> dict[str, Any]:
    return {"author": about} if isinstance(about, Member) else {"author__municipality": about}
