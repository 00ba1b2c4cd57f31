"""Where posts have gone: the small notes at their old places, and the page of a thread that went into another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from community.web.pages import Page, page_number
from forum.models import Post, Thread, Trace
from forum.moving import policy
from forum.posts.cards import PostCard
from forum.threads import policy as thread_policy
from forum.threads.addresses import PER_PAGE, field_crumbs, page_of, thread_address


@dataclass
class TraceRun:
    """Posts that stood one behind the other and are in the same thread now: one line for all of them."""

    thread: Thread
    home: Thread
    traces: list[Trace]
    may_see: bool  # where they are now

    @property
    def first(self) -> Trace:
        return self.traces[0]

    @property
    def is_quiet(self) -> bool:
        """Nobody need be told, unless the thread itself is gone from here."""
        return self.first.is_quiet and self.thread.merged_into_id is None


@dataclass
class Standing:
    """One place on the page: a post, or the line about posts that have left."""

    card: PostCard | None = None
    run: TraceRun | None = None


def with_traces(
    viewer: Any, thread: Thread, posts: list[PostCard], numbers: tuple[int, int]
) -> list[Standing]:
    """Posts and lines in their order. No query in the usual thread, which nothing has left."""
    if not thread.trace_count:
        return [Standing(card=card) for card in posts]
    runs = _runs(viewer, thread, Trace.objects.in_thread(thread).between(*numbers).with_place())
    if any(card.nested for card in posts):
        return [*(Standing(card=card) for card in posts), *(Standing(run=run) for run in runs)]
    places = [(card.post.number, Standing(card=card)) for card in posts]
    places += [(run.first.number, Standing(run=run)) for run in runs]
    return [place for _number, place in sorted(places, key=lambda pair: pair[0])]


def changed_traces(viewer: Any, thread: Thread, since: int, head: int) -> list[TraceRun]:
    """What has left between these two heads."""
    if not thread.trace_count:
        return []
    found = Trace.objects.in_thread(thread).filter(rev__gt=since, rev__lte=head).with_place()
    return [_run(viewer, thread, trace) for trace in found.order_by("number")]


def show_shell(request: HttpRequest, thread: Thread) -> HttpResponse:
    """The old address of a thread that went into another: every number leads on to its post."""
    home = policy.home_of(thread)
    number, pages = page_number(request), page_of(max(thread.last_number, 1))
    if home is None or number > pages:
        raise Http404
    first = (number - 1) * PER_PAGE + 1
    traces = list(Trace.objects.in_thread(thread).between(first, first + PER_PAGE - 1).with_place())
    context = {
        "thread": thread,
        "home": home,
        "runs": [_run(request.user, thread, trace) for trace in traces],
        "page": Page(traces, number, pages, lambda n: thread_address(thread, page=n), total=len(traces)),
        "crumbs": [*field_crumbs(home.field, here=False), (_("Früheres Thema"), "")],
    }
    return render(request, "forum/moving/shell.html", context)


def number_today(home: Thread, former: int, number: int | None) -> int | None:
    """The number in `home` of the post that was `number` in thread `former`; `None` for the question."""
    trace = Trace.objects.filter(thread=former, number=number or 1).first()
    post = Post.objects.in_thread(home).filter(pk=trace.post_id).first() if trace else None
    return post.number if post else None


def _runs(viewer: Any, thread: Thread, traces: Iterable[Trace]) -> list[TraceRun]:
    runs: list[TraceRun] = []
    for trace in traces:
        last = runs[-1] if runs else None
        follows = (
            last
            and last.home.pk == trace.post.thread_id
            and last.traces[-1].number == trace.number - 1
            and last.first.is_quiet == trace.is_quiet
        )
        if last and follows:
            last.traces.append(trace)
        else:
            runs.append(_run(viewer, thread, trace))
    return runs


def _run(viewer: Any, thread: Thread, trace: Trace) -> TraceRun:
    home = trace.post.thread
    return TraceRun(thread, home, [trace], bool(thread_policy.can_see_thread(viewer, home)))
