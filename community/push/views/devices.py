"""A member's devices: entered and taken up again by a script of theirs, removed and tried out with a button."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.people.accounts.devices import spoken_device
from community.people.requests import MemberRequest
from community.push import actions, policy
from community.push.forms import DeviceForm, EndpointForm
from community.push.models import Device
from community.web.doors import door
from community.web.responses import SeeOther


@require_POST
@door(policy.can_have_devices, json=True)
def enter_device(request: MemberRequest) -> HttpResponse:
    """POST /konto/hinweise/geraete/ with `endpoint`, `p256dh`, `auth`, by the page's script; JSON"""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        raise ValidationError(form.sentence())
    session_key = request.session.session_key or ""
    policy.can_enter_device(request.user, session_key=session_key).require()
    name = spoken_device(request.headers.get("User-Agent", ""))
    actions.enter_device(request.user, session_key=session_key, name=name, **form.cleaned_data)
    messages.success(request, _("Auf diesem Gerät werden Sie jetzt benachrichtigt."))
    return JsonResponse({"entered": True}, status=201)


@require_POST
@door(policy.can_have_devices, json=True)
def resume_device(request: MemberRequest) -> HttpResponse:
    """POST /konto/hinweise/geraete/fortsetzen/ with `endpoint`, once after each sign-in; JSON"""
    form = EndpointForm(request.POST)
    if not form.is_valid():
        raise ValidationError(form.sentence())
    endpoint = form.cleaned_data["endpoint"]
    session_key = request.session.session_key or ""
    resumed = actions.resume_device(request.user, session_key=session_key, endpoint=endpoint)
    return JsonResponse({"resumed": resumed})


@require_POST
@door(policy.can_have_devices)
def remove_device(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /konto/hinweise/geraete/7/entfernen/"""
    device = Device.objects.visible_to(request.user).filter(pk=pk).first()
    policy.can_remove_device(request.user, device).require()
    assert device is not None
    actions.remove_device(request.user, device)
    messages.success(request, _("Entfernt. Dieses Gerät bekommt nichts mehr."))
    return _back()


@require_POST
@door(policy.can_have_devices)
def try_device(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /konto/hinweise/geraete/7/ausprobieren/"""
    device = Device.objects.visible_to(request.user).filter(pk=pk).first()
    policy.can_try_device(request.user, device).require()
    assert device is not None
    if actions.try_device(request.user, device):
        messages.success(
            request, _("Eine Benachrichtigung ist unterwegs. Meist ist sie in wenigen Sekunden da.")
        )
    else:
        messages.info(request, _("Eine ist schon unterwegs. Die nächste gibt es in einer Minute."))
    return _back()


def _back() -> HttpResponse:
    return SeeOther(f"{reverse('choose_notices')}#geraete")
