"""Where the server lets itself be sent by a browser: to known push services on the open internet, nowhere else."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import Any

import pytest

from community.push.addresses import Refused, is_public, locate, read

GOOD = "https://updates.push.services.mozilla.com/wpush/v2/gAAAA"


@pytest.mark.parametrize(
    "endpoint",
    [
        GOOD,
        "https://fcm.googleapis.com/fcm/send/abc:APA91b",
        "https://web.push.apple.com/QGuQ",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%3d",
        "https://fcm.googleapis.com:443/fcm/send/abc",
    ],
)
def test_services_of_browsers(endpoint: str) -> None:
    place = read(endpoint)
    assert place.is_encrypted and place.port == 443
    assert endpoint.startswith(place.origin) and endpoint.endswith(place.path)


@pytest.mark.parametrize(
    "endpoint",
    [
        GOOD.replace("https", "http"),
        GOOD.replace("https", "ftp"),
        "//fcm.googleapis.com/fcm/send/abc",
        "fcm.googleapis.com/fcm/send/abc",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://localhost/",
        "https://169.254.169.254/latest/meta-data/",
        "https://dialog.example.org/",
        "https://fcm.googleapis.com.example.org/",
        "https://example.org/fcm.googleapis.com",
        "https://example.org#fcm.googleapis.com",
        "https://push.apple.com.evil.example/",
        "https://evil-push.services.mozilla.com.example/",
        "https://fcm.googleapis.com@127.0.0.1/",
        "https://user:pass@fcm.googleapis.com/",
        "https://127.0.0.1\\@fcm.googleapis.com/",
        "https://fcm.googleapis.com:8443/",
        "https://fcm.googleapis.com:99999/",
        "https://fcm.googleapis.com/\r\nX-Evil: 1",
        "https://fcm.googleapis.com/ HTTP/1.1",
        "https://fcm.googleapis.com/ä",
        "https://fcm.googleapis.com/" + "a" * 1000,
        "https://[fcm.googleapis.com/",
        "",
    ],
)
def test_all_others_are_refused(endpoint: str) -> None:
    with pytest.raises(Refused):
        read(endpoint)


def test_an_installation_may_allow_others(settings: Any) -> None:
    settings.PUSH_SERVICES = ["*"]
    assert read("https://push.example.org/x").host == "push.example.org"
    for endpoint in ("http://push.example.org/x", "https://push.example.org:8443/x"):
        with pytest.raises(Refused):
            read(endpoint)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("142.250.185.74", True),
        ("2a00:1450:4001:82b::200a", True),
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:142.250.185.74", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_addresses_of_the_open_internet(address: str, expected: bool) -> None:
    assert is_public(ip_address(address)) is expected


@pytest.mark.parametrize("others", [["127.0.0.1"], ["142.250.185.74", "10.0.0.1"], ["fd00::1"]])
def test_a_known_name_that_leads_inside_is_refused(monkeypatch: Any, others: list[str]) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in others]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    with pytest.raises(Refused, match="public"):
        locate(read(GOOD))


def test_the_address_that_was_judged_is_the_one_that_is_used(monkeypatch: Any) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("142.250.185.74", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    assert locate(read(GOOD)) == "142.250.185.74"
