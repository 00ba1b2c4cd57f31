"""What is new for whom: marks, baselines, "all read" and back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.models import Post, ReadMark, Thread, first_unread
from forum.reading import actions as reading_actions
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return long_here(MemberFactory(name="Anna Weber"))


@pytest.fixture
def bruno():
    return long_here(MemberFactory(name="Bruno Krüger"))


def long_here(member):
    member.admission.decided_at = timezone.now() - timedelta(days=90)
    member.admission.save()
    return member


def unread(member, thread):
    return Thread.objects.with_unread(member).get(pk=thread.pk).unread


def test_new_threads_are_new_for_others_and_not_for_their_author(anna, bruno):
    thread = make_thread(anna)
    assert (unread(anna, thread), unread(bruno, thread)) == (0, 1)
    assert first_unread(bruno, thread) == 1


def test_reading_moves_the_mark_forward_only(anna, bruno):
    thread = make_thread(anna, replies=4)
    reading_actions.mark_read(bruno, thread, number=3)
    reading_actions.mark_read(bruno, thread, number=2)
    assert ReadMark.objects.get(member=bruno).number == 3
    assert (unread(bruno, thread), first_unread(bruno, thread)) == (2, 4)
    reading_actions.mark_read(bruno, thread, number=99)
    assert ReadMark.objects.get(member=bruno).number == 5
    assert (unread(bruno, thread), first_unread(bruno, thread)) == (0, None)


def test_what_was_written_before_someone_came_is_not_new_and_nothing_later_is_forgotten(anna):
    thread = make_thread(anna, replies=2)
    Post.objects.update(created_at=timezone.now() - timedelta(days=400))
    Thread.objects.update(active_at=timezone.now() - timedelta(days=400))
    newcomer = long_here(MemberFactory())
    assert unread(newcomer, thread) == 0
    make_reply(thread, anna)
    assert unread(newcomer, thread) == 1
    assert first_unread(newcomer, Thread.objects.get(pk=thread.pk)) == 4


def test_all_read_in_one_field_and_back(anna, bruno):
    here, there = ActionFieldFactory(), ActionFieldFactory()
    read, other = make_thread(anna, field=here, replies=1), make_thread(anna, field=there)
    reading_actions.mark_all_read(bruno, here)
    assert (unread(bruno, read), unread(bruno, other)) == (0, 1)
    make_reply(read, anna)
    assert unread(bruno, read) == 1
    reading_actions.take_back_all_read(bruno, here)
    assert unread(bruno, read) == 3


def test_all_read_everywhere(anna, bruno):
    threads = [make_thread(anna) for _ in range(3)]
    reading_actions.mark_all_read(bruno, None)
    assert not Thread.objects.unread_by(bruno).exists()
    reading_actions.take_back_all_read(bruno, None)
    assert Thread.objects.unread_by(bruno).count() == len(threads)


def test_visitors_and_waiting_members_have_nothing_unread(anna):
    thread = make_thread(anna)
    assert unread(MemberFactory(waiting=True), thread) == 0


def test_own_replies_are_read_when_what_stood_before_was(anna, bruno):
    thread = make_thread(anna, replies=1)
    make_reply(thread, bruno)
    assert unread(bruno, thread) == 3, "whoever answers without reading still has everything to read"
    reading_actions.mark_read(bruno, Thread.objects.get(pk=thread.pk), number=3)
    make_reply(thread, bruno)
    assert unread(bruno, thread) == 0
