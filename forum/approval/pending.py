"""Keeping a post back until it is approved, and reading what was kept."""

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

from community.people.models import Member
from community.uploads.actions import describe_uploads
from community.uploads.bundle import Bundle, Said
from forum.dates.content import DateOffer
from forum.drafts.actions import clear_draft
from forum.models import ActionField, PendingFile, PendingPost, Thread
from forum.polls.consent import ConsentRule
from forum.polls.content import PollWords
from forum.screening import rules

KEPT = timedelta(days=190)  # as long as one may object to what was given back


def pending_with(author: Member, key: UUID) -> PendingPost | None:
    """What this key had kept back before, decided or not."""
    return PendingPost.objects.filter(author=author, key=key).first()


def keep_pending(
    author: Member,
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
) -> PendingPost | None:
    """Keep cleaned words that have to wait and return them; `None` where they may stand at once."""
    cause = rules.needs_approval(author, field, title, source)
    if cause is None:
        return None
    with transaction.atomic():
        pending_post = PendingPost.objects.create(
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
        PendingFile.objects.bulk_create(
            PendingFile(pending_post=pending_post, upload=upload, position=position)
            for position, upload in enumerate(files.uploads if files else ())
        )
        clear_draft(author, pending_post.place)
    return pending_post


def words_of(pending_post: PendingPost) -> tuple[PollWords | None, Bundle | None]:
    """The poll and the files that wait with the words. The poll is open for as many days as it was meant to be."""
    uploads = tuple(held.upload for held in pending_post.files.select_related("upload"))
    about = {upload.pk: Said(upload.alt_text, upload.reuse) for upload in uploads}
    waited = timezone.localdate() - timezone.localdate(pending_post.held_at)
    poll = _poll_from_json(pending_post.poll, waited) if pending_post.poll else None
    return poll, Bundle(uploads, about=about) if uploads else None


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
