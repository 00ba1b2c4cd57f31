"""However a session ends, what is connected by it is cut off."""

from __future__ import annotations

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth import update_session_auth_hash
from django.test import Client

from community.live.sessions import SessionStore
from tests.factories.people import MemberFactory
from tests.transports import carry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ended():
    """The sessions whose connections were ended."""
    keys: list[str | None] = []

    def note(_member: int | None, *, session_key: str | None, reason: str) -> None:
        keys.append(session_key)

    silence = carry(lambda *_: None, hang_up=note)
    yield keys
    silence()


@pytest.fixture
def client(client: Client) -> Client:
    client.force_login(MemberFactory())
    return client


def test_signing_out(client, ended):
    key = client.session.session_key
    client.logout()
    assert key in ended


def test_a_new_key_for_the_same_session(client, ended, rf):
    store = SessionStore(client.session.session_key)
    store.load()
    old = store.session_key
    request = rf.get("/")
    request.session, request.user = store, MemberFactory()
    update_session_auth_hash(request, request.user)
    assert store.session_key != old
    assert ended == [old]


def test_ending_another_one(client, ended):
    key = client.session.session_key
    SessionStore().delete(key)
    assert ended == [key]


def test_the_asynchronous_way(ended):
    store = SessionStore()

    async def flow() -> str | None:
        store["words"] = "kept"
        await store.asave()
        key: str | None = store.session_key
        await store.aflush()
        return key

    assert ended == [] and [async_to_sync(flow)()] == ended


def test_saving_ends_nothing(client, ended):
    store = SessionStore(client.session.session_key)
    store["words"] = "kept"
    store.save()
    assert ended == []
