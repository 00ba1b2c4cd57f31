"""The second step of signing in: an app with codes, recovery codes, and the pages about keys."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from community.people.accounts.adapters import MFAAdapter
from tests.community.people.steps import sign_in, user_of
from tests.factories.people import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db


def current_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up_app(client: Client) -> str:
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/konto/2fa/totp/activate/").context["form"].secret
    answer = client.post("/konto/2fa/totp/activate/", {"code": current_code(secret)})
    assert answer["Location"] == "/konto/2fa/recovery-codes/"
    return secret


def test_second_factor(client: Client, time_machine: Any) -> None:
    member = MemberFactory()
    sign_in(client, member.email)
    assert client.get("/konto/2fa/totp/activate/")["Location"].startswith("/konto/reauthenticate/")
    secret = set_up_app(client)
    codes = client.get("/konto/2fa/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10 and "eingerichtet" in client.get("/konto/").content.decode()
    time_machine.move_to(timezone.now() + timedelta(minutes=1), tick=True)

    fresh = Client()
    assert sign_in(fresh, member.email)["Location"] == "/konto/2fa/authenticate/"
    assert user_of(fresh) is None
    assert (
        "Dieser Code stimmt nicht"
        in fresh.post("/konto/2fa/authenticate/", {"code": "000000"}).content.decode()
    )
    assert fresh.post("/konto/2fa/authenticate/", {"code": current_code(secret)})["Location"] == "/"
    assert user_of(fresh) == member.pk

    lost = Client()
    sign_in(lost, member.email)
    assert lost.post("/konto/2fa/authenticate/", {"code": codes[0]})["Location"] == "/"
    again = Client()
    sign_in(again, member.email)
    assert "stimmt nicht" in again.post("/konto/2fa/authenticate/", {"code": codes[0]}).content.decode()


def test_the_pages_of_the_second_factor(client: Client) -> None:
    member = MemberFactory()
    sign_in(client, member.email)
    set_up_app(client)
    for path in (
        "/konto/2fa/",
        "/konto/2fa/webauthn/",
        "/konto/2fa/webauthn/add/",
        "/konto/2fa/totp/deactivate/",
        "/konto/2fa/recovery-codes/",
        "/konto/2fa/recovery-codes/generate/",
        "/konto/2fa/reauthenticate/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "<h1>" in answer.content.decode()
    assert client.post("/konto/2fa/totp/deactivate/")["Location"] == "/konto/2fa/"
    assert "abgeschaltet" in mail.outbox[-1].subject


def test_a_copy_of_the_database_gives_no_codes(client, settings):
    member = MemberFactory()
    sign_in(client, member.email)
    secret = set_up_app(client)
    stored = Authenticator.objects.get(user=member, type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored
    assert MFAAdapter().decrypt(stored) == secret
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]
    assert MFAAdapter().decrypt(stored) == secret
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(PermissionDenied, match="Geschäftsstelle"):
        MFAAdapter().decrypt(stored)
