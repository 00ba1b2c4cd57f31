"""No secret of an address reaches a log, at any level and with any answer; a refusal is one line."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest import mock
from urllib.parse import quote

import pytest
import structlog
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.test.client import Client, ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from community.logs import SECRET_BEHIND, logging_settings
from community.web.middleware import LanguageMiddleware
from tests.contracts.cast import Cast
from tests.contracts.things import rows

pytestmark = pytest.mark.django_db

# Arguments of addresses that open something by being known, and those of the same name that do not.
SECRET_ARGUMENTS = {"token", "secret", "key", "uidb36"}
OPEN_KEYS = {
    "take_part",  # the browser's own number for a file on its way, of use to its owner only
    "report_thing",  # the number of a thing
    "open_case",
}
MOST_KNOWN = 8  # letters of a secret that may stand there by chance


@pytest.fixture(scope="module")
def secrets(cast: Cast) -> dict[str, tuple[str, list[str]]]:
    """By the name of the address: an address that works, and the secrets in it."""
    found = {}
    for row in rows():
        args = row.find(cast).args if _opens(row.name) else {}
        values = [str(value) for name, value in args.items() if name in SECRET_ARGUMENTS]
        if values and max(map(len, values)) > MOST_KNOWN:
            found[row.name] = (row.address(cast), values)
    person = cast.people["member"]
    address = EmailAddress(user=person, email="anders@coburg.example", pk=person.pk)
    confirm, uid, key = (
        EmailConfirmationHMAC(address).key,
        user_pk_to_url_str(person),
        default_token_generator.make_token(person),
    )
    return found | {
        "account_confirm_email": (reverse("account_confirm_email", args=[confirm]), [confirm]),
        "account_reset_password_from_key": (
            reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key}),
            [key],
        ),
    }


def test_every_address_with_a_secret_is_known_to_the_log_and_to_this_test(secrets: dict[str, Any]) -> None:
    routes = {
        name: route
        for name, route, arguments in _addresses()
        if arguments & SECRET_ARGUMENTS and _opens(name)
    }
    assert {
        name for name, route in routes.items() if not _before_the_secret(route).startswith(SECRET_BEHIND)
    } == set()
    assert set(routes) == set(secrets)


def test_no_secret_reaches_the_log(cast: Cast, secrets: dict[str, Any]) -> None:
    statuses, told = set(), {}
    for name, (address, values) in secrets.items():
        for what, ask in ASKS.items():
            with listening() as log, transaction.atomic():
                statuses.add(ask(cast, address).status_code // 100)
                transaction.set_rollback(True)
            assert log.getvalue().count("request_started") >= 1 or what == "host", "nothing is heard at all"
            if any(part in log.getvalue() for part in _parts(values)):
                told[name, what] = log.getvalue()[-600:]
    assert told == {}
    assert statuses >= {2, 3, 4, 5}


@pytest.mark.parametrize("what", ["csrf", "spoilt", "host", "control", "role"])
def test_a_refusal_is_one_line(cast: Cast, secrets: dict[str, Any], what: str) -> None:
    with listening(level=logging.WARNING) as log:
        answer = ASKS[what](cast, secrets["accept_invitation"][0])
    assert 400 <= answer.status_code < 500
    lines = log.getvalue().splitlines()
    assert len(lines) == 1, log.getvalue()


def test_lines_of_json_hold_no_secret_either() -> None:
    house = logging_settings(level="INFO", as_json=True)["formatters"]["house"]
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=house["processors"], foreign_pre_chain=house["foreign_pre_chain"]
    )
    line = formatter.format(
        logging.makeLogRecord({"msg": 'Not Found: "/einladung/abc/"', "levelname": "INFO"})
    )
    assert json.loads(line)["event"] == 'Not Found: "/einladung/…/"'


def test_a_fault_of_ours_keeps_its_trace(cast: Cast, secrets: dict[str, Any]) -> None:
    with listening(level=logging.WARNING) as log:
        ASKS["broken"](cast, secrets["accept_invitation"][0])
    assert "Traceback" in log.getvalue() and "in fail" in log.getvalue()


def _get(cast: Cast, address: str, **more: Any) -> Any:
    return _client().get(address, **more)


def _broken(cast: Cast, address: str) -> Any:
    """A fault of ours, which says what it was about."""

    def fail(_self: Any, request: Any) -> None:
        raise RuntimeError(f"Cannot work on {request.get_full_path()} ({request.path.split('/')!r})")

    with mock.patch.object(LanguageMiddleware, "process_request", fail):
        return _client().get(address)


def _without_csrf(cast: Cast, address: str) -> Any:
    return _client(with_checks=True).post(address)


def _as_where_to_go(cast: Cast, address: str) -> Any:
    return _client().get("/konto/login/", {"next": f"/konto/logout/?next={quote(address, safe='')}"})


ASKS: dict[str, Any] = {
    "right": _get,
    "post": lambda cast, address: _client().post(address),
    "spoilt": lambda cast, address: _get(cast, f"{address.rstrip('/')}x/"),
    "longer": lambda cast, address: _get(cast, f"{address}gibt-es-nicht/"),
    "open": lambda cast, address: _get(cast, address.rstrip("/")),
    "control": lambda cast, address: _get(cast, f"{address}?q=%01"),
    "host": lambda cast, address: _get(cast, address, HTTP_HOST="boese.example"),
    "from": lambda cast, address: _get(cast, "/gibt-es-nicht/", HTTP_REFERER=f"http://testserver{address}"),
    "role": lambda cast, address: cast.client("waiting").get("/mitglieder/", {"next": address}),
    "next": _as_where_to_go,
    "csrf": _without_csrf,
    "broken": _broken,
}


def _client(*, with_checks: bool = False) -> Client:
    client = Client(raise_request_exception=False)
    client.handler = _handler(with_checks)
    return client


@cache
def _handler(with_checks: bool) -> ClientHandler:
    """One for all: each loads the middleware anew."""
    return ClientHandler(enforce_csrf_checks=with_checks)


@contextmanager
def listening(*, level: int = logging.DEBUG) -> Iterator[io.StringIO]:
    """Everything that any logger says, as it would be written."""
    wanted, log = logging_settings(level=logging.getLevelName(level), as_json=False), io.StringIO()
    loggers = [logging.root, logging.getLogger("django"), logging.getLogger("channels_redis")]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    logging.config.dictConfig(wanted)
    for handler in logging.root.handlers:
        handler.setStream(log)
    try:
        yield log
    finally:
        for logger, known, handlers in before:
            logger.setLevel(known)
            logger.handlers = handlers


def _parts(values: list[str]) -> Iterator[str]:
    """A secret, and the pieces of a signed one that could be put together again."""
    for value in values:
        yield value
        yield from (part for part in value.replace("-", ":").split(":") if len(part) > 2 * MOST_KNOWN)


def _opens(name: str | None) -> bool:
    return name not in OPEN_KEYS


def _before_the_secret(route: str) -> str:
    return route.lstrip("/").replace("^", "").split("<")[0].split("(")[0]


def _addresses(resolver: Any = None, route: str = "") -> Iterator[tuple[str, str, set[str]]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        here = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, here)
        elif isinstance(pattern, URLPattern):
            yield str(pattern.name), here, set(pattern.pattern.regex.groupindex)
