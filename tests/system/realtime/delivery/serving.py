"""Servers as processes of their own on the test's database, and guests who visit them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from community.people.models import Member
from tests.factories.sessions import sign_in_fully

ROOT = Path(__file__).resolve().parents[4]
CSRF = "c" * 32
SOON = 15.0  # seconds in which everything happens, also on a busy machine
START = """
import sys
import django
from django.core.management import execute_from_command_line
django.setup()
{patches}
execute_from_command_line(["manage.py", "serve", *sys.argv[1:]])
"""


class Server:
    """A running process of the house with the stage; `patches` are lines of Python that run before it starts."""

    def __init__(
        self, folder: Path, *, redis: str = "", port: int = 0, patches: str = "", **env: str
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.origin = self.url
        self.log = folder / f"server-{self.port}-{time.monotonic_ns()}.log"
        names = {
            "DJANGO_SETTINGS_MODULE": "tests.system.realtime.delivery.stage.settings",
            "DATABASE_URL": database_url(),
            "SECRET_KEY": settings.SECRET_KEY,
            "VAR_DIR": str(folder),
            "ALLOWED_ORIGINS": f"http://stage.example,{self.origin}",
            "REDIS_URL": redis,
            "ROOM_RATE": "",
            "PYTHONUNBUFFERED": "1",
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", START.format(patches=patches), "--port", str(self.port)],
                cwd=ROOT,
                env={**os.environ, **names, **env},
                stdout=log,
                stderr=log,
            )
        self._wait()

    def call(self, path: str, **data: Any) -> Any:
        """Pull one of the stage's strings."""
        body = json.dumps(data).encode() if data else None
        request = urllib.request.Request(f"{self.url}/stage/{path}", data=body)
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read().decode()
        return json.loads(text) if text.startswith("{") else text

    def ring(self, topic: str, **more: Any) -> Any:
        return self.call("ring/", topic=topic, **more)

    def memory(self) -> int:
        """Resident memory in bytes."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def stop(self, how: int = signal.SIGTERM) -> int:
        """End the process; returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(15)
        finally:
            self.process.kill()

    def words(self) -> str:
        """What it has logged."""
        return self.log.read_text()

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=2).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the server did not start:\n{self.words()}")


class Guest:
    """A member's browser, signed in."""

    def __init__(self, server: Server, member: Member | None) -> None:
        self.server = server
        self.member = member
        self.session = ""
        if member is not None:
            client = Client()
            sign_in_fully(client, member)
            self.session = client.cookies["sessionid"].value

    @property
    def cookies(self) -> str:
        return f"csrftoken={CSRF}" + (f"; sessionid={self.session}" if self.session else "")

    def post(self, path: str, **data: str) -> int:
        """The status of a form that was sent; redirects are followed."""
        headers = {"Cookie": self.cookies, "X-CSRFToken": CSRF, "Accept": "application/json"}
        body = urlencode(data).encode()
        request = urllib.request.Request(self.server.url + path, data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)

    def get(self, path: str) -> str:
        """A page, as text."""
        request = urllib.request.Request(self.server.url + path, headers={"Cookie": self.cookies})
        with urllib.request.urlopen(request, timeout=30) as answer:
            text: str = answer.read().decode()
        return text

    def connect(self, *, path: str = "/ws/", **options: Any) -> Line:
        """Open a socket as this browser would."""
        headers = {"Cookie": self.cookies} if self.cookies else {}
        options = {"origin": self.server.origin, "additional_headers": headers, "max_size": None} | options
        return Line(self.server.url.replace("http", "ws") + path, **options)

    def hear(self, *streams: str, **options: Any) -> Line:
        """Open a socket and subscribe."""
        line = self.connect(**options)
        assert line.next()["type"] == "hello"
        for stream in streams:
            line.subscribe(stream)
        return line

    def refused(self, **options: Any) -> int:
        """The status of a handshake that must not succeed."""
        try:
            self.connect(**options).close()
        except InvalidStatus as refusal:
            return refusal.response.status_code
        return 101


class Line:
    """One open socket."""

    def __init__(self, url: str, **options: Any) -> None:
        self._open = ExitStack()
        self.socket = self._open.enter_context(connect(url, **options))

    def say(self, **message: Any) -> None:
        self.socket.send(json.dumps(message))

    def next(self, within: float = SOON, *, heads: bool = False) -> dict[str, Any]:
        """The next message; the heads that come every 25 seconds are passed over unless they are wanted."""
        end = time.monotonic() + within
        while True:
            message: dict[str, Any] = json.loads(self.socket.recv(max(0.01, end - time.monotonic())))
            if heads or message["type"] != "heads":
                return message

    def until(self, kind: str, within: float = SOON) -> dict[str, Any]:
        """The next message of a type, passing over others."""
        end = time.monotonic() + within
        while True:
            message = self.next(max(0.01, end - time.monotonic()), heads=True)
            if message["type"] == kind:
                return message

    def subscribe(self, stream: str) -> int:
        """Subscribe; returns the head."""
        self.say(type="subscribe", stream=stream)
        message = self.next()
        while message["type"] not in ("subscribed", "error"):
            message = self.next()
        assert message["type"] == "subscribed", message
        return int(message["head"])

    def silent(self, seconds: float = 0.5) -> bool:
        """Nothing but heads and presence comes for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                message = self.next(max(0.01, end - time.monotonic()))
            except TimeoutError:
                return True
            if message["type"] != "presence":
                return False
        return True

    def ended(self, within: float = SOON) -> int:
        """Read until the server closes; returns the code."""
        end = time.monotonic() + within
        try:
            while True:
                self.socket.recv(max(0.01, end - time.monotonic()))
        except TimeoutError:
            raise AssertionError(f"still open after {within} seconds") from None
        except Exception:
            received = self.socket.protocol.close_rcvd
            return received.code if received else 1006

    def close(self) -> None:
        self._open.close()


def database_url() -> str:
    """The test's database, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(name)}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
