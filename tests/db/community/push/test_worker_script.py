"""What a browser may keep of us: one page that is the same for all, and its files. And how it is let in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from tests.db.community.push.service import sign_in
from tests.factories.people import DocumentFactory, MemberFactory

pytestmark = pytest.mark.django_db


def worker(client: Client) -> tuple[dict, str]:
    answer = client.get("/service-worker.js")
    first, script = answer.content.decode().split("\n", 1)
    return json.loads(first.removeprefix("const HOUSE = ").rstrip(";")), script


def test_the_script_has_its_place_at_the_root(client: Client) -> None:
    answer = client.get("/service-worker.js")
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache", "a new version is found at once"
    assert "sessionid" not in answer.cookies


def test_it_keeps_static_files_and_one_page(client: Client) -> None:
    house, _script = worker(client)
    assert house["page"] == "/offline/"
    assert house["files"] and all(name.startswith("/static/") for name in house["files"])
    for name in house["files"]:
        assert finders.find(name.removeprefix("/static/")), name


def test_it_is_the_same_for_everyone(client: Client) -> None:
    anna = MemberFactory(name="Anna Weber")
    assert worker(sign_in(anna)) == worker(client)
    assert sign_in(anna).get("/offline/").content == client.get("/offline/").content


def test_a_change_of_the_files_is_a_new_cache(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before, _script = worker(client)
    monkeypatch.setattr("community.push.views.worker.KEPT", ("img/favicon.svg",))
    assert worker(client)[0]["cache"] != before["cache"]


def test_only_on_installing_something_is_kept() -> None:
    script = Path(str(finders.find("push/worker.js"))).read_text(encoding="utf-8")
    assert len(re.findall(r"\.addAll\(", script)) == 1 and not re.search(r"\.(put|add)\(", script)
    assert "importScripts" not in script and "http" not in script.replace("https", "http")


def test_the_page_without_a_connection_needs_no_more_than_is_kept(client: Client) -> None:
    house, _script = worker(client)
    page = client.get("/offline/").content.decode()
    assert set(re.findall(r'(?:href|src)="(/[^"]+)"', page)) <= set(house["files"])
    assert "<script" not in page and "style=" not in page
    for sheet in ("css/tokens.css", "push/offline.css"):
        assert "url(" not in Path(str(finders.find(sheet))).read_text(encoding="utf-8")


def test_the_policy_lets_in_our_own_worker_and_manifest() -> None:
    policy = Client().get("/offline/").headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy and "manifest-src 'self'" in policy
    assert "unsafe" not in policy and "default-src 'none'" in policy


def test_the_manifest_makes_an_app_of_ours() -> None:
    path = Path(str(finders.find("img/manifest.webmanifest")))
    manifest = json.loads(path.read_text(encoding="utf-8"))
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        image = Image.open(path.parent / icon["src"])
        assert f"{image.width}x{image.height}" == icon["sizes"]
    assert "//" not in json.dumps(manifest)


@pytest.mark.parametrize("who", ["visitor", "waiting", "member"])
def test_only_members_get_the_script_that_registers_it(who: str) -> None:
    DocumentFactory()
    client = Client()
    if who != "visitor":
        client.force_login(MemberFactory(waiting=who == "waiting"))
    assert ("push/app.js" in client.get("/handlungsfelder/").content.decode()) is (who == "member")


def test_the_worker_and_its_page_are_not_under_a_login() -> None:
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["worker-src"]
    assert Client().get("/offline/").status_code == 200
