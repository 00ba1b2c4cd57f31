"""Editing, removing, restoring, accepting, closing: what changes, what stays, what is counted."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError

from community.audit.models import AuditEvent
from community.people.models import Member, RoleGrant
from community.web.refusals import RateLimited
from forum.answers import actions as answer_actions
from forum.closing import actions as closing_actions
from forum.models import Acceptance, ActionField, Post, Thread
from forum.posts import actions as post_actions
from tests.factories.forum import accept, close, edit, fresh, make_reply, make_thread, opening, remove
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def bruno():
    return MemberFactory(name="Bruno Krüger")


@pytest.fixture
def chiara():
    return MemberFactory(office=True, name="Chiara Brandt")


def snapshot(thread):
    """Everything a reader can see of a thread, without times and counters of change."""
    thread = Thread.objects.get(pk=thread.pk)
    posts = Post.objects.in_thread(thread).order_by("number").select_related("removal")
    field = ActionField.objects.get(pk=thread.field_id)
    return (
        [(post.number, post.html, post.reply_count, bool(post.removed)) for post in posts],
        (thread.is_answered, thread.is_closed, thread.reply_count),
        (field.thread_count, field.post_count, field.open_count),
        list(Acceptance.objects.filter(thread=thread).values_list("post", flat=True)),
    )


def test_an_edit_keeps_every_version_and_raises_the_head(anna):
    thread = make_thread(anna, text="Erste Fassung")
    post = edit(opening(thread), text="Zweite Fassung", reason="klarer")
    post = edit(post, text="Dritte Fassung")
    assert [revision.source for revision in post.revisions.all()] == ["Erste Fassung", "Zweite Fassung"]
    assert (post.source, post.edit_count, post.rev) == ("Dritte Fassung", 2, 3)
    assert Thread.objects.get(pk=thread.pk).head == 3


def test_saving_the_same_text_changes_nothing(anna):
    post = opening(make_thread(anna, text="Gleich"))
    edit(post, text="Gleich \n")
    assert fresh(post).edit_count == 0
    assert fresh(post).rev == 1


def test_writing_anew_counts_as_writing_does(anna, settings):
    post = opening(make_thread(anna))
    settings.FORUM_RATE = "2/d"
    for text in ("Zweite Fassung", "Zweite Fassung", "Dritte Fassung"):
        edit(post, text=text)
    with pytest.raises(RateLimited):
        edit(post, text="Vierte Fassung")
    assert fresh(post).source == "Dritte Fassung" and fresh(post).edit_count == 2


def test_an_edit_from_an_older_version_is_a_conflict(anna):
    post = opening(make_thread(anna))
    edit(post, text="Vom Tablet")
    with pytest.raises(post_actions.EditConflict) as conflict:
        post_actions.edit_post(anna, fresh(post), text="Vom Rechner", seen=0)
    assert conflict.value.post.source == "Vom Tablet"
    assert fresh(post).source == "Vom Tablet"


def test_only_author_and_moderators_edit_and_moderators_say_why(anna, bruno, chiara):
    post = opening(make_thread(anna))
    with pytest.raises(PermissionDenied):
        edit(post, by=bruno)
    with pytest.raises(ValidationError, match="Grund"):
        edit(post, by=chiara)
    edited = edit(post, by=chiara, text="Ohne Telefonnummer", reason="Telefonnummer entfernt")
    assert edited.revisions.get().reason == "Telefonnummer entfernt"
    assert AuditEvent.objects.about(post).get().reason == "Telefonnummer entfernt"


def test_a_field_moderator_moderates_this_field_only(anna, bruno):
    here, there = opening(make_thread(anna)), opening(make_thread(anna))
    RoleGrant.objects.create(member=bruno, role="moderator", scope=f"field:{here.thread.field_id}")
    remove(here, by=bruno, reason="Werbung")
    with pytest.raises(PermissionDenied):
        remove(there, by=bruno, reason="Werbung")


def test_removing_leaves_a_tombstone_and_restoring_brings_back_exactly_that(anna, bruno, chiara):
    thread = make_thread(anna, replies=2)
    post = make_reply(thread, bruno, reply_to=2)
    make_reply(thread, anna, reply_to=post.number)
    accept(post)
    before = snapshot(thread)
    removed = remove(post, by=chiara, reason="Enthält eine private Anschrift")
    assert removed.removed.by_office
    assert snapshot(thread) != before
    assert not Thread.objects.get(pk=thread.pk).is_answered
    with pytest.raises(PermissionDenied):
        post_actions.restore_post(bruno, fresh(post))
    post_actions.restore_post(chiara, fresh(post))
    assert snapshot(thread) == before


def test_the_office_never_removes_without_a_reason(anna, chiara):
    post = opening(make_thread(anna))
    with pytest.raises(ValidationError):
        remove(post, by=chiara)
    assert fresh(post).removed is None


def test_authors_take_back_their_own_removal(anna):
    post = remove(opening(make_thread(anna)))
    post_actions.restore_post(anna, fresh(post))
    assert fresh(post).removed is None
    with pytest.raises(PermissionDenied):
        post_actions.restore_post(anna, fresh(post))


def test_answers_are_accepted_changed_and_withdrawn(anna, bruno):
    thread = make_thread(anna, replies=2, by=bruno)
    first, second = Post.objects.in_thread(thread).filter(number__gt=1).order_by("number")
    field = ActionField.objects.filter(pk=thread.field_id)
    accept(first)
    accept(second)
    accept(second)
    assert Acceptance.objects.get().post == second
    assert field.values_list("open_count", flat=True).get() == 0
    answer_actions.withdraw_answer(anna, Thread.objects.get(pk=thread.pk))
    assert not Acceptance.objects.exists()
    assert field.values_list("open_count", flat=True).get() == 1


def test_who_may_accept_and_what(anna, bruno):
    thread = make_thread(anna, replies=1, by=bruno)
    talk = make_thread(anna, kind="discussion", replies=1, by=bruno)
    answer = Post.objects.get(thread=thread, number=2)
    for actor, post in (
        (bruno, answer),
        (anna, opening(thread)),
        (anna, Post.objects.get(thread=talk, number=2)),
    ):
        with pytest.raises(PermissionDenied):
            answer_actions.accept_answer(actor, fresh(post))


def test_closing_needs_a_reason_and_a_moderator_and_counts(anna, chiara):
    thread = make_thread(anna)
    with pytest.raises(PermissionDenied):
        closing_actions.close_thread(anna, thread, reason="Fertig")
    with pytest.raises(ValidationError):
        closing_actions.close_thread(chiara, thread, reason="  ")
    closed = close(thread, by=chiara, reason="Doppelt")
    assert closed.closure.reason == "Doppelt"
    field = ActionField.objects.filter(pk=thread.field_id)
    assert field.values_list("open_count", flat=True).get() == 0
    closing_actions.reopen_thread(chiara, closed)
    assert field.values_list("open_count", flat=True).get() == 1
    assert [event.verb for event in AuditEvent.objects.about(thread)] == ["reopen_thread", "close_thread"]


def test_every_durable_change_raises_the_head_and_marks_what_looks_different(anna, bruno, chiara):
    """Whoever knew the thread up to head n finds every post that looks different now with rev > n."""
    thread = make_thread(anna, replies=1, by=bruno)
    entries = [
        lambda: make_reply(thread, bruno, reply_to=2),
        lambda: edit(Post.objects.get(thread=thread, number=2), by=bruno, text="Anders"),
        lambda: accept(Post.objects.get(thread=thread, number=3)),
        lambda: answer_actions.withdraw_answer(anna, Thread.objects.get(pk=thread.pk)),
        lambda: remove(Post.objects.get(thread=thread, number=2), by=chiara, reason="Werbung"),
        lambda: post_actions.restore_post(chiara, fresh(Post.objects.get(thread=thread, number=2))),
    ]
    for entry in entries:
        before = looks(thread)
        known = Thread.objects.get(pk=thread.pk).head
        entry()
        after = looks(thread)
        different = {number for number in after if after[number] != before.get(number)}
        changed = set(Post.objects.in_thread(thread).changed_since(known).values_list("number", flat=True))
        assert different and different <= changed
        assert Thread.objects.get(pk=thread.pk).head > known


def looks(thread):
    """What `_post.html` shows of each post."""
    accepted = Acceptance.objects.filter(thread=thread).values_list("post", flat=True).first()
    found = {}
    for post in Post.objects.in_thread(thread).with_page():
        parent = post.reply_to
        above = (parent.number, bool(parent.removed)) if parent else None
        found[post.number] = (post.html, bool(post.removed), post.reply_count, post.pk == accepted, above)
    return found


def test_office_power_rests_without_a_second_factor(anna, settings):
    settings.OFFICE_SECOND_FACTOR = True
    officer = MemberFactory(office=True)
    post = opening(make_thread(anna))
    with pytest.raises(PermissionDenied):
        remove(post, by=officer, reason="Werbung")
    Authenticator.objects.create(user=officer, type=Authenticator.Type.TOTP, data={})
    assert remove(post, by=Member.objects.get(pk=officer.pk), reason="Werbung").removed
