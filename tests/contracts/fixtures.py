"""Fixtures that the contract tests and the crawls share: a conftest of theirs imports them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contracts.cast import Cast, shared_cast
from tests.db.community.push.service import KEY


@pytest.fixture(autouse=True)
def _push_with_a_key(settings: Any, _no_push: None) -> None:
    """As where push is on; no address of a test is ever asked."""
    settings.PUSH_KEY = KEY


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Built once per module; every test runs in a transaction of its own inside it."""
    with django_db_blocker.unblock(), shared_cast() as cast:
        yield cast
