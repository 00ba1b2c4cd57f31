"""Which pages load the transport: those of admitted members, and they say whose they are."""

from __future__ import annotations

import pytest

from tests.factories.people import DocumentFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _documents():
    DocumentFactory()


def test_members_get_the_scripts_and_their_number(client):
    anna = MemberFactory()
    client.force_login(anna)
    page = client.get("/handlungsfelder/").content.decode()
    assert f'<meta name="member" content="{anna.pk}">' in page
    assert 'type="module" src="/static/delivery/socket.js"' in page


def test_members_with_high_numbers_too(client):
    anna = MemberFactory(pk=1_234_567)
    client.force_login(anna)
    assert '<meta name="member" content="1234567">' in client.get("/handlungsfelder/").content.decode()


@pytest.mark.parametrize("who", ["visitor", "waiting"])
def test_all_others_do_not(client, who):
    if who == "waiting":
        client.force_login(MemberFactory(waiting=True))
    page = client.get("/handlungsfelder/").content.decode()
    assert 'name="member"' not in page
    assert "delivery/socket.js" not in page
