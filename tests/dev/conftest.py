"""For the tests of the tools: none of them knows the house's database."""

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.once)
