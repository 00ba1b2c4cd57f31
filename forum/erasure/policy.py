"""Who may ask that a removed post be erased for good, and who may confirm it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, Verdict, denied
from forum.models import Post
from forum.posts.policy import decided_by_others
from forum.thread_tools.policy import can_use_thread_tools


def can_propose_erasure(viewer: Viewer, post: Post) -> Verdict:
    """Only what moderators have removed already is erased."""
    verdict = decided_by_others(viewer, post, can_use_thread_tools(viewer, post.thread))
    if not verdict:
        return verdict
    if not post.removed or not post.removed.by_office:
        return denied(_("Endgültig gelöscht wird nur, was die Moderation zuvor entfernt hat."))
    return denied(_("Das ist schon vorgeschlagen.")) if post.erased else ALLOWED


def can_confirm_erasure(viewer: Viewer, post: Post) -> Verdict:
    """Somebody else than who asked for it."""
    verdict = can_withdraw_erasure(viewer, post)
    if verdict and post.erased and post.erased.proposed_by_id == viewer.pk:
        return denied(_("Endgültig löschen zwei Personen: Ihren Vorschlag führt jemand anderes aus."))
    return verdict


def can_withdraw_erasure(viewer: Viewer, post: Post) -> Verdict:
    verdict = decided_by_others(viewer, post, can_use_thread_tools(viewer, post.thread))
    if not verdict:
        return verdict
    if not post.erased or post.erased.is_final:
        return denied(_("Hier ist keine endgültige Löschung vorgeschlagen."))
    return ALLOWED if post.removed else denied(_("Dieser Beitrag steht wieder."))
