"""For the forum's tests: the office's second factor is tested where it is the subject."""

import pytest


@pytest.fixture(autouse=True)
def _office_without_second_factor(settings):
    settings.OFFICE_SECOND_FACTOR = False
