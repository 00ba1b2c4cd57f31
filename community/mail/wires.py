"""Which of our ways to the mail server stands in for one of Django's. Needs no settings: they ask here."""

from __future__ import annotations

OURS = {
    "django.core.mail.backends.smtp.EmailBackend": "community.mail.wire.SMTPWire",
    "django.core.mail.backends.filebased.EmailBackend": "community.mail.wire.PrivateFiles",
}


def wire_for(backend: str) -> str:
    """The dotted name of our own, or the backend itself where we have none."""
    return OURS.get(backend, backend)
