"""How views get at things (never without the viewer), and what happens to words typed after the session ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.web.errors import wants_json
from community.web.responses import see_other
from forum.fields import policy as field_policy
from forum.models import ActionField, Poll, Post, Thread
from forum.moving import policy as moving_policy
from forum.polls import policy as poll_policy
from forum.posts import policy as post_policy
from forum.threads import policy

KEPT_WORDS = "kept_words"


KEPT_TEXT_ROOM = 60_000


WORDS_ARE_SAFE = gettext_lazy(
    "Ihre Sitzung ist abgelaufen. Ihr Text ist gesichert. Bitte melden Sie sich an, dann geht es hier weiter."
)


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


def writer_required(
    place: Callable[..., str],
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """For views that take words: a visitor's words are kept in the session and wait there until they sign in.

    `place(**view arguments)` names the draft they will become (see `Draft.place`).
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated:
                return view(request, *args, **kwargs)
            kept = request.method == "POST" and _keep_in_session(request, place(**kwargs))
            return ask_to_sign_in(request, kept=bool(kept))

        return guarded

    return decorate


def ask_to_sign_in(request: HttpRequest, *, kept: bool) -> HttpResponse:
    """To the sign-in page and back here afterwards; callers that expect JSON get 401 instead."""
    back = request.POST.get("page") or request.headers.get("Referer", "") if request.method == "POST" else ""
    target = f"/konto/login/?{urlencode({'next': _own_address(request, back)})}"
    if wants_json(request):
        return JsonResponse(
            {"code": "signed_out", "detail": str(WORDS_ARE_SAFE), "sign_in": target}, status=401
        )
    if kept:
        messages.info(request, str(WORDS_ARE_SAFE))
    return see_other(target) if request.method == "POST" else redirect(target)


def too_fast(request: HttpRequest) -> str:
    """A sentence when this account writes faster than anyone reads; empty otherwise. Never per address."""
    if consume(request, action="forum_post", user=request.user):
        return ""
    return _(
        "Das waren viele Beiträge in kurzer Zeit. Ihr Text ist nicht verloren: "
        "Bitte senden Sie ihn in einer Minute noch einmal ab."
    )


def _keep_in_session(request: HttpRequest, place: str) -> bool:
    text, title = request.POST.get("text", ""), request.POST.get("title", "")
    if not (text.strip() or title.strip()):
        return False
    number = request.POST.get("reply_to", "")
    request.session[KEPT_WORDS] = {
        "place": place,
        "text": text[:KEPT_TEXT_ROOM].encode("utf-8", "ignore").decode(),
        "title": title[:400].encode("utf-8", "ignore").decode(),
        "reply_to": int(number) if number.isascii() and number.isdigit() and len(number) < 7 else None,
    }
    return True


def _own_address(request: HttpRequest, wanted: str) -> str:
    """`wanted` reduced to a path of this house; the present address for a page that was only opened."""
    if request.method != "POST":
        return request.get_full_path()
    prefix = f"{request.scheme}://{request.get_host()}"
    path = wanted.removeprefix(prefix)
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
