"""Who may read a thread, begin one, reply to it, and who leads it.

Lists are the querysets' business (`visible_to`); this is about single things."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied, locked, not_yet
from forum.confidential import askers
from forum.fields.policy import can_see_field, can_write, moderates
from forum.models import ActionField, Post, Thread


def can_see_thread(viewer: Viewer, thread: Thread) -> Verdict:
    """A thread that went into another is none any more; its address is another matter (`can_see_merged_thread`)."""
    return HIDDEN if thread.merged_into_id else can_see_field(viewer, thread.field)


def can_start_thread(viewer: Viewer, field: ActionField) -> Verdict:
    return can_see_field(viewer, field) and can_write(viewer, field)


def can_reply(viewer: Viewer, thread: Thread) -> Verdict:
    may = could_reply(viewer, thread)
    return _keeps_silence(viewer, thread) if may else may


def could_reply(viewer: Viewer, thread: Thread) -> Verdict:
    """The same as far as others may know of it: whoever asked there through the office counts as anybody."""
    seen = can_see_thread(viewer, thread)
    if not seen:
        return seen
    if thread.is_closed:
        return locked(
            _("Dieses Thema ist geschlossen. Sie können ein neues Thema beginnen und hierher verweisen.")
        )
    return can_write(viewer, thread.field) and _has_waited(viewer, thread)


def _keeps_silence(viewer: Viewer, thread: Thread) -> Verdict:
    """Who asked through the office does not give themself away by answering under their own name, not even by mail."""
    if askers.confidential_in(viewer, thread) is None:
        return ALLOWED
    return denied(
        # Read in a mail, too, by whoever reads the mailbox: it does not say why.
        _(
            "Auf diesem Weg können Sie hier gerade nicht antworten. Öffnen Sie das Thema; dort steht, wie es geht."
        )
    )


def _has_waited(viewer: Viewer, thread: Thread) -> Verdict:
    """In a slowed thread everyone but its moderators leaves some minutes between two posts."""
    if not thread.slow_minutes or moderates(viewer, thread.field):
        return ALLOWED
    latest = Post.objects.in_thread(thread).filter(author=viewer.pk).order_by("-created_at")
    at = latest.values_list("created_at", flat=True).first()
    left = at + timedelta(minutes=thread.slow_minutes) - timezone.now() if at else timedelta()
    if left <= timedelta():
        return ALLOWED
    seconds = int(left.total_seconds()) + 1
    minutes = -(-seconds // 60)
    return not_yet(
        ngettext(
            "Dieses Thema ist verlangsamt. In %(n)d Minute können Sie wieder antworten.",
            "Dieses Thema ist verlangsamt. In %(n)d Minuten können Sie wieder antworten.",
            minutes,
        )
        % {"n": minutes},
        seconds=seconds,
    )


def leads_thread(viewer: Viewer, thread: Thread) -> bool:
    """Whoever began it, and its moderators for them."""
    return thread.author_id == viewer.pk or moderates(viewer, thread.field)
