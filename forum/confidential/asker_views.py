"""What whoever asked through the office does once the question stands: answer, take it back, or say who they are."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.confidential import actions, askers, policy
from forum.confidential.forms import RevealForm
from forum.confidential.views import PLACE, ask_page, get_confidential, of_ask
from forum.drafts import actions as draft_actions
from forum.threads.addresses import post_address
from forum.writing.forms import ReplyForm


@require_POST
@of_ask
def reply_masked(request: MemberRequest, pk: int) -> HttpResponse:
    """POST with `text`, `key` and perhaps `reply_to`; leads to the post in its thread."""
    question = get_confidential(request, pk)
    field = question.opening.thread.field if question.opening else None
    form = ReplyForm(request.POST, viewer=request.user, place=field)
    try:
        require_valid(form, may=partial(policy.can_reply_masked, request.user, question))
        posted = actions.reply_masked(request.user, question, **form.words())
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(ask_page, request, question, reply=form))
    draft_actions.clear_draft(request.user, f"{PLACE}{pk}")
    if posted.post is None:
        messages.info(request, _("Ihre Antwort wartet auf die Geschäftsstelle, bevor sie erscheint."))
        return see_other(question)
    return see_other(post_address(posted.post))


@require_http_methods(["GET", "HEAD", "POST"])
@of_ask
def reveal_asker(request: MemberRequest, pk: int) -> HttpResponse:
    """Asks once more, then there is no way back."""
    question = get_confidential(request, pk)
    policy.can_reveal_asker(request.user, question).require()
    form = RevealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        thread = question.opening.thread if question.opening else None
        actions.reveal_asker(request.user, question)
        messages.success(request, _("Jetzt steht Ihr Name an Ihrer Frage und an Ihren Antworten."))
        return see_other(thread or "list_threads")
    context = {"question": question, "form": form, "pseudonym": askers.NAME}
    return render(
        request,
        "forum/confidential/reveal_asker.html",
        context,
        status=422 if request.method == "POST" else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_ask
def withdraw_confidential(request: MemberRequest, pk: int) -> HttpResponse:
    """Asks once more: what was not published is not kept as a draft either."""
    question = get_confidential(request, pk)
    policy.can_withdraw_confidential(request.user, question).require()
    if request.method != "POST":
        return render(request, "forum/confidential/withdraw_confidential.html", {"question": question})
    actions.withdraw_confidential(request.user, question)
    messages.success(request, _("Zurückgezogen. Dass Sie gefragt haben, ist gelöscht."))
    return see_other("list_confidential")
