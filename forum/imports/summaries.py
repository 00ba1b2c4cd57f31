"""Summaries of imported threads, stored as if they had been written after the last post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from community.people.models import Member
from community.text import RENDERER_VERSION
from forum.models import Summary, SummaryVersion, Thread
from forum.posts.rendering import render_post


@dataclass
class SummaryData:
    """What came of the thread, by whom and when."""

    author: Member
    at: datetime
    source: str


def store_summaries(written: Iterable[tuple[Thread, SummaryData]]) -> None:
    for thread, data in written:
        made = {"source": data.source, "written_by": data.author, "written_at": data.at}
        summary = Summary.objects.create(
            thread=thread, html=render_post(data.source).html, renderer=RENDERER_VERSION, **made
        )
        SummaryVersion.objects.create(summary=summary, number=1, **made)
