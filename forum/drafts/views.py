"""Drafts: saved while typing, listed, thrown away."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.people.requests import MemberRequest
from community.people.viewer import Viewer
from community.web.answers import Answer, answer_for, as_json
from community.web.doors import door
from community.web.responses import see_other
from forum.drafts import actions
from forum.fields import policy as field_policy
from forum.models import ActionField, ConfidentialQuestion, Draft, PendingPost, Post, Thread
from forum.threads.access import writer_required
from forum.threads.addresses import thread_address

PLACE = re.compile(r"^(?:new:[a-z0-9-]{0,60}|ask:|(?:thread|post|summary):\d{1,18})$")


@require_safe
@writer_required(lambda: "new:")
def list_drafts(request: MemberRequest) -> HttpResponse:
    drafts = [(draft, address_of(request.user, draft)) for draft in Draft.objects.filter(member=request.user)]
    waiting = PendingPost.objects.waiting().of(request.user).select_related("author", "field", "thread")
    return render(request, "forum/drafts/drafts.html", {"drafts": drafts, "waiting": waiting})


@require_POST
@door(json=True)
def save_draft(request: MemberRequest) -> HttpResponse:
    """Store what is being typed. JSON: 200 ``{"version", "saved"}``, 409 with the other device's words."""
    place = request.POST.get("place", "")
    if not PLACE.match(place):
        raise Http404
    field_policy.can_write(request.user).require()
    number = request.POST.get("reply_to", "")
    based_on = request.POST.get("version", "0")
    try:
        draft = actions.save_draft(
            request.user,
            place,
            text=request.POST.get("text", ""),
            title=request.POST.get("title", ""),
            reply_to=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else None,
            based_on=int(based_on) if based_on.isascii() and based_on.isdigit() and len(based_on) < 9 else 0,
            device=request.POST.get("device", ""),
            overwrite=request.POST.get("overwrite") == "1",
        )
    except actions.DraftConflict as conflict:
        return as_json(_with_their_words(conflict))
    return JsonResponse({"version": draft.version if draft else 0, "saved": draft is not None})


@require_POST
@writer_required(lambda pk: "new:")
def discard_draft(request: MemberRequest, pk: int) -> HttpResponse:
    draft = Draft.objects.filter(member=request.user, pk=pk).first()
    if draft is None:
        raise Http404
    actions.discard_draft(request.user, draft)
    messages.success(request, _("Der Entwurf ist verworfen."))
    return see_other("/entwuerfe/")


def address_of(viewer: Viewer, draft: Draft) -> str:
    """Where the draft is continued; empty when its place is gone, or is none that the viewer may know of."""
    kind, _sep, key = draft.place.partition(":")
    if kind == "new":
        known = key and ActionField.objects.visible_to(viewer).filter(slug=key).exists()
        return f"/themen/neu/?feld={key}" if known else "/themen/neu/"
    if kind == "ask":
        known = not key or ConfidentialQuestion.objects.filter(pk=key, asker=viewer.pk).exists()
        return f"/vertrauliche-fragen/{f'{key}/#antworten' if key else 'neu/'}" if known else ""
    if kind == "thread":
        thread = Thread.objects.visible_to(viewer).filter(pk=key).first()
        return f"{thread_address(thread)}#antworten" if thread else ""
    if kind == "summary":
        known = Thread.objects.visible_to(viewer).filter(pk=key).exists()
        return f"/themen/{key}/zusammenfassung/" if known else ""
    known = Post.objects.visible_to(viewer).filter(pk=key).exists()
    return f"/beitraege/{key}/bearbeiten/" if known else ""


def _with_their_words(conflict: actions.DraftConflict) -> Answer:
    """The page offers both texts: neither is lost."""
    draft = conflict.draft
    theirs = {"version": draft.version, "title": draft.title, "text": draft.text}
    return answer_for(conflict)._replace(more=theirs)
