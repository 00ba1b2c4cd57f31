"""Splitting, merging and carrying on: both results, every old address, what was read, and the exact way back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.moderation.models import ModerationAction
from community.moderation.undo.actions import undo_action
from community.people.models import Member
from forum.imports.threads import recount_fields
from forum.models import Acceptance, ActionField, Continuation, MovedPost, Post, Thread
from forum.moving import actions as moving_actions
from forum.moving import dry_run
from forum.moving.tree import plant, shape
from forum.reading import actions as reading_actions
from tests.db.forum.looks import current, field_counts, look
from tests.factories.forum import (
    ActionFieldFactory,
    accept,
    fresh,
    make_poll,
    make_reply,
    make_thread,
    opening,
    remove,
)
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


@pytest.fixture
def tree(anna, bruno) -> Thread:
    """1; 2 and 5 answer the question; 3 answers 2, 4 answers 3, 6 answers 4."""
    thread = make_thread(anna, title="Leerstand")
    for above in (None, 2, 3, None, 4):
        make_reply(thread, bruno, reply_to=above)
    return current(thread)


def latest() -> ModerationAction:
    return ModerationAction.objects.order_by("-pk")[0]


def answers(thread: Thread) -> dict[int, int | None]:
    """Number by number, what each post answers."""
    posts = Post.objects.in_thread(thread).select_related("reply_to").order_by("number")
    return {post.number: post.reply_to.number if post.reply_to else None for post in posts}


def split(chiara: Member, thread: Thread, *numbers: int, title: str = "Ein eigenes Thema") -> Thread:
    return moving_actions.split_thread(
        chiara, current(thread), numbers=numbers, title=title, kind="discussion", reason="Anderes Thema"
    )


def check_house() -> None:
    """What must hold whatever was done."""
    for thread in Thread.objects.all():
        posts = list(Post.objects.in_thread(thread).order_by("number"))
        was = [(shape(post), post.branch) for post in posts]
        assert thread.last_branch == plant(posts)
        assert [(shape(post), post.branch) for post in posts] == was
        moved_posts = dict(MovedPost.objects.filter(thread=thread).values_list("number", "post"))
        numbers = {post.number for post in posts}
        assert numbers | set(moved_posts) == set(range(1, thread.last_number + 1))
        assert not numbers & set(moved_posts)
        assert thread.trace_count == len(moved_posts)
        assert thread.reply_count == max(len(posts) - 1, 0)
        assert (thread.merged_into_id is None) == bool(posts)
        assert all(post.reply_to is None or post.reply_to.thread_id == thread.pk for post in posts)
        placed = [post.placed_at or post.created_at for post in posts]
        assert all(a <= b for a, b in pairwise(placed))
        assert thread.event_count == thread.events.count()
    counted = field_counts()
    recount_fields(ActionField.objects.values_list("pk", flat=True))
    assert field_counts() == counted


def test_a_split_makes_two_threads_with_their_trees(anna, chiara, tree):
    before = (look(tree, [anna]), field_counts())
    known = current(tree).head
    new = split(chiara, tree, 3, 6)
    assert answers(tree) == {1: None, 2: None, 4: 2, 5: None}
    assert answers(new) == {1: None, 2: None}
    assert list(MovedPost.objects.filter(thread=tree).values_list("number", flat=True)) == [3, 6]
    assert set(MovedPost.objects.in_thread(tree).changed_since(known).values_list("number", flat=True)) == {
        3,
        6,
    }
    assert 4 in Post.objects.in_thread(tree).changed_since(known).values_list("number", flat=True)
    assert ActionField.objects.get().thread_count == 2
    check_house()
    undo_action(chiara, latest())
    assert (look(tree, [anna]), field_counts()) == before
    assert current(new).merged_into == tree
    check_house()


def test_every_old_address_finds_its_post(client, anna, chiara, tree):
    posts = {post.number: post for post in Post.objects.in_thread(tree)}
    new = split(chiara, tree, 3, 4)
    client.force_login(anna)
    assert client.get(posts[3].get_absolute_url())["Location"].endswith(f"{new.get_absolute_url()}#beitrag-1")
    page = client.get(tree.get_absolute_url()).content.decode()
    assert 'id="beitrag-3"' in page and posts[3].get_absolute_url() in page
    undo_action(chiara, latest())
    old = client.get(f"/themen/{new.pk}/{new.slug}/")
    assert old.status_code == 200
    assert 'id="beitrag-2"' in old.content.decode() and posts[4].get_absolute_url() in old.content.decode()
    news = client.get(f"/themen/{new.pk}/beitraege/?nach=1").content.decode()
    assert 'id="beitrag-1"' in news and "moved-post--quiet" not in news  # who has it open is told
    assert "moved-post--quiet" not in client.get(tree.get_absolute_url()).content.decode()
    assert client.get(f"/themen/{new.pk}/ungelesen/")["Location"].startswith(f"/themen/{tree.pk}/")


def test_what_was_written_in_between_comes_along(anna, bruno, chiara, tree):
    new = split(chiara, tree, 3, 4)
    entry = latest()
    late = make_reply(current(new), anna, text="Spät", reply_to=2)
    aside = make_reply(current(new), anna, text="Zur Sache")
    stays = make_reply(current(tree), bruno, reply_to=2)
    undo_action(chiara, entry)
    assert (stays.number, fresh(late).number, fresh(aside).number) == (7, 8, 9)
    assert answers(tree) == {1: None, 2: None, 3: 2, 4: 3, 5: None, 6: 4, 7: 2, 8: 4, 9: 3}
    check_house()


def test_an_accepted_answer_that_leaves_opens_the_question(chiara, tree):
    accept(Post.objects.get(thread=tree, number=3))
    before = (look(tree), field_counts())
    split(chiara, tree, 3)
    assert not current(tree).is_answered and ActionField.objects.get().open_count == 1
    undo_action(chiara, latest())
    assert (look(tree), field_counts()) == before


@pytest.fixture
def reader() -> Member:
    return MemberFactory()


def test_reading_marks_follow(reader, anna, chiara, tree):
    late = make_reply(tree, anna)
    reading_actions.mark_read(reader, current(tree), number=4)
    assert look(tree, [reader])["unread"] == [3]
    new = split(chiara, tree, 3, 4, 6)
    assert look(tree, [reader])["unread"] == [2]
    assert look(new, [reader])["unread"] == [1]
    reading_actions.mark_read(reader, current(tree), number=current(tree).last_number)
    assert look(tree, [reader])["unread"] == [0]
    split(chiara, tree, late.number, title="Das Letzte")
    assert look(tree, [reader])["unread"] == [0]


def test_a_merge_appends_and_leaves_the_old_address(client, anna, bruno, chiara, tree):
    other = make_thread(bruno, field=tree.field, title="Leerstand, noch einmal", replies=2, by=anna)
    make_reply(other, anna, reply_to=2)
    before = (look(tree, [anna, bruno]), look(other, [anna, bruno]), field_counts())
    moving_actions.merge_thread(chiara, current(other), target=current(tree), reason="Doppelt")
    assert answers(tree) == {1: None, 2: None, 3: 2, 4: 3, 5: None, 6: 4, 7: None, 8: 7, 9: 7, 10: 8}
    assert other not in Thread.objects.visible_to(anna)
    check_house()
    client.force_login(anna)
    page = client.get(f"/themen/{other.pk}/{other.slug}/")
    assert page.status_code == 200 and 'id="beitrag-4"' in page.content.decode()
    assert client.get(f"/handlungsfelder/{tree.field.slug}/").content.decode().count("Leerstand") == 1
    answer = client.post(
        f"/themen/{other.pk}/antworten/",
        {
            "text": "Ich war noch beim Schreiben.",
            "key": "6f6b0d6e-6d5c-4a33-8a57-0c1f2a4a0001",
            "reply_to": 2,
        },
    )
    assert answer.status_code == 303
    assert answers(tree)[11] == 8
    undo_action(chiara, latest())
    assert answers(tree) == {1: None, 2: None, 3: 2, 4: 3, 5: None, 6: 4, 11: None}
    assert look(other)["posts"] == before[1]["posts"]
    check_house()


def test_a_merge_taken_back_is_as_if_nothing_had_been(anna, bruno, chiara, tree):
    other = make_thread(bruno, title="Leerstand, noch einmal", replies=2, by=anna)
    accept(Post.objects.get(thread=other, number=2))
    before = (look(tree, [anna, bruno]), look(other, [anna, bruno]), field_counts())
    moving_actions.merge_thread(chiara, current(other), target=current(tree), reason="Doppelt")
    assert ActionField.objects.get(pk=other.field_id).thread_count == 0
    undo_action(chiara, latest())
    assert (look(tree, [anna, bruno]), look(other, [anna, bruno]), field_counts()) == before
    check_house()


def test_who_knew_both_threads_knows_the_merged_one(reader, anna, bruno, chiara, tree):
    other = make_thread(bruno, field=tree.field, replies=3, by=anna)
    reading_actions.mark_read(reader, tree, number=6)
    reading_actions.mark_read(reader, other, number=3)
    moving_actions.merge_thread(chiara, current(other), target=current(tree), reason="Doppelt")
    assert Thread.objects.with_unread(reader).get(pk=tree.pk).unread <= 1
    mark_to = reading_actions.mark_read(reader, current(tree), number=current(tree).last_number)
    assert mark_to is None and look(tree, [reader])["unread"] == [0]


def test_posts_go_to_another_thread(anna, bruno, chiara, tree):
    target = make_thread(bruno, title="Tauschbörse", replies=1, by=anna)
    before = (look(tree, [anna]), look(target, [anna]), field_counts())
    moving_actions.move_posts(chiara, tree, numbers=[4, 6, 5], target=target, reason="Gehört dorthin")
    assert answers(target) == {1: None, 2: None, 3: None, 4: None, 5: 3}
    check_house()
    undo_action(chiara, latest())
    assert (look(tree, [anna]), look(target, [anna]), field_counts()) == before
    check_house()


def test_what_cannot_be_split_or_merged_is_said(anna, bruno, chiara, tree):
    with pytest.raises(ValidationError):
        split(chiara, tree, 1, 2)
    with pytest.raises(ValidationError):
        split(chiara, tree, 99)
    remove(Post.objects.get(thread=tree, number=5), by=chiara, reason="Werbung")
    with pytest.raises(ValidationError):
        split(chiara, tree, 5)
    with pytest.raises(PermissionDenied):
        split(anna, tree, 2)
    with pytest.raises(ValidationError):
        moving_actions.merge_thread(chiara, tree, target=tree, reason="Versehen")
    asked = make_thread(bruno)
    make_poll(asked)
    with pytest.raises(PermissionDenied, match="Umfrage"):
        moving_actions.merge_thread(chiara, asked, target=tree, reason="Doppelt")
    moving_actions.merge_thread(chiara, tree, target=asked, reason="Umgekehrt")
    secret = make_thread(bruno, field=ActionFieldFactory())
    with pytest.raises(PermissionDenied):
        moving_actions.merge_thread(chiara, secret, target=current(asked), reason="Doppelt")


def test_a_member_carries_on_their_own_branch(anna, bruno, chiara, tree):
    new = moving_actions.continue_thread(
        bruno, fresh(Post.objects.get(thread=tree, number=2)), title="Nur der Bahnhof"
    )
    assert answers(tree) == {1: None, 5: None}
    assert answers(new) == {1: None, 2: None, 3: 2, 4: 3}
    link = Continuation.objects.get(thread=new)
    assert (link.source, link.number, link.by) == (tree, 2, bruno)
    assert new.author == bruno
    with pytest.raises(PermissionDenied):
        moving_actions.continue_thread(
            MemberFactory(), fresh(Post.objects.get(thread=tree, number=5)), title="Meins"
        )
    with pytest.raises(PermissionDenied):
        moving_actions.continue_thread(anna, opening(tree), title="Alles")
    undo_action(chiara, latest())
    assert answers(tree) == {1: None, 2: None, 3: 2, 4: 3, 5: None, 6: 4}
    assert not Continuation.objects.exists() and not Acceptance.objects.exists()
    check_house()


def test_a_dry_run_leaves_nothing_behind(chiara, tree):
    before = (look(tree), field_counts(), Thread.objects.count(), ModerationAction.objects.count())
    seen = dry_run.rehearse(lambda: split(chiara, tree, 3), lambda new: answers(new))
    assert seen == {1: None}
    assert (look(tree), field_counts(), Thread.objects.count(), ModerationAction.objects.count()) == before
