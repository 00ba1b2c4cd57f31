"""Finding a date: asking, answering, fixing, and the date for the calendar."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from community.web.sent import sent_field
from forum.dates import actions, policy
from forum.dates.forms import DatesForm, FixDateForm
from forum.exports.calendars import calendar_of_date
from forum.models import Poll, PollOption
from forum.polls.views import ask, place_of, poll_refused
from forum.threads.access import get_poll, writer_required
from forum.threads.addresses import thread_crumbs

LONGEST_ANSWER = 5


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"thread:{pk}")
def add_dates(request: MemberRequest, pk: int) -> HttpResponse:
    """The form for dates to choose from. Its button for one more row works without scripts, too."""
    more = request.method == "POST" and "more" in request.POST
    return ask(request, pk, partial(DatesForm, more=more), "forum/dates/add_dates.html")


@require_POST
@writer_required(lambda pk: f"thread:{pk}")
def answer_dates(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the answers: 303 back to the poll, 422 with the form where one is missing."""
    poll = get_poll(request, pk)
    sent = _answers(request, poll)
    try:
        actions.answer_dates(request.user, poll, answers=sent)
    except REFUSALS as refusal:
        return poll_refused(request, poll, refusal, answers=sent)
    messages.success(
        request, _("Danke! Sie können Ihre Antworten ändern, bis der Termin feststeht oder die Frist endet.")
    )
    return see_other(place_of(poll.opening.thread))


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"thread:{pk}")
def fix_date(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose the date it is to be; moderators of another's poll say why."""
    poll = get_poll(request, pk)
    policy.can_fix_date(request.user, poll).require()
    thread = poll.opening.thread
    options = PollOption.objects.filter(poll=poll, starts_at__gt=timezone.now()).answered_for(request.user)
    form = FixDateForm(
        request.POST if request.method == "POST" else None,
        options=list(options),
        must_explain=thread.author_id != request.user.pk,
        initial={"option": poll.fixed.option_id if poll.fixed else None},
    )
    context = {"thread": thread, "poll": poll, "form": form, "crumbs": thread_crumbs(thread, here=False)}
    show = partial(render, request, "forum/dates/fix_date.html", context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        data = form.cleaned_data
        actions.fix_date(request.user, poll, option=data["option"], reason=data.get("reason", ""))
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(
        request, _("Der Termin steht fest. Alle, die geantwortet haben, bekommen einen Hinweis.")
    )
    return see_other(place_of(thread))


@require_safe
def export_date(request: MemberRequest, pk: int) -> HttpResponse:
    """The date that stands, as a calendar file for everyone who reads the thread; the place is in it for members."""
    poll = get_poll(request, pk)
    policy.can_export_date(request.user, poll).require()
    place = poll.place if policy.can_see_answers(request.user, poll) else ""
    words = calendar_of_date(poll, place=place, origin=settings.PUBLIC_URL)
    answer = HttpResponse(words, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="termin.ics"'
    return answer


def _answers(request: MemberRequest, poll: Poll) -> dict[int, str]:
    """By the key of each date, the word that was sent for it."""
    keys = poll.options.values_list("pk", flat=True)
    return {key: sent_field(request, f"termin-{key}")[:LONGEST_ANSWER] for key in keys}
