"""Who is behind a request that nobody is signed in for: an address, for shares of what there is little of.

Never for rights, and never small: a whole town hall shares one.
"""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of_visitor(request: HttpRequest) -> str:
    """The address that our proxies vouch for, else the one that is connected; the same for a whole IPv6 network.

    Read as the account library reads it, which cannot be asked before all apps are loaded.
    """
    host = vouched_address(request.headers.get("X-Forwarded-For", ""))
    return shared_address(host) or shared_address(request.META.get("REMOTE_ADDR") or "")


def vouched_address(passed_on: str) -> str:
    """What our own proxies say in `X-Forwarded-For`; empty where we have none or they say nothing."""
    proxies, hosts = settings.ALLAUTH_TRUSTED_PROXY_COUNT, passed_on.split(",")
    return hosts[-proxies].strip() if 0 < proxies <= len(hosts) else ""


def shared_address(host: str) -> str:
    """What counts as one address: of IPv6 the network, since whoever has one address of it has them all."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv4Address):
        return host
    return str(found.ipv4_mapped or ipaddress.ip_network((int(found) >> 64 << 64, 64)))
