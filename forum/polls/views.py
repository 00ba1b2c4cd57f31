"""Polls: asking later than the thread began, voting, taking back, closing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import ANY_REFUSAL, REFUSALS, sentence_of
from community.web.responses import see_other
from community.web.sent import sent_field
from forum.models import Poll, Post, Thread
from forum.polls import actions, policy
from forum.polls.cards import poll_card
from forum.polls.forms import ConsentForm, OutcomeForm, PollForm
from forum.posts.forms import RemovalForm
from forum.threads.access import get_poll, get_thread, writer_required
from forum.threads.addresses import thread_crumbs

MOST_KEYS = 20


MOST_REASON = 2_000  # what is kept of it in a form that comes back


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"thread:{pk}")
def add_poll(request: MemberRequest, pk: int) -> HttpResponse:
    """The form for a poll in a thread that has none yet; where there is one, the way leads to it."""
    return ask(request, pk, PollForm, "forum/polls/add_poll.html")


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"thread:{pk}")
def add_consent(request: MemberRequest, pk: int) -> HttpResponse:
    """The same for a proposal and the question whether anything speaks against it."""
    return ask(request, pk, ConsentForm, "forum/polls/add_consent.html")


def ask(request: MemberRequest, pk: int, kind: Callable[[Any], PollForm], template: str) -> HttpResponse:
    """The form of this kind of poll, and the poll."""
    thread = get_thread(request, pk)
    opening = Post.objects.with_page().get(thread=thread, number=1)
    opening.thread = thread
    if opening.asked and not opening.removed and request.method != "POST":
        return redirect(place_of(thread))
    form = kind(request.POST if request.method == "POST" else None)
    context = {"thread": thread, "form": form, "crumbs": thread_crumbs(thread, here=False)}
    show = partial(render, request, template, context)
    if not form.is_bound:
        policy.can_add_poll(request.user, opening).require()
        return show()
    try:
        require_valid(form, may=partial(policy.can_add_poll, request.user, opening))
        actions.add_poll(request.user, opening, form.words())
    except ANY_REFUSAL as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _("Ihre Umfrage steht jetzt unter dem ersten Beitrag."))
    return see_other(place_of(thread))


@require_POST
@writer_required(lambda pk: f"thread:{pk}")
def vote(request: MemberRequest, pk: int) -> HttpResponse:
    """Count the ballot: 303 back to the poll, 422 or 409 with the form where it cannot be counted as it is."""
    poll = get_poll(request, pk)
    chosen, reason = _chosen(request), sent_field(request, "reason")[:MOST_REASON]
    try:
        actions.vote(
            request.user,
            poll,
            chosen=chosen,
            replaces=request.POST.get("replaces") == "1",
            reason=reason,
        )
    except REFUSALS as refusal:
        return poll_refused(request, poll, refusal, chosen=chosen, reason=reason)
    messages.success(request, _("Ihre Stimme zählt. Sie können sie ändern, solange die Umfrage offen ist."))
    return see_other(place_of(poll.opening.thread))


@require_POST
@writer_required(lambda pk: f"thread:{pk}")
def withdraw_vote(request: MemberRequest, pk: int) -> HttpResponse:
    poll = get_poll(request, pk)
    actions.withdraw_vote(request.user, poll)
    sentence = _("Ihre Antworten sind gelöscht.") if poll.is_dates else _("Ihre Stimme ist zurückgenommen.")
    messages.success(request, sentence)
    return see_other(place_of(poll.opening.thread))


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"thread:{pk}")
def close_poll(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask once more, then close; moderators of another's poll say why."""
    poll = get_poll(request, pk)
    policy.can_close_poll(request.user, poll).require()
    thread = poll.opening.thread
    form = RemovalForm(
        request.POST if request.method == "POST" else None,
        must_explain=thread.author_id != request.user.pk,
    )
    context = {"thread": thread, "poll": poll, "form": form, "crumbs": thread_crumbs(thread, here=False)}
    show = partial(render, request, "forum/polls/close_poll.html", context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        actions.close_poll(request.user, poll, reason=form.cleaned_data["reason"])
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(
        request,
        _("Antworten sind nicht mehr möglich. Den Termin können Sie trotzdem noch festlegen.")
        if poll.is_dates
        else _("Die Umfrage ist geschlossen. Das Ergebnis bleibt stehen."),
    )
    return see_other(place_of(thread))


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"thread:{pk}")
def state_outcome(request: MemberRequest, pk: int) -> HttpResponse:
    """What follows from the closed poll, in one sentence."""
    poll = get_poll(request, pk)
    policy.can_state_outcome(request.user, poll).require()
    thread = poll.opening.thread
    form = OutcomeForm(request.POST or None, initial={"text": poll.stated.text if poll.stated else ""})
    context = {"thread": thread, "poll": poll, "form": form, "crumbs": thread_crumbs(thread, here=False)}
    show = partial(render, request, "forum/polls/state_outcome.html", context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        actions.state_outcome(request.user, poll, text=form.cleaned_data["text"])
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _("Danke! Was daraus folgt, steht jetzt unter dem Ergebnis."))
    return see_other(place_of(thread))


def _chosen(request: MemberRequest) -> list[int]:
    """The keys that were ticked; what is no key stands for an option that does not exist."""
    ticked = request.POST.getlist("option")[:MOST_KEYS]
    return [int(key) if key.isascii() and key.isdigit() and len(key) < 16 else 0 for key in ticked]


def poll_refused(request: MemberRequest, poll: Poll, refusal: Exception, **sent: Any) -> HttpResponse:
    """The poll again, with what was `sent` still ticked and the reason above it."""
    thread = poll.opening.thread
    context = {
        "thread": thread,
        "card": poll_card(request.user, poll, **sent),
        "refusal": sentence_of(refusal),
        "crumbs": thread_crumbs(thread, here=False),
    }
    return refused(request, refusal, show=partial(render, request, "forum/polls/poll.html", context))


def place_of(thread: Thread) -> str:
    """Where its poll stands."""
    return f"{thread.get_absolute_url()}#umfrage"
