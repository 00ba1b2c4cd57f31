"""What moderators do to threads."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.moderation.undo.journal import Undoable, UndoData, register
from community.people.models import Member
from community.people.viewer import Viewer
from community.web.moments import spoken
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum.bulk_edit import actions as bulk_edit_actions
from forum.closing import actions as closing_actions
from forum.crossposting import actions as crossposting_actions
from forum.fields import policy as field_policy
from forum.models import ActionField, Thread
from forum.moving import actions as moving_actions
from forum.moving import undo
from forum.tags import actions as tag_actions
from forum.thread_tools import actions as thread_tool_actions


class OnThread(Undoable):
    """Taken back by whoever moderates where the thread stands today, and every other field that was touched."""

    def may_undo(self, viewer: Viewer, undo_data: UndoData) -> Verdict:
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

    def prepare(self, all_undo_data: list[UndoData]) -> None:
        bulk_edit_actions.lock_threads(
            undo_data[name]
            for undo_data in all_undo_data
            for name in ("thread", "target")
            if name in undo_data
        )


@register
class CloseThread(OnThread):
    verb, name = "close_thread", gettext_lazy("Thema geschlossen")

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        closing_actions.undo_close(actor, undo_data)


@register
class ReopenThread(OnThread):
    verb, name = "reopen_thread", gettext_lazy("Thema geöffnet")

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        closing_actions.undo_reopen(actor, undo_data)


class ChangeThread(OnThread):
    def undo(self, actor: Member, undo_data: UndoData) -> None:
        thread_tool_actions.undo_change(actor, undo_data)


@register
class RetitleThread(ChangeThread):
    verb, name = "retitle_thread", gettext_lazy("Thema umbenannt")

    def describe(self, undo_data: UndoData) -> str:
        return _from_to(undo_data["before"]["title"], undo_data["after"]["title"])


@register
class RecastThread(ChangeThread):
    verb, name = "change_kind", gettext_lazy("Thema umgewandelt")

    def describe(self, undo_data: UndoData) -> str:
        kinds = [Thread.Kind(undo_data[when]["kind"]).label for when in ("before", "after")]
        return _from_to(*kinds)


@register
class PinThread(ChangeThread):
    verb, name = "pin_thread", gettext_lazy("Thema angeheftet")

    def describe(self, undo_data: UndoData) -> str:
        until = thread_tool_actions.read_states(undo_data["after"])["pinned_until"]
        return _("Bis %(day)s.") % {"day": spoken(until)} if until else ""


@register
class UnpinThread(ChangeThread):
    verb, name = "unpin_thread", gettext_lazy("Thema gelöst")


@register
class SlowThread(ChangeThread):
    verb, name = "slow_thread", gettext_lazy("Thema verlangsamt")

    def describe(self, undo_data: UndoData) -> str:
        return _("Abstand zwischen zwei Beiträgen einer Person: %(n)d Minuten.") % {
            "n": undo_data["after"]["slow_minutes"]
        }


@register
class MoveThread(OnThread):
    verb, name = "move_thread", gettext_lazy("Thema verschoben")

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        moving_actions.undo_move(actor, undo_data)

    def describe(self, undo_data: UndoData) -> str:
        fields = ActionField.objects.filter(pk__in=[undo_data["from"], undo_data["to"]])
        names = dict(fields.values_list("pk", "name"))
        return _from_to(names.get(undo_data["from"], ""), names.get(undo_data["to"], ""))


class MovedPosts(OnThread):
    """Posts that went into another thread."""

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        undo.undo_split(actor, undo_data)

    def describe(self, undo_data: UndoData) -> str:
        target = Thread.objects.filter(pk=undo_data["target"]).values_list("title", flat=True).first() or ""
        number = len(undo_data["places"])
        return ngettext("%(n)d Beitrag nach „%(title)s“.", "%(n)d Beiträge nach „%(title)s“.", number) % {
            "n": number,
            "title": target,
        }


@register
class SplitThread(MovedPosts):
    verb, name = "split_thread", gettext_lazy("Thema geteilt")


@register
class MovePosts(MovedPosts):
    verb, name = "move_posts", gettext_lazy("Beiträge verschoben")


@register
class ContinueThread(MovedPosts):
    verb, name = "continue_thread", gettext_lazy("Als neues Thema weitergeführt")


@register
class MergeThread(MovedPosts):
    verb, name = "merge_thread", gettext_lazy("Themen zusammengeführt")

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        undo.undo_merge(actor, undo_data)


@register
class CrosspostThread(OnThread):
    verb, name = "crosspost_thread", gettext_lazy("Weitere Handlungsfelder geändert")

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        crossposting_actions.undo_crosspost(actor, undo_data)

    def describe(self, undo_data: UndoData) -> str:
        names = dict(ActionField.objects.values_list("pk", "name"))
        added = [names[key] for key in undo_data["added"] if key in names]
        taken = [names[row["field"]] for row in undo_data["taken"] if row["field"] in names]
        parts = [_("Auch in: %(names)s.") % {"names": ", ".join(added)}] if added else []
        parts += [_("Nicht mehr in: %(names)s.") % {"names": ", ".join(taken)}] if taken else []
        return " ".join(parts)


@register
class RetagThread(OnThread):
    verb, name = "retag_thread", gettext_lazy("Stichwörter geändert")

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        tag_actions.undo_retag(actor, undo_data)

    def describe(self, undo_data: UndoData) -> str:
        return _("Jetzt: %(names)s.") % {"names": undo_data["names"]}


def _from_to(before: object, after: object) -> str:
    return _("Von „%(before)s“ zu „%(after)s“.") % {"before": before, "after": after}
