"""When words wait: the office's page about first posts and watched words."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.moderation.access import office_only
from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.models import FirstPosts, WatchedWord
from forum.screening import actions
from forum.screening.forms import FirstPostsForm, WatchedWordForm
from forum.screening.rules import first_posts


@office_only
@require_safe
def show_screening(request: MemberRequest) -> HttpResponse:
    """GET /moderation/vorlegen/"""
    return _page(request)


@office_only
@require_POST
def choose_first_posts(request: MemberRequest) -> HttpResponse:
    """POST /moderation/vorlegen/erste-beitraege/ with `number`"""
    form = FirstPostsForm(request.POST)
    try:
        require_valid(form)
        actions.choose_first_posts(request.user, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(_page, request, first=form))
    messages.success(request, _("Gespeichert. Es gilt ab jetzt; was schon steht, bleibt stehen."))
    return see_other("show_screening")


@office_only
@require_POST
def watch_word(request: MemberRequest) -> HttpResponse:
    """POST /moderation/vorlegen/woerter/ with `word` and `purpose`"""
    form = WatchedWordForm(request.POST)
    try:
        require_valid(form)
        watched = actions.watch_word(request.user, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(_page, request, word=form))
    messages.success(
        request, _("Beiträge mit „%(word)s“ werden ab jetzt vorgelegt.") % {"word": watched.word}
    )
    return see_other("show_screening")


@office_only
@require_POST
def drop_word(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /moderation/vorlegen/woerter/3/loesen/"""
    watched = get_object_or_404(WatchedWord.objects.in_force(), pk=pk)
    actions.drop_word(request.user, watched)
    messages.success(request, _("Auf „%(word)s“ wird nicht mehr geachtet.") % {"word": watched.word})
    return see_other("show_screening")


def _page(
    request: MemberRequest,
    *,
    first: FirstPostsForm | None = None,
    word: WatchedWordForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "first_form": first or FirstPostsForm(initial={"number": first_posts()}),
        "chosen": FirstPosts.objects.select_related("chosen_by").first(),
        "word_form": word or WatchedWordForm(),
        "words": WatchedWord.objects.in_force().select_related("added_by"),
    }
    return render(request, "forum/screening/screening.html", context, status=status)
