"""The button that enters a device, pressed twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from community.people.models import Member
from community.push.actions import enter_device
from community.push.models import Device
from tests.db.community.push.service import KEY, sign_in
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_pressed_twice_it_is_entered_once(settings: Any) -> None:
    settings.PUSH_KEY = KEY
    anna = MemberFactory()
    session_key = sign_in(anna).session.session_key
    for number in range(10):
        start = Barrier(2)
        with ThreadPoolExecutor(2) as threads:
            presses = [threads.submit(_press, anna, session_key, number, start) for _ in range(2)]
        assert [press.exception() for press in presses] == [None, None]
        assert Device.objects.get().endpoint.endswith(f"/{number}")


def _press(member: Member, session_key: str, number: int, start: Barrier) -> None:
    said = {"endpoint": f"https://push.example/{number}", "p256dh": "p" * 87, "auth": "a" * 22}
    try:
        start.wait()
        enter_device(member, session_key=session_key, name="Telefon", **said)
    finally:
        connection.close()
