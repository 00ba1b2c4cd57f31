"""A single post is locked: no more answers to it, no more edits, and everyone sees why.

That takes something from whoever wrote it, so it is a decision with its letter; the journal takes it back.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.moderation import actions as moderation
from community.moderation.journal import CannotUndo
from community.moderation.models import Decision
from forum import care_policy as policy
from forum.actions.care_entries import Act, clean_reason, enter
from forum.models import Post


def lock_post(actor: Any, post: Post, *, reason: str) -> None:
    """An open case about the post stays open: what was reported is not answered by this."""
    act = Act(actor, clean_reason(reason))
    policy.can_lock_post(actor, post).require()
    with transaction.atomic():
        decision = _decide(actor, _fresh(post.pk), act.reason)
        _enter(act, "lock_post", _fresh(post.pk), {"decision": decision.pk})


def unlock_post(actor: Any, post: Post, *, reason: str) -> None:
    act = Act(actor, clean_reason(reason))
    policy.can_unlock_post(actor, post).require()
    with transaction.atomic():
        post = _fresh(post.pk)
        policy.can_unlock_post(actor, post).require()
        former = post.lock.reason
        moderation.take_back_in_place(actor, post.lock.decision)
        _enter(act, "unlock_post", post, {"reason": former})


def undo_lock(actor: Any, memo: dict[str, Any]) -> None:
    with transaction.atomic():
        lock = _fresh(memo["post"]).locked
        if lock is None or lock.decision_id != memo["decision"]:
            raise CannotUndo(_("Der Beitrag ist nicht mehr gesperrt."))
        moderation.take_back_in_place(actor, lock.decision)


def undo_unlock(actor: Any, memo: dict[str, Any]) -> None:
    """Locked again, for the former reason: a decision anew, for the former one has been taken back."""
    with transaction.atomic():
        post = _fresh(memo["post"])
        if post.locked:
            raise CannotUndo(_("Der Beitrag ist schon wieder gesperrt."))
        _decide(actor, post, memo["reason"])


def _decide(actor: Any, post: Post, reason: str) -> Decision:
    try:
        return moderation.decide_in_place(actor, "post", post, measure="lock", reason=reason, ends_case=False)
    except moderation.MeasureImpossible:
        policy.can_lock_post(actor, _fresh(post.pk)).require()  # says what somebody else did meanwhile
        raise


def _fresh(key: int) -> Post:
    rows = Post.objects.select_related("thread__field", "removal", "lock__decision", "author")
    return rows.get(pk=key)


def _enter(act: Act, verb: str, post: Post, memo: dict[str, Any]) -> None:
    title = _("#%(number)d in „%(title)s“") % {"number": post.number, "title": post.thread.title}
    enter(
        act,
        verb,
        post.thread,
        memo={"post": post.pk, **memo},
        touches=[f"post:{post.pk}:lock"],
        title=title,
        address=post.get_absolute_url(),
    )
