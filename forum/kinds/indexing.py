"""What threads, posts and files say to the search, and how they look in a list of hits.

What was taken down is found by nobody, not even by those who may still read it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from community.text import plain_text
from community.uploads.models import Upload
from forum.models import Post, PostAttachment, Tag, Thread

ANSWERED, OPEN = "stateanswered", "stateopen"


def with_opening(threads: QuerySet[Thread]) -> Any:
    """The threads with their summary, and with their opening post, unless it is removed, as `opening`."""
    openings = Post.objects.not_removed().filter(number=1).only("thread", "html")
    return threads.select_related("summary").prefetch_related(Prefetch("posts", openings, to_attr="opening"))


def beginning_of(thread: Any) -> str:
    """How the thread begins, and its summary; of a row `with_opening`."""
    opening = plain_text(thread.opening[0].html) if thread.opening else ""
    summary = plain_text(thread.summary.html) if thread.is_summarised else ""
    return f"{opening} {summary}"


def with_tags(way: str = "") -> Prefetch:
    """The tags of the threads with their other words, as `found_under`."""
    return Prefetch(f"{way}tags", Tag.objects.in_use().prefetch_related("synonyms"), to_attr="found_under")


def said_by_tags(thread: Any) -> str:
    return " ".join(word.name for tag in thread.found_under for word in (tag, *tag.synonyms.all()))


def tag_scopes(thread: Any) -> tuple[str, ...]:
    return tuple(tag.scope for tag in thread.found_under)


def state_scopes(thread: Thread) -> tuple[str, ...]:
    if thread.is_answered:
        return (ANSWERED,)
    return (OPEN,) if thread.state == "open" else ()


def is_answer(post: Post) -> bool:
    acceptance = getattr(post.thread, "acceptance", None)
    return acceptance is not None and acceptance.post_id == post.pk


def available_files() -> QuerySet[PostAttachment]:
    """Files whose post is not removed and which the office does not withhold."""
    return PostAttachment.objects.filter(post__removal__isnull=True, withheld_by__isnull=True)


def said_by_file(upload: Upload) -> str:
    """The description of an image, the words of a document."""
    said = getattr(upload, "said", None)
    return said.text if said else upload.alt_text
