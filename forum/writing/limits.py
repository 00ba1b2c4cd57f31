"""How much one account may write, what newcomers may write in one go, and what nobody slips in by an edit.

The second ends when the office has made sure where somebody belongs.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from community.people.admission.newcomers import is_newcomer, refuse_links
from community.people.models import Member
from community.web.limits import keep_pace
from community.web.refusals import RateLimited
from forum.fields import policy as field_policy
from forum.models import PendingPost, Post
from forum.screening.rules import watched_word

SPAN = timedelta(hours=1)
POSTS = 6


def keep_limits(author: Member, source: str, *, account: Any = None) -> None:
    """Count this text. Raises `RateLimited` for one too many, `ValidationError` for what newcomers may not write.

    `account` is whoever is behind a pseudonym.
    """
    keep_newcomers_small(author, source)
    count_text((account or author).pk)


def count_text(account: int) -> None:
    """One text more of this account, wherever in the forum, also one written anew: each version is kept.

    Raises `RateLimited` above `FORUM_RATE`.
    """
    sentence = _(
        "Das waren viele Beiträge in kurzer Zeit. Ihr Text ist nicht verloren: "
        "Bitte senden Sie ihn in einer Minute noch einmal ab."
    )
    keep_pace("text", account, rates=settings.FORUM_RATE, sentence=sentence)


def keep_newcomers_small(author: Member, source: str) -> None:
    """Refuse a newcomer's post with many links, or after many posts within an hour."""
    if not is_newcomer(author):
        return
    refuse_links(author, source)
    since = timezone.now() - SPAN
    written = Post.objects.filter(author=author, created_at__gte=since).values_list("created_at", flat=True)
    waiting = (
        PendingPost.objects.waiting()
        .filter(author=author, held_at__gte=since)
        .values_list("held_at", flat=True)
    )
    times = sorted([*written, *waiting])
    if len(times) >= POSTS:
        left = times[-POSTS] + SPAN - timezone.now()
        raise RateLimited(
            _(
                "Solange die Geschäftsstelle Ihre Kommune nicht bestätigt hat, können Sie %(n)d Beiträge in der "
                "Stunde schreiben. Ihr Text ist nicht verloren: Bitte senden Sie ihn später ab."
            )
            % {"n": POSTS},
            seconds=max(1, int(left.total_seconds())),
        )


def keep_edit_straight(author: Member, post: Post, source: str) -> None:
    """Refuse an edit that brings in what a new post would have had to wait for.

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
        raise ValidationError({"text": sentence % {"word": found}})
