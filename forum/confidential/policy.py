"""Who may hand a question to the office, see it, word it, publish it; and what whoever asked may do afterwards."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.policy import can_enter_office
from community.people.viewer import Viewer, is_admitted
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum.fields import policy as field_policy
from forum.models import ActionField, ConfidentialQuestion
from forum.threads import policy as thread_policy


def can_ask_confidentially(viewer: Viewer, field: ActionField | None = None) -> Verdict:
    """Whoever may write; with `field`, whoever may begin a thread there."""
    return thread_policy.can_start_thread(viewer, field) if field else field_policy.can_write(viewer)


def can_list_confidential(viewer: Viewer) -> Verdict:
    """Members their own, the office all of them."""
    return ALLOWED if getattr(viewer, "is_admitted", False) else field_policy.can_write(viewer)


def can_see_confidential(viewer: Viewer, question: ConfidentialQuestion) -> Verdict:
    """Whoever asked, and the office. For all others there is no such question."""
    if not is_admitted(viewer):
        return HIDDEN
    return ALLOWED if question.asker_id == viewer.pk or viewer.acts_for_office else HIDDEN


def can_change_confidential(viewer: Viewer, question: ConfidentialQuestion) -> Verdict:
    """Other words, or another wish about what is told: whoever asked, until it is decided."""
    own = _own(viewer, question)
    if not own:
        return own
    return (
        field_policy.can_write(viewer)
        if question.is_open
        else denied(_("Über Ihre Frage ist schon entschieden."))
    )


def can_agree_to_words(viewer: Viewer, question: ConfidentialQuestion) -> Verdict:
    own = _own(viewer, question)
    if not own:
        return own
    return ALLOWED if question.is_proposed else denied(_("Gerade liegt kein Vorschlag vor."))


def can_withdraw_confidential(viewer: Viewer, question: ConfidentialQuestion) -> Verdict:
    """At any time: nobody needs to ask on."""
    return _own(viewer, question)


def can_propose_words(viewer: Viewer, question: ConfidentialQuestion) -> Verdict:
    return _decides(viewer, question)


def can_refuse_confidential(viewer: Viewer, question: ConfidentialQuestion) -> Verdict:
    return _decides(viewer, question)


def can_publish_confidential(viewer: Viewer, question: ConfidentialQuestion) -> Verdict:
    """The office, with words the asker chose or agreed to, as long as the asker may write there."""
    decides = _decides(viewer, question)
    if not decides:
        return decides
    if question.is_proposed:
        return denied(_("Die Person hat Ihrem Wortlaut noch nicht zugestimmt."))
    if not thread_policy.can_start_thread(question.asker, question.field):
        return denied(
            _("Die Person kann hier zurzeit nicht schreiben, deshalb lässt sich nichts veröffentlichen.")
        )
    return ALLOWED


def can_reply_masked(viewer: Viewer, question: ConfidentialQuestion) -> Verdict:
    """Whoever asked goes on under the same pseudonym: as long as both may write there."""
    own = _published(viewer, question)
    if not own:
        return own
    if question.opening is None or question.pseudonym is None:
        return denied(_("Ihre Frage gibt es nicht mehr."))
    thread = question.opening.thread
    may = field_policy.can_write(viewer, thread.field)
    return thread_policy.can_reply(question.pseudonym, thread) if may else may


def can_reveal_asker(viewer: Viewer, question: ConfidentialQuestion) -> Verdict:
    return _published(viewer, question)


def _own(viewer: Viewer, question: ConfidentialQuestion) -> Verdict:
    seen = can_see_confidential(viewer, question)
    if not seen:
        return seen
    return ALLOWED if question.asker_id == viewer.pk else denied(_("Das kann nur, wer gefragt hat."))


def _published(viewer: Viewer, question: ConfidentialQuestion) -> Verdict:
    own = _own(viewer, question)
    if not own:
        return own
    return ALLOWED if question.is_published else denied(_("Ihre Frage ist noch nicht veröffentlicht."))


def _decides(viewer: Viewer, question: ConfidentialQuestion) -> Verdict:
    seen = can_see_confidential(viewer, question)
    if not seen:
        return seen
    entry = can_enter_office(viewer)
    if not entry:
        return denied(_("Darüber entscheidet die Geschäftsstelle."))
    if question.asker_id == viewer.pk:
        return denied(_("Über die eigene Frage entscheidet jemand anderes."))
    return ALLOWED if question.is_open else denied(_("Darüber hat schon jemand entschieden."))
