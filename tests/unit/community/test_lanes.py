"""Which requests wait beside the pages: every one that brings a password, and nothing that only looks."""

from __future__ import annotations

import pytest
from django.urls import reverse

from community.lanes import takes_a_password

BRING_ONE = [
    reverse(name)
    for name in (
        "account_login",
        "account_signup",
        "account_change_password",
        "account_set_password",
        "account_reauthenticate",
        "account_reset_password",
    )
] + [
    reverse("account_reset_password_from_key", kwargs={"uidb36": "a", "key": "b"}),
    reverse("accept_invitation", args=["token"]),
]


@pytest.mark.parametrize("address", BRING_ONE)
def test_who_brings_a_password_waits_beside_the_pages(address: str) -> None:
    assert takes_a_password({"method": "POST", "path": address})
    assert takes_a_password({"method": "POST", "path": f"/unter{address}", "root_path": "/unter"})
    assert not takes_a_password({"method": "GET", "path": address})


def test_writing_does_not() -> None:
    assert not takes_a_password({"method": "POST", "path": "/themen/1/antworten/"})
