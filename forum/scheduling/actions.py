"""Posts for later. When their time has come they go the way of every other post, and are asked everything again."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.text import POST_LIMIT, TITLE_LIMIT, TextRefused, clean_line, clean_source
from community.web.verdicts import Verdict
from forum.approval.pending import HeldBack
from forum.drafts.actions import save_words
from forum.models import ActionField, Draft, ScheduledPost, Thread
from forum.scheduling import policy
from forum.writing.actions import reply, start_thread
from forum.writing.errors import KeyConflict
from forum.writing.telling import tell_of_failure

LONGEST = timedelta(days=366)


AT_ONCE = 100


FAILURE_LIMIT = 500


def schedule_thread(
    actor: Any,
    field: ActionField,
    *,
    title: str,
    text: str,
    key: UUID,
    due_at: datetime,
    kind: str = Thread.Kind.DISCUSSION,
) -> ScheduledPost:
    """A thread for later. The same `key` again returns the first one. Raises `TextRefused`."""
    policy.can_schedule_thread(actor, field).require()
    title, text = clean_line(title, limit=TITLE_LIMIT), clean_source(text, limit=POST_LIMIT)
    return _store(actor, key, field=field, title=title, kind=kind, text=text, due_at=clean_due(due_at))


def schedule_reply(actor: Any, thread: Thread, *, text: str, key: UUID, due_at: datetime) -> ScheduledPost:
    """An answer for later. The same `key` again returns the first one. Raises `TextRefused`."""
    policy.can_schedule_reply(actor, thread).require()
    text = clean_source(text, limit=POST_LIMIT)
    return _store(actor, key, thread=thread, text=text, due_at=clean_due(due_at))


def change_scheduled(
    actor: Any, scheduled: ScheduledPost, *, text: str, due_at: datetime, title: str = ""
) -> None:
    """Other words or another time; what had failed waits anew.

    Raises `TextRefused`, and `ScheduledPost.DoesNotExist` where it was published or called off a moment ago.
    """
    policy.can_change_scheduled(actor, scheduled).require()
    changes: dict[str, Any] = {
        "text": clean_source(text, limit=POST_LIMIT),
        "due_at": clean_due(due_at),
        "failed_at": None,
        "failure": "",
    }
    if scheduled.thread_id is None:
        changes["title"] = clean_line(title, limit=TITLE_LIMIT)
    if not ScheduledPost.objects.filter(pk=scheduled.pk).update(**changes):
        raise ScheduledPost.DoesNotExist


def cancel_scheduled(actor: Any, scheduled: ScheduledPost) -> None:
    """It is not published; its words are kept as a draft. Repeating it changes nothing."""
    policy.can_change_scheduled(actor, scheduled).require()
    with transaction.atomic():
        rows, _by_model = ScheduledPost.objects.filter(pk=scheduled.pk).delete()
        if rows and not scheduled.failed_at:
            save_words(actor, scheduled.draft_place, title=scheduled.title, text=scheduled.text)


def publish_due_posts() -> int:
    """Publish what is due; returns how many posts that were."""
    keys = list(ScheduledPost.objects.due().values_list("pk", flat=True)[:AT_ONCE])
    return sum(map(_publish, keys))


def clean_due(moment: datetime) -> datetime:
    """The moment lies ahead, by a year at most."""
    if moment <= timezone.now():
        raise TextRefused("day", _("Dieser Zeitpunkt ist schon vorbei. Bitte wählen Sie einen späteren."))
    if moment > timezone.now() + LONGEST:
        raise TextRefused("day", _("Planen lässt sich höchstens ein Jahr im Voraus."))
    return moment


def _store(actor: Any, key: UUID, **what: Any) -> ScheduledPost:
    scheduled, _made = ScheduledPost.objects.get_or_create(key=key, author=actor, defaults=what)
    return scheduled


def _publish(key: int) -> int:
    """Under the row's lock, so that two workers publish once and a cancelled one not at all."""
    with transaction.atomic():
        rows = ScheduledPost.objects.select_for_update(of=("self",)).with_place()
        scheduled = rows.due().filter(pk=key).first()
        if scheduled is None:
            return 0
        if not (verdict := _may_appear(scheduled)):
            _fail(scheduled, verdict.reason)
            return 0
        try:
            # What the office wants to see first waits with it from now on, and its author knows.
            with transaction.atomic(), suppress(HeldBack):
                _write(scheduled)
        except (PermissionDenied, TextRefused, KeyConflict) as refusal:
            _fail(scheduled, str(getattr(refusal, "message", refusal)))
            return 0
        scheduled.delete()
    return 1


def _may_appear(scheduled: ScheduledPost) -> Verdict:
    """Asked in the language of whoever will read the answer."""
    with override(scheduled.author.language):
        if scheduled.thread:
            return policy.can_schedule_reply(scheduled.author, scheduled.thread)
        return policy.can_schedule_thread(scheduled.author, scheduled.home)


def _write(scheduled: ScheduledPost) -> None:
    """What its author is writing at the same place is not what is published here, and stays a draft."""
    author, place = scheduled.author, scheduled.draft_place
    drafts = list(Draft.objects.filter(member=author, place=place))
    if scheduled.thread:
        reply(author, scheduled.thread, text=scheduled.text, key=scheduled.key)
    else:
        start_thread(
            author,
            scheduled.home,
            title=scheduled.title,
            text=scheduled.text,
            key=scheduled.key,
            kind=scheduled.kind,
        )
    Draft.objects.bulk_create(drafts, ignore_conflicts=True)


def _fail(scheduled: ScheduledPost, reason: str) -> None:
    author = scheduled.author
    reason = reason or _("Der Ort besteht nicht mehr, oder Sie haben keinen Zugang.")
    scheduled.failed_at, scheduled.failure = timezone.now(), reason[:FAILURE_LIMIT]
    scheduled.save(update_fields=["failed_at", "failure"])
    save_words(author, scheduled.draft_place, title=scheduled.title, text=scheduled.text)
    tell_of_failure(scheduled)
