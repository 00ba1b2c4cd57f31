"""What a browser may claim to be a key: everything that is none is refused as a form is, not as a fault."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.contracts.passkeys import make_passkey
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
ODD = [
    "9" * 5_000,
    "[" * 5_000,
    "[]",
    "1",
    '"x"',
    "{}",
    '{"id": "\\ud800"}',
    '{"id": 1, "rawId": [], "response": {}}',
]


@pytest.mark.parametrize("credential", ODD, ids=lambda odd: odd[:12])
def test_signing_in(client: Client, credential: str) -> None:
    client.get("/konto/2fa/webauthn/login/")
    answer = client.post("/konto/2fa/webauthn/login/", {"credential": credential})
    assert answer.status_code < 500 and "_auth_user_id" not in client.session


@pytest.mark.parametrize("credential", ODD, ids=lambda odd: odd[:12])
@pytest.mark.parametrize("address", ["/konto/2fa/webauthn/add/", "/konto/2fa/webauthn/reauthenticate/"])
def test_for_an_account(client: Client, address: str, credential: str) -> None:
    member = MemberFactory()
    make_passkey(member)
    client.force_login(member)
    client.get(address)
    assert client.post(address, {"credential": credential, "name": "Schlüssel"}).status_code < 500
