"""Thread tools: title, kind, pin, slow mode, staff notes, locks on posts. One change, a shown reason, and a way back.

A lock takes something from whoever wrote the post, so it is a decision with its letter; the journal takes it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.moderation.decisions import actions as decision_actions
from community.moderation.models import Decision, ModerationAction
from community.moderation.undo.journal import CannotUndo
from community.people.models import Member
from community.text import TITLE_LIMIT, clean_line
from forum.fields.counters import count_in_field
from forum.models import Post, StaffNote, Thread, ThreadEvent
from forum.thread_tools import policy
from forum.thread_tools.entries import Act, add_event, clean_reason, enter, locked_for_undo, take_event
from forum.threads.heads import locked, raise_head
from forum.threads.indexing import follow_threads

Verb = ThreadEvent.Verb


NOTE_LIMIT = 2_000


def retitle_thread(
    actor: Member, thread: Thread, *, title: str, reason: str, batch: ModerationAction | None = None
) -> None:
    """Give the thread a better title; the former one stays readable under it. The same title changes nothing."""
    title = clean_line(title, limit=TITLE_LIMIT, field="title")
    changes = {"title": title, "slug": Thread.slug_for(title)}
    with transaction.atomic():
        thread = _ready(policy.can_retitle_thread, actor, thread)
        if thread.title != title:
            act = Act(actor, clean_reason(reason), batch)
            _change(act, thread, "retitle_thread", Verb.RETITLE, changes, former=thread.title)


def change_kind(
    actor: Member, thread: Thread, *, kind: str, reason: str, batch: ModerationAction | None = None
) -> None:
    """Make a question a discussion or the other way round."""
    if kind not in Thread.Kind.values:
        raise ValidationError({"kind": _("Bitte wählen Sie Frage oder Diskussion.")})
    with transaction.atomic():
        thread = _ready(policy.can_change_kind, actor, thread)
        if thread.kind != kind:
            act = Act(actor, clean_reason(reason), batch)
            _change(act, thread, "change_kind", Verb.RECAST, {"kind": kind}, former=thread.kind)


def pin_thread(
    actor: Member, thread: Thread, *, until: datetime, reason: str, batch: ModerationAction | None = None
) -> None:
    """Keep the thread on top of its field until then."""
    if until <= timezone.now():
        raise ValidationError({"until": _("Dieser Tag ist schon vorbei. Bitte wählen Sie einen späteren.")})
    with transaction.atomic():
        thread = _ready(policy.can_pin_thread, actor, thread)
        act = Act(actor, clean_reason(reason), batch)
        _change(act, thread, "pin_thread", Verb.PIN, {"pinned_until": until})


def unpin_thread(
    actor: Member, thread: Thread, *, reason: str, batch: ModerationAction | None = None
) -> None:
    with transaction.atomic():
        thread = _ready(policy.can_unpin_thread, actor, thread)
        act = Act(actor, clean_reason(reason), batch)
        _change(act, thread, "unpin_thread", Verb.UNPIN, {"pinned_until": None})


def slow_thread(
    actor: Member, thread: Thread, *, minutes: int, reason: str, batch: ModerationAction | None = None
) -> None:
    """Let everyone wait so long between two posts of theirs; 0 lifts it."""
    with transaction.atomic():
        thread = _ready(policy.can_slow_thread, actor, thread)
        if thread.slow_minutes != minutes:
            act = Act(actor, clean_reason(reason), batch)
            event = Verb.SLOW if minutes else Verb.HURRY
            _change(act, thread, "slow_thread", event, {"slow_minutes": minutes})


def add_staff_note(actor: Member, thread: Thread, *, text: str) -> StaffNote:
    """Leave a note that only those see who moderate the thread."""
    policy.can_add_staff_note(actor, thread).require()
    return StaffNote.objects.create(
        thread=thread, author=actor, text=clean_line(text, limit=NOTE_LIMIT, field="text")
    )


def undo_change(actor: Member, undo_data: dict[str, Any]) -> None:
    """Back to what the thread was before one of the changes above."""
    with transaction.atomic():
        thread = locked_for_undo(undo_data["thread"])
        before, after = read_states(undo_data["before"]), read_states(undo_data["after"])
        if any(getattr(thread, name) != value for name, value in after.items()):
            raise CannotUndo(_("Inzwischen ist das Thema anders. Es lässt sich nicht mehr zurücknehmen."))
        if before.get("kind") == Thread.Kind.DISCUSSION and thread.is_answered:
            raise CannotUndo(_("Die Frage wurde inzwischen beantwortet und bleibt eine Frage."))
        was_open = _is_open(thread)
        take_event(thread, undo_data["event"])
        _store(thread, before)
        count_in_field(thread.field, opened=_is_open(thread) - was_open)


def _ready(can: Any, actor: Member, thread: Thread) -> Thread:
    """The thread under its lock, after the policy was asked about how it stands now."""
    thread = locked(thread)
    can(actor, thread).require()
    return thread


def _change(
    act: Act, thread: Thread, verb: str, event: str, changes: dict[str, Any], *, former: str = ""
) -> None:
    before = {name: getattr(thread, name) for name in changes}
    was_open = _is_open(thread)
    row = add_event(act, thread, event, former=former)
    _store(thread, changes)
    earlier, later = _write(before), _write(changes)
    undo_data = {"before": earlier, "after": later, "event": row.pk}
    touches = [f"thread:{thread.pk}:{name}" for name in changes]
    enter(act, verb, thread, undo_data=undo_data, touches=touches, before=earlier, after=later)
    if "kind" in changes:
        count_in_field(thread.field, opened=_is_open(thread) - was_open)


def _store(thread: Thread, changes: dict[str, Any]) -> None:
    """What changed is said in the head of the page, so the opening post counts as changed."""
    head = raise_head(thread, event_count=thread.event_count, **changes)
    Post.objects.in_thread(thread).filter(number=1).update(rev=head)
    follow_threads(thread)


def _is_open(thread: Thread) -> int:
    return int(thread.is_question and not thread.is_answered and not thread.is_closed)


def _write(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def read_states(values: dict[str, Any]) -> dict[str, Any]:
    if values.get("pinned_until"):
        return {**values, "pinned_until": datetime.fromisoformat(values["pinned_until"])}
    return values


def lock_post(actor: Member, post: Post, *, reason: str) -> None:
    """An open case about the post stays open: what was reported is not answered by this."""
    act = Act(actor, clean_reason(reason))
    policy.can_lock_post(actor, post).require()
    with transaction.atomic():
        decision = _decide(actor, _fresh(post.pk), act.reason)
        _enter(act, "lock_post", _fresh(post.pk), {"decision": decision.pk})


def unlock_post(actor: Member, post: Post, *, reason: str) -> None:
    act = Act(actor, clean_reason(reason))
    with transaction.atomic():
        post = _fresh(post.pk)
        policy.can_unlock_post(actor, post).require()
        former = post.lock.reason
        decision_actions.take_back_in_place(actor, post.lock.decision)
        _enter(act, "unlock_post", post, {"reason": former})


def undo_lock(actor: Member, undo_data: dict[str, Any]) -> None:
    with transaction.atomic():
        lock = _fresh(undo_data["post"]).locked
        if lock is None or lock.decision_id != undo_data["decision"]:
            raise CannotUndo(_("Der Beitrag ist nicht mehr gesperrt."))
        decision_actions.take_back_in_place(actor, lock.decision)


def undo_unlock(actor: Member, undo_data: dict[str, Any]) -> None:
    """Locked again, for the former reason: a decision anew, for the former one has been taken back."""
    with transaction.atomic():
        post = _fresh(undo_data["post"])
        if post.locked:
            raise CannotUndo(_("Der Beitrag ist schon wieder gesperrt."))
        _decide(actor, post, undo_data["reason"])


def _decide(actor: Member, post: Post, reason: str) -> Decision:
    try:
        return decision_actions.decide_in_place(
            actor, "post", post, measure="lock", reason=reason, ends_case=False
        )
    except decision_actions.MeasureImpossible:
        policy.can_lock_post(actor, _fresh(post.pk)).require()  # says what somebody else did meanwhile
        raise


def _fresh(key: int) -> Post:
    rows = Post.objects.select_related("thread__field", "removal", "lock__decision", "author")
    return rows.get(pk=key)


def _enter(act: Act, verb: str, post: Post, undo_data: dict[str, Any]) -> None:
    title = _("#%(number)d in „%(title)s“") % {"number": post.number, "title": post.thread.title}
    enter(
        act,
        verb,
        post.thread,
        undo_data={"post": post.pk, **undo_data},
        touches=[f"post:{post.pk}:lock"],
        title=title,
        address=post.get_absolute_url(),
    )
