"""Claim, hand over, close: the way of a row out of the house."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from community.outbox.models import Outgoing, State

Row = TypeVar("Row", bound=Outgoing)
worker_name = secrets.token_hex(8)


class NotOurs(Exception):
    """Another worker has this row by now."""


@dataclass(frozen=True)
class Outbox(Generic[Row]):
    """The rows of one model on their way. Whoever talks to the other side says with these methods what became of one.

    `lease` names the setting with the seconds for which a claim holds. `pauses`: how long to wait after the first,
    second, … attempt that the other side turned down for now; after the last the row has failed. `away_for`: how long
    to leave a server alone that does not answer at all.
    """

    model: type[Row]
    lease: str
    pauses: Sequence[timedelta]
    away_for: timedelta = timedelta(minutes=1)

    def claim(self, worker: str, portion: int, *related: str) -> list[Row]:
        """Take up to `portion` rows that nobody else has; they fall free again when the lease is over.

        PostgreSQL passes over rows that another worker is just taking. SQLite lets one writer in at a time.
        """
        now = timezone.now()
        rows: Any = self.model._default_manager
        with transaction.atomic():
            free = rows.free(now).select_for_update(skip_locked=True)
            keys = list(free.values_list("pk", flat=True)[:portion])
            if not keys:
                return []
            until = now + timedelta(seconds=getattr(settings, self.lease))
            rows.filter(pk__in=keys).update(claimed_by=worker, claimed_until=until)
        return list(rows.filter(pk__in=keys).select_related(*related).order_by("due_at", "pk"))

    def give_up_lost(self) -> int:
        """Rows whose worker died while the other side took the last byte: most have arrived, so none is repeated."""
        now = timezone.now()
        rows: Any = self.model._default_manager
        return int(rows.lost(now).update(state=State.UNCERTAIN, done_at=now, claimed_until=None))

    def hand_over(self, row: Row, worker: str) -> None:
        """The gate that opens at most once for each attempt. Raises `NotOurs` for whoever comes second, and for a row
        that is gone.
        """
        now = timezone.now()
        ours = self._all().filter(pk=row.pk, claimed_by=worker, handed_at__isnull=True, state=State.WAITING)
        if not ours.update(handed_at=now):
            raise NotOurs
        row.handed_at = now

    def put_back(self, worker: str, *rows: Row) -> None:
        """The other side is away, which says nothing about a row: no attempt is counted."""
        held = self._all().filter(pk__in=[row.pk for row in rows], claimed_by=worker, handed_at__isnull=True)
        held.update(claimed_by="", claimed_until=None, due_at=timezone.now() + self.away_for)

    def pause_after(self, row: Row) -> timedelta | None:
        """How long to wait before the next attempt; `None` when there is to be no other."""
        return self.pauses[row.attempts] if row.attempts < len(self.pauses) else None

    def try_later(self, row: Row, reason: str, *, pause: timedelta | None = None) -> None:
        """The other side turned it down for now; it has not taken it. After the last pause the row has failed."""
        usual = self.pause_after(row)
        if usual is None:
            self.fail(row, reason)
            return
        self._all().filter(pk=row.pk).update(
            claimed_by="",
            claimed_until=None,
            handed_at=None,
            attempts=row.attempts + 1,
            due_at=timezone.now() + (pause or usual),
            error=self._cut(reason),
        )

    def fail(self, row: Row, reason: str) -> None:
        """The other side will never take it."""
        self.close(row, State.FAILED, handed_at=None, error=self._cut(reason))

    def leave_uncertain(self, row: Row, reason: str) -> None:
        """The connection broke after the last byte had left: nobody knows."""
        self.close(row, State.UNCERTAIN, error=self._cut(reason))

    def close(self, row: Row, state: str, **changes: object) -> None:
        """This attempt was the last one, and ended like this."""
        self._all().filter(pk=row.pk).update(
            state=state, done_at=timezone.now(), claimed_until=None, attempts=row.attempts + 1, **changes
        )

    def _all(self) -> Any:
        return self.model._default_manager.all()

    def _cut(self, reason: str) -> str:
        error: Any = self.model._meta.get_field("error")
        return reason[: error.max_length]
