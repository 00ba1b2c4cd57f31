"""What newcomers may write in one go, and what nobody slips in by an edit.

The first ends when the office has made sure where somebody belongs.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from community.people.admission.newcomers import is_newcomer, refuse_links
from community.text import TextRefused
from forum.fields import policy as field_policy
from forum.models import PendingPost, Post
from forum.screening.rules import watched_word

SPAN = timedelta(hours=1)


POSTS = 6


def keep_newcomers_small(author: Any, source: str) -> None:
    """Raise `TextRefused` for a newcomer's post with many links, or after many posts within an hour."""
    if not is_newcomer(author):
        return
    refuse_links(author, source)
    since = timezone.now() - SPAN
    written = Post.objects.filter(author=author, created_at__gte=since).count()
    waiting = PendingPost.objects.waiting().filter(author=author, held_at__gte=since).count()
    if written + waiting >= POSTS:
        raise TextRefused(
            "rate_limited",
            _(
                "Solange die Geschäftsstelle Ihre Kommune nicht bestätigt hat, können Sie %(n)d Beiträge in der "
                "Stunde schreiben. Ihr Text ist nicht verloren: Bitte senden Sie ihn später ab."
            )
            % {"n": POSTS},
        )


def keep_edit_straight(author: Any, post: Post, source: str) -> None:
    """Raise `TextRefused` for an edit that brings in what a new post would have had to wait for.

    A post that stands cannot wait any more; as a new one the words can.
    """
    if field_policy.moderates(author, post.thread.field):
        return
    refuse_links(author, source)
    found = watched_word(source)
    if found and not watched_word(post.source):
        sentence = _(
            "Texte mit „%(word)s“ sieht die Geschäftsstelle vorher an. Bitte schreiben Sie das als neuen Beitrag; "
            "er wartet dann auf Freigabe."
        )
        raise TextRefused("text", sentence % {"word": found})
