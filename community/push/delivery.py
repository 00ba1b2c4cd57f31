"""Bringing pushes to their services: claim, word, hand over, note the answer. As mails are brought
(docs/decisions/0065-mail-as-rows.md); what differs stands in 0105-push.md.
"""

from __future__ import annotations

import http.client
import json
import logging
from dataclasses import asdict, replace
from datetime import timedelta
from functools import partial
from hashlib import sha256

from django.utils import timezone, translation

from community.outbox import NotOurs, Outbox, worker_name
from community.people.accounts.visits import find_visits
from community.push import keys, sources, wire
from community.push.addresses import Place, Refused, read
from community.push.models import Device, OutgoingPush
from community.push.sealing import seal
from community.push.sources import Words

PORTION = 20
LONGEST_WAIT = timedelta(hours=1)
TAKEN = (200, 201, 202, 204)
GONE = (404, 410)
FOR_NOW = (408, 425, 429)
TITLE_ROOM, BODY_ROOM = 120, 240  # characters; phones show fewer

State = OutgoingPush.State
logger = logging.getLogger(__name__)
outbox = Outbox(
    OutgoingPush,
    lease="PUSH_LEASE",
    pauses=tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)),
)


def deliver(*, portion: int = PORTION, worker: str = worker_name) -> int:
    """Send up to `portion` pushes that are due; returns how many were taken in hand."""
    if not keys.is_on():
        return 0
    now = timezone.now()
    outbox.give_up_lost()
    OutgoingPush.objects.late(now).update(state=State.DROPPED, done_at=now, claimed_until=None)
    away: set[str] = set()
    pushes = outbox.claim(worker, portion, "device")
    for push in pushes:
        _send(push, worker, away)
    return len(pushes)


def _send(push: OutgoingPush, worker: str, away: set[str]) -> None:
    """Send one. What its device may be told is asked now, however long it has waited."""
    device = push.device
    if device.our_key != keys.public_key():
        # It was entered under a key we no longer have: its service would not take our word.
        device.delete()
        return
    try:
        place = read(device.endpoint)
        words = _words(push, device)
        if words is None:
            return outbox.close(push, State.DROPPED)
        if place.host in away:
            return outbox.put_back(worker, push)
        body = seal(_payload(words), p256dh=device.p256dh, auth=device.auth)
        answer = wire.send(place, body, _headers(push, place, words), partial(outbox.hand_over, push, worker))
    except NotOurs:
        return
    except Refused as refusal:  # what the browser named was never, or is no longer, a service of ours
        outbox.fail(push, f"refused: {refusal}")
    except (OSError, http.client.HTTPException) as error:
        away.add(place.host)
        _broken_off(push, worker, error)
    except Exception as error:  # it will go wrong the next time too
        logger.exception("Push %s cannot be sent", push.pk)
        outbox.fail(push, f"{type(error).__name__}: {error}")
    else:
        _note(push, answer)


def _words(push: OutgoingPush, device: Device) -> Words | None:
    """What is said; `None` where nothing may be, or nobody wants to hear it any more."""
    visit = find_visits([device.session_key]).get(device.session_key)
    if visit is None or visit.member.pk != device.member_id:
        return None
    with translation.override(visit.member.language):
        return sources.compose(push.source, visit.member, push.about)


def _payload(words: Words) -> bytes:
    short = replace(words, title=_cut(words.title, TITLE_ROOM), body=_cut(words.body, BODY_ROOM))
    return json.dumps(asdict(short), ensure_ascii=False).encode()


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def _headers(push: OutgoingPush, place: Place, words: Words) -> dict[str, str]:
    left = int((push.expires_at - timezone.now()).total_seconds())
    return {
        "Authorization": keys.authorization(place.origin),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(left, 0)),
        "Urgency": "normal",
        # A device that is away gets of several about the same thing only the last.
        "Topic": sha256(words.tag.encode()).hexdigest()[:32],
    }


def _note(push: OutgoingPush, answer: wire.Answer) -> None:
    """What the service said. Redirects are no answer: we send where the browser said, or nowhere."""
    if answer.status in TAKEN:
        outbox.close(push, State.SENT, error="")
        Device.objects.filter(pk=push.device_id).update(reached_at=timezone.now())
    elif answer.status in GONE:
        Device.objects.filter(pk=push.device_id).delete()  # and with it all that waits for it
    elif answer.status in FOR_NOW or answer.status >= 500:
        _later(push, f"status {answer.status}", answer.retry_after)
    else:
        outbox.fail(push, f"status {answer.status}")


def _broken_off(push: OutgoingPush, worker: str, error: Exception) -> None:
    """The connection broke. Before the last byte it is surely not sent, and waits until its time is over; after it
    nobody knows.
    """
    if push.handed_at is not None:
        outbox.leave_uncertain(push, f"{type(error).__name__}: {error}")
        return
    logger.warning("A push service is not there: %s", error)
    outbox.put_back(worker, push)


def _later(push: OutgoingPush, reason: str, retry_after: str) -> None:
    """The service turned it down for now; it says itself when it wants to be asked again, or we choose."""
    pause = outbox.pause_after(push)
    if pause and retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 8:
        pause = min(max(pause, timedelta(seconds=int(retry_after))), LONGEST_WAIT)
    outbox.try_later(push, reason, pause=pause)
