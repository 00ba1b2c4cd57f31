"""Which requests count as one visitor's."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from community.live import hold
from community.live.long_poll import HEADER
from community.live.visitors import address_of_visitor, shared_address


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_a_network_counts_as_one(host: str, counted: str) -> None:
    assert shared_address(host) == counted


@pytest.mark.parametrize(
    ("proxies", "passed_on", "counted"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "198.51.100.1, 198.51.100.2", "198.51.100.2"),
        (2, "198.51.100.1, 198.51.100.2", "198.51.100.1"),
        (3, "198.51.100.1, 198.51.100.2", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "junk", "192.0.2.1"),
    ],
)
def test_only_our_proxies_are_believed(settings, rf: RequestFactory, proxies, passed_on, counted) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": passed_on})
    assert address_of_visitor(request) == counted


def test_who_waits_is_said(rf: RequestFactory) -> None:
    request = rf.get("/", REMOTE_ADDR="192.0.2.1")
    request.user = AnonymousUser()
    answer = hold(request, HttpResponse(), stream="thread:1", head=3, seconds=25)
    assert answer.headers[HEADER] == "thread:1 3 25.0 0 visitor:192.0.2.1"
