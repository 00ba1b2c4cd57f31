"""Where we may send: addresses of push services come from browsers, so they are whatever somebody typed.

Only https, only services that the installation knows by name, and only addresses on the open internet: the server
must not knock on doors of its own network for a member.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from fnmatch import fnmatchcase
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from django.conf import settings

LONGEST = 1000
# Addresses that stand for others: what is behind them is not told by looking at them.
TRANSLATED = IPv6Network("64:ff9b::/96")


class Refused(ValueError):
    """We do not send there."""


@dataclass(frozen=True)
class Place:
    """A push service's address, taken apart. `origin` is what our signature is for."""

    is_encrypted: bool
    host: str
    port: int
    path: str
    origin: str


def read(endpoint: str) -> Place:
    """The parts of an address to which we send. Raises `Refused`; asks nobody."""
    if len(endpoint) > LONGEST or not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
        raise Refused("not an address")
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as error:
        raise Refused("not an address") from error
    host = parts.hostname or ""
    is_encrypted = parts.scheme == "https"
    if not is_encrypted and not (settings.PUSH_ALLOW_LOCAL and parts.scheme == "http"):
        raise Refused("not encrypted")
    if parts.username is not None or parts.password is not None or "\\" in endpoint:
        raise Refused("not an address")
    if not any(fnmatchcase(host, pattern) for pattern in settings.PUSH_SERVICES):
        raise Refused("not a known push service")
    if port not in (None, 443) and not settings.PUSH_ALLOW_LOCAL:
        raise Refused("not a known port")
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    origin = f"{parts.scheme}://{parts.netloc}"
    return Place(is_encrypted, host, port or (443 if is_encrypted else 80), path, origin)


def locate(place: Place) -> str:
    """The IP address to connect to: looked up once, so that it is the one that was judged. Raises `Refused` when any
    of its addresses lies in a network that is not public, and `OSError` when there is none.
    """
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not settings.PUSH_ALLOW_LOCAL and not all(is_public(ip_address(address)) for address in addresses):
        raise Refused("not a public address")
    return addresses[0]


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether anybody on the internet can reach it, and nobody else is meant by it."""
    if isinstance(address, IPv6Address) and (
        address.ipv4_mapped or address.sixtofour or address.teredo or address in TRANSLATED
    ):
        return False
    return address.is_global and not address.is_multicast
