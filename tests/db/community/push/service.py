"""A push service on this machine and browsers that open what comes: with the RFC's own library, not with ours."""

from __future__ import annotations

import json
import os
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from py_vapid import Vapid02

from community.people.models import Member
from community.push import actions, keys
from community.push.models import Device

# A key pair of nobody.
KEY = "c3d6Q5m3eYx0n8wq3cD0c9wq2m0x9mJ8F4tJc0m3b5E"


@dataclass
class Browser:
    """What a browser keeps for itself: `opened` is what it has read, with the headers it came with."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))
    opened: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def subscription(self) -> dict[str, str]:
        """What it tells the page."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "p256dh": encoded(point), "auth": encoded(self.secret)}

    def open(self, body: bytes, headers: dict[str, str]) -> None:
        words = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        self.opened.append(json.loads(words))
        self.headers.append(headers)


class Service:
    """Answers what `answers` say, one after the other, then 201; `asked` counts requests."""

    def __init__(self, port: int, seconds: float) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.seconds = seconds
        self.browsers: dict[str, Browser] = {}
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.asked: list[str] = []

    def browser(self) -> Browser:
        browser = Browser(f"{self.url}/p/{len(self.browsers)}")
        self.browsers[f"/p/{len(self.browsers)}"] = browser
        return browser

    @property
    def taken(self) -> list[dict[str, Any]]:
        return [words for browser in self.browsers.values() for words in browser.opened]

    def hear(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
        self.asked.append(path)
        status, more = self.answers.pop(0) if self.answers else (201, {})
        if not Vapid02.verify(headers["Authorization"]):
            return 403, {}
        if status == 201:
            self.browsers[path].open(body, headers)
        time.sleep(self.seconds)
        return status, more


@contextmanager
def push_service(*, seconds: float = 0.0) -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length)
            if len(body) < length:  # hung up before the last byte: that was no request
                return
            status, more = service.hear(self.path, body, dict(self.headers))
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service = Service(server.server_address[1], seconds)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def switch_on(settings: Any) -> None:
    """Push with a key, to services on this machine."""
    settings.PUSH_KEY, settings.PUSH_ALLOW_LOCAL, settings.PUSH_SERVICES = KEY, True, ["127.0.0.1"]


def sign_in(member: Member) -> Client:
    client = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"})
    client.force_login(member)
    return client


def enter(member: Member, browser: Browser, client: Client | None = None) -> Device:
    """The member has switched it on in this browser."""
    session_key = (client or sign_in(member)).session.session_key
    assert session_key and keys.is_on()
    return actions.enter_device(member, session_key=session_key, name="Firefox", **browser.subscription)


def encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
