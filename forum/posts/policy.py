"""Who may read a post, change it, remove it, and put it back."""

from __future__ import annotations

from typing import TypeGuard

from django.utils.translation import gettext as _

from community.people import pseudonyms
from community.people.models import Member
from community.people.viewer import Viewer, is_admitted
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum.fields.policy import can_write, moderates
from forum.models import Post, Removal
from forum.threads.policy import can_see_thread


def can_see_post(viewer: Viewer, post: Post) -> Verdict:
    return can_see_thread(viewer, post.thread)


def can_edit_post(viewer: Viewer, post: Post) -> Verdict:
    """Authors edit their own posts while the thread is open; moderators any, with a reason."""
    seen = can_see_post(viewer, post)
    if not seen:
        return seen
    if post.removed:
        return denied(_("Dieser Beitrag wurde entfernt und kann nicht mehr bearbeitet werden."))
    if moderates_post(viewer, post):
        return ALLOWED
    if post.author_id != viewer.pk:
        return denied(_("Bearbeiten können Sie nur Ihre eigenen Beiträge."))
    if post.locked:
        return denied(_("Dieser Beitrag ist gesperrt und bleibt, wie er ist."))
    if post.thread.is_closed:
        return denied(_("Dieses Thema ist geschlossen; seine Beiträge bleiben, wie sie sind."))
    return can_write(viewer, post.thread.field)


def can_see_history(viewer: Viewer, post: Post) -> Verdict:
    """The versions of a post are open to its readers; of a removed one only to author and moderators."""
    seen = can_see_post(viewer, post)
    if not seen:
        return seen
    if post.removed and not can_see_removed(viewer, post):
        return HIDDEN
    return ALLOWED


def can_see_removed(viewer: Viewer, post: Post) -> Verdict:
    """Authors can still read what was taken down, to revise it; moderators to judge it."""
    if post.erased and post.erased.is_final:
        return HIDDEN
    if is_admitted(viewer) and (post.author_id == viewer.pk or moderates(viewer, post.thread.field)):
        return ALLOWED
    return HIDDEN


def can_remove_post(viewer: Viewer, post: Post) -> Verdict:
    seen = can_see_post(viewer, post)
    if not seen:
        return seen
    if post.removed:
        return denied(_("Dieser Beitrag ist bereits entfernt."))
    if moderates_post(viewer, post):
        return ALLOWED
    if post.author_id != viewer.pk:
        return denied(_("Entfernen können Sie nur Ihre eigenen Beiträge."))
    if post.locked:
        return denied(_("Dieser Beitrag ist gesperrt und bleibt, wie er ist."))
    return can_write(viewer, post.thread.field)


def can_restore_post(viewer: Viewer, post: Post) -> Verdict:
    """Authors take back their own removal; a field's moderators theirs; what the office decided only the office."""
    seen = can_see_post(viewer, post)
    if not seen:
        return seen
    if not post.removed:
        return denied(_("Dieser Beitrag ist nicht entfernt."))
    if post.erased and post.erased.is_final:
        return denied(_("Dieser Beitrag ist endgültig gelöscht."))
    if moderates_post(viewer, post) and _may_undo(viewer, post, post.removed):
        return ALLOWED
    if post.author_id != viewer.pk or post.removed.by_office:
        return denied(_("Diesen Beitrag kann nur die Moderation wiederherstellen."))
    return can_write(viewer, post.thread.field)


def moderates_post(viewer: Viewer, post: Post) -> TypeGuard[Member]:
    """Looks after the field, and did not write this under a pseudonym: of that they are no moderator but its author."""
    if not moderates(viewer, post.thread.field):
        return False
    return not (post.author.is_pseudonym and pseudonyms.is_own(viewer, post.author_id))


def decided_by_others(viewer: Viewer, post: Post, verdict: Verdict) -> Verdict:
    """What is decided about somebody's own post, written under their name or a pseudonym, others decide."""
    if verdict and _is_own(viewer, post):
        return denied(_("Über den eigenen Beitrag entscheidet jemand anderes."))
    return verdict


def _may_undo(viewer: Member, post: Post, removal: Removal) -> bool:
    if removal.removed_by_id == viewer.pk or not removal.by_office:
        return True
    return viewer.acts_for_office and not _is_own(viewer, post)


def _is_own(viewer: Viewer, post: Post) -> bool:
    """Written under the viewer's name or under a pseudonym; only of those the database is asked."""
    return post.author_id == viewer.pk or (
        post.author.is_pseudonym and pseudonyms.is_own(viewer, post.author_id)
    )
