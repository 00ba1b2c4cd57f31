"""Who may rename, pin, slow and annotate threads and lock posts: the office everywhere, moderators in their field."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, Verdict, denied
from forum.fields import policy as field_policy
from forum.models import Post, Thread
from forum.posts import policy as post_policy
from forum.threads import policy as thread_policy


def can_use_thread_tools(viewer: Viewer, thread: Thread) -> Verdict:
    """The page of everything one can do with a thread, and most of what is on it."""
    seen = thread_policy.can_see_thread(viewer, thread)
    if not seen:
        return seen
    if not field_policy.moderates(viewer, thread.field):
        return denied(_("Das kann nur die Moderation dieses Handlungsfelds."))
    return ALLOWED


can_retitle_thread = can_see_staff_notes = can_add_staff_note = can_slow_thread = can_pin_thread = (
    can_use_thread_tools
)


def can_unpin_thread(viewer: Viewer, thread: Thread) -> Verdict:
    verdict = can_use_thread_tools(viewer, thread)
    if verdict and not thread.is_pinned:
        return denied(_("Dieses Thema ist nicht angeheftet."))
    return verdict


def can_change_kind(viewer: Viewer, thread: Thread) -> Verdict:
    """Questions become discussions and the other way round; an answered question stays one."""
    verdict = can_use_thread_tools(viewer, thread)
    if verdict and thread.is_answered:
        return denied(_("Eine beantwortete Frage bleibt eine Frage."))
    return verdict


def can_lock_post(viewer: Viewer, post: Post) -> Verdict:
    verdict = can_use_thread_tools(viewer, post.thread)
    if verdict and post.locked:
        return denied(_("Dieser Beitrag ist schon gesperrt."))
    if verdict and post.removed:
        return denied(_("Dieser Beitrag wurde entfernt."))
    return post_policy.decided_by_others(viewer, post, verdict)


def can_unlock_post(viewer: Viewer, post: Post) -> Verdict:
    verdict = can_use_thread_tools(viewer, post.thread)
    if verdict and not post.locked:
        return denied(_("Dieser Beitrag ist nicht gesperrt."))
    return post_policy.decided_by_others(viewer, post, verdict)
