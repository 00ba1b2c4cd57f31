"""Who may accept an answer, and ask a member in person for one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.models import Member
from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, Verdict, denied
from forum.fields.policy import can_write, moderates
from forum.models import AnswerRequest, Post, Thread
from forum.posts.policy import can_see_post
from forum.thread_tools.policy import can_use_thread_tools
from forum.threads import policy as thread_policy
from forum.threads.policy import can_see_thread


def can_accept_answer(viewer: Viewer, post: Post) -> Verdict:
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


def can_withdraw_answer(viewer: Viewer, thread: Thread) -> Verdict:
    seen = can_see_thread(viewer, thread)
    if not seen:
        return seen
    if not thread.is_answered:
        return denied(_("Bei dieser Frage ist keine Antwort hervorgehoben."))
    return _owns_question(viewer, thread)


def _owns_question(viewer: Viewer, thread: Thread) -> Verdict:
    if thread.author_id == viewer.pk or moderates(viewer, thread.field):
        return can_write(viewer, thread.field)
    return denied(_("Eine Antwort hervorheben kann, wer die Frage gestellt hat."))


def can_ask_for_answer(viewer: Viewer, thread: Thread, member: Member | None = None) -> Verdict:
    """Ask someone in person to answer a question nobody has replied to; whom, if not named, is another matter."""
    verdict = can_use_thread_tools(viewer, thread)
    if not verdict:
        return verdict
    if not thread.is_question or thread.reply_count or thread.is_closed:
        return denied(_("Hier wartet keine Frage mehr auf die erste Antwort."))
    if member is None:
        return ALLOWED
    if member.pk == thread.author_id:
        return denied(_("Diese Person hat die Frage selbst gestellt."))
    if not thread_policy.could_reply(member, thread):
        return denied(_("Diese Person kann hier gerade nicht antworten."))
    if AnswerRequest.objects.filter(thread=thread, member=member).exists():
        return denied(_("Diese Person ist schon um eine Antwort gebeten worden."))
    return ALLOWED
