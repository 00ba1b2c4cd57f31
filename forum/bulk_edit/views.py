"""Tidying a field: choose threads, say what and why, look at what it concerns, then do it. Without a script."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.bulk_edit import actions, policy
from forum.bulk_edit.forms import BulkEditForm
from forum.models import ActionField, Thread
from forum.threads.access import get_field, writer_required
from forum.threads.addresses import field_crumbs

LISTED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda slug: f"new:{slug}")
def bulk_edit_field(request: MemberRequest, slug: str) -> HttpResponse:
    field = get_field(request, slug)
    policy.can_bulk_edit(request.user, field).require()
    threads = list(Thread.objects.in_field(field).with_card().order_by("active_at", "pk")[:LISTED])
    form = BulkEditForm(
        request.POST or None,
        keys=[thread.pk for thread in threads],
        fields=ActionField.objects.visible_to(request.user).exclude(pk=field.pk),
    )
    context = {
        "field": field,
        "threads": threads,
        "chosen": {str(key) for key in form["threads"].value() or []},
        "form": form,
        "survey": None,
        "crumbs": [*field_crumbs(field, here=False), (_("Aufräumen"), "")],
    }
    show = partial(render, request, "forum/bulk_edit/bulk_edit_field.html", context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        data = form.cleaned_data
        keys, wanted = data["threads"], {"verb": data["verb"], **_more(data)}
        if "execute" not in request.POST:
            context["survey"] = actions.survey(request.user, field, keys, **wanted)
            return show()
        done = actions.bulk_edit_threads(request.user, field, keys=keys, reason=data["reason"], **wanted)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _done(len(done.threads)))
    return see_other(field)


def _more(data: dict[str, Any]) -> dict[str, Any]:
    """What the verb needs besides the threads."""
    if data["verb"] == "move_thread":
        return {"field": data["field"]}
    return {"target": data["target"]} if data["verb"] == "merge_thread" else {}


def _done(number: int) -> str:
    sentence = ngettext(
        "Erledigt bei %(n)d Thema. Unter „Maßnahmen“ lässt es sich zurücknehmen.",
        "Erledigt bei %(n)d Themen. Unter „Maßnahmen“ lässt es sich auf einmal zurücknehmen.",
        number,
    )
    return sentence % {"n": number}
