"""Who may do what in the forum. Lists are the querysets' business (`visible_to`); this is about single things."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.people import standing
from community.people.models import Role
from community.people.security import is_secured
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum import asks
from forum.models import ActionField, Poll, Post, PostAttachment, Removal, Thread


def can_see_field(viewer: Any, field: ActionField) -> Verdict:
    return ALLOWED if field.is_public or _is_admitted(viewer) else HIDDEN


def can_see_thread(viewer: Any, thread: Thread) -> Verdict:
    """A thread that went into another is none any more; its address is another matter (`can_see_shell`)."""
    return HIDDEN if thread.merged_into_id else can_see_field(viewer, thread.field)


def can_see_post(viewer: Any, post: Post) -> Verdict:
    return can_see_thread(viewer, post.thread)


def can_keep_post(viewer: Any, post: Post) -> Verdict:
    """Keep it on one's own list: members, whatever they may read."""
    return can_see_post(viewer, post) and _may_write(viewer)


def can_export_thread(viewer: Any, thread: Thread) -> Verdict:
    """Take it along as a file: members, what they may read. A page in a browser is the public's."""
    seen = can_see_thread(viewer, thread)
    if not seen or _is_admitted(viewer):
        return seen
    return denied(_("Für die Akte sichern können Mitglieder des Netzwerks."))


def can_start_thread(viewer: Any, field: ActionField) -> Verdict:
    return can_see_field(viewer, field) and _may_write(viewer, field)


def can_reply(viewer: Any, thread: Thread) -> Verdict:
    seen = can_see_thread(viewer, thread)
    if not seen:
        return seen
    if thread.is_closed:
        return denied(
            _("Dieses Thema ist geschlossen. Sie können ein neues Thema beginnen und hierher verweisen.")
        )
    return _may_write(viewer, thread.field) and _has_waited(viewer, thread) and _keeps_silence(viewer, thread)


def _keeps_silence(viewer: Any, thread: Thread) -> Verdict:
    """Who asked through the office does not give themself away by answering under their own name, not even by mail."""
    if asks.ask_in(viewer, thread) is None:
        return ALLOWED
    return denied(
        _("Unter Ihrem Namen können Sie hier nicht antworten. Öffnen Sie das Thema; dort steht, wie es geht.")
    )


def _has_waited(viewer: Any, thread: Thread) -> Verdict:
    """In a slowed thread everyone but its moderators leaves some minutes between two posts."""
    if not thread.slow_minutes or moderates(viewer, thread.field):
        return ALLOWED
    latest = Post.objects.in_thread(thread).filter(author=viewer.pk).order_by("-created_at")
    at = latest.values_list("created_at", flat=True).first()
    left = at + timedelta(minutes=thread.slow_minutes) - timezone.now() if at else timedelta()
    if left <= timedelta():
        return ALLOWED
    minutes = int(left.total_seconds() // 60) + 1
    return denied(
        ngettext(
            "Dieses Thema ist verlangsamt. In %(n)d Minute können Sie wieder antworten.",
            "Dieses Thema ist verlangsamt. In %(n)d Minuten können Sie wieder antworten.",
            minutes,
        )
        % {"n": minutes}
    )


def can_edit_post(viewer: Any, post: Post) -> Verdict:
    """Authors edit their own posts while the thread is open; moderators any, with a reason."""
    seen = can_see_post(viewer, post)
    if not seen:
        return seen
    if post.removed:
        return denied(_("Dieser Beitrag wurde entfernt und kann nicht mehr bearbeitet werden."))
    if moderates(viewer, post.thread.field):
        return ALLOWED
    if post.author_id != viewer.pk:
        return denied(_("Bearbeiten können Sie nur Ihre eigenen Beiträge."))
    if post.locked:
        return denied(_("Dieser Beitrag ist gesperrt und bleibt, wie er ist."))
    if post.thread.is_closed:
        return denied(_("Dieses Thema ist geschlossen; seine Beiträge bleiben, wie sie sind."))
    return _may_write(viewer, post.thread.field)


def can_see_history(viewer: Any, post: Post) -> Verdict:
    """The versions of a standing post are open to its readers; of a removed one only to author and moderators."""
    seen = can_see_post(viewer, post)
    if not seen:
        return seen
    if post.removed and not can_see_removed(viewer, post):
        return HIDDEN
    return ALLOWED


def can_see_removed(viewer: Any, post: Post) -> Verdict:
    """Authors can still read what was taken down, to revise it; moderators to judge it."""
    if post.erased and post.erased.is_final:
        return HIDDEN
    if _is_admitted(viewer) and (post.author_id == viewer.pk or moderates(viewer, post.thread.field)):
        return ALLOWED
    return HIDDEN


def can_see_attachment(viewer: Any, attachment: PostAttachment) -> Verdict:
    """Files go with their post: what was removed is hidden with its text, what was withheld on its own."""
    seen = can_see_post(viewer, attachment.post)
    if seen and (attachment.post.removed or attachment.withheld_by_id):
        return can_see_removed(viewer, attachment.post)
    return seen


def can_remove_post(viewer: Any, post: Post) -> Verdict:
    seen = can_see_post(viewer, post)
    if not seen:
        return seen
    if post.removed:
        return denied(_("Dieser Beitrag ist bereits entfernt."))
    if moderates(viewer, post.thread.field):
        return ALLOWED
    if post.author_id != viewer.pk:
        return denied(_("Entfernen können Sie nur Ihre eigenen Beiträge."))
    if post.locked:
        return denied(_("Dieser Beitrag ist gesperrt und bleibt, wie er ist."))
    return _may_write(viewer, post.thread.field)


def can_restore_post(viewer: Any, post: Post) -> Verdict:
    """Authors take back their own removal; a field's moderators theirs; what the office decided only the office."""
    seen = can_see_post(viewer, post)
    if not seen:
        return seen
    if not post.removed:
        return denied(_("Dieser Beitrag ist nicht entfernt."))
    if post.erased and post.erased.is_final:
        return denied(_("Dieser Beitrag ist endgültig gelöscht."))
    if moderates(viewer, post.thread.field) and _may_undo(viewer, post.removed):
        return ALLOWED
    if post.author_id != viewer.pk or post.removed.by_office:
        return denied(_("Diesen Beitrag kann nur die Moderation wiederherstellen."))
    return _may_write(viewer, post.thread.field)


def can_accept_answer(viewer: Any, post: Post) -> Verdict:
    seen = can_see_post(viewer, post)
    if not seen:
        return seen
    thread = post.thread
    if not thread.is_question:
        return denied(_("Nur Fragen können beantwortet sein. Dieses Thema ist eine Diskussion."))
    if post.is_opening:
        return denied(_("Die Frage selbst kann nicht ihre Antwort sein."))
    if post.removed:
        return denied(_("Ein entfernter Beitrag kann nicht die Antwort sein."))
    return _owns_question(viewer, thread)


def can_withdraw_answer(viewer: Any, thread: Thread) -> Verdict:
    seen = can_see_thread(viewer, thread)
    if not seen:
        return seen
    if not thread.is_answered:
        return denied(_("Bei dieser Frage ist keine Antwort hervorgehoben."))
    return _owns_question(viewer, thread)


def can_close_thread(viewer: Any, thread: Thread) -> Verdict:
    seen = can_see_thread(viewer, thread)
    if not seen:
        return seen
    if not moderates(viewer, thread.field):
        return denied(_("Themen schließt die Moderation."))
    return denied(_("Dieses Thema ist bereits geschlossen.")) if thread.is_closed else ALLOWED


def can_reopen_thread(viewer: Any, thread: Thread) -> Verdict:
    seen = can_see_thread(viewer, thread)
    if not seen:
        return seen
    if not moderates(viewer, thread.field):
        return denied(_("Themen öffnet die Moderation."))
    return ALLOWED if thread.is_closed else denied(_("Dieses Thema ist offen."))


def can_see_poll(viewer: Any, poll: Poll) -> Verdict:
    """A poll is read with its opening post, and taken down with it."""
    return HIDDEN if poll.opening.removed else can_see_post(viewer, poll.opening)


def can_add_poll(viewer: Any, opening: Post) -> Verdict:
    """Whoever began the thread may ask once, its moderators for them."""
    seen = can_see_post(viewer, opening)
    if not seen:
        return seen
    thread = opening.thread
    if not leads_thread(viewer, thread):
        return denied(_("Eine Umfrage stellt, wer das Thema begonnen hat."))
    if thread.is_closed:
        return denied(_("Dieses Thema ist geschlossen; eine Umfrage kann nicht mehr dazukommen."))
    if opening.removed or not opening.is_opening:
        return denied(_("Eine Umfrage gehört zum ersten Beitrag eines Themas."))
    if opening.asked:
        return denied(_("Dieses Thema hat schon eine Umfrage. Eine zweite ist nicht möglich."))
    return _may_write(viewer, thread.field)


def can_vote(viewer: Any, poll: Poll) -> Verdict:
    """Admitted members while the poll and its thread are open; where municipalities vote, those who belong to one."""
    seen = can_see_poll(viewer, poll)
    if not seen:
        return seen
    if poll.is_closed:
        return denied(_("Diese Umfrage ist geschlossen."))
    if poll.opening.thread.is_closed:
        return denied(
            _("Dieses Thema ist geschlossen, deshalb nimmt auch seine Umfrage keine Stimmen mehr an.")
        )
    if not _is_admitted(viewer):
        return denied(
            _("Antworten können Mitglieder des Netzwerks.")
            if poll.is_dates
            else _("Abstimmen können Mitglieder des Netzwerks.")
        )
    if poll.per_municipality and not viewer.municipality_id:
        return denied(_("Hier stimmen Kommunen ab. In Ihrem Profil steht keine."))
    return _may_write(viewer, poll.opening.thread.field)


def can_close_poll(viewer: Any, poll: Poll) -> Verdict:
    seen = can_see_poll(viewer, poll)
    if not seen:
        return seen
    if not leads_thread(viewer, poll.opening.thread):
        return denied(_("Eine Umfrage schließt, wer das Thema begonnen hat."))
    if poll.is_closed:
        return denied(_("Diese Umfrage ist bereits geschlossen."))
    return _may_write(viewer, poll.opening.thread.field)


def can_state_outcome(viewer: Any, poll: Poll) -> Verdict:
    """Whoever may close a poll says afterwards what follows from it."""
    seen = can_see_poll(viewer, poll)
    if not seen:
        return seen
    if not leads_thread(viewer, poll.opening.thread):
        return denied(_("Was aus der Umfrage folgt, sagt, wer das Thema begonnen hat."))
    if not poll.is_closed:
        return denied(_("Solange die Umfrage offen ist, steht noch kein Ergebnis fest."))
    return _may_write(viewer, poll.opening.thread.field)


def leads_thread(viewer: Any, thread: Thread) -> bool:
    """Whoever began it, and its moderators for them."""
    return thread.author_id == viewer.pk or moderates(viewer, thread.field)


def moderates(viewer: Any, field: ActionField) -> bool:
    """The office everywhere (with a second factor), field moderators in exactly their field."""
    if not _is_admitted(viewer):
        return False
    if viewer.is_office:
        return is_secured(viewer)
    return viewer.has_role(Role.MODERATOR, scope=f"field:{field.pk}")


def _may_undo(viewer: Any, removal: Removal) -> bool:
    return viewer.is_office or not removal.by_office or removal.removed_by_id == viewer.pk


def _owns_question(viewer: Any, thread: Thread) -> Verdict:
    if thread.author_id == viewer.pk or moderates(viewer, thread.field):
        return _may_write(viewer, thread.field)
    return denied(_("Eine Antwort hervorheben kann, wer die Frage gestellt hat."))


def _may_write(viewer: Any, field: ActionField | None = None) -> Verdict:
    """Signed in, admitted, and nothing that the office decided speaks against it, here or everywhere."""
    if not viewer.is_authenticated:
        return denied(_("Bitte melden Sie sich an, um mitzureden."))
    if viewer.is_suspended:
        return standing.rests(viewer)
    if not _is_admitted(viewer):
        return denied(_("Ihre Anmeldung wird noch geprüft. Danach können Sie hier schreiben."))
    return standing.may_write(viewer, *([f"field:{field.pk}"] if field else []))


def _is_admitted(viewer: Any) -> bool:
    return bool(getattr(viewer, "is_admitted", False))


def can_write(viewer: Any, field: ActionField | None = None) -> Verdict:
    """May write at all, wherever they may read; with `field` also there."""
    return _may_write(viewer, field)
