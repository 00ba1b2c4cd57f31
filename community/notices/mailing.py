"""Notices become mails: one for each member, thing and burst, written when it is due, of what they may read then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from community import kinds
from community.mail.posting import mail_domain, post
from community.notices import answering
from community.notices.kind import Entry, NoticeType, Notifiable
from community.notices.models import MailWish, Notice
from community.notices.quiet import next_moment
from community.notices.reading import sentence_of
from community.notices.tokens import unsubscribe_token
from community.people.models import Member

PORTION = 10  # rendered in one transaction, in which nobody else can write to SQLite
LONGEST = 1500  # characters of each entry
Group = tuple[int, str, int]


@dataclass(frozen=True)
class Said:
    """An entry as a mail shows it."""

    author: str
    at: datetime
    lines: list[str]
    address: str


def write_due(*, portion: int = PORTION) -> int:
    """Write the mails for up to `portion` notices that are due; returns how many were looked at.

    A notice that is read, hidden or not wanted by now gets no mail. Several workers may do this side by side.
    """
    now = timezone.now()
    with transaction.atomic():
        due = list(Notice.objects.due(now).select_for_update(skip_locked=True)[:portion])
        groups: dict[Group, None] = dict.fromkeys((n.member_id, n.subject, n.subject_key) for n in due)
        if not groups:
            return 0
        people = Member.objects.select_related("admission", "municipality").prefetch_related("grants")
        members = people.in_bulk({member for member, _subject, _key in groups})
        wishes = {wish.member_id: wish for wish in MailWish.objects.filter(member__in=members)}
        things = _find({(subject, key) for _member, subject, key in groups})
        for member, subject, key in groups:
            wish = wishes.get(member) or MailWish()
            _write(members[member], wish, subject, key, things.get((subject, key)), now)
    return len(due)


def _find(wanted: set[tuple[str, int]]) -> dict[tuple[str, int], Any]:
    return {
        (kind.slug, key): thing
        for kind in kinds.of(Notifiable)
        if (keys := {key for slug, key in wanted if slug == kind.slug})
        for key, thing in kind.find_many(keys).items()
    }


def _write(member: Member, wish: MailWish, slug: str, key: int, thing: Any, now: datetime) -> None:
    """The mail of one member about one thing, with everything about it that is unread."""
    pending = Notice.objects.of(member).unread().about(slug, key).filter(mail_due_at__isnull=False)
    notices = list(pending.select_related("actor").order_by("pk"))
    quiet_until = next_moment(now, wish)
    if quiet_until > now:  # their wishes have changed, or the worker was away
        pending.update(mail_due_at=quiet_until)
        return
    kind, mail = kinds.get(slug, Notifiable), None
    if (
        kind
        and notices
        and thing is not None
        and wish.by_mail
        and member.is_admitted
        and kind.can_see(member, thing)
    ):
        mail = _post(member, wish, kind, thing, key, notices)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail_due_at=None, mail=mail)


def _post(
    member: Member, wish: MailWish, kind: Notifiable, thing: Any, key: int, notices: Sequence[Notice]
) -> Any:
    said, silent = _entries(member, wish, kind, thing, notices)
    types = _types(kind)
    told = [
        notice
        for notice in notices
        if notice.kind in types and (said or silent or not types[notice.kind].entries)
    ]
    if not told:  # what it was about has been taken down
        return None
    scope = f"{kind.slug}:{key}"
    token = unsubscribe_token(member.pk, scope)
    stop = f"{settings.PUBLIC_URL}{reverse('unsubscribe', args=[token])}"
    answer_to = answering.address_for(member, kind, key)
    with translation.override(member.language):
        title, label = kind.title_for(member, thing), kind.mail_label(thing)
        context = {
            "member": member,
            "title": title,
            "label": label,
            "sentences": list(dict.fromkeys(sentence_of(notice) for notice in told)),
            "why": types[told[0].kind].why,
            "said": said,
            "silent": silent,
            "address": f"{settings.PUBLIC_URL}{kind.unread_address(thing)}",
            "public_url": settings.PUBLIC_URL,
            "stop": stop,
            "answerable": bool(answer_to),
        }
        text = render_to_string("mail/notices.txt", context).strip() + "\n"
    root = f"<{kind.slug}-{key}@{mail_domain()}>"
    headers = {
        "In-Reply-To": root,
        "References": root,
        "List-Id": f"{kind.slug} <{kind.slug}.{mail_domain()}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    } | ({"Reply-To": answer_to} if answer_to else {})
    return post(
        member.email,
        subject=f"[{label}] {title}",
        text=text,
        headers=headers,
        key=f"notices:{min(notice.pk for notice in notices)}",
    )


def _entries(
    member: Member, wish: MailWish, kind: Notifiable, thing: Any, notices: Sequence[Notice]
) -> tuple[list[Said], bool]:
    """What was said since the first of the notices, and whether its words are kept back at the member's wish."""
    types = _types(kind)
    begun = [notice.thing for notice in notices if notice.kind in types and types[notice.kind].entries]
    entries = kind.entries(member, thing, min(begun)) if begun else []
    if entries and kind.is_closed(thing) and not wish.closed_words:
        return [], True
    return [_said(entry) for entry in entries], False


def _types(kind: Notifiable) -> dict[str, NoticeType]:
    return {one.slug: one for one in kind.notice_types}


def _said(entry: Entry) -> Said:
    text = entry.text if len(entry.text) <= LONGEST else f"{entry.text[:LONGEST].rstrip()} …"
    return Said(entry.author, entry.at, text.splitlines(), f"{settings.PUBLIC_URL}{entry.address}")
