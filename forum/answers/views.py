"""Accepting an answer, and asking members in person for one."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.moderation import policy
from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.answers import actions
from forum.answers import policy as answer_policy
from forum.answers.forms import AnswerRequestForm
from forum.answers.suggestions import askings
from forum.models import Post
from forum.threads.access import get_post, get_thread, writer_required
from forum.threads.addresses import post_address, thread_crumbs


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"thread:{pk}")
def ask_for_answer(request: MemberRequest, pk: int) -> HttpResponse:
    """GET and POST /themen/42/um-antwort-bitten/ with `member`"""
    thread = get_thread(request, pk)
    answer_policy.can_ask_for_answer(request.user, thread).require()
    form = AnswerRequestForm(request.POST or None)
    context = {
        "thread": thread,
        "opening": Post.objects.in_thread(thread).get(number=1),
        "asking": askings([thread])[thread.pk],
        "form": form,
        "crumbs": thread_crumbs(thread, here=False),
    }
    show = partial(render, request, "forum/answers/ask_for_answer.html", context)
    if request.method != "POST":
        return show()
    try:
        require_valid(form)
        member = form.cleaned_data["member"]
        actions.ask_for_answer(request.user, thread, member)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _("%(name)s bekommt einen Hinweis und eine Mail.") % {"name": member.name})
    return see_other(
        f"{reverse('show_desk')}#bahn-unbeantwortet" if policy.works_in_office(request.user) else request.path
    )


@require_POST
@writer_required(lambda pk: f"post:{pk}")
def accept_answer(request: MemberRequest, pk: int) -> HttpResponse:
    post = get_post(request, pk)
    actions.accept_answer(request.user, post)
    messages.success(request, _("Danke! Die Frage gilt als beantwortet, die Antwort ist hervorgehoben."))
    return see_other(post_address(post))


@require_POST
@writer_required(lambda pk: f"post:{pk}")
def withdraw_answer(request: MemberRequest, pk: int) -> HttpResponse:
    post = get_post(request, pk)
    actions.withdraw_answer(request.user, post.thread)
    messages.success(request, _("Die Frage ist wieder offen."))
    return see_other(post_address(post))
