"""One post: its permanent address, its context, editing, removal and history."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people.requests import MemberRequest
from community.text import diff
from community.uploads.forms import FilesForm
from community.uploads.intake import take_files
from community.uploads.models import Upload
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.models import Post
from forum.posts import actions, policy
from forum.posts.cards import cards
from forum.posts.forms import EditForm, RemovalForm
from forum.threads import policy as thread_policy
from forum.threads.access import get_post, writer_required
from forum.threads.addresses import post_address, thread_crumbs
from forum.writing.composer import draft_for, quoted_text, take_kept_words

REPLIES_SHOWN = 30


@require_safe
def show_post(request: HttpRequest, pk: int) -> HttpResponse:
    """The permanent address: leads to wherever the post stands today."""
    return redirect(post_address(get_post(request, pk)))


@require_safe
def show_context(request: HttpRequest, pk: int) -> HttpResponse:
    """The post alone, to be unfolded inside another page (or as a small page of its own)."""
    post = get_post(request, pk)
    return _around(request, post, [post], title=_("Beitrag im Zusammenhang"))


@require_safe
def show_replies(request: HttpRequest, pk: int) -> HttpResponse:
    """The direct answers to the post."""
    post = get_post(request, pk)
    replies = Post.objects.in_thread(post.thread).replies_to(post).with_page()[:REPLIES_SHOWN]
    return _around(request, post, replies, title=_("Antworten auf diesen Beitrag"))


@require_safe
def quote_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Markdown that quotes the post, as plain text for the composer."""
    post = get_post(request, pk)
    thread_policy.can_reply(request.user, post.thread).require()
    if post.removed:
        policy.can_see_removed(request.user, post).require()
    return HttpResponse(quoted_text(post), content_type="text/plain; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"post:{pk}")
def edit_post(request: MemberRequest, pk: int) -> HttpResponse:
    post = get_post(request, pk)
    take_kept_words(request)
    if request.method != "POST":
        policy.can_edit_post(request.user, post).require()
        draft = draft_for(request.user, f"post:{post.pk}")
        text = draft.text if draft else post.source
        form = EditForm(initial={"text": text, "seen": post.edit_count})
        return _edit_form(request, post, form, FilesForm(member=request.user, attached=_uploads(post)))
    taken = take_files(request, allowed=bool(policy.can_edit_post(request.user, post)))
    form = EditForm(taken.data)
    files = FilesForm(taken.data, member=request.user, attached=_uploads(post), problems=taken.problems)
    try:
        require_valid(form, files, may=partial(policy.can_edit_post, request.user, post))
        data = form.cleaned_data
        words = {"text": data["text"], "reason": data["reason"], "seen": data["seen"]}
        actions.edit_post(request.user, post, **words, files=files.bundle)
    except actions.EditConflict as conflict:
        form.data = {**taken.data.dict(), "seen": str(conflict.post.edit_count)}
        show = partial(_edit_form, request, conflict.post, form, files, conflict=True)
        return refused(request, conflict, form, show=show)
    except REFUSALS as refusal:
        return refused(request, refusal, form, files, show=partial(_edit_form, request, post, form, files))
    return see_other(post_address(post))


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"post:{pk}")
def remove_post(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask first, then leave a tombstone."""
    post = get_post(request, pk)
    form = RemovalForm(request.POST or None, must_explain=post.author_id != request.user.pk)
    context = {
        "post": post,
        "thread": post.thread,
        "form": form,
        "crumbs": thread_crumbs(post.thread, here=False),
    }
    show = partial(render, request, "forum/posts/remove_post.html", context)
    if not form.is_bound:
        policy.can_remove_post(request.user, post).require()
        return show()
    try:
        require_valid(form, may=partial(policy.can_remove_post, request.user, post))
        actions.remove_post(request.user, post, reason=form.cleaned_data["reason"])
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _("Der Beitrag ist entfernt. An seiner Stelle steht ein Hinweis."))
    return see_other(post_address(post))


@require_POST
@writer_required(lambda pk: f"post:{pk}")
def restore_post(request: MemberRequest, pk: int) -> HttpResponse:
    post = get_post(request, pk)
    actions.restore_post(request.user, post)
    messages.success(request, _("Der Beitrag ist wieder da."))
    return see_other(post_address(post))


@require_safe
def show_history(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions of the post, newest first, each with what changed."""
    post = get_post(request, pk)
    policy.can_see_history(request.user, post).require()
    return render(
        request,
        "forum/posts/history.html",
        {
            "post": post,
            "thread": post.thread,
            "versions": _versions(post),
            "crumbs": thread_crumbs(post.thread, here=False),
        },
    )


def _around(request: HttpRequest, post: Post, posts: Any, *, title: str) -> HttpResponse:
    """A fragment for htmx, a page with the same posts for everyone else."""
    context = {
        "post": post,
        "thread": post.thread,
        "title": title,
        "cards": cards(request.user, post.thread, posts),
        "has_more": post.reply_count > REPLIES_SHOWN,
        "address": post_address(post),
    }
    template = (
        "forum/posts/_unfolded.html" if request.headers.get("HX-Request") else "forum/posts/context.html"
    )
    return render(request, template, context)


def _edit_form(
    request: HttpRequest,
    post: Post,
    form: EditForm,
    files: FilesForm,
    *,
    status: int = 200,
    conflict: bool = False,
) -> HttpResponse:
    place = f"post:{post.pk}"
    context = {
        "post": post,
        "thread": post.thread,
        "form": form,
        "files_form": files,
        "place": place,
        "draft": draft_for(request.user, place),
        "crumbs": thread_crumbs(post.thread, here=False),
        "conflict": conflict,
        "others_words": post.author_id != request.user.pk,
    }
    return render(request, "forum/posts/edit_post.html", context, status=status)


def _uploads(post: Post) -> list[Upload]:
    return [attachment.upload for attachment in post.attachments.all()]


def _versions(post: Post) -> list[dict[str, Any]]:
    """Newest first: who, when, why, and the difference to the version before."""
    revisions = list(post.revisions.select_related("edited_by"))
    sources = [revision.source for revision in revisions] + [post.source]
    made = [{"number": 1, "by": post.author, "at": post.created_at, "reason": "", "changes": []}]
    for number, revision in enumerate(revisions, start=1):
        made.append(
            {
                "number": number + 1,
                "by": revision.edited_by,
                "by_office": revision.edited_by_id != post.author_id,
                "at": revision.edited_at,
                "reason": revision.reason,
                "changes": diff(sources[number - 1], sources[number]),
            }
        )
    return made[::-1]
