"""What those do who tend the tags."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.moderation.journal import Memo, Undoable, register
from community.web.verdicts import Verdict
from forum.models import Tag
from forum.tags import policy as tag_policy
from forum.vocabulary import actions as vocabulary_actions


class OnTag(Undoable):
    def may_undo(self, viewer: Any, memo: Memo) -> Verdict:
        return tag_policy.can_tend_tags(viewer)


@register
class AddTag(OnTag):
    verb, name = "add_tag", gettext_lazy("Stichwort aufgenommen")

    def undo(self, actor: Any, memo: Memo) -> None:
        vocabulary_actions.undo_add(actor, memo)


class ChangeTag(OnTag):
    def undo(self, actor: Any, memo: Memo) -> None:
        vocabulary_actions.undo_change(actor, memo)


@register
class ConfirmTag(ChangeTag):
    verb, name = "confirm_tag", gettext_lazy("Stichwort bestätigt")


@register
class RetireTag(ChangeTag):
    verb, name = "retire_tag", gettext_lazy("Stichwort abgelegt")


@register
class RenameTag(OnTag):
    verb, name = "rename_tag", gettext_lazy("Stichwort umbenannt")

    def undo(self, actor: Any, memo: Memo) -> None:
        vocabulary_actions.undo_rename(actor, memo)

    def describe(self, memo: Memo) -> str:
        return _("Jetzt: %(names)s.") % {"names": memo["after"]} if memo["after"] else ""


@register
class MergeTags(OnTag):
    verb, name = "merge_tags", gettext_lazy("Stichwörter zusammengeführt")

    def undo(self, actor: Any, memo: Memo) -> None:
        vocabulary_actions.undo_merge(actor, memo)

    def describe(self, memo: Memo) -> str:
        target = Tag.objects.filter(pk=memo["target"]).values_list("name", flat=True).first() or ""
        number = len(memo["moved"]) + len(memo["doubled"])
        return ngettext("%(n)d Thema zu „%(name)s“.", "%(n)d Themen zu „%(name)s“.", number) % {
            "n": number,
            "name": target,
        }
