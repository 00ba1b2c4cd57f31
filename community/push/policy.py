"""Who may have devices told."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.push import keys
from community.push.models import Device
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied

DEVICES_AT_MOST = 10


def can_have_devices(viewer: Viewer) -> Verdict:
    if not getattr(viewer, "is_admitted", False):
        return denied(
            _("Benachrichtigungen bekommen Sie, sobald die Geschäftsstelle Ihre Anmeldung geprüft hat.")
        )
    if not keys.is_on():
        return denied(_("Diese Plattform schickt keine Benachrichtigungen auf Geräte."))
    return ALLOWED


def can_enter_device(viewer: Viewer, *, session_key: str) -> Verdict:
    """Up to ten; the one at hand may always be entered anew."""
    allowed = can_have_devices(viewer)
    others = Device.objects.visible_to(viewer).exclude(session_key=session_key)
    if allowed and others.count() >= DEVICES_AT_MOST:
        return denied(_("Sie haben schon zehn Geräte. Bitte entfernen Sie zuerst eines davon."))
    return allowed


def can_remove_device(viewer: Viewer, device: Device | None) -> Verdict:
    """Everyone their own, also after push was switched off; nobody else learns that there is one."""
    if not getattr(viewer, "is_admitted", False):
        return can_have_devices(viewer)
    return ALLOWED if device is not None and device.member_id == viewer.pk else HIDDEN


def can_try_device(viewer: Viewer, device: Device | None) -> Verdict:
    removable = can_remove_device(viewer, device)
    return can_have_devices(viewer) if removable else removable
