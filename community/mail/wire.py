"""The last step to the mail server, where it counts.

A server takes a mail when it has read the line with the single dot (RFC 5321, 4.1.1.4); a connection that ends before
leaves nothing behind. So the moment between "surely not sent" and "surely sent" is that one line, and right before it
`hand_over` stores that it is about to go.
"""

from __future__ import annotations

import contextlib
import os
import re
import smtplib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import filebased, smtp

HandOver = Callable[[], None]


class _LastDot(smtplib.SMTP):
    """SMTP that asks before it says the last line."""

    hand_over: HandOver | None = None

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.putcmd("data")
        code, reply = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, reply)
        content = msg.encode("ascii") if isinstance(msg, str) else msg
        content = re.sub(rb"(?m)^\.", b"..", re.sub(rb"\r\n|\r|\n", b"\r\n", content))
        self.send(content if content.endswith(b"\r\n") else content + b"\r\n")
        if self.hand_over is not None:
            self.hand_over()
        self.send(b".\r\n")
        return self.getreply()


class CarefulSMTP(_LastDot):
    pass


class CarefulSMTPS(_LastDot, smtplib.SMTP_SSL):
    pass


class SMTPWire(smtp.EmailBackend):
    """Django's SMTP backend speaking through the careful connection."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return CarefulSMTPS if self.use_ssl else CarefulSMTP


class Wire:
    """One connection for several mails."""

    def __init__(self) -> None:
        self._backend: Any = get_connection(settings.MAIL_WIRE)

    def open(self) -> None:
        """Raises `OSError` (of which SMTP's errors are kinds) when the server is not there."""
        self._backend.open()

    def close(self) -> None:
        """Hang up; errors in that are of no interest any more."""
        with contextlib.suppress(OSError):
            self._backend.close()

    def send(self, message: EmailMessage, hand_over: HandOver) -> None:
        """Send it, calling `hand_over` at the last moment in which it is surely not sent."""
        self._backend.open()  # an open one stays as it is
        careful = getattr(self._backend, "connection", None)
        if isinstance(careful, _LastDot):
            careful.hand_over = hand_over
        else:
            hand_over()
        self._backend.send_messages([message])


class PrivateFiles(filebased.EmailBackend):
    """Mails as files, where there is no mail server: each of them may hold a key, and only their owner reads them."""

    stream: Any

    def __init__(self, file_path: str | None = None, **kwargs: Any) -> None:
        folder = str(file_path or settings.EMAIL_FILE_PATH)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        os.chmod(folder, 0o700)
        super().__init__(file_path=folder, **kwargs)

    def open(self) -> bool:
        if self.stream is not None:
            return False
        name = self._get_filename()  # type: ignore[attr-defined]  # the stubs do not know it
        file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.stream = os.fdopen(file, "ab")
        return True
