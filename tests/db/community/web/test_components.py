"""What the components promise to templates: here, no query."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tests.unit.community.web.test_components import shown, someone


@pytest.mark.django_db
def test_components_ask_no_database(django_assert_num_queries):
    source = "{% person m %}{% avatar m %}{% badge 'x' %}{% button 'x' %}{% when t %}{% field_mark f %}"
    field = SimpleNamespace(name="x", hue=1, url="/x/")
    with django_assert_num_queries(0):
        shown(source, m=someone(), t=datetime.now(UTC), f=field)
