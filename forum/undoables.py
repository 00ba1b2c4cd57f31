"""What can be taken back in the forum, who may, and what is said about it in the journal."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.moderation.undo.journal import Undoable, UndoData, provide
from community.web.moments import spoken
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum.bulk_edit import actions as bulk_edit_actions
from forum.closing import actions as closing_actions
from forum.crossposting import actions as crossposting_actions
from forum.fields import policy as field_policy
from forum.models import ActionField, Tag, Thread
from forum.moving import actions as moving_actions
from forum.moving import undo as moving_undo
from forum.tags import actions as tag_actions
from forum.tags import policy as tag_policy
from forum.thread_tools import actions as thread_tool_actions
from forum.thread_tools import actions as thread_tool_actions_
from forum.vocabulary import actions as vocabulary_actions


def _may_undo(viewer: Any, undo_data: UndoData) -> Verdict:
    """Whoever moderates where the thread stands today, and every other field the action touched."""
    thread = Thread.objects.select_related("field").filter(pk=undo_data["thread"]).first()
    if thread is None:
        return HIDDEN
    keys = {thread.field_id, *(undo_data[name] for name in ("from", "to") if name in undo_data)}
    keys |= {row["field"] for row in undo_data.get("taken", ())}
    beside = Thread.objects.filter(pk=undo_data.get("target", 0))
    fields = ActionField.objects.filter(Q(pk__in=keys) | Q(threads__in=beside)).distinct()
    if all(field_policy.moderates(viewer, field) for field in fields):
        return ALLOWED
    return denied(_("Zurücknehmen kann das nur, wer in allen betroffenen Handlungsfeldern moderiert."))


def _lock_threads(all_undo_data: list[UndoData]) -> None:
    bulk_edit_actions.lock_threads(
        undo_data[name] for undo_data in all_undo_data for name in ("thread", "target") if name in undo_data
    )


def _describe_title(undo_data: UndoData) -> str:
    return _("Von „%(before)s“ zu „%(after)s“.") % {
        "before": undo_data["before"]["title"],
        "after": undo_data["after"]["title"],
    }


def _describe_kind(undo_data: UndoData) -> str:
    return _("Von „%(before)s“ zu „%(after)s“.") % {
        "before": Thread.Kind(undo_data["before"]["kind"]).label,
        "after": Thread.Kind(undo_data["after"]["kind"]).label,
    }


def _describe_pin(undo_data: UndoData) -> str:
    until = thread_tool_actions.read_states(undo_data["after"])["pinned_until"]
    return _("Bis %(day)s.") % {"day": spoken(until)} if until else ""


def _describe_pace(undo_data: UndoData) -> str:
    return _("Abstand zwischen zwei Beiträgen einer Person: %(n)d Minuten.") % {
        "n": undo_data["after"]["slow_minutes"]
    }


def _describe_posts(undo_data: UndoData) -> str:
    target = Thread.objects.filter(pk=undo_data["target"]).values_list("title", flat=True).first() or ""
    number = len(undo_data["places"])
    return ngettext("%(n)d Beitrag nach „%(title)s“.", "%(n)d Beiträge nach „%(title)s“.", number) % {
        "n": number,
        "title": target,
    }


def _describe_move(undo_data: UndoData) -> str:
    names = dict(
        ActionField.objects.filter(pk__in=[undo_data["from"], undo_data["to"]]).values_list("pk", "name")
    )
    return _("Von „%(before)s“ zu „%(after)s“.") % {
        "before": names.get(undo_data["from"], ""),
        "after": names.get(undo_data["to"], ""),
    }


def _describe_tags(undo_data: UndoData) -> str:
    return _("Jetzt: %(names)s.") % {"names": undo_data["names"]}


def _describe_crossposting(undo_data: UndoData) -> str:
    names = dict(ActionField.objects.values_list("pk", "name"))
    added = [names[key] for key in undo_data["added"] if key in names]
    taken = [names[row["field"]] for row in undo_data["taken"] if row["field"] in names]
    parts = [_("Auch in: %(names)s.") % {"names": ", ".join(added)}] if added else []
    parts += [_("Nicht mehr in: %(names)s.") % {"names": ", ".join(taken)}] if taken else []
    return " ".join(parts)


def _describe_renaming(undo_data: UndoData) -> str:
    return _("Jetzt: %(names)s.") % {"names": undo_data["after"]} if undo_data["after"] else ""


def _describe_merging(undo_data: UndoData) -> str:
    target = Tag.objects.filter(pk=undo_data["target"]).values_list("name", flat=True).first() or ""
    number = len(undo_data["moved"]) + len(undo_data["doubled"])
    return ngettext("%(n)d Thema zu „%(name)s“.", "%(n)d Themen zu „%(name)s“.", number) % {
        "n": number,
        "name": target,
    }


for verb, name, undo, describe in (
    ("close_thread", gettext_lazy("Thema geschlossen"), closing_actions.undo_close, lambda undo_data: ""),
    ("reopen_thread", gettext_lazy("Thema geöffnet"), closing_actions.undo_reopen, lambda undo_data: ""),
    ("retitle_thread", gettext_lazy("Thema umbenannt"), thread_tool_actions.undo_change, _describe_title),
    ("change_kind", gettext_lazy("Thema umgewandelt"), thread_tool_actions.undo_change, _describe_kind),
    ("pin_thread", gettext_lazy("Thema angeheftet"), thread_tool_actions.undo_change, _describe_pin),
    ("unpin_thread", gettext_lazy("Thema gelöst"), thread_tool_actions.undo_change, lambda undo_data: ""),
    ("slow_thread", gettext_lazy("Thema verlangsamt"), thread_tool_actions.undo_change, _describe_pace),
    ("move_thread", gettext_lazy("Thema verschoben"), moving_actions.undo_move, _describe_move),
    ("split_thread", gettext_lazy("Thema geteilt"), moving_undo.undo_split, _describe_posts),
    ("move_posts", gettext_lazy("Beiträge verschoben"), moving_undo.undo_split, _describe_posts),
    (
        "continue_thread",
        gettext_lazy("Als neues Thema weitergeführt"),
        moving_undo.undo_split,
        _describe_posts,
    ),
    ("merge_thread", gettext_lazy("Themen zusammengeführt"), moving_undo.undo_merge, _describe_posts),
    (
        "crosspost_thread",
        gettext_lazy("Weitere Handlungsfelder geändert"),
        crossposting_actions.undo_crosspost,
        _describe_crossposting,
    ),
    ("retag_thread", gettext_lazy("Stichwörter geändert"), tag_actions.undo_retag, _describe_tags),
):
    provide(
        Undoable(
            verb=verb, name=name, undo=undo, may_undo=_may_undo, describe=describe, prepare=_lock_threads
        )
    )
# These are decisions: their rows are locked before the thread, as wherever something is decided.
for verb, name, undo in (
    ("lock_post", gettext_lazy("Beitrag gesperrt"), thread_tool_actions_.undo_lock),
    ("unlock_post", gettext_lazy("Beitrag entsperrt"), thread_tool_actions_.undo_unlock),
):
    provide(Undoable(verb=verb, name=name, undo=undo, may_undo=_may_undo))
for tag_verb, tag_name, take_back, says in (
    ("add_tag", gettext_lazy("Stichwort aufgenommen"), vocabulary_actions.undo_add, lambda undo_data: ""),
    (
        "confirm_tag",
        gettext_lazy("Stichwort bestätigt"),
        vocabulary_actions.undo_change,
        lambda undo_data: "",
    ),
    ("retire_tag", gettext_lazy("Stichwort abgelegt"), vocabulary_actions.undo_change, lambda undo_data: ""),
    ("rename_tag", gettext_lazy("Stichwort umbenannt"), vocabulary_actions.undo_rename, _describe_renaming),
    (
        "merge_tags",
        gettext_lazy("Stichwörter zusammengeführt"),
        vocabulary_actions.undo_merge,
        _describe_merging,
    ),
):
    provide(
        Undoable(
            verb=tag_verb,
            name=tag_name,
            undo=take_back,
            may_undo=lambda viewer, undo_data: tag_policy.can_manage_tags(viewer),
            describe=says,
        )
    )
