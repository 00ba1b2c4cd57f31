"""The one way to write the record: call it inside the transaction of the act."""

from __future__ import annotations

from typing import Any

from django.db import models

from community.audit.models import AuditEvent
from community.people.models import Member


def record(
    actor: Member | None,
    verb: str,
    thing: models.Model,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> AuditEvent:
    """Write down that `actor` (a member, or `None` for the house itself) did `verb` to `thing`."""
    return AuditEvent.objects.create(
        actor=actor,
        verb=verb,
        thing_kind=thing._meta.label_lower,
        thing_key=str(thing.pk),
        thing_name=str(thing)[:300],
        before=before or {},
        after=after or {},
        reason=reason,
    )
