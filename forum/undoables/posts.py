"""Locks of single posts. They are decisions: their rows are locked before the thread, wherever something is decided."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from community.moderation.undo.journal import UndoData, register
from community.people.models import Member
from forum.thread_tools import actions as thread_tool_actions
from forum.undoables.threads import OnThread


class OnPost(OnThread):
    def prepare(self, all_undo_data: list[UndoData]) -> None:
        """Nothing is locked ahead."""


@register
class LockPost(OnPost):
    verb, name = "lock_post", _("Beitrag gesperrt")

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        thread_tool_actions.undo_lock(actor, undo_data)


@register
class UnlockPost(OnPost):
    verb, name = "unlock_post", _("Beitrag entsperrt")

    def undo(self, actor: Member, undo_data: UndoData) -> None:
        thread_tool_actions.undo_unlock(actor, undo_data)
