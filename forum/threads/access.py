"""How views get at things (never without the viewer), and what happens to words typed after the session ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from community.web.doors import View, door, way_back
from community.web.sent import sent_field
from forum.fields import policy as field_policy
from forum.models import ActionField, Poll, Post, Thread
from forum.moving import policy as moving_policy
from forum.polls import policy as poll_policy
from forum.posts import policy as post_policy
from forum.threads import policy

KEPT_WORDS = "kept_words"


KEPT_TEXT_ROOM = 60_000


def get_field(request: HttpRequest, slug: str) -> ActionField:
    field = get_object_or_404(ActionField, slug=slug)
    field_policy.can_see_field(request.user, field).require()
    return field


def get_thread(request: HttpRequest, pk: int) -> Thread:
    thread = _thread(pk)
    policy.can_see_thread(request.user, thread).require()
    return thread


def get_home(request: HttpRequest, pk: int) -> Thread:
    """The thread, or the one it went into: for what people began to write, and for links in mails."""
    thread = _thread(pk)
    if thread.merged_into_id:
        home = moving_policy.home_of(thread)
        return get_thread(request, home.pk if home else pk)
    policy.can_see_thread(request.user, thread).require()
    return thread


def get_thread_or_merged(request: HttpRequest, pk: int) -> Thread:
    """The thread, or what is left at its address when it went into another (`merged_into`)."""
    thread = _thread(pk)
    may = moving_policy.can_see_merged_thread if thread.merged_into_id else policy.can_see_thread
    may(request.user, thread).require()
    return thread


def _thread(pk: int) -> Thread:
    rows = Thread.objects.with_card().select_related(
        "acceptance__post__author", "closure", "continuation", "summary__written_by"
    )
    thread: Thread = get_object_or_404(rows, pk=pk)
    return thread


def get_post(request: HttpRequest, pk: int) -> Post:
    post: Post = get_object_or_404(Post.objects.with_page().select_related("thread__field"), pk=pk)
    post_policy.can_see_post(request.user, post).require()
    return post


def get_poll(request: HttpRequest, pk: int) -> Poll:
    """The poll of thread `pk`."""
    poll = Poll.objects.with_thread().in_thread(pk).first()
    if poll is None:
        raise Http404
    poll_policy.can_see_poll(request.user, poll).require()
    return poll


def writer_required(place: Callable[..., str]) -> Callable[[View], View]:
    """The door for views that take words: a visitor's words are kept in the session until they sign in.

    `place(**view arguments)` names the draft they will become (see `Draft.place`).
    """

    def keep(request: HttpRequest, **named: Any) -> str:
        return way_back(request) if _keep_in_session(request, place(**named)) else ""

    return door(keep=keep)


def _keep_in_session(request: HttpRequest, place: str) -> bool:
    text, title = sent_field(request, "text"), sent_field(request, "title")
    if not (text.strip() or title.strip()):
        return False
    number = sent_field(request, "reply_to")
    request.session[KEPT_WORDS] = {
        "place": place,
        "text": text[:KEPT_TEXT_ROOM].encode("utf-8", "ignore").decode(),
        "title": title[:400].encode("utf-8", "ignore").decode(),
        "reply_to": int(number) if number.isascii() and number.isdigit() and len(number) < 7 else None,
    }
    return True
