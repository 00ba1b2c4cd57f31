"""Who may move, split and merge threads, and continue a branch as a thread of its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import ALLOWED, HIDDEN, Verdict, denied
from forum.fields import policy as field_policy
from forum.models import ActionField, Post, Thread
from forum.posts import policy as post_policy
from forum.thread_tools.policy import can_use_thread_tools
from forum.threads import policy as thread_policy


def can_move_thread(viewer: Viewer, thread: Thread, field: ActionField | None = None) -> Verdict:
    """Into a field one moderates as well, and never from members only to the public."""
    verdict = can_use_thread_tools(viewer, thread)
    if not verdict or field is None:
        return verdict
    if not field_policy.can_see_field(viewer, field):
        return HIDDEN
    if not field_policy.moderates(viewer, field):
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


def can_split_thread(viewer: Viewer, thread: Thread) -> Verdict:
    return can_use_thread_tools(viewer, thread)


def can_merge_thread(viewer: Viewer, thread: Thread, target: Thread | None = None) -> Verdict:
    """`thread` goes into `target` with all its posts."""
    verdict = can_use_thread_tools(viewer, thread)
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


def can_receive_posts(viewer: Viewer, source: Thread, target: Thread) -> Verdict:
    """Posts of `source` may come to `target`."""
    verdict = can_use_thread_tools(viewer, target)
    if not verdict:
        return verdict
    if source.pk == target.pk:
        return denied(_("Das ist dasselbe Thema. Bitte wählen Sie ein anderes."))
    return stays_among_members(source.field, target.field)


def can_continue_thread(viewer: Viewer, post: Post) -> Verdict:
    """Lift a post and the answers below it out: who wrote it, who began the thread, and the moderation."""
    seen = post_policy.can_see_post(viewer, post)
    if not seen:
        return seen
    if post.is_opening:
        return denied(_("Der erste Beitrag ist das Thema selbst."))
    if post.removed:
        return denied(_("Dieser Beitrag wurde entfernt."))
    if field_policy.moderates(viewer, post.thread.field):
        return ALLOWED
    if post.thread.is_closed or post.locked:
        return denied(_("Hier ist geschlossen. Als neues Thema weiterführen kann jetzt nur die Moderation."))
    if viewer.pk not in (post.author_id, post.thread.author_id):
        return denied(_("Das kann nur, wer den Beitrag geschrieben oder das Thema begonnen hat."))
    return field_policy.can_write(viewer)


def can_see_merged_thread(viewer: Viewer, thread: Thread) -> Verdict:
    """The old address of a thread that went into another: whoever may see where its posts are now."""
    home = home_of(thread)
    return thread_policy.can_see_thread(viewer, home) if home else HIDDEN


def home_of(thread: Thread) -> Thread | None:
    """The thread into which this one went, over all steps."""
    seen = set()
    while thread.merged_into_id and thread.pk not in seen:
        seen.add(thread.pk)
        thread = Thread.objects.select_related("field").get(pk=thread.merged_into_id)
    return thread if thread.merged_into_id is None else None
