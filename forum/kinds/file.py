"""What a file at a post is in the house. The post may be in order where its file is not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.kinds import Kind, register
from community.moderation.kind import Snapshot
from community.moderation.reports.evidence import describe_files
from community.people.models import Member
from community.people.viewer import Viewer
from community.search.kind import Hit, Words
from community.uploads.models import Upload
from forum.attachments import policy as attachment_policy
from forum.kinds.in_field import FoundInField, ReportedInField
from forum.kinds.indexing import available_files, said_by_file
from forum.kinds.measures import WithholdFile
from forum.models import ActionField, Post, PostAttachment


@register
class FileKind(Kind[Upload], FoundInField, ReportedInField):
    """Its key is that of the upload, not of its place at the post: that one is written anew with every edit."""

    slug, model, label = "file", Upload, gettext_lazy("Datei")
    word, within = "anhang", "post"

    def rows(self) -> QuerySet[Upload]:
        return Upload.objects.filter(pk__in=PostAttachment.objects.values("upload"))

    def visible_to(self, viewer: Viewer) -> QuerySet[Upload]:
        """Files of posts that the viewer may read; none of removed ones, none that the office withholds."""
        posts = available_files().filter(post__in=Post.objects.visible_to(viewer))
        return Upload.objects.filter(Exists(posts.filter(upload=OuterRef("pk"))))

    def can_see(self, viewer: Viewer, upload: Upload) -> Any:
        attachment = _at(upload)
        return _is_available(attachment) and attachment_policy.can_see_attachment(viewer, attachment)

    def title(self, upload: Upload) -> str:
        post = _at(upload).post
        return _("%(name)s an #%(number)d in „%(title)s“") % {
            "name": upload.name,
            "number": post.number,
            "title": post.thread.title,
        }

    def address(self, upload: Upload) -> str:
        """Where it hangs."""
        return _at(upload).post.get_absolute_url()

    def author(self, upload: Upload) -> Member:
        return _at(upload).post.author

    def field(self, upload: Upload) -> ActionField:
        return _at(upload).post.thread.field

    def at(self, match: ResolverMatch, fragment: str) -> int | None:
        if match.url_name != "show_upload":
            return None
        rows = PostAttachment.objects.filter(upload=match.kwargs["pk"])
        return rows.values_list("upload", flat=True).first()

    # Found by what it is called and what it says

    heading, filter_word = gettext_lazy("Dateien"), "dateien"
    weight = 0.9

    def indexed(self, keys: Collection[int]) -> Iterator[Words]:
        rows = available_files().filter(upload__in=keys).select_related("upload__said", "post__thread")
        for attachment in rows:
            upload, post = attachment.upload, attachment.post
            yield Words(
                key=upload.pk,
                family=f"thread:{post.thread_id}",
                at=post.created_at,
                title=upload.name,
                text=said_by_file(upload),
                context=post.thread.title,
                author_id=post.author_id,
                scopes=(f"field{post.thread.field_id}",),
            )

    def hits(self, viewer: Viewer, keys: Collection[int]) -> dict[int, Hit]:
        rows = available_files().filter(upload__in=keys, post__in=Post.objects.visible_to(viewer))
        rows = rows.select_related("upload__said", "post__thread__field", "post__author__municipality")
        return {
            attachment.upload_id: Hit(
                title=attachment.upload.name,
                url=attachment.post.get_absolute_url(),
                text=said_by_file(attachment.upload),
                at=attachment.post.created_at,
                author=attachment.post.author,
                place=attachment.post.thread.field,
            )
            for attachment in rows
        }

    def keys_after(self, key: int, count: int) -> list[int]:
        rows = PostAttachment.objects.filter(upload__gt=key).order_by("upload")
        return list(rows.values_list("upload", flat=True)[:count])

    # Reported, decided about

    measures = (WithholdFile(),)

    def snapshot(self, upload: Upload) -> Snapshot:
        attachment = _at(upload)
        post = attachment.post
        about = {"author": post.author.name, "at": post.created_at.isoformat(), "revision": post.edit_count}
        beside = {
            "label": _("der Beitrag, an dem sie hängt"),
            "text": post.source,
            "removed": bool(post.removed),
        }
        return {
            **about,
            "title": self.title(upload),
            "text": upload.alt_text or upload.name,
            "removed": not _is_available(attachment),
            "files": describe_files([upload]),
            "context": [about | beside],
        }


def _at(upload: Upload) -> PostAttachment:
    rows = PostAttachment.objects.select_related("post__thread__field", "post__author", "post__removal")
    return rows.get(upload=upload)


def _is_available(attachment: PostAttachment) -> bool:
    return not attachment.withheld_by_id and not attachment.post.removed
