"""Sealing the record: entries are chained by hashes, so that nobody changes or removes one unnoticed.

A worker seals what has been written since; writing itself takes no lock and waits for nobody. An entry that is not
sealed yet is some minutes old at most.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from django.db import transaction

from community.audit.models import AuditEvent, Seal

START = "0" * 64
BATCH = 1_000


@transaction.atomic
def seal_events() -> int:
    """Seal what is not sealed yet, oldest first; returns how many. One caller at a time: the number is unique."""
    last = Seal.objects.select_for_update().order_by("-number").first()
    number, former = (last.number, last.sha256) if last else (0, START)
    seals = []
    for event in AuditEvent.objects.filter(seal__isnull=True).order_by("pk")[:BATCH]:
        number, former = number + 1, digest(event, former)
        seals.append(Seal(number=number, event=event, sha256=former))
    Seal.objects.bulk_create(seals)
    return len(seals)


def broken_seals() -> Iterator[Seal]:
    """Seals that do not fit their entry and the seal before them, or that follow a gap. None is as it should be."""
    number, former = 0, START
    for seal in Seal.objects.select_related("event").order_by("number").iterator(chunk_size=BATCH):
        number += 1
        if seal.number != number or seal.sha256 != digest(seal.event, former):
            yield seal
        number, former = seal.number, seal.sha256


def digest(event: AuditEvent, former: str) -> str:
    """SHA-256 of everything an entry says, and of the seal before it."""
    said = {
        "former": former,
        "pk": event.pk,
        "actor": event.actor_id,
        "verb": event.verb,
        "thing": [event.thing_kind, event.thing_key, event.thing_name],
        "before": event.before,
        "after": event.after,
        "reason": event.reason,
        "at": event.at.isoformat(),
    }
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
