"""Threads under care: what changes, what stays, and that taking it back restores exactly what was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone

from community.moderation.models import ModerationAction
from community.moderation.undo.actions import undo_action
from community.moderation.undo.journal import CannotUndo
from community.people.models import Member, Role, RoleGrant
from community.web.refusals import RateLimited
from forum.closing import actions as closing_actions
from forum.models import ActionField, Post, StaffNote, Thread, ThreadEvent
from forum.moving import actions as moving_actions
from forum.posts import actions as post_actions
from forum.reading import actions as reading_actions
from forum.thread_tools import actions as thread_tool_actions
from tests.db.forum.looks import current, field_counts, look
from tests.factories.forum import ActionFieldFactory, accept, close, fresh, make_reply, make_thread, opening
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def bruno() -> Member:
    return MemberFactory(name="Bruno Krüger")


@pytest.fixture
def chiara() -> Member:
    return MemberFactory(name="Chiara Brandt", office=True)


def latest() -> ModerationAction:
    return ModerationAction.objects.order_by("-pk")[0]


def changes(thread: Thread) -> dict[str, tuple[Any, dict[str, Any]]]:
    """Each verb that changes a thread as a whole, with what it is given."""
    other = ActionFieldFactory(public=True)
    return {
        "retitle": (thread_tool_actions.retitle_thread, {"title": "Besserer Titel"}),
        "recast": (thread_tool_actions.change_kind, {"kind": "discussion"}),
        "pin": (thread_tool_actions.pin_thread, {"until": timezone.now() + timedelta(days=3)}),
        "slow": (thread_tool_actions.slow_thread, {"minutes": 30}),
        "move": (moving_actions.move_thread, {"field": other}),
        "close": (closing_actions.close_thread, {}),
    }


@pytest.mark.parametrize("verb", ["retitle", "recast", "pin", "slow", "move", "close"])
def test_every_change_needs_a_moderator_and_a_reason_and_can_be_taken_back(anna, bruno, chiara, verb):
    thread = make_thread(anna, replies=2, by=bruno)
    act, more = changes(thread)[verb]
    before = (look(thread, [anna, bruno]), field_counts())
    with pytest.raises(PermissionDenied):
        act(anna, current(thread), reason="Ich will", **more)
    with pytest.raises(ValidationError):
        act(chiara, current(thread), reason="   ", **more)
    assert (look(thread, [anna, bruno]), field_counts()) == before
    known = current(thread).head
    act(chiara, current(thread), reason="Wegen der Übersicht", **more)
    assert (look(thread, [anna, bruno]), field_counts()) != before
    assert current(thread).head > known
    assert latest().reason == "Wegen der Übersicht"
    undo_action(chiara, latest(), reason="Doch nicht")
    assert (look(thread, [anna, bruno]), field_counts()) == before
    assert latest().undone.reason == "Doch nicht"
    with pytest.raises(PermissionDenied):
        undo_action(chiara, latest())


def test_the_former_title_is_kept_and_found(client, anna, chiara):
    thread = make_thread(anna, title="Umzugskartons!!!")
    thread_tool_actions.retitle_thread(
        chiara, thread, title="Wer hilft beim Leerstand?", reason="Verständlich für alle"
    )
    event = ThreadEvent.objects.get(thread=thread)
    assert (event.former, event.by, event.reason) == ("Umzugskartons!!!", chiara, "Verständlich für alle")
    assert current(thread).slug == "wer-hilft-beim-leerstand"
    client.force_login(anna)
    for asked in ("Umzugskartons", "Leerstand"):
        assert "Wer hilft beim" in client.get("/suche/", {"q": asked}).content.decode(), asked
    undo_action(chiara, latest())
    assert "Umzugskartons" not in client.get("/suche/", {"q": "Leerstand"}).content.decode()


def test_moving_keeps_what_was_read_and_forgets_nothing(anna, bruno, chiara):
    """ "All read" in the old field stays true for the thread; "all read" in the new one was not said about it."""
    dora = MemberFactory()
    thread = make_thread(anna, replies=3)
    target = ActionFieldFactory(public=True)
    reading_actions.mark_all_read(bruno, thread.field)
    reading_actions.mark_all_read(dora, target)
    assert look(thread, [bruno, dora])["unread"] == [0, 4]
    moving_actions.move_thread(chiara, thread, field=target, reason="Passt dort besser")
    assert look(thread, [bruno, dora])["unread"] == [0, 4]
    make_reply(current(thread), anna)
    assert look(thread, [bruno, dora])["unread"] == [1, 5]
    reading_actions.mark_all_read(dora, target)
    assert look(thread, [bruno, dora])["unread"] == [1, 0]


def test_members_words_do_not_become_public(anna, chiara):
    inside = ActionFieldFactory()
    thread = make_thread(anna, field=inside)
    with pytest.raises(PermissionDenied):
        moving_actions.move_thread(
            chiara, thread, field=ActionFieldFactory(public=True), reason="Offen für alle"
        )
    public = make_thread(anna)
    moving_actions.move_thread(chiara, public, field=inside, reason="Vertraulich")
    make_reply(current(public), anna, text="Unter uns gesagt")
    with pytest.raises(CannotUndo):
        undo_action(chiara, latest())
    assert current(public).field == inside


def test_a_field_moderator_cares_for_their_field_only(anna):
    here, there = ActionFieldFactory(public=True), ActionFieldFactory(public=True)
    warden = MemberFactory()
    RoleGrant.objects.create(
        member=warden, role=Role.MODERATOR, scope=f"field:{here.pk}", reason="Kennt sich aus"
    )
    mine, other = make_thread(anna, field=here), make_thread(anna, field=there)
    thread_tool_actions.retitle_thread(warden, mine, title="Neu", reason="Klarer")
    assert ModerationAction.objects.visible_to(warden).count() == 1
    with pytest.raises(PermissionDenied):
        thread_tool_actions.retitle_thread(warden, other, title="Neu", reason="Klarer")
    with pytest.raises(PermissionDenied):
        moving_actions.move_thread(warden, current(mine), field=there, reason="Dorthin")
    with pytest.raises(Http404):
        undo_action(anna, latest())


def test_pins_end_by_themselves(anna, chiara):
    thread = make_thread(anna)
    thread_tool_actions.pin_thread(
        chiara, thread, until=timezone.now() + timedelta(days=1), reason="Termin am Freitag"
    )
    assert list(Thread.objects.in_field(thread.field).pinned()) == [thread]
    Thread.objects.filter(pk=thread.pk).update(pinned_until=timezone.now() - timedelta(seconds=1))
    assert not Thread.objects.pinned().exists() and not current(thread).is_pinned
    with pytest.raises(ValidationError):
        thread_tool_actions.pin_thread(
            chiara, thread, until=timezone.now() - timedelta(days=1), reason="Gestern"
        )


def test_slow_mode_lets_everyone_wait_but_its_moderators(anna, bruno, chiara):
    thread = make_thread(anna)
    thread_tool_actions.slow_thread(chiara, thread, minutes=30, reason="Bitte erst lesen")
    make_reply(current(thread), bruno)
    with pytest.raises(RateLimited, match="30 Minuten"):
        make_reply(current(thread), bruno)
    make_reply(current(thread), chiara)
    make_reply(current(thread), chiara)
    Post.objects.filter(thread=thread).update(created_at=timezone.now() - timedelta(minutes=31))
    make_reply(current(thread), bruno)


def test_a_locked_post_takes_no_answers_and_no_edits(anna, bruno, chiara):
    thread = make_thread(anna)
    post = make_reply(thread, bruno)
    with pytest.raises(PermissionDenied):
        thread_tool_actions.lock_post(anna, post, reason="Streit")
    thread_tool_actions.lock_post(chiara, post, reason="Hier ist alles gesagt")
    with pytest.raises(ValidationError):
        make_reply(thread, anna, reply_to=2)
    for forbidden in (
        post_actions.remove_post,
        lambda who, it: post_actions.edit_post(who, it, text="Anders"),
    ):
        with pytest.raises(PermissionDenied):
            forbidden(bruno, fresh(post))
    make_reply(thread, anna)
    undo_action(chiara, latest())
    make_reply(thread, anna, reply_to=2)
    thread_tool_actions.lock_post(chiara, fresh(post), reason="Doch")
    thread_tool_actions.unlock_post(chiara, fresh(post), reason="Ruhig geworden")
    undo_action(chiara, latest())
    assert fresh(post).lock.reason == "Doch"


def test_a_later_act_on_the_same_thing_is_taken_back_first(anna, chiara):
    thread = make_thread(anna)
    thread_tool_actions.retitle_thread(chiara, thread, title="Zweiter", reason="Eins")
    first = latest()
    thread_tool_actions.slow_thread(chiara, current(thread), minutes=5, reason="Ruhe")
    thread_tool_actions.retitle_thread(chiara, current(thread), title="Dritter", reason="Zwei")
    second = latest()
    with pytest.raises(PermissionDenied, match="zuerst"):
        undo_action(chiara, first)
    undo_action(chiara, second)
    undo_action(chiara, ModerationAction.objects.get(pk=first.pk))
    assert current(thread).title == thread.title
    assert current(thread).slow_minutes == 5


def test_what_is_older_than_thirty_days_stays(anna, chiara):
    thread = close(make_thread(anna), by=chiara)
    entry = latest()
    ModerationAction.objects.filter(pk=entry.pk).update(at=timezone.now() - timedelta(days=31))
    with pytest.raises(PermissionDenied):
        undo_action(chiara, ModerationAction.objects.get(pk=entry.pk))
    assert current(thread).is_closed


def test_an_answered_question_stays_a_question(anna, bruno, chiara):
    thread = make_thread(anna)
    thread_tool_actions.change_kind(chiara, thread, kind="discussion", reason="Keine Frage")
    thread_tool_actions.change_kind(chiara, current(thread), kind="question", reason="Doch eine")
    accept(make_reply(current(thread), bruno))
    with pytest.raises(PermissionDenied):
        thread_tool_actions.change_kind(chiara, current(thread), kind="discussion", reason="Keine Frage")
    with pytest.raises(CannotUndo):
        undo_action(chiara, latest())
    assert ActionField.objects.get(pk=thread.field_id).open_count == 0


def test_staff_notes_are_for_moderators(anna, chiara):
    thread = make_thread(anna)
    thread_tool_actions.add_staff_note(chiara, thread, text="Mit Frau Weber telefoniert")
    assert StaffNote.objects.get(thread=thread).author == chiara
    with pytest.raises(PermissionDenied):
        thread_tool_actions.add_staff_note(anna, thread, text="Ich auch")
    assert opening(thread).thread.event_count == 0
