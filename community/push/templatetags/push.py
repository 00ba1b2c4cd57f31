"""The part of the settings in which members choose devices."""

from __future__ import annotations

from typing import Any

from django import template

from community.push import keys
from community.push.models import Device

register = template.Library()


@register.inclusion_tag("push/_devices.html", takes_context=True)
def push_devices(context: template.Context) -> dict[str, Any]:
    """The member's devices, the button for this one, and what happens when one presses it. One query."""
    request = context["request"]
    devices = list(Device.objects.visible_to(request.user).order_by("-added_at", "-pk"))
    here = request.session.session_key
    return {
        "is_on": keys.is_on(),
        "key": keys.public_key(),
        "devices": [(device, device.session_key == here) for device in devices],
        "is_entered": any(device.session_key == here for device in devices),
        "csrf_token": context.get("csrf_token"),
    }
