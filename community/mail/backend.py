"""Django's way to send, leading into our table: what a library sends is kept and repeated like all other mail."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from community.mail.posting import post


class OutboxBackend(BaseEmailBackend):
    """Stores messages for the workers; of an address list each gets a mail of their own."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for address in message.recipients():
                post(
                    address,
                    subject=str(message.subject),
                    text=str(message.body),
                    html=_html_of(message),
                    headers={name: str(value) for name, value in message.extra_headers.items()},
                    sender=message.from_email,
                )
        return len(email_messages)


def _html_of(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    return next((str(part[0]) for part in message.alternatives if part[1] == "text/html"), "")
