"""Who may care for threads: the office everywhere, moderators in their field; members may carry on what is theirs."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.moderation import policy as office
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum import policy
from forum.models import ActionField, AnswerRequest, Post, Thread


def can_care(viewer: Any, thread: Thread) -> Verdict:
    """The page of everything one can do with a thread, and most of what is on it."""
    seen = policy.can_see_thread(viewer, thread)
    if not seen:
        return seen
    if not policy.moderates(viewer, thread.field):
        return denied(_("Das kann nur die Moderation dieses Handlungsfelds."))
    return ALLOWED


can_retitle_thread = can_see_staff_notes = can_add_staff_note = can_slow_thread = can_pin_thread = can_care


def can_ask_for_answer(viewer: Any, thread: Thread, member: Any = None) -> Verdict:
    """Ask someone in person to answer a question nobody has replied to; whom, if not named, is another matter."""
    verdict = can_care(viewer, thread)
    if not verdict:
        return verdict
    if not thread.is_question or thread.reply_count or thread.is_closed:
        return denied(_("Hier wartet keine Frage mehr auf die erste Antwort."))
    if member is None:
        return ALLOWED
    if member.pk == thread.author_id:
        return denied(_("Diese Person hat die Frage selbst gestellt."))
    if not policy.can_reply(member, thread):
        return denied(_("Diese Person kann hier gerade nicht antworten."))
    if AnswerRequest.objects.filter(thread=thread, member=member).exists():
        return denied(_("Diese Person ist schon um eine Antwort gebeten worden."))
    return ALLOWED


def can_unpin_thread(viewer: Any, thread: Thread) -> Verdict:
    verdict = can_care(viewer, thread)
    if verdict and not thread.is_pinned:
        return denied(_("Dieses Thema ist nicht angeheftet."))
    return verdict


def can_recast_thread(viewer: Any, thread: Thread) -> Verdict:
    """Questions become discussions and the other way round; an answered question stays one."""
    verdict = can_care(viewer, thread)
    if verdict and thread.is_answered:
        return denied(_("Eine beantwortete Frage bleibt eine Frage."))
    return verdict


def can_move_thread(viewer: Any, thread: Thread, field: ActionField | None = None) -> Verdict:
    """Into a field one moderates as well, and never from members only to the public."""
    verdict = can_care(viewer, thread)
    if not verdict or field is None:
        return verdict
    if not policy.can_see_field(viewer, field):
        return HIDDEN
    if not policy.moderates(viewer, field):
        return denied(_("Dorthin verschieben kann nur, wer auch dort moderiert."))
    if field.pk == thread.field_id:
        return denied(_("Das Thema steht schon in diesem Handlungsfeld."))
    return stays_among_members(thread.field, field)


def stays_among_members(source: ActionField, target: ActionField) -> Verdict:
    """What was written for members only does not become public by being moved."""
    if target.is_public and not source.is_public:
        return denied(
            _(
                "Diese Beiträge wurden nur für Mitglieder geschrieben. In ein öffentliches Feld kommen sie nicht."
            )
        )
    return ALLOWED


def can_lock_post(viewer: Any, post: Post) -> Verdict:
    verdict = can_care(viewer, post.thread)
    if verdict and post.locked:
        return denied(_("Dieser Beitrag ist schon gesperrt."))
    if verdict and post.removed:
        return denied(_("Dieser Beitrag wurde entfernt."))
    return verdict


def can_unlock_post(viewer: Any, post: Post) -> Verdict:
    verdict = can_care(viewer, post.thread)
    if verdict and not post.locked:
        return denied(_("Dieser Beitrag ist nicht gesperrt."))
    return verdict


def can_split_thread(viewer: Any, thread: Thread) -> Verdict:
    return can_care(viewer, thread)


def can_merge_thread(viewer: Any, thread: Thread, target: Thread | None = None) -> Verdict:
    """`thread` goes into `target` with all its posts."""
    verdict = can_care(viewer, thread)
    if not verdict or target is None:
        return verdict
    verdict = can_receive_posts(viewer, thread, target)
    if verdict and Post.objects.in_thread(thread).filter(poll__isnull=False).exists():
        return denied(
            _(
                "„%(title)s“ hat eine Umfrage, die hier bleiben muss. Führen Sie in umgekehrter Richtung zusammen."
            )
            % {"title": thread.title}
        )
    return verdict


def can_receive_posts(viewer: Any, source: Thread, target: Thread) -> Verdict:
    """Posts of `source` may come to `target`."""
    verdict = can_care(viewer, target)
    if not verdict:
        return verdict
    if source.pk == target.pk:
        return denied(_("Das ist dasselbe Thema. Bitte wählen Sie ein anderes."))
    return stays_among_members(source.field, target.field)


def can_continue_thread(viewer: Any, post: Post) -> Verdict:
    """Lift a post and the answers below it out: who wrote it, who began the thread, and the moderation."""
    seen = policy.can_see_post(viewer, post)
    if not seen:
        return seen
    if post.is_opening:
        return denied(_("Der erste Beitrag ist das Thema selbst."))
    if post.removed:
        return denied(_("Dieser Beitrag wurde entfernt."))
    if policy.moderates(viewer, post.thread.field):
        return ALLOWED
    if post.thread.is_closed or post.locked:
        return denied(_("Hier ist geschlossen. Als neues Thema weiterführen kann jetzt nur die Moderation."))
    if viewer.pk not in (post.author_id, post.thread.author_id):
        return denied(_("Das kann nur, wer den Beitrag geschrieben oder das Thema begonnen hat."))
    return policy.can_write(viewer)


def can_see_shell(viewer: Any, thread: Thread) -> Verdict:
    """The old address of a thread that went into another: whoever may see where its posts are now."""
    home = home_of(thread)
    return policy.can_see_thread(viewer, home) if home else HIDDEN


def home_of(thread: Thread) -> Thread | None:
    """The thread into which this one went, over all steps."""
    seen = set()
    while thread.merged_into_id and thread.pk not in seen:
        seen.add(thread.pk)
        thread = Thread.objects.select_related("field").get(pk=thread.merged_into_id)
    return thread if thread.merged_into_id is None else None


def can_tend_field(viewer: Any, field: ActionField) -> Verdict:
    """Act on many threads of a field at once."""
    seen = policy.can_see_field(viewer, field)
    if seen and not policy.moderates(viewer, field):
        return denied(_("Das kann nur die Moderation dieses Handlungsfelds."))
    return seen


def can_write_outline(viewer: Any, field: ActionField) -> Verdict:
    """What the office suggests to say in a field is the office's to word."""
    seen = policy.can_see_field(viewer, field)
    return office.can_enter_office(viewer) if seen else seen


def can_propose_erasure(viewer: Any, post: Post) -> Verdict:
    """Only what moderators have removed already is erased."""
    verdict = can_care(viewer, post.thread)
    if not verdict:
        return verdict
    if not post.removed or not post.removed.by_office:
        return denied(_("Endgültig gelöscht wird nur, was die Moderation zuvor entfernt hat."))
    return denied(_("Das ist schon vorgeschlagen.")) if post.erased else ALLOWED


def can_confirm_erasure(viewer: Any, post: Post) -> Verdict:
    """Somebody else than who asked for it."""
    verdict = can_withdraw_erasure(viewer, post)
    if verdict and post.erased and post.erased.proposed_by_id == viewer.pk:
        return denied(_("Endgültig löschen zwei Personen: Ihren Vorschlag führt jemand anderes aus."))
    return verdict


def can_withdraw_erasure(viewer: Any, post: Post) -> Verdict:
    verdict = can_care(viewer, post.thread)
    if not verdict:
        return verdict
    if not post.erased or post.erased.is_final:
        return denied(_("Hier ist keine endgültige Löschung vorgeschlagen."))
    return ALLOWED if post.removed else denied(_("Dieser Beitrag steht wieder."))
