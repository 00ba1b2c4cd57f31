"""What a post is in the house."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.kinds import Kind, register
from community.moderation.kind import Snapshot
from community.moderation.reports.evidence import describe_files
from community.people.viewer import Viewer
from community.quotes.kind import Card, Quotable
from community.search.kind import Hit, Words
from community.text import plain_text
from community.uploads.kind import Attachable
from community.uploads.models import Upload
from forum.attachments import policy as attachment_policy
from forum.kinds.in_field import FoundInField, ReportedInField
from forum.kinds.indexing import ANSWERED, is_answer, tag_scopes, with_tags
from forum.kinds.measures import HidePost, LockPost, WithholdFiles
from forum.kinds.ways import ways_for_thread
from forum.models import ActionField, Post, PostAttachment
from forum.posts import policy as post_policy
from forum.threads.indexing import follow_files

NEIGHBOURS = 2
COLUMNS = ("thread__title", "thread__field", "author", "created_at", "html", "thread__acceptance__post")


@register
class PostKind(Kind[Post], FoundInField, ReportedInField, Quotable, Attachable):
    slug, model, label = "post", Post, gettext_lazy("Beitrag")
    word, within = "beitrag", "thread"

    def rows(self) -> QuerySet[Post]:
        return Post.objects.select_related("thread__field", "author", "removal", "lock", "reply_to__author")

    def visible_to(self, viewer: Viewer) -> QuerySet[Post]:
        """What was taken down is a tombstone in its thread, and nothing anywhere else."""
        return Post.objects.visible_to(viewer).not_removed()

    def can_see(self, viewer: Viewer, post: Post) -> Any:
        return not post.removed and post_policy.can_see_post(viewer, post)

    def title(self, post: Post) -> str:
        return _("#%(number)d in „%(title)s“") % {"number": post.number, "title": post.thread.title}

    def field(self, post: Post) -> ActionField:
        return post.thread.field

    def at(self, match: ResolverMatch, fragment: str) -> int | None:
        """By its own address, or by its number in a thread."""
        if match.url_name == "show_post":
            return match.kwargs["pk"]
        number = fragment.removeprefix("beitrag-")
        if match.url_name not in ("show_thread", "show_thread_short") or number == fragment:
            return None
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            return None
        posts = Post.objects.filter(thread=match.kwargs["pk"], number=int(number))
        return posts.values_list("pk", flat=True).first()

    # Found by itself; the opening post is found as its thread

    heading, filter_word = gettext_lazy("Beiträge"), "beitraege"

    def indexed(self, keys: Collection[int]) -> Iterator[Words]:
        replies = Post.objects.not_removed().filter(pk__in=keys, number__gt=1)
        rows = replies.select_related("thread__acceptance").only(*COLUMNS)
        for post in rows.prefetch_related(with_tags("thread__")):
            accepted = is_answer(post)
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
                    *tag_scopes(post.thread),
                ),
            )

    def hits(self, viewer: Viewer, keys: Collection[int]) -> dict[int, Hit]:
        posts = self.visible_to(viewer).filter(pk__in=keys)
        return {
            post.pk: Hit(
                title=post.thread.title,
                url=post.get_absolute_url(),
                text=plain_text(post.html),
                at=post.created_at,
                author=post.author,
                place=post.thread.field,
                state="answered" if is_answer(post) else "",
            )
            for post in posts.select_related("thread__field", "thread__acceptance", "author__municipality")
        }

    # Reported, decided about

    measures = (HidePost(), WithholdFiles(), LockPost())

    def snapshot(self, post: Post) -> Snapshot:
        """With the two posts before and after it, and the one it answers."""
        near = Q(number__range=(post.number - NEIGHBOURS, post.number + NEIGHBOURS)) | Q(pk=post.reply_to_id)
        rows = Post.objects.in_thread(post.thread).filter(near).exclude(pk=post.pk).order_by("number")
        rows = rows.select_related("author", "removal").prefetch_related("attachments__upload")
        context = [_neighbour(row, post) for row in rows]
        return what_stands(post) | {"title": post.thread.title, "context": context}

    def ways(self, viewer: Viewer, post: Post) -> list[tuple[str, str]]:
        return ways_for_thread(viewer, post.thread)

    # Referred to

    def quoted(self, viewer: Viewer) -> QuerySet[Post]:
        return self.visible_to(viewer).select_related("thread__field", "author")

    def card(self, post: Post) -> Card:
        return Card(
            kind=self.slug,
            key=post.pk,
            label=_("Beitrag von %(name)s") % {"name": post.author.name},
            title=post.thread.title,
            address=post.get_absolute_url(),
            excerpt=post.excerpt,
            about=str(post.thread.field.name),
        )

    def linked(self, match: ResolverMatch, fragment: str) -> int | None:
        """A link into a thread speaks of the thread, wherever in it one is led."""
        return match.kwargs["pk"] if match.url_name == "show_post" else None

    # Files hang on it

    def attachments(self) -> QuerySet[PostAttachment]:
        return PostAttachment.objects.select_related("post__thread__field", "post__removal")

    def holder(self, attachment: PostAttachment) -> Post:
        return attachment.post

    def can_see_attachment(self, viewer: Viewer, attachment: PostAttachment) -> Any:
        return attachment_policy.can_see_attachment(viewer, attachment)

    def heard(self, upload: Upload) -> None:
        follow_files(*self.attached([upload.pk]))


def what_stands(post: Post) -> Snapshot:
    """The words and files of a post; `title` and `context` are still to be said."""
    return {
        "text": post.source,
        "author": post.author.name,
        "at": post.created_at.isoformat(),
        "revision": post.edit_count,
        "removed": bool(post.removed),
        "files": describe_files(file.upload for file in post.attachments.all()),
    }


def _neighbour(row: Post, post: Post) -> dict[str, Any]:
    is_parent = row.pk == post.reply_to_id
    label = _("#%(number)d, darauf antwortet der Beitrag") if is_parent else _("#%(number)d")
    return what_stands(row) | {"label": label % {"number": row.number}}
