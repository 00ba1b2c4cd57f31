"""Bringing pushes to their services: claim, word, hand over, note the answer. Exactly as mails are brought, see
docs/decisions/0065-mail-as-rows.md; what differs stands in 0105-push.md.
"""

from __future__ import annotations

import http.client
import json
import logging
import secrets
from dataclasses import asdict, replace
from datetime import timedelta
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from community.people.accounts.visits import find_visits
from community.push import keys, sources, wire
from community.push.addresses import Place, Refused, read
from community.push.models import Device, OutgoingPush
from community.push.sealing import seal
from community.push.sources import Words

PORTION = 20
SERVICE_AWAY = timedelta(minutes=1)
# How long to wait after the first, second, … attempt that the service turned down for now.
PATIENCE = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
LONGEST_WAIT = timedelta(hours=1)
TAKEN = (200, 201, 202, 204)
GONE = (404, 410)
FOR_NOW = (408, 425, 429)
TITLE_ROOM, BODY_ROOM = 120, 240  # characters; phones show fewer

State = OutgoingPush.State
logger = logging.getLogger(__name__)
worker_name = secrets.token_hex(8)


def deliver(*, portion: int = PORTION, worker: str = worker_name) -> int:
    """Send up to `portion` pushes that are due; returns how many were taken in hand."""
    if not keys.is_on():
        return 0
    now = timezone.now()
    OutgoingPush.objects.lost(now).update(state=State.UNCERTAIN, done_at=now, claimed_until=None)
    OutgoingPush.objects.late(now).update(state=State.DROPPED, done_at=now, claimed_until=None)
    away: set[str] = set()
    pushes = claim(worker, portion)
    for push in pushes:
        _send(push, worker, away)
    return len(pushes)


def claim(worker: str, portion: int) -> list[OutgoingPush]:
    """Take pushes that nobody else has; they fall free again after `PUSH_LEASE` seconds."""
    now = timezone.now()
    with transaction.atomic():
        free = OutgoingPush.objects.free(now).select_for_update(skip_locked=True)
        taken = list(free.values_list("pk", flat=True)[:portion])
        if not taken:
            return []
        OutgoingPush.objects.filter(pk__in=taken).update(
            claimed_by=worker, claimed_until=now + timedelta(seconds=settings.PUSH_LEASE)
        )
    found = OutgoingPush.objects.filter(pk__in=taken).select_related("device")
    return list(found.order_by("due_at", "pk"))


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
            return _close(push, State.DROPPED)
        if place.host in away:
            return _put_back(push, worker)
        body = seal(_payload(words), p256dh=device.p256dh, auth=device.auth)
        answer = wire.send(place, body, _headers(push, place, words), partial(_hand_over, push, worker))
    except wire.NotOurs:
        return
    except Refused as refusal:  # what the browser named was never, or is no longer, a service of ours
        _fail(push, f"refused: {refusal}")
    except (OSError, http.client.HTTPException) as error:
        away.add(place.host)
        _broken_off(push, worker, error)
    except Exception as error:  # it will go wrong the next time too
        logger.exception("Push %s cannot be sent", push.pk)
        _fail(push, f"{type(error).__name__}: {error}")
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


def _hand_over(push: OutgoingPush, worker: str) -> None:
    """The gate through which every push goes at most once. Raises `NotOurs` for whoever comes second, and for a
    device that has been taken off meanwhile.
    """
    ours = OutgoingPush.objects.filter(
        pk=push.pk, claimed_by=worker, handed_at__isnull=True, state=State.WAITING
    )
    if not ours.update(handed_at=timezone.now()):
        raise wire.NotOurs
    push.handed_at = timezone.now()


def _note(push: OutgoingPush, answer: wire.Answer) -> None:
    """What the service said. Redirects are no answer: we send where the browser said, or nowhere."""
    if answer.status in TAKEN:
        _close(push, State.SENT, error="")
        Device.objects.filter(pk=push.device_id).update(reached_at=timezone.now())
    elif answer.status in GONE:
        Device.objects.filter(pk=push.device_id).delete()  # and with it all that waits for it
    elif answer.status in FOR_NOW or answer.status >= 500:
        _later(push, f"status {answer.status}", answer.retry_after)
    else:
        _fail(push, f"status {answer.status}")


def _broken_off(push: OutgoingPush, worker: str, error: Exception) -> None:
    """The connection broke. Before the last byte it is surely not sent; after it nobody knows."""
    if push.handed_at is not None:
        _close(push, State.UNCERTAIN, error=f"{type(error).__name__}: {error}"[:200])
        return
    logger.warning("A push service is not there: %s", error)
    _put_back(push, worker)


def _put_back(push: OutgoingPush, worker: str) -> None:
    """A service that is away says nothing about a push: no attempt is counted, it waits until its time is over."""
    held = OutgoingPush.objects.filter(pk=push.pk, claimed_by=worker, handed_at__isnull=True)
    held.update(claimed_by="", claimed_until=None, due_at=timezone.now() + SERVICE_AWAY)


def _later(push: OutgoingPush, reason: str, retry_after: str) -> None:
    """The service turned it down for now; it says itself when it wants to be asked again, or we choose."""
    if push.attempts >= len(PATIENCE):
        return _fail(push, reason)
    pause = PATIENCE[push.attempts]
    if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 8:
        pause = min(max(pause, timedelta(seconds=int(retry_after))), LONGEST_WAIT)
    OutgoingPush.objects.filter(pk=push.pk).update(
        claimed_by="",
        claimed_until=None,
        handed_at=None,
        attempts=push.attempts + 1,
        due_at=timezone.now() + pause,
        error=reason,
    )


def _fail(push: OutgoingPush, reason: str) -> None:
    _close(push, State.FAILED, handed_at=None, error=reason[:200])


def _close(push: OutgoingPush, state: str, **changes: object) -> None:
    OutgoingPush.objects.filter(pk=push.pk).update(
        state=state, done_at=timezone.now(), claimed_until=None, attempts=push.attempts + 1, **changes
    )
