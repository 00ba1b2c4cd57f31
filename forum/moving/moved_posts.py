"""Where posts have gone: the small notes at their old places, and the page of a thread that went into another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.pages import Page, page_number
from forum.models import MovedPost, Post, Thread
from forum.moving import policy
from forum.posts.cards import PostCard
from forum.threads import policy as thread_policy
from forum.threads.addresses import PER_PAGE, field_crumbs, page_of, thread_address


@dataclass
class MovedPostRun:
    """Posts that stood one behind the other and are in the same thread now: one line for all of them."""

    thread: Thread
    home: Thread
    moved_posts: list[MovedPost]
    may_see: bool  # where they are now

    @property
    def first(self) -> MovedPost:
        return self.moved_posts[0]

    @property
    def is_quiet(self) -> bool:
        """Nobody need be told, unless the thread itself is gone from here."""
        return self.first.is_quiet and self.thread.merged_into_id is None


@dataclass
class PageItem:
    """One item of the page: a post, or the line about posts that have left."""

    card: PostCard | None = None
    run: MovedPostRun | None = None


def with_moved_posts(
    viewer: Viewer, thread: Thread, posts: list[PostCard], numbers: tuple[int, int]
) -> list[PageItem]:
    """Posts and lines in their order. No query in the usual thread, which nothing has left."""
    if not thread.trace_count:
        return [PageItem(card=card) for card in posts]
    runs = _runs(viewer, thread, MovedPost.objects.in_thread(thread).between(*numbers).with_place())
    if any(card.nested for card in posts):
        return [*(PageItem(card=card) for card in posts), *(PageItem(run=run) for run in runs)]
    items = [(card.post.number, PageItem(card=card)) for card in posts]
    items += [(run.first.number, PageItem(run=run)) for run in runs]
    return [item for _number, item in sorted(items, key=lambda pair: pair[0])]


def changed_moved_posts(viewer: Viewer, thread: Thread, since: int, head: int) -> list[MovedPostRun]:
    """What has left between these two heads."""
    if not thread.trace_count:
        return []
    found = MovedPost.objects.in_thread(thread).filter(rev__gt=since, rev__lte=head).with_place()
    return [_run(viewer, thread, moved) for moved in found.order_by("number")]


def show_merged_thread(request: HttpRequest, thread: Thread) -> HttpResponse:
    """The old address of a thread that went into another: every number leads on to its post."""
    home = policy.home_of(thread)
    number, pages = page_number(request), page_of(max(thread.last_number, 1))
    if home is None or number > pages:
        raise Http404
    first = (number - 1) * PER_PAGE + 1
    moved_posts = list(MovedPost.objects.in_thread(thread).between(first, first + PER_PAGE - 1).with_place())
    context = {
        "thread": thread,
        "home": home,
        "runs": [_run(request.user, thread, moved) for moved in moved_posts],
        "page": Page(
            moved_posts, number, pages, lambda n: thread_address(thread, page=n), total=len(moved_posts)
        ),
        "crumbs": [*field_crumbs(home.field, here=False), (_("Früheres Thema"), "")],
    }
    return render(request, "forum/moving/merged_thread.html", context)


def number_today(home: Thread, former: int, number: int | None) -> int | None:
    """The number in `home` of the post that was `number` in thread `former`; `None` for the question."""
    moved = MovedPost.objects.filter(thread=former, number=number or 1).first()
    post = Post.objects.in_thread(home).filter(pk=moved.post_id).first() if moved else None
    return post.number if post else None


def _runs(viewer: Viewer, thread: Thread, moved_posts: Iterable[MovedPost]) -> list[MovedPostRun]:
    runs: list[MovedPostRun] = []
    for moved in moved_posts:
        last = runs[-1] if runs else None
        follows = (
            last
            and last.home.pk == moved.post.thread_id
            and last.moved_posts[-1].number == moved.number - 1
            and last.first.is_quiet == moved.is_quiet
        )
        if last and follows:
            last.moved_posts.append(moved)
        else:
            runs.append(_run(viewer, thread, moved))
    return runs


def _run(viewer: Viewer, thread: Thread, moved: MovedPost) -> MovedPostRun:
    home = moved.post.thread
    return MovedPostRun(thread, home, [moved], bool(thread_policy.can_see_thread(viewer, home)))
