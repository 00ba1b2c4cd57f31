"""Who may see a tag, who changes those of a thread, and who keeps the vocabulary."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation import policy as office
from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum.fields import policy as field_policy
from forum.models import Tag, Thread
from forum.threads import policy as thread_policy


def can_see_tag(viewer: Viewer, tag: Tag) -> Verdict:
    """The vocabulary is public; a proposed word says something about the threads that carry it."""
    if tag.main_id or tag.retired_at:
        return HIDDEN
    if tag.in_vocabulary or Thread.objects.visible_to(viewer).tagged(tag).exists():
        return ALLOWED
    return HIDDEN


def can_suggest_tags(viewer: Viewer) -> Verdict:
    """Suggestions are for those who write."""
    return field_policy.can_write(viewer)


def can_retag_thread(viewer: Viewer, thread: Thread) -> Verdict:
    """Whoever began the thread, while it is open; its moderators any time."""
    seen = thread_policy.can_see_thread(viewer, thread)
    if not seen or field_policy.moderates(viewer, thread.field):
        return seen
    if thread.author_id != viewer.pk:
        return denied(_("Stichwörter ändert, wer das Thema begonnen hat."))
    if thread.is_closed:
        return denied(_("Dieses Thema ist geschlossen; seine Stichwörter bleiben, wie sie sind."))
    return thread_policy.can_start_thread(viewer, thread.field)


def can_manage_tags(viewer: Viewer) -> Verdict:
    """The vocabulary is one for the whole house: the office keeps it."""
    return office.can_enter_office(viewer)
