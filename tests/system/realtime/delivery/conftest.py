"""A server of the house for the tests of this folder, started when the first one asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.realtime.delivery.serving import Guest, Server


@pytest.fixture(scope="package")
def shared_server(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Server]:
    """Gone when the folder is through: what it does by itself, such as sending mails, is not for others to meet."""
    folder: Path = tmp_path_factory.mktemp("house")
    with django_db_blocker.unblock():
        server = Server(folder)
    yield server
    server.stop()


@pytest.fixture
def server(transactional_db: None, shared_server: Server) -> Server:
    """The server, with an empty database of the test."""
    return shared_server


@pytest.fixture
def visit(server: Server):
    """`visit(member)`: the member's browser."""
    return lambda member: Guest(server, member)


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    """As in the stage's settings: the office signs in with a password here."""
    settings.OFFICE_SECOND_FACTOR = False
