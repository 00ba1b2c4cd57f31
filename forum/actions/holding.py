"""Words wait for the office, are let go as they are or changed, given back with a reason, or taken back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from community.audit.record import record
from community.moderation import actions as moderation
from community.people.letters import send_letter
from community.text import POST_LIMIT, TITLE_LIMIT, clean_line, clean_source
from community.uploads.actions import describe_uploads
from community.uploads.bundle import Bundle, Said
from forum import hold_policy, screening
from forum.actions.drafts import clear_draft, keep_words
from forum.consent import ConsentRule
from forum.dates import DateOffer
from forum.models import ActionField, HeldFile, Hold, Post, Thread
from forum.polls import PollWords

REASON_LIMIT = 2_000
KEPT = timedelta(days=190)  # as long as one may object to what was given back


class HeldBack(Exception):
    """The words are kept in `hold` and wait for the office; nothing is lost."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(str(hold))
        self.hold = hold


def hold_back(
    author: Any,
    field: ActionField,
    *,
    source: str,
    key: UUID,
    thread: Thread | None = None,
    reply_to: int | None = None,
    title: str = "",
    kind: str = "",
    tags: Sequence[str] = (),
    poll: PollWords | None = None,
    files: Bundle | None = None,
) -> None:
    """Keep cleaned words that have to wait, and raise `HeldBack`; return where they may stand at once."""
    if earlier := Hold.objects.filter(author=author, key=key).first():
        raise HeldBack(earlier)
    cause = screening.cause_to_hold(author, field, title, source)
    if cause is None:
        return
    with transaction.atomic():
        hold = Hold.objects.create(
            author=author,
            key=key,
            field=field,
            thread=thread,
            reply_to=reply_to,
            kind=kind,
            title=title,
            source=source,
            tags=list(tags),
            poll=_poll_as_json(poll) if poll else None,
            cause=cause[0],
            found=cause[1],
        )
        if files:
            describe_uploads(files)
        HeldFile.objects.bulk_create(
            HeldFile(hold=hold, upload=upload, position=position)
            for position, upload in enumerate(files.uploads if files else ())
        )
        clear_draft(author, hold.place)
    raise HeldBack(hold)


def words_of(hold: Hold) -> tuple[PollWords | None, Bundle | None]:
    """The poll and the files that wait with the words. The poll is open for as many days as it was meant to be."""
    uploads = tuple(held.upload for held in hold.files.select_related("upload"))
    about = {upload.pk: Said(upload.alt_text, upload.reuse) for upload in uploads}
    waited = timezone.localdate() - timezone.localdate(hold.held_at)
    poll = _poll_from_json(hold.poll, waited) if hold.poll else None
    return poll, Bundle(uploads, about=about) if uploads else None


@transaction.atomic
def withdraw_hold(author: Any, hold: Hold) -> None:
    """The author thinks again: the words are a draft as before."""
    hold = locked_hold(hold)
    hold_policy.can_withdraw_hold(author, hold).require()
    keep_words(author, hold.place, text=hold.source, title=hold.title, reply_to=hold.reply_to)
    hold.delete()


@transaction.atomic
def return_hold(officer: Any, hold: Hold, *, reason: str) -> Hold:
    """Give the words back with a reason. That is a decision like any other: with its letter and the way to object."""
    hold = locked_hold(hold)
    hold_policy.can_return_hold(officer, hold).require()
    moderation.decide_in_place(
        officer, "pending_post", hold, measure="give_back", reason=clean_source(reason, limit=REASON_LIMIT)
    )
    return locked_hold(hold)


@transaction.atomic
def give_back(hold: Hold, decision: Any, reason: str) -> dict[str, Any]:
    """What the decision does: nothing is published, and the words lie in the author's draft. Asks nobody."""
    hold = locked_hold(hold)
    keep_words(hold.author, hold.place, text=hold.source, title=hold.title, reply_to=hold.reply_to)
    _close(hold, Hold.State.RETURNED, decision.decided_by, decision=decision, reason=reason)
    return {}


@transaction.atomic
def wait_again(hold: Hold, before: dict[str, Any]) -> None:
    """The decision was wrong: the words wait as before, and somebody lets them go."""
    Hold.objects.filter(pk=hold.pk, state=Hold.State.RETURNED).update(
        state=Hold.State.WAITING, decided_at=None, decided_by=None, decision=None, reason=""
    )


def finish_release(officer: Any, hold: Hold, post: Post, *, was: dict[str, str]) -> None:
    """Write down that the words have become `post`, and tell their author. Called in the transaction of the release."""
    changed = {name: words for name, words in was.items() if words != getattr(hold, name)}
    _close(hold, Hold.State.RELEASED, officer, post=post)
    clear_draft(hold.author, hold.place)
    record(officer, "release_hold", post, before=changed, after={"hold": hold.pk, "cause": hold.cause})
    send_letter(hold.author, "released", hold=hold, post=post, is_changed=bool(changed))


def forget_holds() -> int:
    """Delete what was decided long ago: released words stand in their post, given back ones belong to their author."""
    gone, _by_model = Hold.objects.filter(decided_at__lt=timezone.now() - KEPT).delete()
    return gone


def change_words(hold: Hold, *, title: str, text: str) -> dict[str, str]:
    """Put other words into the locked hold; returns the former ones."""
    was = {"title": hold.title, "source": hold.source}
    hold.title = clean_line(title, limit=TITLE_LIMIT) if hold.title else ""
    hold.source = clean_source(text, limit=POST_LIMIT)
    return was


def locked_hold(hold: Hold) -> Hold:
    """The row, fresh and locked until the transaction ends."""
    rows = Hold.objects.select_for_update(of=("self",)).select_related("author__admission", "field", "thread")
    return rows.get(pk=hold.pk)


def _close(hold: Hold, state: str, officer: Any, **columns: Any) -> None:
    hold.state, hold.decided_by, hold.decided_at = state, officer, timezone.now()
    for name, value in columns.items():
        setattr(hold, name, value)
    hold.save()


def _poll_as_json(poll: PollWords) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(DjangoJSONEncoder().encode(asdict(poll)))
    return kept


def _poll_from_json(kept: dict[str, Any], waited: timedelta) -> PollWords:
    read: dict[str, Any] = {**kept}
    if closes_at := parse_datetime(kept["closes_at"] or ""):
        # Days of the calendar, whatever the clocks do: what is open until midnight still is.
        read["closes_at"] = closes_at if kept.get("dates") else timezone.localtime(closes_at) + waited
    if kept.get("consent"):
        read["consent"] = ConsentRule(**kept["consent"])
    read["dates"] = [_offer_from_json(offer) for offer in kept.get("dates") or []]
    return PollWords(**read)


def _offer_from_json(kept: dict[str, Any]) -> DateOffer:
    moments: dict[str, Any] = {name: parse_datetime(moment or "") for name, moment in kept.items()}
    return DateOffer(**moments)
