"""Posts, threads and summaries can be reported: how the office finds, reads and keeps them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.moderation.reports.evidence import describe_files
from community.moderation.things import Measure, Reportable, Snapshot, find_row, provide
from forum.approval import actions as approval_actions
from forum.closing import policy as closing_policy
from forum.measures import actions as measure_actions
from forum.models import PendingPost, Post, Summary, Thread
from forum.posts import policy as post_policy
from forum.reportable_files import FILES
from forum.summaries import actions as summary_actions
from forum.summaries import policy as summary_policy
from forum.threads import policy as thread_policy

NEIGHBOURS = 2


def _find_post(key: str) -> Post | None:
    rows = Post.objects.select_related("thread__field", "author", "removal", "lock", "reply_to__author")
    return find_row(rows, key)


def _find_thread(key: str) -> Thread | None:
    """A thread that went into another one is there no longer; its posts are found where they are."""
    return find_row(Thread.objects.filter(merged_into__isnull=True).select_related("field", "author"), key)


def _may_see_post(viewer: Any, post: Post) -> bool:
    """What was taken down already is no longer reported."""
    return bool(post_policy.can_see_post(viewer, post)) and not post.removed


def _snapshot_of_post(post: Post) -> Snapshot:
    around = Q(number__range=(post.number - NEIGHBOURS, post.number + NEIGHBOURS)) | Q(pk=post.reply_to_id)
    rows = Post.objects.in_thread(post.thread).filter(around).exclude(pk=post.pk).order_by("number")
    context = [
        _neighbour(row, post)
        for row in rows.select_related("author", "removal").prefetch_related("attachments__upload")
    ]
    return _what_stands(post) | {"title": post.thread.title, "context": context}


def _snapshot_of_thread(thread: Thread) -> Snapshot:
    opening = Post.objects.in_thread(thread).select_related("author", "removal").get(number=1)
    return _what_stands(opening) | {"title": thread.title, "context": []}


def _what_stands(post: Post) -> Snapshot:
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
    return _what_stands(row) | {"label": label % {"number": row.number}}


def _recognise_post(match: ResolverMatch, fragment: str) -> str:
    if match.url_name == "show_post":
        return str(match.kwargs["pk"])
    number = fragment.removeprefix("beitrag-")
    if match.url_name not in ("show_thread", "show_thread_short") or number == fragment:
        return ""
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return ""
    posts = Post.objects.filter(thread=match.kwargs["pk"], number=int(number))
    return str(posts.values_list("pk", flat=True).first() or "")


def _recognise_thread(match: ResolverMatch, fragment: str) -> str:
    return str(match.kwargs["pk"]) if match.url_name in ("show_thread", "show_thread_short") else ""


def _ways_for_thread(viewer: Any, thread: Thread) -> list[tuple[str, str]]:
    if not closing_policy.can_close_thread(viewer, thread):
        return []
    return [(_("Thema schließen …"), reverse("close_thread", args=[thread.pk]))]


def _opening(thread: Thread) -> Post | None:
    """The first post; none in a thread whose posts have all moved elsewhere."""
    rows = Post.objects.in_thread(thread).select_related("thread__field", "author", "removal")
    return rows.filter(number=1).first()


def _opening_stands(thread: Thread) -> bool:
    opening = _opening(thread)
    return opening is not None and not opening.removed


def _hide_opening(thread: Thread, decision: Any, reason: str) -> dict[str, Any]:
    """As for the post; which one it was is kept, for threads are split and merged."""
    opening = _opening(thread)
    if opening is None:
        raise LookupError(thread)
    return {"post": opening.pk, **measure_actions.hide_post(opening, decision, reason)}


def _show_opening(thread: Thread, before: dict[str, Any]) -> None:
    if post := _find_post(str(before["post"])):
        measure_actions.show_post(post, before)


HIDE = Measure(
    slug="hide",
    name=gettext_lazy("Beitrag ausblenden"),
    done=gettext_lazy("Ihr Beitrag ist für andere nicht mehr zu lesen. An seiner Stelle steht ein Hinweis."),
    possible=lambda post: not post.removed,
    carry_out=measure_actions.hide_post,
    take_back=measure_actions.show_post,
)
LOCK = Measure(
    slug="lock",
    name=gettext_lazy("Beitrag sperren: keine Antworten, keine Änderungen"),
    done=gettext_lazy("Ihr Beitrag ist gesperrt: Er nimmt keine Antworten an und lässt sich nicht ändern."),
    possible=lambda post: not post.removed and not post.locked,
    carry_out=measure_actions.lock_post,
    take_back=measure_actions.unlock_post,
    visibility="DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED",
)
WITHHOLD_FILES = Measure(
    slug="withhold_files",
    name=gettext_lazy("Dateien entfernen, Text stehen lassen"),
    done=gettext_lazy("Die Dateien an Ihrem Beitrag sind für andere nicht mehr abrufbar."),
    possible=lambda post: not post.removed and post.attachments.filter(withheld_by__isnull=True).exists(),
    carry_out=measure_actions.withhold_files,
    take_back=measure_actions.give_files_back,
    visibility="DECISION_VISIBILITY_CONTENT_REMOVED",
)
CLEAR_TITLE = Measure(
    slug="clear_title",
    name=gettext_lazy("Titel entfernen"),
    done=gettext_lazy("Der Titel Ihres Themas ist durch einen neutralen ersetzt."),
    possible=lambda thread: thread.title != measure_actions.neutral_title(),
    carry_out=measure_actions.clear_title,
    take_back=measure_actions.give_title_back,
    visibility="DECISION_VISIBILITY_CONTENT_REMOVED",
)
HIDE_OPENING = replace(
    HIDE,
    slug="hide_opening",
    name=gettext_lazy("Ersten Beitrag ausblenden"),
    possible=_opening_stands,
    carry_out=_hide_opening,
    take_back=_show_opening,
)


HIDE_SUMMARY = Measure(
    slug="hide_summary",
    name=gettext_lazy("Zusammenfassung ausblenden"),
    done=gettext_lazy("Die Zusammenfassung ist für andere nicht mehr zu lesen; niemand kann sie ändern."),
    possible=lambda summary: summary.withheld_by_id is None,
    carry_out=summary_actions.hide_summary,
    take_back=summary_actions.show_summary,
)


def _find_summary(key: str) -> Summary | None:
    return find_row(Summary.objects.select_related("thread__field", "written_by"), key)


def _snapshot_of_summary(summary: Summary) -> Snapshot:
    return {
        "title": _("Zusammenfassung von „%(title)s“") % {"title": summary.thread.title},
        "text": summary.source,
        "author": summary.written_by.name,
        "at": summary.written_at.isoformat(),
        "revision": summary.version - 1,
        "removed": summary.withheld_by_id is not None,
        "context": [],
    }


def _place(thread: Thread) -> str:
    return _("Handlungsfeld „%(field)s“") % {"field": thread.field.name}


provide(
    Reportable(
        kind="beitrag",
        name=gettext_lazy("Beitrag"),
        find=_find_post,
        may_see=_may_see_post,
        author=lambda post: post.author,
        title=lambda post: (
            _("#%(number)d in „%(title)s“") % {"number": post.number, "title": post.thread.title}
        ),
        address=lambda post: post.get_absolute_url(),
        snapshot=_snapshot_of_post,
        scope=lambda post: f"field:{post.thread.field_id}",
        recognise=_recognise_post,
        place=lambda post: _place(post.thread),
        measures=(HIDE, WITHHOLD_FILES, LOCK),
        ways=lambda viewer, post: _ways_for_thread(viewer, post.thread),
    )
)
provide(
    Reportable(
        kind="thema",
        name=gettext_lazy("Thema"),
        find=_find_thread,
        may_see=lambda viewer, thread: bool(thread_policy.can_see_thread(viewer, thread)),
        author=lambda thread: thread.author,
        title=lambda thread: thread.title,
        address=lambda thread: thread.get_absolute_url(),
        snapshot=_snapshot_of_thread,
        scope=lambda thread: f"field:{thread.field_id}",
        recognise=_recognise_thread,
        place=_place,
        measures=(HIDE_OPENING, CLEAR_TITLE),
        ways=_ways_for_thread,
    )
)


def _find_hold(key: str) -> PendingPost | None:
    return find_row(PendingPost.objects.select_related("author", "field", "thread"), key)


def _snapshot_of_hold(hold: PendingPost) -> Snapshot:
    return {
        "title": hold.heading,
        "text": hold.source,
        "author": hold.author.name,
        "at": hold.held_at.isoformat(),
        "revision": 0,
        "removed": not hold.is_waiting,
        "context": [],
    }


GIVE_BACK = Measure(
    slug="give_back",
    name=gettext_lazy("Beitrag zurückgeben"),
    done=gettext_lazy("Ihr Beitrag ist nicht veröffentlicht. Der Text liegt wieder in Ihren Entwürfen."),
    possible=lambda hold: hold.is_waiting,
    carry_out=approval_actions.give_back,
    take_back=approval_actions.wait_again,
)
# Nobody reports what nobody can read; it stands here because giving it back is a decision like any other.
provide(
    Reportable(
        kind="wartend",
        name=gettext_lazy("Wartender Beitrag"),
        find=_find_hold,
        may_see=lambda viewer, hold: False,
        author=lambda hold: hold.author,
        title=lambda hold: hold.heading,
        address=lambda hold: hold.get_absolute_url(),
        snapshot=_snapshot_of_hold,
        scope=lambda hold: f"field:{hold.field_id}",
        place=lambda hold: _("Handlungsfeld „%(field)s“") % {"field": hold.field.name},
        measures=(GIVE_BACK,),
        can_be_removed=False,
    )
)
provide(
    Reportable(
        kind="zusammenfassung",
        name=gettext_lazy("Zusammenfassung"),
        find=_find_summary,
        may_see=lambda viewer, summary: bool(summary_policy.can_see_summary(viewer, summary)),
        author=lambda summary: summary.written_by,
        title=lambda summary: _("Zusammenfassung von „%(title)s“") % {"title": summary.thread.title},
        address=lambda summary: summary.get_absolute_url(),
        snapshot=_snapshot_of_summary,
        scope=lambda summary: f"field:{summary.thread.field_id}",
        place=lambda summary: _place(summary.thread),
        measures=(HIDE_SUMMARY,),
    )
)
provide(FILES)
