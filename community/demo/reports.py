"""The demo's reported post: an open case with the report of a member and of someone from outside."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid5

from django.contrib.auth.models import AnonymousUser

from community.demo.content import read, thread_files
from community.demo.forum import NAMESPACE
from community.moderation.models import Case, Evidence, Report
from community.moderation.reports import actions as report_actions
from community.moderation.reports.actions import token_for
from community.moderation.things import find
from community.people.models import Member
from forum.models import Post

REPORTER = "bruno@spelle.example"
OUTSIDER: dict[str, Any] = {"name": "Hannelore Petersen", "email": "h.petersen@verein.example"}
OUTSIDE_WORDS = (
    "Ich arbeite in dem Projekt, um das es hier geht, und lese mit. Der Beitrag unterstellt uns, Fördergeld zu "
    "verschwenden. Ich halte das für üble Nachrede und bitte Sie, es zu prüfen."
)


def fill_reports(members: dict[str, Member]) -> int:
    """Report the posts marked as reported that nobody has reported yet; returns how many reports were new."""
    before = Report.objects.count()
    for name, reason in _marked():
        post = Post.objects.get(key=uuid5(NAMESPACE, name))
        if not Report.objects.filter(key=uuid5(NAMESPACE, f"{name}/gemeldet")).exists():
            _report(post, name, reason, members[REPORTER])
    return Report.objects.count() - before


def _marked() -> list[tuple[str, str]]:
    """Name and reason of every marked post."""
    return [
        (f"{file.removeprefix('threads/')}/{thread['title']}/{number}", post["reported"])
        for file in thread_files()
        for thread in read(file)["thread"]
        for number, post in enumerate(thread.get("post", []), start=2)
        if "reported" in post
    ]


def _report(post: Post, name: str, reason: str, reporter: Member) -> None:
    found = find("beitrag", str(post.pk))
    if found is None:
        return
    reportable, thing = found
    address = post.get_absolute_url()
    first = report_actions.report_thing(
        reporter,
        reportable,
        thing,
        address=address,
        key=uuid5(NAMESPACE, f"{name}/gemeldet"),
        door=Report.Door.RULES,
        reason=Report.Reason.OFF_TOPIC,
        text=reason,
    )
    outside: dict[str, Any] = {"door": Report.Door.LAW, "law": "§ 186 StGB", "good_faith": True}
    second = report_actions.report_thing(
        AnonymousUser(),
        reportable,
        thing,
        address=address,
        key=uuid5(NAMESPACE, f"{name}/von außen"),
        text=OUTSIDE_WORDS,
        **outside,
        **dict[str, Any](OUTSIDER),
    )
    report_actions.confirm_report(token_for(second))
    _date(first, post.created_at + timedelta(hours=3))
    _date(second, post.created_at + timedelta(hours=20))


def _date(report: Report, at: datetime) -> None:
    """As if it had been reported then."""
    Report.objects.filter(pk=report.pk).update(created_at=at, confirmed_at=at)
    Evidence.objects.filter(report=report).update(taken_at=at)
    Case.objects.filter(reports=report, opened_at__gt=at).update(opened_at=at)
