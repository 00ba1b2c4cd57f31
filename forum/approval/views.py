"""Words that wait: the list, the page of one, and what is decided about it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from statistics import median
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.kinds import find_row
from community.moderation.models import ReadyText
from community.people import pseudonyms
from community.people.admission.waiting import in_words
from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.approval import actions, policy
from forum.approval.forms import ApproveForm, ReturnForm
from forum.fields import policy as field_policy
from forum.models import PendingPost
from forum.posts.rendering import render_post
from forum.threads.access import writer_required
from forum.threads.addresses import post_address

LATELY = 20


FEWEST = 3


SHOWN = 50


of_hold = writer_required(lambda pk=0: "new:")


RETURN = ReadyText.Purpose.RETURN


@require_safe
@of_hold
def list_pending_posts(request: HttpRequest) -> HttpResponse:
    """GET /wartende-beitraege/: what is one's own, and what one may decide on."""
    policy.can_list_pending_posts(request.user).require()
    waiting = PendingPost.objects.visible_to(request.user).waiting().select_related("author__municipality")
    pending_posts = list(waiting.select_related("field", "thread")[:SHOWN])
    context = {
        "own": [one for one in pending_posts if pseudonyms.is_own(request.user, one.author_id)],
        "others": [one for one in pending_posts if not pseudonyms.is_own(request.user, one.author_id)],
        "usual_wait": usual_wait(),
    }
    return render(request, "forum/approval/pending_posts.html", context)


@require_safe
@of_hold
def show_pending_post(request: HttpRequest, pk: int) -> HttpResponse:
    """GET /wartende-beitraege/7/, with `?vorlage=3` the words of a ready text for giving it back."""
    return _page(request, _hold(request, pk))


@require_POST
@of_hold
def approve_post(request: MemberRequest, pk: int) -> HttpResponse:
    """POST with `text` and, where it begins a thread, `title`."""
    pending_post = _hold(request, pk)
    form = ApproveForm(request.POST, pending_post=pending_post)
    try:
        require_valid(form, may=partial(policy.can_approve_post, request.user, pending_post))
        post = actions.approve_post(request.user, pending_post, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(_page, request, pending_post, release=form))
    messages.success(request, _("Freigegeben. Die Person bekommt eine Mail."))
    return see_other(post_address(post))


@require_POST
@of_hold
def return_post(request: MemberRequest, pk: int) -> HttpResponse:
    """POST with `reason`."""
    pending_post = _hold(request, pk)
    form = ReturnForm(request.POST)
    try:
        require_valid(form, may=partial(policy.can_return_post, request.user, pending_post))
        actions.return_post(request.user, pending_post, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(_page, request, pending_post, back=form))
    messages.success(
        request, _("Zurückgegeben. Ihre Begründung ist unterwegs, der Text liegt wieder im Entwurf.")
    )
    return see_other("list_pending_posts")


@require_POST
@of_hold
def withdraw_pending_post(request: MemberRequest, pk: int) -> HttpResponse:
    actions.withdraw_pending_post(request.user, _hold(request, pk))
    messages.success(request, _("Zurückgezogen. Ihr Text liegt wieder in Ihren Entwürfen."))
    return see_other("list_drafts")


def usual_wait() -> str:
    """The median wait of the last decisions in words, ``etwa 3 Stunden``; empty where there are few."""
    rows = PendingPost.objects.exclude(state=PendingPost.State.WAITING).order_by("-decided_at")
    moments = rows.values_list("held_at", "decided_at")[:LATELY]
    waits = [(decided - held).total_seconds() for held, decided in moments if decided]
    return in_words(timedelta(seconds=median(waits))) if len(waits) >= FEWEST else ""


def _hold(request: HttpRequest, pk: int) -> PendingPost:
    rows = PendingPost.objects.select_related(
        "author__municipality", "author__admission", "field", "thread__field", "post"
    )
    pending_post = rows.filter(pk=pk).first()
    if pending_post is None:
        raise Http404
    policy.can_see_pending_post(request.user, pending_post).require()
    return pending_post


def _page(
    request: HttpRequest,
    pending_post: PendingPost,
    *,
    release: ApproveForm | None = None,
    back: ReturnForm | None = None,
    status: int = 200,
) -> HttpResponse:
    ready = find_row(ReadyText.objects.for_purpose(RETURN), request.GET.get("vorlage", ""))
    context: dict[str, Any] = {
        "pending_post": pending_post,
        "rendered": render_post(pending_post.source),
        "files": [held.upload for held in pending_post.files.select_related("upload")],
        "is_own": pseudonyms.is_own(request.user, pending_post.author_id),
        "moderates": field_policy.moderates(request.user, pending_post.field),
        "may_release": policy.can_approve_post(request.user, pending_post),
        "may_return": policy.can_return_post(request.user, pending_post),
        "may_withdraw": policy.can_withdraw_pending_post(request.user, pending_post),
        "release_form": release or ApproveForm(pending_post=pending_post),
        "return_form": back or ReturnForm(initial={"reason": ready.text} if ready else {}),
        "texts": ReadyText.objects.for_purpose(RETURN),
        "usual_wait": usual_wait(),
    }
    return render(request, "forum/approval/pending_post.html", context, status=status)
