"""Notifications and the installed app in a real browser: asked for after a click, shown by our worker, led to our tab.

The browser without a window neither reaches its push service nor shows notifications, so these two are put into its
mouth; what comes from a service is handed to our worker by the browser itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, CDPSession, Page, Worker, expect

from community.people.models import Member
from community.push.models import Device
from tests.db.community.push.service import Browser, enter, switch_on
from tests.factories.forum import make_thread
from tests.factories.people import DocumentFactory, MemberFactory
from tests.system.browser.visits import signed_in

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/konto/hinweise/"
SAID = {"title": "Bruno Krüger hat Ihnen geantwortet.", "body": "Mobilität: Mitfahrbänke", "tag": "thread:1"}
# The browser has subscribed from the click on, in this profile; what was asked of it is counted.
SERVICE = """
globalThis.asked = 0;
const given = %s;
const permission = () => localStorage.getItem("permission") ?? "default";
Object.defineProperty(Notification, "permission", { get: permission });
Notification.requestPermission = async () => {
  globalThis.asked += 1;
  localStorage.setItem("permission", "granted");
  return "granted";
};
PushManager.prototype.subscribe = async function (wanted) {
  if (!wanted.userVisibleOnly || wanted.applicationServerKey.length !== 87) throw new Error("not asked properly");
  localStorage.setItem("service", "on");
  return this.getSubscription();
};
PushManager.prototype.getSubscription = async () => {
  const told = { endpoint: given.endpoint, keys: given };
  return localStorage.getItem("service") ? { endpoint: given.endpoint, toJSON: () => told } : null;
};
"""
# What a notification is to the worker: it is shown, and pressed it lets the worker lead a tab.
SCREEN = """
globalThis.shown = [];
registration.showNotification = async (title, options) => { shown.push({ title, ...options }); };
globalThis.opened = [];
clients.openWindow = async (url) => { opened.push(url); };
WindowClient.prototype.focus = async function () { return this; };
globalThis.press = async ({ data }) => {
  const event = new Event("notificationclick");
  const closed = [];
  event.notification = { data, close: () => closed.push(true) };
  const work = [];
  event.waitUntil = (what) => work.push(what);
  dispatchEvent(event);
  await Promise.all(work);
  return closed.length;
};
true;
"""


@pytest.fixture
def anna(settings: Any, live_server: Any) -> Member:
    switch_on(settings)
    DocumentFactory()
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def phone(context: BrowserContext) -> Browser:
    phone = Browser("http://127.0.0.1:9/p/0")
    context.add_init_script(SERVICE % json.dumps(phone.subscription))
    return phone


@pytest.fixture
def page(context: BrowserContext, live_server: Any, anna: Member, phone: Browser) -> Iterator[Page]:
    """Where Anna chooses; nothing leaves our origin, and the content policy has nothing to stop."""
    found: list[str] = []
    page = signed_in(context, live_server, anna)
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    context.on(
        "request",
        lambda sent: None if sent.url.startswith(live_server.url) else found.append(f"request: {sent.url}"),
    )
    page.goto(f"{live_server.url}{PAGE}")
    yield page
    assert [
        text for text in found if "WebSocket" not in text and "ERR_INTERNET_DISCONNECTED" not in text
    ] == []


def turn_on(page: Page) -> None:
    page.get_by_role("button", name="Auf diesem Gerät einschalten").click()
    expect(page.get_by_text("Auf diesem Gerät sind Benachrichtigungen an.")).to_be_visible()


def worker_of(page: Page) -> Worker:
    """Our worker, with a screen."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    (worker,) = page.context.service_workers
    worker.evaluate(SCREEN)
    return worker


def deliver(page: Page, live_server: Any, worker: Worker, data: str) -> dict[str, Any]:
    """What the browser does when something comes from its service; returns what is shown then."""
    session: CDPSession = page.context.new_cdp_session(page)
    found: list[Any] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda said: found.extend(said["registrations"]))
    session.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(20)
    said = {"origin": live_server.url, "registrationId": found[-1]["registrationId"], "data": data}
    session.send("ServiceWorker.deliverPushMessage", said)
    for _try in range(200):
        if told := worker.evaluate("shown"):
            return dict(told[-1])
        page.wait_for_timeout(50)
    raise AssertionError("nothing was shown")


def press(worker: Worker) -> None:
    assert worker.evaluate("press(shown.at(-1))") == 1, "it is put away"


def test_it_is_switched_on_by_a_click_and_not_before(page: Page, anna: Member, phone: Browser) -> None:
    expect(page.get_by_text("Auf diesem Gerät sind Benachrichtigungen aus.")).to_be_visible()
    assert page.evaluate("asked") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    page.get_by_role("button", name="Auf diesem Gerät einschalten").click()
    expect(page.get_by_text("Auf diesem Gerät sind Benachrichtigungen an.")).to_be_visible()
    device = Device.objects.get()
    assert (device.member, device.endpoint, device.auth) == (anna, phone.endpoint, phone.subscription["auth"])
    expect(page.get_by_role("button", name="Auf diesem Gerät einschalten")).to_be_hidden()
    expect(page.get_by_text("dieses Gerät", exact=True)).to_be_visible()


def test_a_browser_that_says_no_is_explained(page: Page) -> None:
    page.context.add_init_script("Notification.requestPermission = async () => 'denied'")
    page.reload()
    page.get_by_role("button", name="Auf diesem Gerät einschalten").click()
    expect(page.get_by_text("Ihr Browser erlaubt dieser Seite keine Benachrichtigungen.")).to_be_visible()
    assert not Device.objects.exists()


def test_a_service_that_is_not_reached_is_explained(page: Page) -> None:
    page.context.add_init_script(
        "PushManager.prototype.subscribe = async () => { throw new Error('aborted'); }"
    )
    page.reload()
    button = page.get_by_role("button", name="Auf diesem Gerät einschalten")
    button.click()
    expect(page.get_by_text("Das hat nicht geklappt.")).to_be_visible()
    expect(button).to_be_enabled()


def test_what_comes_is_shown_and_leads_to_the_tab_that_is_open(
    page: Page, live_server: Any, anna: Member
) -> None:
    thread = make_thread(anna)
    turn_on(page)
    worker, address = worker_of(page), thread.get_absolute_url()
    told = deliver(page, live_server, worker, json.dumps({**SAID, "address": address}))
    assert (told["title"], told["body"], told["tag"]) == (SAID["title"], SAID["body"], SAID["tag"])
    assert told["icon"].startswith("/static/") and told["badge"].startswith("/static/")
    press(worker)
    page.wait_for_url(f"**{address}")
    assert worker.evaluate("opened") == []


def test_without_a_tab_it_opens_one(page: Page, live_server: Any) -> None:
    turn_on(page)
    worker = worker_of(page)
    deliver(page, live_server, worker, json.dumps({**SAID, "address": "/hinweise/7/"}))
    worker.evaluate("clients.matchAll = async () => []")
    press(worker)
    assert worker.evaluate("opened") == [f"{live_server.url}/hinweise/7/"]


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/x", "javascript:alert(1)"])
def test_it_never_leads_away(page: Page, live_server: Any, address: str) -> None:
    turn_on(page)
    worker = worker_of(page)
    deliver(page, live_server, worker, json.dumps({**SAID, "address": address}))
    press(worker)
    page.wait_for_url(f"{live_server.url}/hinweise/")


def test_what_cannot_be_read_is_shown_all_the_same(page: Page, live_server: Any) -> None:
    turn_on(page)
    told = deliver(page, live_server, worker_of(page), "kein JSON")
    assert told["title"] == "Neuer Hinweis im Demografiedialog" and told["data"] == {"address": "/hinweise/"}


def test_without_a_connection_there_is_a_page_and_nothing_of_a_member_was_kept(
    page: Page, live_server: Any, anna: Member
) -> None:
    thread = make_thread(anna, title="Vertrauliche Mitfahrbänke")
    turn_on(page)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    for address in ("/", thread.get_absolute_url(), "/mitglieder/", "/hinweise/"):
        page.goto(f"{live_server.url}{address}")
    kept = page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
          return found;
        }"""
    )
    assert "/offline/" in kept and all(path == "/offline/" or path.startswith("/static/") for path in kept)
    page.context.set_offline(True)
    page.goto(f"{live_server.url}{thread.get_absolute_url()}")
    expect(page.get_by_role("heading", name="Keine Verbindung")).to_be_visible()
    assert "Mitfahrbänke" not in page.content() and "Anna" not in page.content()
    assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "576px", (
        "it has its looks"
    )
    assert Axe().run(page).response["violations"] == []
    page.context.set_offline(False)
    page.get_by_role("link", name="Noch einmal versuchen").click()
    expect(page.get_by_role("heading", name="Vertrauliche Mitfahrbänke")).to_be_visible()


def test_who_signs_in_again_goes_on(
    page: Page, context: BrowserContext, live_server: Any, anna: Member
) -> None:
    turn_on(page)
    before = Device.objects.get().session_key
    context.clear_cookies(name="sessionid")
    context.clear_cookies(name="csrftoken")
    again = signed_in(context, live_server, anna)
    with again.expect_response("**/fortsetzen/") as answer:
        again.goto(f"{live_server.url}/konto/hinweise/")
    assert answer.value.json() == {"resumed": True}
    assert Device.objects.get().session_key != before
    again.reload()
    expect(again.get_by_text("Auf diesem Gerät sind Benachrichtigungen an.")).to_be_visible()


def test_without_javascript_it_can_be_understood_and_ended(
    browser: Any, live_server: Any, anna: Member, phone: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = signed_in(context, live_server, anna)
    enter(anna, phone)
    page.goto(f"{live_server.url}{PAGE}")
    expect(page.get_by_text("Zum Einschalten muss in Ihrem Browser JavaScript erlaubt sein.")).to_be_visible()
    expect(page.get_by_role("button", name="Auf diesem Gerät einschalten")).to_be_hidden()
    page.get_by_role("button", name="Entfernen: Firefox").click()
    expect(page.get_by_text("Dieses Gerät bekommt nichts mehr.")).to_be_visible()
    assert not Device.objects.exists()
    context.close()
