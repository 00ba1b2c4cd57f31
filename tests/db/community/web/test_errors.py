"""Errors on the way through the whole house."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings


@pytest.mark.django_db
def test_a_post_without_token_meets_this_page_and_not_djangos():
    response = Client(enforce_csrf_checks=True).post("/sprache/", {"language": "Deutsch oder English"})
    assert response.status_code == 403
    assert "Ihre Sitzung ist abgelaufen" in response.content.decode()


@pytest.mark.django_db
@override_settings(DEBUG=False)
def test_an_unknown_address_meets_our_page():
    response = Client().get("/gibt/es/nicht/")
    assert response.status_code == 404
    assert "Diese Seite haben wir nicht gefunden" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/?q=%00", "/mitglieder/?q=a%00b", "/%00/"])
def test_characters_that_are_none_meet_our_page_before_any_database(address, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = Client().get(address)
    assert response.status_code == 400
    assert "<h1>Das hat nicht geklappt</h1>" in response.content.decode()
