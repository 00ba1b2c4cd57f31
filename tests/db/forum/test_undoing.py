"""Whatever was done to threads, in whatever order: taking it back brings exactly the former state.

And whatever was done: every address that ever led to a post leads to this post.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.moderation.decisions.actions import take_back_decision
from community.moderation.models import Decision, ModerationAction
from community.moderation.undo.actions import undo_action
from forum.bulk_edit import actions as bulk_edit_actions
from forum.closing import actions as closing_actions
from forum.models import Post, Thread
from forum.moving import actions as moving_actions
from forum.posts import actions as post_actions
from forum.reading import actions as reading_actions
from forum.thread_tools import actions as thread_tool_actions
from tests.db.forum.looks import overview, places
from tests.db.forum.test_splitting import check_house
from tests.factories.forum import ActionFieldFactory, accept, fresh, make_reply, make_thread
from tests.factories.people import MemberFactory

VERBS = (
    "retitle", "recast", "pin", "unpin", "slow", "move", "close", "reopen", "split", "move_posts", "merge", "lock",
    "unlock", "carry_on", "hide", "many", "undo",
)  # fmt: skip
STEP = st.tuples(st.sampled_from(VERBS), st.integers(0, 7), st.integers(0, 63))


class TakingBack(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = build()

    @pytest.mark.slow("plays fifteen long stories")
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
    @given(steps=st.lists(STEP, min_size=3, max_size=7))
    def test_taking_back_in_any_order_that_is_allowed(self, steps: list[tuple[str, int, int]]) -> None:
        with self.settings(OFFICE_SECOND_FACTOR=False):
            stage = Stage(*self.cast)
            for verb, which, bits in steps:
                if verb == "undo":
                    stage.take_back()
                else:
                    stage.act(verb, which, bits)
            check_house()
            self.follow_every_address(stage)
            while stage.done:
                stage.take_back()
            check_house()

    def follow_every_address(self, stage: Stage) -> None:
        """What people have copied: of every post, and of every thread there ever was."""
        self.client.force_login(stage.stranger)  # looking leaves marks
        for post in Post.objects.select_related("thread"):
            answer = self.client.get(post.get_absolute_url())
            assert answer.status_code == 302, post
            assert answer["Location"].startswith(post.thread.get_absolute_url())
            assert answer["Location"].endswith(f"#beitrag-{post.number}")
        for thread in Thread.objects.filter(pk__in={thread for thread, _number in stage.known}):
            assert self.client.get(f"/themen/{thread.pk}/", follow=True).status_code == 200, thread


def build() -> tuple[Any, ...]:
    """Three threads in two fields, two readers, an officer."""
    anna, bruno, officer = MemberFactory(), MemberFactory(), MemberFactory(office=True)
    fields = [ActionFieldFactory(public=True), ActionFieldFactory(public=True)]
    first = make_thread(anna, field=fields[0], replies=2, by=bruno)
    for above in (2, 3, 2):
        make_reply(first, bruno, reply_to=above)
    second = make_thread(bruno, field=fields[0], replies=3, by=anna)
    accept(Post.objects.get(thread=second, number=3))
    make_thread(anna, field=fields[1], kind="discussion", replies=1)
    reading_actions.mark_read(bruno, first, number=3)
    reading_actions.mark_read(anna, first, number=6)
    return officer, fields, [anna, bruno]


class Stage:
    """What was done, and what everything looked like before each action."""

    def __init__(self, officer: Any, fields: list[Any], readers: list[Any]) -> None:
        self.officer, self.fields, self.readers = officer, fields, readers
        self.done: list[tuple[Callable[[], None], Any]] = []
        self.stranger = MemberFactory()
        self.known = places()

    def act(self, verb: str, which: int, bits: int) -> None:
        """Do it where it can be done; what is refused changes nothing."""
        threads = list(Thread.objects.filter(merged_into=None).select_related("field").order_by("pk"))
        thread, other = threads[which % len(threads)], threads[bits % len(threads)]
        before, last = self.looks(), max(ModerationAction.objects.values_list("pk", flat=True), default=0)
        try:
            back = getattr(self, verb)(thread, other, bits)
        except (ValidationError, PermissionDenied):
            assert self.looks() == before
            return
        if (
            entry := ModerationAction.objects.filter(pk__gt=last).order_by("pk").first()
        ):  # of a selection the action for all
            back = lambda: undo_action(self.officer, ModerationAction.objects.get(pk=entry.pk))  # noqa: E731
        if back:
            self.done.append((back, before))
        self.remember()

    def take_back(self) -> None:
        if self.done:
            back, before = self.done.pop()
            back()
            assert self.looks() == before
            self.remember()

    def remember(self) -> None:
        """Every number that ever was still leads to the same post, whatever else is there now."""
        now = places()
        assert {place: now.get(place) for place in self.known} == self.known
        self.known = now

    def looks(self) -> Any:
        return overview(self.readers)

    def retitle(self, thread: Thread, other: Thread, bits: int) -> None:
        thread_tool_actions.retitle_thread(self.officer, thread, title=f"Titel {bits}", reason="Klarer")

    def recast(self, thread: Thread, other: Thread, bits: int) -> None:
        kind = "discussion" if thread.is_question else "question"
        thread_tool_actions.change_kind(self.officer, thread, kind=kind, reason="Passt besser")

    def pin(self, thread: Thread, other: Thread, bits: int) -> None:
        until = timezone.now() + timedelta(days=bits + 1)
        thread_tool_actions.pin_thread(self.officer, thread, until=until, reason="Wichtig")

    def unpin(self, thread: Thread, other: Thread, bits: int) -> None:
        thread_tool_actions.unpin_thread(self.officer, thread, reason="Vorbei")

    def slow(self, thread: Thread, other: Thread, bits: int) -> None:
        thread_tool_actions.slow_thread(self.officer, thread, minutes=bits, reason="Ruhe")

    def move(self, thread: Thread, other: Thread, bits: int) -> None:
        moving_actions.move_thread(self.officer, thread, field=self.fields[bits % 2], reason="Dorthin")

    def close(self, thread: Thread, other: Thread, bits: int) -> None:
        closing_actions.close_thread(self.officer, thread, reason="Alles gesagt")

    def reopen(self, thread: Thread, other: Thread, bits: int) -> None:
        closing_actions.reopen_thread(self.officer, thread, reason="Doch nicht")

    def many(self, thread: Thread, other: Thread, bits: int) -> None:
        field, more = thread.field, {"field": self.fields[bits % 2]} if bits % 3 else {}
        verb = "move_thread" if more else "close_thread"
        keys = [one.pk for one in (thread, other)]
        bulk_edit_actions.bulk_edit_threads(
            self.officer, field, keys=keys, verb=verb, reason="Zusammen", **more
        )

    def hide(self, thread: Thread, other: Thread, bits: int) -> Callable[[], None]:
        post_actions.remove_post(self.officer, self.some_post(thread, bits), reason="Unhöflich")
        decision = Decision.objects.order_by("-pk")[0]
        return lambda: take_back_decision(self.officer, decision, because="Doch nicht.")

    def unlock(self, thread: Thread, other: Thread, bits: int) -> None:
        thread_tool_actions.unlock_post(self.officer, self.some_post(thread, bits), reason="Ruhig geworden")

    def lock(self, thread: Thread, other: Thread, bits: int) -> None:
        thread_tool_actions.lock_post(self.officer, self.some_post(thread, bits), reason="Streit")

    def split(self, thread: Thread, other: Thread, bits: int) -> None:
        moving_actions.split_thread(
            self.officer,
            thread,
            numbers=self.some_numbers(thread, bits),
            title=f"Eigenes {bits}",
            kind="question" if bits % 2 else "discussion",
            reason="Anderes",
        )

    def move_posts(self, thread: Thread, other: Thread, bits: int) -> None:
        numbers = self.some_numbers(thread, bits)
        moving_actions.move_posts(self.officer, thread, numbers=numbers, target=other, reason="Dorthin")

    def merge(self, thread: Thread, other: Thread, bits: int) -> None:
        moving_actions.merge_thread(self.officer, thread, target=other, reason="Doppelt")

    def some_post(self, thread: Thread, bits: int) -> Post:
        posts = Post.objects.in_thread(thread).order_by("number")
        return fresh(posts[bits % posts.count()])

    def some_numbers(self, thread: Thread, bits: int) -> list[int]:
        """The numbers after the first whose bit is set."""
        numbers = list(Post.objects.in_thread(thread).order_by("number").values_list("number", flat=True))[1:]
        return [number for place, number in enumerate(numbers) if bits >> (place % 6) & 1]

    def carry_on(self, thread: Thread, other: Thread, bits: int) -> None:
        moving_actions.continue_thread(self.officer, self.some_post(thread, bits), title=f"Weiter {bits}")
