"""Fixtures of the contract tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contracts.cast import Cast, standing_cast


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """Built once per module; every test runs in a transaction of its own inside it."""
    with django_db_blocker.unblock(), standing_cast() as cast:
        yield cast
