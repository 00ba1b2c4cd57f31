"""What the frame around every page says depends on who is there."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from tests.factories.people import MemberFactory


@pytest.fixture
def page(rf):
    def make(path: str = "/", user: object | None = None, **context: object) -> str:
        request = rf.get(path)
        request.user = user or AnonymousUser()
        for name, value in context.pop("cookies", {}).items():
            request.COOKIES[name] = value
        return render_to_string("404.html", {"detail": "x", "user": request.user, **context}, request=request)

    return make


@pytest.mark.django_db
def test_who_waits_is_told_so_and_who_is_in_is_not(page):
    assert "Ihre Anmeldung wird geprüft" in page(user=MemberFactory(waiting=True))
    assert "Ihre Anmeldung wird geprüft" not in page(user=MemberFactory())
    assert "Ihre Anmeldung wird geprüft" not in page()


@pytest.mark.django_db
def test_the_way_to_the_office_is_for_the_office(page):
    assert 'href="/moderation/"' in page(user=MemberFactory(office=True))
    assert 'href="/moderation/"' not in page(user=MemberFactory())


@pytest.mark.django_db
def test_leaving_is_a_form_and_not_a_link(page):
    html = page(user=MemberFactory())
    assert 'action="/konto/logout/"' in html
    assert 'href="/konto/logout/"' not in html
    assert 'href="/konto/login/"' not in html
