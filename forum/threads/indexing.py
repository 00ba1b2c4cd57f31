"""What is found of the forum follows what stands in it: called in the transaction of every change.

Files are found by what they are called and, once a worker has read them, by what they say.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from community.search.actions import follow
from forum.models import Post, PostAttachment, Thread


def follow_post(post: Post) -> None:
    """The opening post is found as its thread, a reply by itself."""
    if post.is_opening:
        follow("thread", post.thread_id)
    else:
        follow("post", post.pk)
    follow_files(*_files_of(PostAttachment.objects.filter(post=post)))


def follow_files(*attachments: int) -> None:
    if attachments:
        follow("file", *attachments)


def follow_state(thread: Thread, *posts: int) -> None:
    """The question has its answer, or has it no longer; `posts` were concerned."""
    follow("thread", thread.pk)
    if posts:
        follow("post", *posts)


def follow_threads(*threads: Thread) -> None:
    """Title, field or posts have changed: everything that stands in these threads."""
    for thread in threads:
        follow("thread", thread.pk)
        follow("post", *Post.objects.in_thread(thread).values_list("pk", flat=True))
        follow_files(*_files_of(PostAttachment.objects.filter(post__thread=thread)))


def follow_thread_keys(keys: Collection[int]) -> None:
    """The same for many: what their tags are called has changed."""
    follow("thread", *keys)
    follow("post", *Post.objects.filter(thread__in=keys).values_list("pk", flat=True))


def _files_of(attachments: QuerySet[PostAttachment]) -> list[int]:
    return list(attachments.values_list("pk", flat=True))
