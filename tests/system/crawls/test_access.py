"""Every address of the house, each method, for everybody: the answer is the one the table promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.urls import URLPattern, URLResolver, get_resolver

from tests.contracts.cast import ROLES, Cast
from tests.contracts.things import Row, rows

pytestmark = pytest.mark.django_db

ROWS = rows()
STATUS = {
    200: "ok",
    201: "made",
    202: "taken",
    302: "redirect",
    303: "redirect",
    400: "invalid",
    403: "forbidden",
    404: "hidden",
    405: "method",
    422: "invalid",
}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_access(cast: Cast, row: Row) -> None:
    """Each answer is written out as a page for one role; with the others it is the answer that counts.

    That every page can be written for every role, and what it tells them, is what `test_visibility` walks through.
    """
    shown = {outcome: role for role, outcome in row.expected.items()}.values()
    outcomes = {}
    for role in _askers(row):
        with nullcontext() if role in shown else _without_pages():
            outcomes[role] = _outcome(cast, role, row)
    assert outcomes == {role: row.expected[role] for role in outcomes}


def test_every_address_stands_in_the_table() -> None:
    known = {name for name, _route in _addresses()}
    written = {row.name for row in ROWS}
    assert known - written == set(), "addresses that nobody thought about"
    assert written - known == set(), "lines about addresses that do not exist"


def test_every_address_has_a_name_of_its_own() -> None:
    # The library's own addresses of these come after ours, and are never reached.
    overridden = {"mfa_activate_totp", "mfa_add_webauthn"}
    names = Counter(name for name, _route in {*_addresses()} if name not in overridden)
    assert [name for name, count in names.items() if not name or count > 1] == []


def test_every_address_is_tried_with_both_methods() -> None:
    tried = {(row.name, row.method) for row in ROWS}
    assert {(name, method) for name, _route in _addresses() for method in ("GET", "POST")} == tried


def test_no_line_is_written_twice() -> None:
    lines = Counter((row.name, row.method, row.thing, row.closed) for row in ROWS)
    assert [line for line, count in lines.items() if count > 1] == []


def test_head_answers_like_get_without_a_body(cast: Cast) -> None:
    wrong = []
    for row in ROWS:
        if row.method == "GET":
            with _without_pages():
                answer = _ask(cast, "head", row, method="HEAD")
            if _kind(answer) != row.expected["head"] or answer.getvalue():
                wrong.append(f"{row}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_no_method_breaks_anything(cast: Cast, method: str) -> None:
    addresses = {row.address(cast): row for row in ROWS}.values()
    with _without_pages():
        broken = [str(row) for row in addresses if _ask(cast, "head", row, method=method).status_code >= 500]
    assert broken == []


def test_without_a_second_factor_the_office_stays_closed(cast: Cast) -> None:
    Authenticator.objects.filter(user=cast.people["head"]).delete()
    for row in ROWS:
        if row.address(cast).startswith("/moderation/"):
            answer = _ask(cast, "head", row)
            assert (answer.status_code, answer["Location"]) == (302, "/konto/2fa/"), row


def test_without_a_second_factor_an_officer_is_a_member_everywhere(cast: Cast) -> None:
    """In the forum, in rooms and on pages about people too: what only the office may, it may not do then."""
    Authenticator.objects.filter(user=cast.people["moderator"]).delete()
    done = ("ok", "redirect", "invalid", "taken")
    power = [
        row
        for row in ROWS
        if row.expected["moderator"] in done
        and row.expected["member"] not in done
        and not row.address(cast).startswith(("/moderation/", "/konto/"))
    ]
    assert len(power) > 30
    wrong = {}
    for row in power:
        with _without_pages():
            outcome = _outcome(cast, "moderator", row)
        if outcome != row.expected["member"]:
            wrong[str(row)] = outcome
    assert wrong == {}


def _askers(row: Row) -> Iterator[str]:
    """Everybody; where the address knows no such method, which is said before anyone is looked at, the two ends."""
    refused = set(row.expected.values()) == {"method"}
    yield from ("visitor", "head") if refused else ROLES


@contextmanager
def _without_pages() -> Iterator[None]:
    """Answers keep their status; what would stand on the page is neither looked up nor written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", lambda *_args, **_kwargs: "")
        yield


def _outcome(cast: Cast, role: str, row: Row) -> str:
    return _kind(_ask(cast, role, row))


def _ask(cast: Cast, role: str, row: Row, *, method: str = "") -> HttpResponse:
    """The answer to this role; what it changed is undone."""
    client: Any = cast.client(role)
    address, sent = row.address(cast), {"csrfmiddlewaretoken": "", **row.find(cast).sent}
    with transaction.atomic():
        if method:
            answer: HttpResponse = client.generic(method, address)
        else:
            answer = client.post(address, sent) if row.method == "POST" else client.get(address)
        transaction.set_rollback(True)
    return answer


def _kind(answer: HttpResponse) -> str:
    kind = STATUS.get(answer.status_code, str(answer.status_code))
    signs_in = kind == "redirect" and answer["Location"].startswith("/konto/login/")
    told_where = kind == "forbidden" and b'"sign_in"' in answer.content  # scripts are told the address
    return "login" if signs_in or told_where else kind


def _addresses(resolver: Any = None, route: str = "/") -> Iterator[tuple[str | None, str]]:
    """Name and route of every pattern there is."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, here)
        elif isinstance(pattern, URLPattern):
            yield pattern.name, here
