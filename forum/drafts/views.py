"""Drafts: saved while typing, listed, thrown away."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.people.requests import MemberRequest
from community.people.viewer import Viewer
from community.web.answers import Answer, answer_for, as_json
from community.web.doors import door
from community.web.responses import see_other
from community.web.sent import sent_field
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
    number = sent_field(request, "reply_to")
    based_on = sent_field(request, "version")
    try:
        draft = actions.save_draft(
            request.user,
            place,
            text=sent_field(request, "text"),
            title=sent_field(request, "title"),
            reply_to=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else None,
            based_on=int(based_on) if based_on.isascii() and based_on.isdigit() and len(based_on) < 9 else 0,
            device=sent_field(request, "device"),
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
    return see_other(reverse("list_drafts"))


def address_of(viewer: Viewer, draft: Draft) -> str:
    """Where the draft is continued; empty when its place is gone, or is none that the viewer may know of."""
    kind, _sep, key = draft.place.partition(":")
    if kind == "new":
        known = key and ActionField.objects.visible_to(viewer).filter(slug=key).exists()
        new_thread = reverse("start_thread")
        return f"{new_thread}?feld={key}" if known else new_thread
    if kind == "ask":
        known = not key or ConfidentialQuestion.objects.filter(pk=key, asker=viewer.pk).exists()
        return _address_of_question(key) if known else ""
    if kind == "thread":
        thread = Thread.objects.visible_to(viewer).filter(pk=key).first()
        return f"{thread_address(thread)}#antworten" if thread else ""
    if kind == "summary":
        known = Thread.objects.visible_to(viewer).filter(pk=key).exists()
        return reverse("write_summary", args=[key]) if known else ""
    known = Post.objects.visible_to(viewer).filter(pk=key).exists()
    return reverse("edit_post", args=[key]) if known else ""


def _with_their_words(conflict: actions.DraftConflict) -> Answer:
    """The page offers both texts: neither is lost."""
    draft = conflict.draft
    theirs = {"version": draft.version, "title": draft.title, "text": draft.text}
    return answer_for(conflict)._replace(more=theirs)


def _address_of_question(key: str) -> str:
    """Where a confidential question is asked, or answered masked."""
    return f"{reverse('show_confidential', args=[key])}#antworten" if key else reverse("ask_confidentially")
