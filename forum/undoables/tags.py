"""What those do who tend the tags."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.moderation.undo.journal import Undoable, UndoData, register
from community.people.models import Member
from community.people.viewer import Viewer
from community.web.verdicts import Verdict
from forum.models import Tag
from forum.tags import policy as tag_policy
from forum.vocabulary import actions as vocabulary_actions


class OnTag(Undoable):
    def may_undo(self, viewer: Viewer, undo_data: UndoData) -> Verdict:
        return tag_policy.can_manage_tags(viewer)


@register
class AddTag(OnTag):
    verb, name = "add_tag", gettext_lazy("Stichwort aufgenommen")

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        vocabulary_actions.undo_add(actor, undo_data)


class ChangeTag(OnTag):
    def undo(self, actor: Member, undo_data: UndoData) -> None:
        vocabulary_actions.undo_change(actor, undo_data)


@register
class ConfirmTag(ChangeTag):
    verb, name = "confirm_tag", gettext_lazy("Stichwort bestätigt")


@register
class RetireTag(ChangeTag):
    verb, name = "retire_tag", gettext_lazy("Stichwort abgelegt")


@register
class RenameTag(OnTag):
    verb, name = "rename_tag", gettext_lazy("Stichwort umbenannt")

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        vocabulary_actions.undo_rename(actor, undo_data)

    def describe(self, undo_data: UndoData) -> str:
        return _("Jetzt: %(names)s.") % {"names": undo_data["after"]} if undo_data["after"] else ""


@register
class MergeTags(OnTag):
    verb, name = "merge_tags", gettext_lazy("Stichwörter zusammengeführt")

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        vocabulary_actions.undo_merge(actor, undo_data)

    def describe(self, undo_data: UndoData) -> str:
        target = Tag.objects.filter(pk=undo_data["target"]).values_list("name", flat=True).first() or ""
        number = len(undo_data["moved"]) + len(undo_data["doubled"])
        return ngettext("%(n)d Thema zu „%(name)s“.", "%(n)d Themen zu „%(name)s“.", number) % {
            "n": number,
            "name": target,
        }
