"""What whoever asked through the office does once the question stands: answer, take it back, or say who they are."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.people.requests import MemberRequest
from community.text import TextRefused
from community.web.responses import see_other
from forum.approval import pending
from forum.confidential import actions, policy, voices
from forum.confidential.forms import RevealForm
from forum.confidential.views import PLACE, ask_page, get_confidential, of_ask
from forum.drafts import actions as draft_actions
from forum.threads.access import too_fast
from forum.threads.addresses import post_address
from forum.writing import errors as writing_errors
from forum.writing.forms import ReplyForm
from forum.writing.views import KEY_TAKEN


@require_POST
@of_ask
def reply_masked(request: MemberRequest, pk: int) -> HttpResponse:
    """POST with `text`, `key` and perhaps `reply_to`; leads to the post in its thread."""
    question = get_confidential(request, pk)
    policy.can_reply_masked(request.user, question).require()
    form = ReplyForm(
        request.POST, viewer=request.user, place=question.opening.thread.field if question.opening else None
    )
    if not form.is_valid():
        return ask_page(request, question, reply=form)
    data = form.cleaned_data
    try:
        if sentence := too_fast(request):
            raise TextRefused("rate_limited", sentence)
        posted = actions.reply_masked(
            request.user,
            question,
            text=data["text"],
            key=data["key"],
            reply_to=data["reply_to"],
            to_many=data.get("anyway", False),
        )
    except TextRefused as refused:
        form.add_error("text", str(refused.message))
    except writing_errors.KeyConflict:
        form.add_error(None, str(KEY_TAKEN))
    except pending.HeldBack:
        draft_actions.clear_draft(request.user, f"{PLACE}{pk}")
        messages.info(request, _("Ihre Antwort wartet auf die Geschäftsstelle, bevor sie erscheint."))
        return see_other(question)
    else:
        draft_actions.clear_draft(request.user, f"{PLACE}{pk}")
        return see_other(post_address(posted.post))
    return ask_page(request, question, reply=form)


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
    context = {"question": question, "form": form, "voice_name": voices.NAME}
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
