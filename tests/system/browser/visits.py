"""Visits of members in a real browser, without typing a password each time."""

from __future__ import annotations

from typing import Any

from django.test import Client
from playwright.sync_api import BrowserContext, Page

from community.people.models import Member
from tests.factories.sessions import sign_in_fully


def signed_in(context: BrowserContext, live_server: Any, member: Member) -> Page:
    """A page of a browser in which `member` has signed in."""
    client = Client()
    sign_in_fully(client, member)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return context.new_page()
