"""What comes after a question was asked through the office: going on under its voice, and the end of the link.

The link between person and voice ends when the person says so, or when nobody needs it any more; the posts stay.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from forum import ask_policy, policy
from forum.actions.asks import locked_ask
from forum.actions.editing import remove_post
from forum.actions.finding import follow_threads
from forum.actions.heads import locked, raise_head
from forum.actions.posting import Posted, reply
from forum.models import Acceptance, Ask, Post, PostRevision, Removal, Thread

REFUSED_KEPT = timedelta(days=30)
CLOSED_KEPT = timedelta(days=30)
QUIET_KEPT = timedelta(days=180)


def reply_masked(
    asker: Any, ask: Ask, *, text: str, key: UUID, reply_to: int | None = None, to_many: bool = False
) -> Posted:
    """Answer under the voice of the question. Raises as `reply` does."""
    ask_policy.can_reply_masked(asker, ask).require()
    thread = ask.opening.thread if ask.opening else None
    if ask.voice is None or thread is None:
        raise Ask.DoesNotExist
    return reply(ask.voice, thread, text=text, key=key, reply_to=reply_to, to_many=to_many)


@transaction.atomic
def reveal_asker(asker: Any, ask: Ask) -> None:
    """From now on the asker's own name stands where the voice stood. There is no way back."""
    ask = locked_ask(ask)
    ask_policy.can_reveal_asker(asker, ask).require()
    voice = ask.voice
    keys = Post.objects.filter(author=voice).values_list("thread", flat=True).distinct()
    for thread in Thread.objects.filter(pk__in=list(keys)).order_by("pk"):
        _rename(locked(thread), voice, asker)
    PostRevision.objects.filter(edited_by=voice).update(edited_by=asker)
    Acceptance.objects.filter(accepted_by=voice).update(accepted_by=asker)
    Removal.objects.filter(removed_by=voice).update(removed_by=asker)
    ask.delete()


@transaction.atomic
def withdraw_ask(asker: Any, ask: Ask) -> None:
    """The asker thinks again. What was not published is gone; what was is taken down as one takes down one's own."""
    ask = locked_ask(ask)
    ask_policy.can_withdraw_ask(asker, ask).require()
    if ask.voice:
        for post in Post.objects.filter(author=ask.voice).with_page().select_related("thread__field"):
            if policy.can_remove_post(ask.voice, post):
                remove_post(ask.voice, post)
    ask.delete()


def forget_asks() -> int:
    """Delete the links that nobody needs any more; returns how many.

    Refused questions after a month; published ones a month after their thread was closed or half a year after
    somebody wrote in it last; and those whose asker has no account any more.
    """
    now = timezone.now()
    done = Q(state=Ask.State.REFUSED, moved_at__lt=now - REFUSED_KEPT)
    closed = Q(opening__thread__closure__closed_at__lt=now - CLOSED_KEPT)
    quiet = Q(opening__thread__active_at__lt=now - QUIET_KEPT)
    gone = Q(state=Ask.State.PUBLISHED, opening__isnull=True) | Q(asker__is_active=False)
    keys = list(Ask.objects.filter(done | closed | quiet | gone).values_list("pk", flat=True))
    forgotten, _by_model = Ask.objects.filter(pk__in=keys).delete()
    return forgotten


def _rename(thread: Thread, voice: Any, asker: Any) -> None:
    """Everything of the voice in this locked thread; its answers name whom they answer, so they look different too."""
    changes = {
        name: asker for name in ("author", "latest_author") if getattr(thread, f"{name}_id") == voice.pk
    }
    head = raise_head(thread, **changes)
    own = Post.objects.in_thread(thread).filter(author=voice)
    Post.objects.in_thread(thread).filter(reply_to__in=list(own.values_list("pk", flat=True))).update(
        rev=head
    )
    own.update(author=asker, rev=head)
    follow_threads(thread)
