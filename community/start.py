"""The front door: for visitors what this is, for those who wait what happens next, for members what is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.people.models import Expertise, Member, Municipality
from community.people.requests import MemberRequest
from community.people.viewer import Viewer
from forum.models import ActionField, Draft, FieldReading, Post, ReadMark, Thread
from forum.threads.access import KEPT_WORDS
from forum.writing.composer import take_kept_words

SHOWN = 6
LOOKED_AT = 30


@require_safe
def show_start(request: MemberRequest) -> HttpResponse:
    member = request.user
    if getattr(member, "is_admitted", False):
        if KEPT_WORDS in request.session:
            take_kept_words(request)
        return render(request, "start/member.html", _for_member(member))
    return render(request, "start/visitor.html", _for_visitor(member))


def _for_visitor(viewer: Viewer) -> dict[str, Any]:
    """Three questions under discussion, the fields, and how many are here."""
    threads = Thread.objects.visible_to(viewer).with_card().with_excerpt()
    return {
        "questions": list(threads.filter(kind=Thread.Kind.QUESTION, reply_count__gt=0).newest_first()[:3]),
        "fields": list(ActionField.objects.all()),
        "members": Member.objects.admitted().count(),
        "municipalities": Municipality.objects.filter(members__admission__outcome="admitted")
        .distinct()
        .count(),
    }


def _for_member(member: Member) -> dict[str, Any]:
    """Since the last visit: answers and mentions, news in all fields, and questions this member could answer."""
    threads = Thread.objects.visible_to(member).with_card().with_excerpt()
    to_you = _spoken_to(member)
    others = threads.unread_by(member).exclude(pk__in=[entry.post.thread_id for entry in to_you])
    news = list(others.newest_first()[:SHOWN])
    return {
        "to_you": to_you,
        "news": news,
        "news_end": len(news) < SHOWN,
        "could_help": _could_help(member, threads),
        "drafts": Draft.objects.filter(member=member).count(),
        "fields": list(ActionField.objects.all()),
    }


@dataclass
class SpokenTo:
    """The latest unread post to this member in one thread, and how many more there are."""

    post: Post
    others: int = 0


def _spoken_to(member: Member) -> list[SpokenTo]:
    """Unread replies to this member's posts and threads, and mentions of them: one entry a thread, newest first."""
    spoken = Post.objects.not_removed().exclude(author=member).order_by("-pk")
    found: set[int] = set()
    for posts in (
        spoken.filter(reply_to__author=member),
        spoken.filter(thread__author=member, number__gt=1),
        spoken.filter(mentions__member=member),
    ):
        found.update(posts.values_list("pk", flat=True)[:LOOKED_AT])
    read = FieldReading.objects.baselines(member)
    posts = Post.objects.filter(pk__in=found).select_related("author__municipality", "thread__field")
    posts = posts.prefetch_related("thread__crosspostings")
    marks = dict(
        ReadMark.objects.filter(member=member, thread__posts__in=found).values_list("thread", "number")
    )
    entries: dict[int, SpokenTo] = {}
    for post in posts.order_by("-pk"):
        if post.number <= marks.get(post.thread_id, 0) or post.created_at <= read.of(post.thread):
            continue
        if entry := entries.get(post.thread_id):
            entry.others += 1
        elif len(entries) < SHOWN:
            entries[post.thread_id] = SpokenTo(post)
    return list(entries.values())


def _could_help(member: Member, threads: Any) -> list[Thread]:
    """Two open questions of others in fields where this member said they can help."""
    helps = Expertise.objects.filter(member=member, direction=Expertise.Direction.HELPS).values("subject")
    open_ones = threads.open_questions().filter(field__slug__in=helps).exclude(author=member)
    return list(open_ones.exclude(posts__author=member).order_by("reply_count", "-active_at")[:2])
