"""Files at posts can be reported by themselves: the post may be in order where its file is not."""

from __future__ import annotations

from typing import Any

from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.moderation.reports.evidence import describe_files
from community.moderation.things import Measure, Reportable, Snapshot, find_row
from community.uploads.models import Upload
from forum.attachments import policy as attachment_policy
from forum.measures import actions as measure_actions
from forum.models import Post, PostAttachment


def _find(key: str) -> Upload | None:
    """The upload, not its place at the post: that one is written anew with every edit."""
    return find_row(Upload.objects.filter(pk__in=PostAttachment.objects.values("upload")), key)


def _at(upload: Upload) -> PostAttachment:
    rows = PostAttachment.objects.select_related("post__thread__field", "post__author", "post__removal")
    return rows.get(upload=upload)


def _post(upload: Upload) -> Post:
    return _at(upload).post


def _stands(upload: Upload) -> bool:
    attachment = _at(upload)
    return not attachment.withheld_by_id and not attachment.post.removed


def _title(upload: Upload) -> str:
    post = _post(upload)
    return _("%(name)s an #%(number)d in „%(title)s“") % {
        "name": upload.name,
        "number": post.number,
        "title": post.thread.title,
    }


def _snapshot(upload: Upload) -> Snapshot:
    post = _post(upload)
    about = {"author": post.author.name, "at": post.created_at.isoformat(), "revision": post.edit_count}
    beside = {"label": _("der Beitrag, an dem sie hängt"), "text": post.source, "removed": bool(post.removed)}
    return {
        **about,
        "title": _title(upload),
        "text": upload.alt_text or upload.name,
        "removed": not _stands(upload),
        "files": describe_files([upload]),
        "context": [about | beside],
    }


def _recognise(match: ResolverMatch, fragment: str) -> str:
    if match.url_name != "show_upload":
        return ""
    known = PostAttachment.objects.filter(upload=match.kwargs["pk"]).exists()
    return str(match.kwargs["pk"]) if known else ""


def _may_see(viewer: Any, upload: Upload) -> bool:
    return _stands(upload) and bool(attachment_policy.can_see_attachment(viewer, _at(upload)))


WITHHOLD = Measure(
    slug="withhold",
    name=gettext_lazy("Datei entfernen"),
    done=gettext_lazy("Die Datei an Ihrem Beitrag ist für andere nicht mehr abrufbar."),
    possible=_stands,
    carry_out=measure_actions.withhold_file,
    take_back=measure_actions.give_file_back,
    visibility="DECISION_VISIBILITY_CONTENT_REMOVED",
)
FILES = Reportable(
    kind="anhang",
    name=gettext_lazy("Datei"),
    find=_find,
    may_see=_may_see,
    author=lambda upload: _post(upload).author,
    title=_title,
    address=lambda upload: _post(upload).get_absolute_url(),
    snapshot=_snapshot,
    scope=lambda upload: f"field:{_post(upload).thread.field_id}",
    recognise=_recognise,
    place=lambda upload: _("Handlungsfeld „%(field)s“") % {"field": _post(upload).thread.field.name},
    measures=(WITHHOLD,),
)
