"""Who is here, told by several processes, forgotten by the clock."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from realtime.delivery.presence import SEEN_FOR, TOLD_EVERY, Presence


@pytest.fixture
def shown():
    return []


@pytest.fixture
def told():
    return []


@pytest.fixture
def presence(shown, told):
    return Presence(show=lambda *it: shown.append(it), tell=lambda *it: told.append(it))


def test_a_newcomer_is_shown_and_told_once(presence, shown, told):
    for second in (0, 25, 50):
        presence.note("room:1", 7, second)
    assert shown == [("room:1", [7])]
    assert told == [("room:1", [7])]


def test_after_a_minute_of_silence_one_is_gone(presence, shown):
    presence.note("room:1", 7, 0)
    presence.sweep(SEEN_FOR - 1)
    assert presence.here("room:1") == [7]
    presence.sweep(SEEN_FOR + 1)
    assert presence.here("room:1") == []
    assert shown[-1] == ("room:1", [])


def test_a_process_that_dies_takes_its_members_along_after_a_minute(presence):
    presence.hear("room:1", "other", [9], 0)
    presence.note("room:1", 7, 30)
    presence.sweep(SEEN_FOR + 1)
    assert presence.here("room:1") == [7]


def test_who_is_here_twice_is_shown_once_and_stays_when_one_of_both_goes(presence):
    presence.note("room:1", 7, 0)
    presence.hear("room:1", "other", [7], 0)
    assert presence.here("room:1") == [7]
    presence.forget(7)
    assert presence.here("room:1") == [7]
    presence.hear("room:1", "other", [], 1)
    assert presence.here("room:1") == []


def test_others_are_reminded(presence, told):
    presence.note("room:1", 7, 100.0)
    presence.sweep(100.0)
    told.clear()
    presence.sweep(100.0 + TOLD_EVERY - 1)
    assert told == []
    presence.sweep(100.0 + TOLD_EVERY)
    assert told == [("room:1", [7])]


def test_forgetting_in_one_room_leaves_the_other(presence):
    presence.note("room:1", 7, 0)
    presence.note("room:2", 7, 0)
    presence.forget(7, "room:1")
    assert (presence.here("room:1"), presence.here("room:2")) == ([], [7])


class Processes(RuleBasedStateMachine):
    """Three processes tell each other everything: all show the same, namely who said so within the last minute."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.said: dict[tuple[int, int], float] = {}  # process, member: when
        self.all = [self._process(number) for number in range(3)]

    def _process(self, number: int) -> Presence:
        def tell(topic: str, members: list[int]) -> None:
            for other, presence in enumerate(self.all):
                if other != number:
                    presence.hear(topic, str(number), members, self.now)

        return Presence(show=lambda *_: None, tell=tell)

    @rule(process=st.integers(0, 2), member=st.integers(1, 4))
    def note(self, process: int, member: int) -> None:
        self.all[process].note("room:1", member, self.now)
        self.said[process, member] = self.now

    @rule(process=st.integers(0, 2), member=st.integers(1, 4))
    def forget(self, process: int, member: int) -> None:
        # Whom the others have let go anyway they are told nothing about: they forget by themselves, a little later.
        if self.now < self.said.get((process, member), -SEEN_FOR) + SEEN_FOR:
            self.all[process].forget(member)
            del self.said[process, member]

    @rule(seconds=st.integers(1, 15))
    def time_passes(self, seconds: int) -> None:
        for _ in range(seconds):
            self.now += 1.0
            for presence in self.all:
                presence.sweep(self.now)

    @invariant()
    def each_shows_its_own_exactly_and_others_soon(self) -> None:
        for number, presence in enumerate(self.all):
            mine = {
                pk
                for (process, pk), at in self.said.items()
                if process == number and self.now < at + SEEN_FOR
            }
            recent = {pk for (_process, pk), at in self.said.items() if self.now < at + SEEN_FOR}
            late = {pk for (_process, pk), at in self.said.items() if self.now < at + 2 * SEEN_FOR}
            shown = set(presence.here("room:1"))
            assert mine <= recent <= shown | set() and shown <= late


TestProcesses = Processes.TestCase
TestProcesses.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
