"""People and rooms that most tests begin with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from community.people.models import Member, WorkingGroup
from realtime.rooms.models import Room
from tests.factories.people import MemberFactory, WorkingGroupFactory
from tests.factories.rooms import make_room
from tests.transports import carry


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def bruno() -> Member:
    return MemberFactory(name="Bruno Krüger")


@pytest.fixture
def greta() -> Member:
    """A member of nothing."""
    return MemberFactory(name="Greta Lindner")


@pytest.fixture
def chiara() -> Member:
    return MemberFactory(name="Chiara Brandt", office=True)


@pytest.fixture
def group(anna: Member, bruno: Member) -> WorkingGroup:
    """Anna leads it, Bruno belongs to it."""
    return WorkingGroupFactory(name="Kinderstadtplan", lead=anna, with_members=[bruno])


@pytest.fixture
def cafe(db: None) -> Room:
    """Open to all members."""
    return make_room()


@pytest.fixture
def table(group: WorkingGroup) -> Room:
    """The closed room of Anna's and Bruno's group."""
    return make_room(group, name="Zeichentisch")


@pytest.fixture
def rung(django_capture_on_commit_callbacks: Any) -> Iterator[Any]:
    """`with rung() as events:` collects what the block tells, pairs of what and arguments, once it has committed."""
    heard: list[Any] = []
    stop = carry(
        lambda stream, event: heard.append((stream, event)),
        withdraw=lambda member, *, stream, reason: heard.append(("withdraw", member, stream, reason)),
    )

    class Block:
        def __enter__(self) -> list[Any]:
            heard.clear()
            self.block = django_capture_on_commit_callbacks(execute=True)
            self.block.__enter__()
            return heard

        def __exit__(self, *trouble: Any) -> None:
            self.block.__exit__(*trouble)

    yield Block
    stop()


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    """The office signs in with a password here; that its power rests without a second factor has its own test."""
    settings.OFFICE_SECOND_FACTOR = False
