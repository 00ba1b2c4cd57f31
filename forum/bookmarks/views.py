"""The member's own list of kept posts, and "Wiedervorlage"."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.pages import paginate
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.bookmarks import actions, policy
from forum.bookmarks.forms import BookmarkForm
from forum.exports.calendars import calendar_of
from forum.fields import policy as field_policy
from forum.models import Bookmark
from forum.threads.access import get_post, writer_required
from forum.threads.addresses import post_address, thread_crumbs


@require_safe
@writer_required(lambda: "new:")
def list_bookmarks(request: HttpRequest) -> HttpResponse:
    """What is due stands first, then everything by when it was kept."""
    field_policy.can_write(request.user).require()
    kept = Bookmark.objects.kept_by(request.user).with_post()
    context = {
        "due": list(kept.due(timezone.localdate())),
        "page": paginate(request, kept),
        "has_days": kept.waiting().exists(),
    }
    return render(request, "forum/bookmarks/bookmarks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"post:{pk}")
def bookmark_post(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask for a note and a day, both optional."""
    post = get_post(request, pk)
    policy.can_bookmark_post(request.user, post).require()
    known = Bookmark.objects.kept_by(request.user).filter(post=post).first()
    initial = {"note": known.note, "due_on": known.due_on} if known else {}
    form = BookmarkForm(request.POST or None, initial=initial)
    context = {
        "post": post,
        "thread": post.thread,
        "form": form,
        "known": known,
        "crumbs": thread_crumbs(post.thread, here=False),
    }
    show = partial(render, request, "forum/bookmarks/bookmark_post.html", context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        actions.bookmark_post(request.user, post, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _("Gemerkt. Sie finden es unter „Konto“ auf Ihrem Merkzettel."))
    return see_other(post_address(post))


@require_POST
@writer_required(lambda pk: f"post:{pk}")
def remove_bookmark(request: MemberRequest, pk: int) -> HttpResponse:
    post = get_post(request, pk)
    actions.remove_bookmark(request.user, post)
    messages.success(request, _("Von Ihrem Merkzettel genommen."))
    return see_other("list_bookmarks")


@require_safe
@writer_required(lambda: "new:")
def export_bookmarks(request: HttpRequest) -> HttpResponse:
    """Everything with a day, as a calendar file."""
    field_policy.can_write(request.user).require()
    kept = Bookmark.objects.kept_by(request.user).with_post().waiting()
    words = calendar_of(kept, host=request.get_host(), scheme=request.scheme or "https")
    answer = HttpResponse(words, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="wiedervorlagen.ics"'
    return answer
