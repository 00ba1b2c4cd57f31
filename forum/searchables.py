"""Threads and posts can be found: a thread with how it begins and its summary, a reply by itself.

What was taken down is found by nobody, not even by those who may still read it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy

from community.search.registry import Hit, Place, Searchable, Words, provide
from community.text import plain_text
from community.uploads.models import Upload
from forum.models import ActionField, Post, PostAttachment, Tag, Thread, ThreadEvent

ANSWERED, OPEN = "stateanswered", "stateopen"
LABELS = 500


def _thread_words(keys: Collection[int]) -> Iterator[Words]:
    renamed = ThreadEvent.objects.filter(verb=ThreadEvent.Verb.RETITLE)
    threads = Thread.objects.filter(pk__in=keys, merged_into__isnull=True).prefetch_related(
        _tags(""), Prefetch("events", renamed, to_attr="renamed")
    )
    for thread in _with_opening(threads):
        yield Words(
            key=thread.pk,
            family=f"thread:{thread.pk}",
            at=thread.active_at,
            title=thread.title,
            # Who remembers a former title finds the thread by it.
            text="\n".join(
                [
                    f"{_opening_text(thread)} {_summary_text(thread)}",
                    _said_by_tags(thread),
                    *(event.former for event in thread.renamed),
                ]
            ).strip(),
            author_id=thread.author_id,
            answers=thread.is_answered,
            scopes=(f"field{thread.field_id}", *_states(thread), *_tag_scopes(thread)),
        )


def _post_words(keys: Collection[int]) -> Iterator[Words]:
    replies = Post.objects.standing().filter(pk__in=keys, number__gt=1)
    rows = replies.select_related("thread__acceptance").only(*_POST_COLUMNS)
    for post in rows.prefetch_related(_tags("thread__")):
        accepted = _is_answer(post)
        yield Words(
            key=post.pk,
            family=f"thread:{post.thread_id}",
            at=post.created_at,
            text=plain_text(post.html),
            context=post.thread.title,
            author_id=post.author_id,
            answers=accepted,
            scopes=(
                f"field{post.thread.field_id}",
                *((ANSWERED,) if accepted else ()),
                *_tag_scopes(post.thread),
            ),
        )


_POST_COLUMNS = ("thread__title", "thread__field", "author", "created_at", "html", "thread__acceptance__post")


def _thread_hits(viewer: Any, keys: Collection[int]) -> dict[int, Hit]:
    threads = (
        Thread.objects.visible_to(viewer).filter(pk__in=keys).select_related("field", "author__municipality")
    )
    return {
        thread.pk: Hit(
            title=thread.title,
            url=thread.get_absolute_url(),
            text=f"{_opening_text(thread)} {_summary_text(thread)}".strip(),
            at=thread.active_at,
            author=thread.author,
            place=thread.field,
            state=thread.state,
        )
        for thread in _with_opening(threads)
    }


def _post_hits(viewer: Any, keys: Collection[int]) -> dict[int, Hit]:
    posts = Post.objects.visible_to(viewer).standing().filter(pk__in=keys)
    return {
        post.pk: Hit(
            title=post.thread.title,
            url=post.get_absolute_url(),
            text=plain_text(post.html),
            at=post.created_at,
            author=post.author,
            place=post.thread.field,
            state="answered" if _is_answer(post) else "",
        )
        for post in posts.select_related("thread__field", "thread__acceptance", "author__municipality")
    }


def _file_words(keys: Collection[int]) -> Iterator[Words]:
    for attachment in _standing_files().filter(pk__in=keys).select_related("upload__said", "post__thread"):
        upload, post = attachment.upload, attachment.post
        yield Words(
            key=attachment.pk,
            family=f"thread:{post.thread_id}",
            at=post.created_at,
            title=upload.name,
            text=_said(upload),
            context=post.thread.title,
            author_id=post.author_id,
            scopes=(f"field{post.thread.field_id}",),
        )


def _file_hits(viewer: Any, keys: Collection[int]) -> dict[int, Hit]:
    files = _visible_files(viewer).filter(pk__in=keys)
    return {
        attachment.pk: Hit(
            title=attachment.upload.name,
            url=attachment.post.get_absolute_url(),
            text=_said(attachment.upload),
            at=attachment.post.created_at,
            author=attachment.post.author,
            place=attachment.post.thread.field,
        )
        for attachment in files.select_related(
            "upload__said", "post__thread__field", "post__author__municipality"
        )
    }


def _standing_files() -> Any:
    """Files whose post stands and which the office does not withhold."""
    return PostAttachment.objects.filter(post__removal__isnull=True, withheld_by__isnull=True)


def _visible_files(viewer: Any) -> Any:
    return _standing_files().filter(post__in=Post.objects.visible_to(viewer))


def _said(upload: Upload) -> str:
    """The description of an image, the words of a document."""
    said = getattr(upload, "said", None)
    return said.text if said else upload.alt_text


def _with_opening(threads: Any) -> Any:
    """The threads with their summary, and with their opening post, where it stands, as `opening`."""
    standing = Post.objects.standing().filter(number=1).only("thread", "html")
    return threads.select_related("summary").prefetch_related(Prefetch("posts", standing, to_attr="opening"))


def _opening_text(thread: Any) -> str:
    return plain_text(thread.opening[0].html) if thread.opening else ""


def _summary_text(thread: Thread) -> str:
    return plain_text(thread.summary.html) if thread.is_summarised else ""


def _is_answer(post: Post) -> bool:
    acceptance = getattr(post.thread, "acceptance", None)
    return acceptance is not None and acceptance.post_id == post.pk


def _states(thread: Thread) -> tuple[str, ...]:
    if thread.is_answered:
        return (ANSWERED,)
    return (OPEN,) if thread.state == "open" else ()


def _tags(way: str) -> Prefetch:
    """The tags of the threads with their other words, as `found_under`."""
    return Prefetch(f"{way}tags", Tag.objects.in_use().prefetch_related("synonyms"), to_attr="found_under")


def _said_by_tags(thread: Any) -> str:
    return " ".join(word.name for tag in thread.found_under for word in (tag, *tag.synonyms.all()))


def _tag_scopes(thread: Any) -> tuple[str, ...]:
    return tuple(tag.scope for tag in thread.found_under)


def _readable(viewer: Any) -> tuple[str, ...] | None:
    if getattr(viewer, "is_admitted", False):
        return None
    return tuple(f"field{pk}" for pk in ActionField.objects.visible_to(viewer).values_list("pk", flat=True))


def _places(viewer: Any) -> list[Place]:
    fields = ActionField.objects.visible_to(viewer)
    return [Place(field.slug, field.name, f"field{field.pk}") for field in fields]


def _labels(viewer: Any) -> list[Place]:
    tags = Tag.objects.visible_to(viewer)
    return [Place(tag.slug, tag.name, tag.scope) for tag in tags[:LABELS]]


def _keys(model: Any) -> Any:
    def after(key: int, count: int) -> list[int]:
        return list(model.objects.filter(pk__gt=key).order_by("pk").values_list("pk", flat=True)[:count])

    return after


provide(
    Searchable(
        kind="thread",
        slug="themen",
        name=gettext_lazy("Themen"),
        words=_thread_words,
        keys_after=_keys(Thread),
        visible_to=lambda viewer: Thread.objects.visible_to(viewer),
        hits=_thread_hits,
        readable=_readable,
        places=_places,
        labels=_labels,
        has_titles=True,
        weight=1.15,
    )
)
provide(
    Searchable(
        kind="post",
        slug="beitraege",
        name=gettext_lazy("Beiträge"),
        words=_post_words,
        keys_after=_keys(Post),
        visible_to=lambda viewer: Post.objects.visible_to(viewer).standing(),
        hits=_post_hits,
        readable=_readable,
    )
)
provide(
    Searchable(
        kind="file",
        slug="dateien",
        name=gettext_lazy("Dateien"),
        words=_file_words,
        keys_after=_keys(PostAttachment),
        visible_to=_visible_files,
        hits=_file_hits,
        readable=_readable,
        weight=0.9,
    )
)
