"""A thread: its page in either order, what changed since, and the ways into it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import live
from community.people.requests import MemberRequest
from community.people.viewer import is_admitted
from community.uploads.forms import FilesForm
from community.web.pages import Page, page_number
from community.web.responses import see_other
from forum.exports import policy as export_policy
from forum.fields import policy as field_policy
from forum.models import MovedPost, Post, Thread, first_unread
from forum.moving.moved_posts import changed_moved_posts, show_merged_thread, with_moved_posts
from forum.posts.cards import PostCard, cards
from forum.reading import actions as reading_actions
from forum.tags import policy as tag_policy
from forum.thread_tools.cards import thread_tools_context
from forum.threads.access import get_home, get_thread, get_thread_or_merged, writer_required
from forum.threads.addresses import PER_PAGE, page_of, thread_address, thread_crumbs
from forum.writing.composer import composer_context, draft_for, reply_words, take_kept_words
from forum.writing.forms import ReplyForm

BRANCHES_PER_PAGE = 10


POSTS_PER_BRANCH = 12


CHANGES_AT_ONCE = 200


LONGEST_WAIT = 25  # seconds


@dataclass(frozen=True)
class Reading:
    """What stands on one page of a thread: its posts in one of the two orders."""

    posts: list[Post]
    page: Page[Post]
    nested: bool
    reaches_end: bool
    numbers: tuple[int, int] = (0, 0)  # the first and last number that has its place on this page
    last_seen: int = 0


@require_safe
def show_thread(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """The thread page; a wrong or missing slug leads to the right address."""
    thread = get_thread_or_merged(request, pk)
    if slug != thread.slug:
        query = request.META.get("QUERY_STRING", "")
        return redirect(thread.get_absolute_url() + (f"?{query}" if query else ""))
    if thread.merged_into_id:
        return show_merged_thread(request, thread)
    take_kept_words(request)
    return thread_page(request, thread)


def thread_page(
    request: HttpRequest,
    thread: Thread,
    *,
    form: ReplyForm | None = None,
    files: FilesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the thread as it stands for this viewer; a refused reply comes back in `form` and `files`."""
    viewer = request.user
    reading = _nested(request, thread) if _wants_nested(request) else _in_order(request, thread, form)
    first_new = first_unread(viewer, thread) if field_policy.can_write(viewer) else None
    posts = cards(viewer, thread, reading.posts, first_new=first_new, nested=reading.nested)
    page_items = with_moved_posts(viewer, thread, posts, reading.numbers)
    if reading.nested:
        _count_hidden(posts)
    draft = draft_for(viewer, f"thread:{thread.pk}")
    if form is None:
        form = ReplyForm(viewer=viewer, place=thread.field, initial=reply_words(request, thread, draft))
    context = {
        "thread": thread,
        "reading": reading,
        "page": reading.page,
        "page_items": page_items,
        "first_new": first_new,
        "unread_count": _unread_count(thread, first_new),
        "answer": thread.acceptance.post if thread.is_answered else None,
        "crumbs": thread_crumbs(thread),
        "orders": _orders(thread, reading),
        "last_page": page_of(max(thread.last_number, 1)),
        "description": reading.posts[0].excerpt if reading.posts and not reading.posts[0].removed else "",
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': f'{request.path}#antworten'})}",
        "can_export": export_policy.can_export_thread(viewer, thread),
        **thread_tools_context(viewer, thread),
        "tags": list(thread.tags.in_use()),
        "can_retag": tag_policy.can_retag_thread(viewer, thread),
        "files_form": files or FilesForm(member=viewer),
        **composer_context(request, thread, form, draft),
    }
    response = render(request, "forum/threads/thread.html", context, status=status)
    if first_new is not None and reading.reaches_end and is_admitted(viewer):
        reading_actions.mark_read(viewer, thread, number=reading.last_seen)
    return response


@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed in the thread since its head was `?nach=`, as the fragment a reload would show.

    With `?wait=25` an empty answer may take up to that many seconds.
    """
    thread = get_thread_or_merged(request, pk)
    since = _cursor(request)
    found = list(Post.objects.in_thread(thread).changed_since(since).with_page()[: CHANGES_AT_ONCE + 1])
    more = len(found) > CHANGES_AT_ONCE
    found = found[:CHANGES_AT_ONCE]
    head = found[-1].rev if more else thread.head
    first_new = first_unread(request.user, thread) if field_policy.can_write(request.user) else None
    context = {
        "thread": thread,
        "cards": cards(request.user, thread, found, first_new=first_new),
        "moved_posts": changed_moved_posts(request.user, thread, since, head),
        "head": head,
        "more": more,
        "last_page": page_of(max(thread.last_number, 1)),
    }
    response = render(request, "forum/threads/_changes.html", context)
    wait = _seconds_to_wait(request)
    if found or not wait or thread.head > since:
        return response
    return live.hold(request, response, stream=thread.stream, head=thread.head, seconds=wait)


@require_safe
def show_unread(request: HttpRequest, pk: int) -> HttpResponse:
    """Jump to the first unread post, or to the newest one where everything is read."""
    thread = get_home(request, pk)
    number = first_unread(request.user, thread) if field_policy.can_write(request.user) else None
    number = number or thread.last_number
    return redirect(f"{thread_address(thread, page=page_of(number))}#beitrag-{number}")


@require_safe
def show_branch(request: HttpRequest, pk: int, branch: int) -> HttpResponse:
    """One whole branch of the nested view, where the thread's page shows only its beginning."""
    thread = get_thread(request, pk)
    number = page_number(request)
    start = (number - 1) * PER_PAGE
    in_branch = Post.objects.in_thread(thread).filter(branch=branch).order_by("path")
    total = in_branch.values_list("branch_size", flat=True).first() or 0
    if start >= total:
        raise Http404
    posts = list(in_branch.with_page()[start : start + PER_PAGE])
    address = reverse("show_branch", args=[thread.pk, branch])
    page = Page(
        posts,
        number,
        -(-total // PER_PAGE),
        lambda n: address + (f"?seite={n}" if n > 1 else ""),
        total=total,
    )
    context = {
        "thread": thread,
        "page": page,
        "cards": cards(request.user, thread, posts, nested=True),
        "branch": branch,
        "crumbs": thread_crumbs(thread, here=False),
    }
    return render(request, "forum/threads/branch.html", context)


@require_POST
@writer_required(lambda pk: f"thread:{pk}")
def mark_read(request: MemberRequest, pk: int) -> HttpResponse:
    """Everything in this thread counts as read."""
    thread = get_thread(request, pk)
    field_policy.can_write(request.user).require()
    reading_actions.mark_read(request.user, thread, number=thread.last_number)
    return see_other(thread)


def _wants_nested(request: HttpRequest) -> bool:
    """The order asked for in the address, which is remembered; otherwise the remembered one."""
    asked = request.GET.get("ansicht", "")
    member = request.user
    if asked not in ("verzweigt", "reihe"):
        return bool(getattr(member, "reads_nested", False)) and "seite" not in request.GET
    nested = asked == "verzweigt"
    if member.is_authenticated and member.reads_nested != nested:
        reading_actions.remember_order(member, nested=nested)
    return nested


def _in_order(request: HttpRequest, thread: Thread, form: ReplyForm | None) -> Reading:
    """Posts by number: the page is a range of numbers, so its cost does not depend on how far back it lies."""
    pages = page_of(max(thread.last_number, 1))
    number = pages if form is not None and form.is_bound else page_number(request)
    if number > pages:
        raise Http404
    first = (number - 1) * PER_PAGE + 1
    posts = list(Post.objects.in_thread(thread).between(first, first + PER_PAGE - 1).with_page())
    page = Page(posts, number, pages, lambda n: thread_address(thread, page=n), total=thread.last_number)
    last = thread.last_number if number == pages else first + PER_PAGE - 1
    return Reading(posts, page, nested=False, reaches_end=True, numbers=(first, last), last_seen=last)


def _nested(request: HttpRequest, thread: Thread) -> Reading:
    """Posts as a tree: the page is a range of branches, each bounded, so its cost is bounded too."""
    pages = max(-(-thread.last_branch // BRANCHES_PER_PAGE), 1)
    number = page_number(request, parameter="zweige")
    if number > pages:
        raise Http404
    first = (number - 1) * BRANCHES_PER_PAGE + 1
    in_thread = Post.objects.in_thread(thread).with_page()
    posts = list(in_thread.branches(first, first + BRANCHES_PER_PAGE - 1, at_most=POSTS_PER_BRANCH))
    if number == 1:
        posts = [*in_thread.filter(number=1), *posts]
    base = thread.get_absolute_url() + "?ansicht=verzweigt"
    page = Page(posts, number, pages, lambda n: base + (f"&zweige={n}" if n > 1 else ""))
    numbers = (1, thread.last_number) if number == pages else (0, 0)
    whole = len(posts) == thread.reply_count + 1
    return Reading(posts, page, nested=True, reaches_end=whole, numbers=numbers, last_seen=thread.last_number)


def _orders(thread: Thread, reading: Reading) -> list[tuple[str, str, bool]]:
    """The two ways of reading, as filter links."""
    base = thread.get_absolute_url()
    return [
        (_("Der Reihe nach"), f"{base}?ansicht=reihe", not reading.nested),
        (_("Verzweigt"), f"{base}?ansicht=verzweigt", reading.nested),
    ]


def _count_hidden(posts: list[PostCard]) -> None:
    """Tell the last shown post of each cut branch how many more there are."""
    sizes = {card.post.branch: card.post.branch_size for card in posts if card.post.branch_size}
    last: dict[int, PostCard] = {card.post.branch: card for card in posts if card.post.branch}
    for branch, card in last.items():
        card.hidden_below = max(sizes.get(branch, 0) - POSTS_PER_BRANCH, 0)


def _unread_count(thread: Thread, first_new: int | None) -> int:
    if not first_new:
        return 0
    rest = thread.last_number - first_new + 1
    if thread.trace_count:
        rest -= MovedPost.objects.in_thread(thread).filter(number__gt=first_new).count()
    return rest


def _cursor(request: HttpRequest) -> int:
    asked = request.GET.get("nach", "0")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 9):
        raise Http404
    return int(asked)


def _seconds_to_wait(request: HttpRequest) -> int:
    asked = request.GET.get("wait", "0")
    return min(int(asked), LONGEST_WAIT) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
