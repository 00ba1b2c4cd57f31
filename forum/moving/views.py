"""Splitting and merging: tick, look at both results, then do it. Without a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import ANY_REFUSAL
from community.web.responses import see_other
from forum.models import Post, Thread
from forum.moving import actions, dry_run, policy
from forum.moving.forms import ContinueForm, MergeForm, SplitForm
from forum.threads.access import get_post, get_thread, writer_required
from forum.threads.addresses import thread_crumbs

MOST = 1_000


SHOWN = 25


page = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Outline:
    """How a thread would look: its title and its first posts."""

    title: str
    posts: list[Post]
    total: int


@dataclass(frozen=True)
class Preview:
    """Both results, and whom it concerns."""

    outlines: list[Outline]
    posts: int
    people: int
    loses_answer: bool = False


@page
@writer_required(lambda pk: f"thread:{pk}")
def split_thread(request: MemberRequest, pk: int) -> HttpResponse:
    thread = get_thread(request, pk)
    policy.can_split_thread(request.user, thread).require()
    posts = _listed(Post.objects.in_thread(thread).filter(number__gt=1))[:MOST]
    form = SplitForm(
        request.POST or None,
        numbers=[post.number for post in posts],
        initial={"kind": thread.kind, "with_answers": True},
    )
    context = {
        "posts": posts,
        "chosen": {str(value) for value in form["posts"].value() or []},
        "template": "forum/moving/split_thread.html",
    }
    return _answer(
        request,
        thread,
        form,
        context,
        act=lambda: _split(request, thread, form.cleaned_data),
        moved=lambda: _chosen(thread, form.cleaned_data),
        done=_("Die Beiträge stehen jetzt hier. Am alten Platz führt ein Hinweis hierher."),
    )


@page
@writer_required(lambda pk: f"thread:{pk}")
def merge_thread(request: MemberRequest, pk: int) -> HttpResponse:
    thread = get_thread(request, pk)
    policy.can_merge_thread(request.user, thread).require()
    form = MergeForm(request.POST or None)
    return _answer(
        request,
        thread,
        form,
        {"template": "forum/moving/merge_thread.html"},
        act=lambda: _merge(request, thread, form.cleaned_data),
        moved=lambda: Post.objects.in_thread(thread),
        done=_("Die Themen sind zusammengeführt. Alte Adressen führen hierher."),
    )


@page
@writer_required(lambda pk: f"post:{pk}")
def continue_thread(request: MemberRequest, pk: int) -> HttpResponse:
    """Lift a post and its answers out; asks for the title."""
    post = get_post(request, pk)
    policy.can_continue_thread(request.user, post).require()
    form = ContinueForm(request.POST or None)
    context = {
        "post": post,
        "thread": post.thread,
        "form": form,
        "below": Post.objects.below(post).count(),
        "crumbs": thread_crumbs(post.thread, here=False),
    }
    show = partial(render, request, "forum/moving/continue_thread.html", context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        new = actions.continue_thread(request.user, post, title=form.cleaned_data["title"])
    except ANY_REFUSAL as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _("Das neue Thema steht. Beide Themen verweisen aufeinander."))
    return see_other(new)


def _answer(
    request: MemberRequest,
    thread: Thread,
    form: Form,
    context: dict[str, Any],
    *,
    act: Callable[[], Thread],
    moved: Callable[[], Any],
    done: str,
) -> HttpResponse:
    """The form; with `preview` what would come of it; with `execute` the thread the posts went to."""
    context |= {"thread": thread, "form": form, "preview": None, "crumbs": thread_crumbs(thread, here=False)}
    show = partial(render, request, context["template"], context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        if "execute" not in request.POST:
            context["preview"] = _preview(thread, moved(), act)
            return show()
        target = act()
    except ANY_REFUSAL as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, done)
    return see_other(target)


def _preview(thread: Thread, moved: Any, act: Callable[[], Thread]) -> Preview:
    people, posts = moved.values("author").distinct().count(), moved.count()

    def look(target: Thread) -> tuple[list[Outline], bool]:
        threads = [Thread.objects.get(pk=thread.pk), Thread.objects.get(pk=target.pk)]
        return [_outline(row) for row in threads if row.merged_into_id is None], threads[0].is_answered

    outlines, answered = dry_run.rehearse(act, look)
    return Preview(outlines, posts, people, loses_answer=thread.is_answered and not answered)


def _outline(thread: Thread) -> Outline:
    posts = _listed(Post.objects.in_thread(thread))
    return Outline(thread.title, list(posts[:SHOWN]), posts.count())


def _listed(posts: Any) -> Any:
    return posts.select_related("author", "removal", "reply_to").order_by("number")


def _chosen(thread: Thread, data: dict[str, Any]) -> Any:
    """The ticked posts, with what was written below them if wanted."""
    numbers = set(data["posts"])
    if data["with_answers"]:
        for post in Post.objects.in_thread(thread).filter(number__in=data["posts"]):
            numbers |= set(Post.objects.below(post).values_list("number", flat=True))
    return Post.objects.in_thread(thread).filter(number__in=numbers)


def _split(request: MemberRequest, thread: Thread, data: dict[str, Any]) -> Thread:
    numbers = list(_chosen(thread, data).values_list("number", flat=True))
    if data["aim"] == "new":
        return actions.split_thread(
            request.user,
            thread,
            numbers=numbers,
            title=data["title"],
            kind=data["kind"] or thread.kind,
            reason=data["reason"],
        )
    target: Thread = data["target"]
    actions.move_posts(request.user, thread, numbers=numbers, target=target, reason=data["reason"])
    return target


def _merge(request: MemberRequest, thread: Thread, data: dict[str, Any]) -> Thread:
    target: Thread = data["target"]
    actions.merge_thread(request.user, thread, target=target, reason=data["reason"])
    return target
