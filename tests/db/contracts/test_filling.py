"""Bulk data is as much as was asked for, and the same for the same seed; demo data stays out of real houses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from community.demo.filling import Filling, fill_forum, fill_members
from community.demo.house import furnish
from community.demo.room_filling import fill_rooms
from community.people.models import Member
from forum.models import ActionField, Post, Thread
from realtime.rooms.models import Message

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def _furnished(django_db_setup: None, django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock(), transaction.atomic():
        furnish()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _in_a_furnished_house(_furnished: None, db: None) -> None:
    """Register, legal pages and fields."""


def test_no_demo_outside_demo_mode(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo", again=True, verbosity=0)
    assert not Member.objects.exists()


def test_fill_makes_as_much_as_it_was_asked_for(settings: Any) -> None:
    settings.DEMO = False
    call_command("fill", members=5, threads=4, posts=30, verbosity=0)
    assert (Member.objects.count(), Thread.objects.count(), Post.objects.count()) == (5, 4, 30)
    assert sum(ActionField.objects.values_list("post_count", flat=True)) == 30
    assert not any(member.has_usable_password() for member in Member.objects.all())


def test_the_same_seed_makes_the_same_content() -> None:
    one, same, other = _filled(7), _filled(7), _filled(8)
    assert one == same
    assert all(one[kind] != other[kind] for kind in one)


def _filled(seed: int) -> dict[str, list[Any]]:
    """What one seed makes, without keys of rows; the database is left as it was."""
    with transaction.atomic():
        authors = fill_members(6, seed=seed, now=NOW, password=None)
        for _made in fill_forum(Filling(threads=5, posts=40, seed=seed), authors, NOW):
            pass
        for _made in fill_rooms(2, 30, seed=seed, authors=authors, now=NOW):
            pass
        members, threads = Member.objects.order_by("email"), Thread.objects.order_by("created_at")
        posts = Post.objects.order_by("thread__created_at", "number")
        messages = Message.objects.order_by("room__slug", "seq")
        made = {
            "members": list(members.values_list("email", "name", "municipality", "registered_at")),
            "threads": list(threads.values_list("title", "field__slug", "head", "active_at")),
            "posts": list(
                posts.values_list("number", "author__email", "source", "path", "created_at", "key")
            ),
            "messages": list(messages.values_list("room__name", "seq", "author__email", "source", "key")),
        }
        transaction.set_rollback(True)
    return made
