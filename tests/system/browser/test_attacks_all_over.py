"""Nothing that people write acts, wherever the house shows words: every address, every file, every mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.contracts.cast import build_cast
from tests.mails import sent
from tests.system.browser.hostile.clicks import CLICKS
from tests.system.browser.hostile.doings import do_more
from tests.system.browser.hostile.files import files, what_acts_in
from tests.system.browser.hostile.looking import acts_when_shown, showing, what_acts
from tests.system.browser.hostile.mails import send_everything
from tests.system.browser.hostile.places import missed
from tests.system.browser.hostile.poison import poison
from tests.system.browser.hostile.tour import stops
from tests.system.browser.watch import Watch

pytestmark = pytest.mark.django_db(transaction=True)
# How the browser tells of a form that came back, and of a no; both are pages like any other.
ANSWERS = ("status of 403", "status of 422")


@pytest.fixture(autouse=True)
def _office_without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def watch(browser: Browser, live_server: Any) -> Iterator[Watch]:
    watch = Watch(browser, live_server.url)
    yield watch
    watch.close()


@pytest.mark.slow("one visit to every address")
def test_nothing_acts_at_any_address(watch: Watch) -> None:
    cast = build_cast()
    done = do_more(cast)
    poison()
    faults = {}
    with showing() as shown:
        for stop in stops(cast, done):
            watch.complaints.clear()
            page = watch.page(cast.sessions.get(stop.role, ""))
            if found := what_acts(page, stop.address) + watch.complaints:
                faults[f"{stop.role} {stop.address}"] = found[:5]
        for click, role in CLICKS.items():
            watch.complaints.clear()
            page = watch.page(cast.sessions[role])
            click(page, cast, done)
            found = what_acts(page) + watch.complaints
            if found := [fault for fault in found if not any(answer in fault for answer in ANSWERS)]:
                faults[click.__name__] = found[:5]
    assert not faults, told(faults)
    assert missed("house", shown) == {}


def test_nothing_acts_in_files(page: Page) -> None:
    cast = build_cast()
    do_more(cast)
    poison()
    faults = {}
    kinds = set()
    with showing() as shown:
        for name, kind, content in files(cast):
            kinds.add(kind)
            if found := what_acts_in(page, kind, content):
                faults[name] = found[:5]
    assert not faults, told(faults)
    assert len(kinds) == 6
    assert missed("files", shown) == {}


def test_nothing_acts_in_mails(page: Page) -> None:
    cast = build_cast()
    do_more(cast)
    poison()
    with showing() as shown:
        send_everything(cast)
    faults = {}
    for mail in sent():
        html = "".join(str(content) for content, kind in mail.alternatives if kind == "text/html")
        assert html, mail.subject
        if found := acts_when_shown(page, html, styled=True):
            faults[mail.subject] = found[:5]
        assert "\n" not in mail.subject
    assert not faults, told(faults)
    assert missed("mails", shown) == {}


def told(faults: dict[str, list[str]]) -> str:
    """Where it was, a line each: the mapping itself would be cut short."""
    return "\n".join(["something acts:", *(f"{where}: {found[0][:200]}" for where, found in faults.items())])
