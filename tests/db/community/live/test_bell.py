"""Ringing after commit, whoever carries the bell."""

from __future__ import annotations

import pytest
from django.db import transaction

from community import live
from tests.transports import carry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def heard():
    """Everything that the carriers are told."""
    told: list[tuple] = []
    silence = carry(
        lambda *args: told.append(("ring", *args)),
        withdraw=lambda *args, **kwargs: told.append(("withdraw", *args, kwargs)),
        hang_up=lambda *args, **kwargs: told.append(("hang up", *args, kwargs)),
        review=lambda *args: told.append(("review", *args)),
    )
    yield told
    silence()


def test_nothing_is_said_before_the_commit_and_everything_after_it(heard):
    with transaction.atomic():
        live.publish("thread:1", {"head": 2})
        live.withdraw(7, stream="thread:1", reason="left")
        live.withdraw(None, stream="thread:1", reason="archived")
        live.hang_up(7, reason="suspended")
        live.review(7)
        assert heard == []
    assert heard == [
        ("ring", "thread:1", {"head": 2}),
        ("withdraw", 7, {"stream": "thread:1", "reason": "left"}),
        ("withdraw", None, {"stream": "thread:1", "reason": "archived"}),
        ("hang up", 7, {"session_key": None, "reason": "suspended"}),
        ("review", 7),
    ]


def test_nothing_is_not_withdrawn_from_nobody(heard):
    with pytest.raises(ValueError):
        live.withdraw(None)
    assert heard == []


def test_what_is_rolled_back_was_never_said(heard):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        live.publish("thread:1", {"head": 2})
        live.withdraw(7)
        raise ZeroDivisionError
    assert heard == []


def test_a_carrier_that_fails_stops_nobody(heard):
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the network is down")

    silence = carry(broken, withdraw=broken, hang_up=broken)
    try:
        live.publish("thread:1", {"head": 2})
        live.withdraw(7)
    finally:
        silence()
    assert [told[0] for told in heard] == ["ring", "withdraw"]


def test_a_carrier_of_bells_alone_is_enough(heard):
    silence = carry(lambda *_: None)
    live.withdraw(7)
    live.hang_up(None, session_key="abc", reason="signed-out")
    live.review(7)
    silence()
    assert len(heard) == 3


def test_a_carrier_can_be_taken_out_again(heard):
    more: list[str] = []
    silence = carry(lambda stream, _event: more.append(stream))
    silence()
    live.publish("thread:1", {"head": 1})
    assert more == [] and len(heard) == 1
