"""A worker is killed in the middle of sending to a real service: no device is told twice, none is forgotten."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from typing import Any

import pytest

from community.jobs import waking
from community.push.delivery import deliver
from community.push.models import OutgoingPush
from community.push.posting import post
from tests.db.community.push.service import KEY, enter, push_service, switch_on
from tests.factories.people import MemberFactory
from tests.system.community.mail.workers import ROOT, database_url, until

pytestmark = pytest.mark.everywhere

State = OutgoingPush.State
NUMBER = 40


@pytest.fixture(autouse=True)
def _nobody_works_here(monkeypatch: Any) -> None:
    monkeypatch.setattr(waking, "woken", threading.Event())


def start_worker() -> subprocess.Popen[bytes]:
    env = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "PUSH_KEY": KEY,
        "PUSH_ALLOW_LOCAL": "1",
        "PUSH_SERVICES": "127.0.0.1",
        "PUSH_LEASE": "1",
    }
    command = [sys.executable, "manage.py", "work", "--pause", "0.05"]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL)


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle(settings: Any) -> None:
    switch_on(settings)
    settings.PUSH_LEASE = 1
    with push_service(seconds=0.01) as service:
        device = enter(MemberFactory(), service.browser())
        for number in range(NUMBER):
            post([device], source="trial", about=[], key=f"trial:{number}")
        worker = start_worker()
        try:
            until(lambda: len(service.taken) >= 10)
        finally:
            worker.kill()
            worker.wait()
        before = len(service.taken)
        until(lambda: not deliver() and not OutgoingPush.objects.filter(state=State.WAITING).exists())
        states = Counter(OutgoingPush.objects.values_list("state", flat=True))
    assert before < NUMBER, "it was killed too late to prove anything"
    assert states[State.UNCERTAIN] <= 1, "one worker holds one push at the last byte"
    assert states[State.SENT] + states[State.UNCERTAIN] == NUMBER
    assert states[State.SENT] <= len(service.asked) <= NUMBER, "nothing went twice"
