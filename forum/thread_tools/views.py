"""Caring for threads: a page for each verb, which asks for the change and the reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import ANY_REFUSAL
from community.web.responses import see_other
from forum.fields import policy as field_policy
from forum.models import ActionField, Thread
from forum.moving import actions as moving_actions
from forum.moving import policy as moving_policy
from forum.moving.forms import MoveForm
from forum.thread_tools import actions, policy
from forum.thread_tools.forms import ChangeKindForm, NoteForm, PinForm, ReasonedForm, RetitleForm, SlowForm
from forum.threads.access import get_post, get_thread, writer_required
from forum.threads.addresses import post_address, thread_crumbs

page = require_http_methods(["GET", "HEAD", "POST"])


of_thread = writer_required(lambda pk: f"thread:{pk}")


of_post = writer_required(lambda pk: f"post:{pk}")


@page
@of_thread
def retitle_thread(request: MemberRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk, policy.can_retitle_thread)
    form = RetitleForm(request.POST or None, initial={"title": thread.title})
    return _page(
        request,
        thread,
        form,
        title=_("Thema umbenennen"),
        act=lambda data: actions.retitle_thread(request.user, thread, **data),
        done=_("Das Thema hat einen neuen Titel. Der alte steht darunter."),
    )


@page
@of_thread
def change_kind(request: MemberRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk, policy.can_change_kind)
    kind = Thread.Kind.DISCUSSION if thread.is_question else Thread.Kind.QUESTION
    form = ChangeKindForm(request.POST or None, initial={"kind": kind})
    return _page(
        request,
        thread,
        form,
        title=_("Zur Diskussion machen") if thread.is_question else _("Zur Frage machen"),
        lead=_(
            "Eine Frage sucht Antworten und gilt als offen, bis eine hervorgehoben ist. Eine Diskussion nicht."
        ),
        act=lambda data: actions.change_kind(request.user, thread, **data),
        done=_("Das Thema ist umgewandelt."),
    )


@page
@of_thread
def pin_thread(request: MemberRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk, policy.can_pin_thread)
    until = timezone.localdate(thread.pinned_until) if thread.pinned_until else None
    form = PinForm(request.POST or None, initial={"until": until})
    return _page(
        request,
        thread,
        form,
        title=_("Thema anheften"),
        lead=_("Es steht dann oben in seinem Handlungsfeld."),
        act=lambda data: actions.pin_thread(request.user, thread, **data),
        done=_("Das Thema ist angeheftet."),
    )


@page
@of_thread
def unpin_thread(request: MemberRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk, policy.can_unpin_thread)
    return _page(
        request,
        thread,
        ReasonedForm(request.POST or None),
        title=_("Thema lösen"),
        act=lambda data: actions.unpin_thread(request.user, thread, **data),
        done=_("Das Thema ist nicht mehr angeheftet."),
    )


@page
@of_thread
def slow_thread(request: MemberRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk, policy.can_slow_thread)
    form = SlowForm(request.POST or None, initial={"minutes": thread.slow_minutes})
    return _page(
        request,
        thread,
        form,
        title=_("Thema verlangsamen"),
        lead=_("Wer hier geschrieben hat, wartet eine Weile bis zum nächsten Beitrag. Die Moderation nicht."),
        act=lambda data: actions.slow_thread(request.user, thread, **data),
        done=_("Gespeichert. Wie lange gewartet wird, steht über dem Textfeld."),
    )


@page
@of_thread
def move_thread(request: MemberRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk, moving_policy.can_move_thread)
    known = [
        field.pk
        for field in ActionField.objects.visible_to(request.user)
        if moving_policy.can_move_thread(request.user, thread, field)
    ]
    form = MoveForm(request.POST or None, fields=ActionField.objects.filter(pk__in=known))
    return _page(
        request,
        thread,
        form,
        title=_("In ein anderes Handlungsfeld verschieben"),
        lead=_("Die Adresse des Themas bleibt dieselbe. Was jemand gelesen hat, bleibt gelesen."),
        act=lambda data: moving_actions.move_thread(request.user, thread, **data),
        done=_("Das Thema steht jetzt in dem neuen Handlungsfeld."),
    )


@page
@of_thread
def add_staff_note(request: MemberRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk, policy.can_add_staff_note)
    return _page(
        request,
        thread,
        NoteForm(request.POST or None),
        title=_("Interne Notiz"),
        act=lambda data: actions.add_staff_note(request.user, thread, **data),
        done=_("Die Notiz steht neben dem Thema. Mitglieder sehen sie nicht."),
    )


@page
@of_post
def lock_post(request: MemberRequest, pk: int) -> HttpResponse:
    post = get_post(request, pk)
    policy.can_lock_post(request.user, post).require()
    return _page(
        request,
        post.thread,
        ReasonedForm(request.POST or None),
        title=_("Beitrag sperren"),
        lead=_("Darauf kann niemand mehr antworten, und der Text bleibt, wie er ist."),
        act=lambda data: actions.lock_post(request.user, post, **data),
        done=_("Der Beitrag ist gesperrt."),
        back=post_address(post),
    )


@page
@of_post
def unlock_post(request: MemberRequest, pk: int) -> HttpResponse:
    post = get_post(request, pk)
    policy.can_unlock_post(request.user, post).require()
    return _page(
        request,
        post.thread,
        ReasonedForm(request.POST or None),
        title=_("Beitrag entsperren"),
        act=lambda data: actions.unlock_post(request.user, post, **data),
        done=_("Auf den Beitrag kann man wieder antworten."),
        back=post_address(post),
    )


def _thread(request: HttpRequest, pk: int, can: Callable[..., Any]) -> Thread:
    thread = get_thread(request, pk)
    can(request.user, thread).require()
    return thread


def _page(
    request: HttpRequest,
    thread: Thread,
    form: Form,
    *,
    title: str,
    act: Callable[[dict[str, Any]], Any],
    done: str,
    lead: str = "",
    back: str = "",
) -> HttpResponse:
    """Ask; with everything filled in do it and go back; what was refused is said beside its field."""
    context = {
        "thread": thread,
        "form": form,
        "title": title,
        "lead": lead,
        "back": back or thread.get_absolute_url(),
        "crumbs": thread_crumbs(thread, here=False),
        "moderates": field_policy.moderates(request.user, thread.field),
    }
    show = partial(render, request, "forum/thread_tools/thread_tool.html", context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        act(form.cleaned_data)
    except ANY_REFUSAL as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, done)
    return see_other(back or reverse("show_thread_short", args=[thread.pk]))
