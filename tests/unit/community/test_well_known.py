"""security.txt and robots.txt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from django.test import RequestFactory
from django.urls import reverse

from community import well_known

KEPT_OUT = (
    "/konto/login/",
    "/konto/password/reset/",
    "/mitglieder/7/",
    "/mitglieder/vorschlaege/",
    "/moderation/freigaben/",
    "/suche/?q=Bus",
    "/feeds/suche/?q=Bus",
    "/feeds/mein/geheim/themen/",
    "/raeume/3/",
    "/dateien/3/plan.pdf",
    "/einladung/abc/",
    "/widerspruch/abc/",
    "/vertrauliche-fragen/3/",
    "/beitraege/3/verlauf/",
)
LET_IN = (
    "/",
    "/handlungsfelder/mobilitaet/",
    "/themen/7/wer-kennt-mitfahrbaenke/",
    "/stichworte/bus/",
    "/kommunen/09473/",
    "/feeds/themen/",
    "/impressum/",
    "/static/css/base.css",
)


def _text(view: Any) -> str:
    return str(view(RequestFactory().get("/")).content.decode())


@pytest.fixture
def rules() -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(_text(well_known.robots).splitlines())
    return parser


@pytest.mark.parametrize("place", KEPT_OUT)
def test_members_office_and_searches_are_left_alone(rules: RobotFileParser, place: str) -> None:
    assert not rules.can_fetch("Googlebot", place)


@pytest.mark.parametrize("place", LET_IN)
def test_what_is_public_may_be_found(rules: RobotFileParser, place: str) -> None:
    assert rules.can_fetch("Googlebot", place)


def test_a_hole_can_be_told(settings: Any) -> None:
    settings.PUBLIC_URL = "https://dialog.example"
    settings.SECURITY_CONTACT = "mailto:sicherheit@dialog.example"
    lines = _text(well_known.security).splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert len(fields) == len(lines), "each field once"
    assert fields["Contact"] == "mailto:sicherheit@dialog.example"
    assert fields["Canonical"] == "https://dialog.example/.well-known/security.txt"
    assert urlsplit(fields["Canonical"]).path == reverse("security")
    until = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=28) < until - datetime.now(UTC) <= timedelta(days=30)


@pytest.mark.parametrize("view", [well_known.robots, well_known.security])
def test_both_are_plain_text_that_anybody_may_keep(view: Any) -> None:
    answer = view(RequestFactory().get("/"))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "public" in answer["Cache-Control"]
