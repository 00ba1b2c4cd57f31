"""A busy thread with 2,000 watchers, real SMTP, workers killed with -9: how many mails did each watcher get?

The baseline is the same number of mails through Django's own SMTP backend in one process that nobody kills.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import django
from django.core.mail import EmailMessage, get_connection
from django.core.management import call_command
from django.utils import timezone

from community.mail.models import OutgoingMail
from community.notices.models import Level, MailWish, Notice, Watch
from community.people.models import Admission, Confirmation, Member
from forum.models import ActionField
from forum.writing import actions as writing_actions
from tests.load.report import report
from tests.system.community.mail.server import mail_server
from tests.system.community.mail.workers import start_worker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")


django.setup()


State = OutgoingMail.State
REPLIES = 5
PATIENCE = 1800.0  # seconds in all
LEASE = 3


def main(argv: Sequence[str] | None = None) -> int:
    """1 when anyone got two mails, or none without the office being told, or nobody was killed in the middle."""
    options = _options(argv)
    call_command("migrate", verbosity=0)
    told = _busy_thread(options.watchers)
    with mail_server(seconds=0) as (port, letters):
        plain = _baseline(port, options.watchers)
        letters.taken.clear()
        began = time.perf_counter()
        kills = _send_and_kill(port, letters, options.watchers, options.kills)
        seconds = time.perf_counter() - began
        arrived = Counter(address for address, _letter in letters.taken)
    rows = [
        {
            "what": "Django's SMTP backend, nobody killed",
            "mails": options.watchers,
            "mails/s": options.watchers / plain,
        },
        {
            "what": f"outbox, killed {len(kills)} times",
            "mails": sum(arrived.values()),
            "mails/s": sum(arrived.values()) / seconds,
        },
    ]
    watchers = set(OutgoingMail.objects.values_list("to", flat=True))
    uncertain = set(OutgoingMail.objects.filter(state=State.UNCERTAIN).values_list("to", flat=True))
    doubled = sum(1 for number in arrived.values() if number > 1)
    missing = watchers - set(arrived)
    facts = {
        "watchers": options.watchers,
        "told_ms": round(told * 1000),
        "exactly_one": sum(1 for number in arrived.values() if number == 1),
        "more_than_one": doubled,
        "none": len(missing),
        "uncertain": len(uncertain),
        "arrived_when_killed": ", ".join(map(str, kills)),
    }
    in_the_middle = len(kills) == options.kills and all(0 < arrived < options.watchers for arrived in kills)
    report(rows, to=options.json, **facts)
    everyone = len(watchers) == options.watchers
    return 0 if everyone and in_the_middle and not doubled and not missing - uncertain else 1


def _row(what: str, mails: int, seconds: float) -> dict[str, Any]:
    return {"what": what, "mails": mails, "mails/s": mails / seconds}


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Each watcher of a busy thread gets exactly one mail.")
    parser.add_argument("--watchers", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--json", type=Path)
    return parser.parse_args(argv)


def _busy_thread(number: int) -> float:
    """A thread that `number` members watch, with replies; returns the seconds of the reply that tells them all."""
    people = [
        Member(email=f"w{n}@stadt.example", name=f"Wacht {n}", handle=f"wacht-{n}", password="!")
        for n in range(number + 1)
    ]
    people = Member.objects.bulk_create(people)
    Admission.objects.bulk_create(Admission(member=person, outcome="admitted") for person in people)
    MailWish.objects.bulk_create(
        MailWish(member=person, quiet_from=24, quiet_until=0, weekends=True) for person in people
    )  # whatever the hour is in which this is measured
    Confirmation.objects.create(member=people[0])  # newcomers may not write so much in an hour
    author = Member.objects.select_related("admission").get(pk=people[0].pk)
    field = ActionField.objects.create(slug="mobilitaet", name="Mobilität", summary="Bus und Bank")
    thread = writing_actions.start_thread(
        author, field, title="Wer kennt Mitfahrbänke?", text="Wir.", key=uuid4()
    ).post.thread
    Watch.objects.bulk_create(
        Watch(member=person, place="thread", key=thread.pk, level=Level.ALL) for person in people[1:]
    )
    began = time.perf_counter()
    writing_actions.reply(author, thread, text="Neues von der Bank.", key=uuid4())
    seconds = time.perf_counter() - began
    for n in range(REPLIES):
        writing_actions.reply(author, thread, text=f"Und noch etwas: {n}", key=uuid4())
    Notice.objects.update(mail_due_at=timezone.now() - timedelta(seconds=1))
    return seconds


def _baseline(port: int, number: int) -> float:
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port, username="", password=""
    )
    began = time.perf_counter()
    connection.send_messages(
        [EmailMessage(f"Nummer {n}", "Neues.", to=[f"b{n}@stadt.example"]) for n in range(number)]
    )
    return time.perf_counter() - began


def _send_and_kill(port: int, letters: Any, number: int, kills: int) -> list[int]:
    """Two workers; at even distances one is killed and another started. Returns what had arrived at each kill."""
    crew = [start_worker(port, lease=LEASE), start_worker(port, lease=LEASE)]
    until, killed = time.monotonic() + PATIENCE, list[int]()
    try:
        while time.monotonic() < until:
            if len(killed) < kills and len(letters.taken) >= number * (len(killed) + 1) / (kills + 1):
                victim = crew.pop(0)
                victim.kill()
                victim.wait()
                killed.append(len(letters.taken))
                crew.append(start_worker(port, lease=LEASE))
            if not _left():
                return killed
            time.sleep(0.05)
        raise SystemExit("not done in time")
    finally:
        for process in crew:
            process.terminate()
        for process in crew:
            process.wait()


def _left() -> bool:
    waiting = OutgoingMail.objects.filter(state=State.WAITING).exists()
    return waiting or Notice.objects.filter(mail_due_at__isnull=False).exists()


if __name__ == "__main__":
    sys.exit(main())
