"""The office of these tests has no second factor to show."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _office_without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False
