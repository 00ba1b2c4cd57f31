"""Showing a thread in further fields."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.people.requests import MemberRequest
from community.people.viewer import Viewer
from community.web.answers import refused, require_valid
from community.web.refusals import ANY_REFUSAL
from community.web.responses import see_other
from forum.crossposting import actions, policy
from forum.crossposting.forms import CrosspostForm
from forum.fields import policy as field_policy
from forum.models import ActionField, CrossPosting, Thread
from forum.threads.access import get_thread, writer_required
from forum.threads.addresses import thread_crumbs


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"thread:{pk}")
def crosspost_thread(request: MemberRequest, pk: int) -> HttpResponse:
    """GET and POST /themen/7/weitere-felder/ with `further` (slugs) and, for the moderation, `reason`"""
    thread = get_thread(request, pk)
    policy.can_crosspost_thread(request.user, thread).require()
    shown = [row.field for row in CrossPosting.objects.of_thread(thread)]
    offered = _offered(request.user, thread, shown)
    form = CrosspostForm(
        request.POST if request.method == "POST" else None,
        fields=ActionField.objects.filter(pk__in=[field.pk for field in offered]),
        must_explain=policy.must_explain(request.user, thread),
        initial={"further": [field.slug for field in shown]},
    )
    context = {
        "thread": thread,
        "form": form,
        "back": thread.get_absolute_url(),
        "crumbs": thread_crumbs(thread, here=False),
        "is_undone_later": field_policy.moderates(request.user, thread.field),
    }
    show = partial(render, request, "forum/crossposting/crosspost_thread.html", context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        chosen = form.cleaned_data.pop("further")
        further = [*chosen, *(field for field in shown if field not in offered)]
        actions.crosspost_thread(request.user, thread, further=further, **form.cleaned_data)
    except ANY_REFUSAL as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _("Gespeichert. Wo das Thema gezeigt wird, steht neben ihm."))
    return see_other(thread)


def _offered(viewer: Viewer, thread: Thread, shown: list[ActionField]) -> list[ActionField]:
    """Fields whose box the viewer may change; where the thread is shown besides, it stays."""
    return [
        field
        for field in ActionField.objects.visible_to(viewer).exclude(pk=thread.field_id)
        if (policy.can_hide_from if field in shown else policy.can_show_in)(viewer, thread, field)
    ]
