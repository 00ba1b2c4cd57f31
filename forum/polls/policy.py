"""Who may see a poll, add one, vote in it, close it, and state its outcome."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer, is_admitted
from community.web.verdicts import HIDDEN, Verdict, denied
from forum.fields.policy import can_write
from forum.models import Poll, Post
from forum.posts.policy import can_see_post
from forum.threads.policy import leads_thread


def can_see_poll(viewer: Viewer, poll: Poll) -> Verdict:
    """A poll is read with its opening post, and taken down with it."""
    return HIDDEN if poll.opening.removed else can_see_post(viewer, poll.opening)


def can_add_poll(viewer: Viewer, opening: Post) -> Verdict:
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
    return can_write(viewer, thread.field)


def can_vote(viewer: Viewer, poll: Poll) -> Verdict:
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
    if not is_admitted(viewer):
        return denied(
            _("Antworten können Mitglieder des Netzwerks.")
            if poll.is_dates
            else _("Abstimmen können Mitglieder des Netzwerks.")
        )
    if poll.per_municipality and not viewer.municipality_id:
        return denied(_("Hier stimmen Kommunen ab. Für Sie ist keine bestätigt."))
    return can_write(viewer, poll.opening.thread.field)


def can_close_poll(viewer: Viewer, poll: Poll) -> Verdict:
    seen = can_see_poll(viewer, poll)
    if not seen:
        return seen
    if not leads_thread(viewer, poll.opening.thread):
        return denied(_("Eine Umfrage schließt, wer das Thema begonnen hat."))
    if poll.is_closed:
        return denied(_("Diese Umfrage ist bereits geschlossen."))
    return can_write(viewer, poll.opening.thread.field)


def can_state_outcome(viewer: Viewer, poll: Poll) -> Verdict:
    """Whoever may close a poll says afterwards what follows from it."""
    seen = can_see_poll(viewer, poll)
    if not seen:
        return seen
    if not leads_thread(viewer, poll.opening.thread):
        return denied(_("Was aus der Umfrage folgt, sagt, wer das Thema begonnen hat."))
    if not poll.is_closed:
        return denied(_("Solange die Umfrage offen ist, steht noch kein Ergebnis fest."))
    return can_write(viewer, poll.opening.thread.field)
