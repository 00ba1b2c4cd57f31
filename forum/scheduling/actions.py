"""Posts for later. When their time has come they go the way of every other post, and are asked everything again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.people.models import Member
from community.text import POST_LIMIT, TITLE_LIMIT, clean_line, clean_source
from community.web.refusals import EVERY_REFUSAL, Conflict, RateLimited, sentence_of
from forum.drafts.actions import save_words
from forum.models import ActionField, Draft, ScheduledPost, Thread
from forum.scheduling import policy
from forum.writing.actions import reply, start_thread
from forum.writing.telling import tell_of_failure

LONGEST = timedelta(days=366)


AT_ONCE = 100
OF_ONE_MEMBER = 50  # fewer than are looked at in one go: whoever has to wait does not keep others waiting
FAILURE_LIMIT = 500


def schedule_thread(
    actor: Member,
    field: ActionField,
    *,
    title: str,
    text: str,
    key: UUID,
    due_at: datetime,
    kind: str = Thread.Kind.DISCUSSION,
) -> ScheduledPost:
    """A thread for later. The same `key` again returns the first one.

    Raises `ValidationError`, and `Conflict` where the member has planned too much already.
    """
    policy.can_schedule_thread(actor, field).require()
    title, text = (
        clean_line(title, limit=TITLE_LIMIT, field="title"),
        clean_source(text, limit=POST_LIMIT, field="text"),
    )
    return _store(actor, key, field=field, title=title, kind=kind, text=text, due_at=clean_due(due_at))


def schedule_reply(actor: Member, thread: Thread, *, text: str, key: UUID, due_at: datetime) -> ScheduledPost:
    """An answer for later; as `schedule_thread`."""
    policy.can_schedule_reply(actor, thread).require()
    text = clean_source(text, limit=POST_LIMIT, field="text")
    return _store(actor, key, thread=thread, text=text, due_at=clean_due(due_at))


def change_scheduled(
    actor: Member, scheduled: ScheduledPost, *, text: str, due_at: datetime, title: str = ""
) -> None:
    """Other words or another time; what had failed waits anew.

    Raises `ValidationError`, and `ScheduledPost.DoesNotExist` where it was published or called off a moment ago.
    """
    policy.can_change_scheduled(actor, scheduled).require()
    changes: dict[str, Any] = {
        "text": clean_source(text, limit=POST_LIMIT, field="text"),
        "due_at": clean_due(due_at),
        "failed_at": None,
        "failure": "",
    }
    if scheduled.thread_id is None:
        changes["title"] = clean_line(title, limit=TITLE_LIMIT, field="title")
    if not ScheduledPost.objects.filter(pk=scheduled.pk).update(**changes):
        raise ScheduledPost.DoesNotExist


def cancel_scheduled(actor: Member, scheduled: ScheduledPost) -> None:
    """It is not published; its words are kept as a draft. Repeating it changes nothing."""
    policy.can_change_scheduled(actor, scheduled).require()
    with transaction.atomic():
        rows, _by_model = ScheduledPost.objects.filter(pk=scheduled.pk).delete()
        if rows and not scheduled.failed_at:
            save_words(actor, scheduled.draft_place, title=scheduled.title, text=scheduled.text)


def publish_due_posts() -> int:
    """Publish what is due; returns how many posts that were.

    What one author has written too much of waits until they may write again, and keeps nobody else up.
    """
    published, waiting = 0, set()
    for key, author in list(ScheduledPost.objects.due().values_list("pk", "author")):
        if published >= AT_ONCE:
            break
        if author in waiting:
            continue
        try:
            published += _publish(key)
        except RateLimited:
            waiting.add(author)
    return published


def clean_due(moment: datetime) -> datetime:
    """The moment lies ahead, by a year at most."""
    if moment <= timezone.now():
        raise ValidationError(
            {"day": _("Dieser Zeitpunkt ist schon vorbei. Bitte wählen Sie einen späteren.")}
        )
    if moment > timezone.now() + LONGEST:
        raise ValidationError({"day": _("Planen lässt sich höchstens ein Jahr im Voraus.")})
    return moment


def _store(actor: Member, key: UUID, **what: Any) -> ScheduledPost:
    planned = ScheduledPost.objects.filter(author=actor)
    if planned.count() >= OF_ONE_MEMBER and not planned.filter(key=key).exists():
        sentence = _(
            "Sie haben schon %(number)d Beiträge geplant. Bitte sagen Sie einen davon ab, oder warten Sie, bis einer "
            "erschienen ist."
        )
        raise Conflict(sentence % {"number": OF_ONE_MEMBER})
    scheduled, _made = ScheduledPost.objects.get_or_create(key=key, author=actor, defaults=what)
    return scheduled


def _publish(key: int) -> int:
    """Under the row's lock, so that two workers publish once and a cancelled one not at all. Raises `RateLimited`."""
    with transaction.atomic():
        rows = ScheduledPost.objects.select_for_update(of=("self",)).with_place()
        scheduled = rows.due().filter(pk=key).first()
        if scheduled is None:
            return 0
        try:
            # What the office wants to see first waits with it from now on, and its author knows.
            with transaction.atomic(), override(scheduled.author.language):
                _require_still_allowed(scheduled)
                _write(scheduled)
        except RateLimited:
            raise  # it is still due
        except EVERY_REFUSAL as refusal:
            _fail(scheduled, sentence_of(refusal))
            return 0
        scheduled.delete()
    return 1


def _require_still_allowed(scheduled: ScheduledPost) -> None:
    """Whoever planned it may still plan there; whether they may write is asked with the writing."""
    if scheduled.thread:
        policy.can_plan_in_thread(scheduled.author, scheduled.thread).require()
    else:
        policy.can_plan_in_field(scheduled.author, scheduled.home).require()


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
