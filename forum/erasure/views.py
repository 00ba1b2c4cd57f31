"""Erasing a removed post for good: one moderator asks, another confirms or declines."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.erasure import actions, policy
from forum.erasure.forms import ErasureForm
from forum.models import Post
from forum.threads.access import get_post, writer_required
from forum.threads.addresses import post_address, thread_crumbs


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"post:{pk}")
def propose_erasure(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask for it; where somebody has asked, decide about it."""
    post = get_post(request, pk)
    if post.erased and request.method != "POST":
        policy.can_withdraw_erasure(request.user, post).require()
        return _page(request, post, None)
    form = ErasureForm(request.POST or None)
    if not form.is_bound:
        policy.can_propose_erasure(request.user, post).require()
        return _page(request, post, form)
    try:
        require_valid(form, may=partial(policy.can_propose_erasure, request.user, post))
        actions.propose_erasure(request.user, post, reason=form.cleaned_data["reason"])
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(_page, request, post, form))
    messages.success(request, _("Vorgeschlagen. Eine zweite Person der Moderation muss zustimmen."))
    return see_other(post_address(post))


@require_POST
@writer_required(lambda pk: f"post:{pk}")
def confirm_erasure(request: MemberRequest, pk: int) -> HttpResponse:
    post = get_post(request, pk)
    actions.confirm_erasure(request.user, post)
    messages.success(request, _("Der Text, alle Fassungen und die Dateien sind endgültig gelöscht."))
    return see_other(post_address(post))


@require_POST
@writer_required(lambda pk: f"post:{pk}")
def withdraw_erasure(request: MemberRequest, pk: int) -> HttpResponse:
    post = get_post(request, pk)
    actions.withdraw_erasure(request.user, post)
    messages.success(request, _("Der Beitrag bleibt entfernt und wird nicht gelöscht."))
    return see_other(post_address(post))


def _page(request: HttpRequest, post: Post, form: ErasureForm | None, *, status: int = 200) -> HttpResponse:
    context = {
        "post": post,
        "thread": post.thread,
        "form": form,
        "can_confirm": policy.can_confirm_erasure(request.user, post),
        "crumbs": thread_crumbs(post.thread, here=False),
    }
    return render(request, "forum/erasure/erasure.html", context, status=status)
