"""What moves by itself on a page: over one socket for all tabs, over waiting requests, and after losses."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect

from community.people.models import Member
from forum.models import Post, Thread
from forum.threads.addresses import PER_PAGE
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.people import MemberFactory
from tests.system.realtime.delivery.serving import Guest, Server

pytestmark = pytest.mark.django_db(transaction=True)

SOONER = "from realtime.delivery import periodic\nperiodic.HEADS_EVERY = 2.0"
NO_SOCKETS = """
window.attempts = 0;
window.WebSocket = class {
  static OPEN = 1;
  constructor() { window.attempts += 1; setTimeout(() => this.onclose?.({ code: 1006 }), 20); }
  close() {}
};
"""


@pytest.fixture(scope="module")
def shared_server(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("house")
    with django_db_blocker.unblock():
        house = Server(folder, patches=SOONER)
    yield house
    house.stop()


@pytest.fixture
def house(transactional_db, shared_server: Server) -> Server:
    return shared_server


@pytest.fixture
def thread(house) -> Thread:
    field = ActionFieldFactory(public=True, name="Generationen und Begegnung")
    thread = make_thread(MemberFactory(name="Anna Weber"), field=field, title="Wer hilft beim Umzug?")
    make_reply(thread, MemberFactory(name="Bruno Krüger"), text="Unser Verein.")
    return thread


@pytest.fixture
def greta(house) -> Member:
    return MemberFactory(name="Greta Lindner")


@pytest.fixture
def context(browser: Browser, browser_context_args, house, greta) -> Iterator[BrowserContext]:
    """Greta's browser."""
    context = browser.new_context(**browser_context_args)
    session = Guest(house, greta).session
    context.add_cookies([{"name": "sessionid", "value": session, "url": house.url}])
    yield context
    context.close()


class Reader:
    """A tab, and the sockets it opened."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.sockets: list[WebSocket] = []
        self.heard: list[str] = []
        self.errors: list[str] = []
        self.page.on("websocket", self._opened)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(address)

    def _opened(self, socket: WebSocket) -> None:
        self.sockets.append(socket)
        socket.on("framereceived", lambda frame: self.heard.append(str(frame)))

    @property
    def posts(self):
        return self.page.locator("article.post")

    def until_heard(self, words: str, within: float = 8) -> None:
        """Wait for a frame that contains `words`."""
        end = time.monotonic() + within
        while not any(words in frame for frame in self.heard):
            assert time.monotonic() < end, f"not heard: {words}; heard: {self.heard}"
            self.page.wait_for_timeout(50)


def read(context: BrowserContext, house: Server, thread: Thread, query: str = "") -> Reader:
    return Reader(context, house.url + thread.get_absolute_url() + query)


def answer(house: Server, thread: Thread, text: str = "Wir auch!", *, by: Member | None = None) -> None:
    """Somebody answers, and the bell rings."""
    guest = Guest(house, by or MemberFactory(name="Fatma Yıldız"))
    key = f"{time.monotonic_ns():032x}"
    assert guest.post(f"/themen/{thread.pk}/antworten/", text=text, key=key) == 201


def test_an_answer_appears_and_is_announced_politely(house, context, thread):
    reader = read(context, house, thread)
    reader.until_heard('"subscribed"')
    answer(house, thread)
    expect(reader.posts).to_have_count(3, timeout=2000)
    expect(reader.page.locator("#beitrag-3")).to_contain_text("Wir auch!")
    expect(reader.page.locator("#meldungen")).to_have_text("1 neuer Beitrag")
    assert reader.errors == []


def test_ones_own_answer_is_not_news(house, context, thread):
    reader = read(context, house, thread)
    reader.until_heard('"subscribed"')
    reader.page.get_by_role("textbox", name="Ihre Antwort").fill("Ich komme.")
    reader.page.get_by_role("button", name="Antworten", exact=True).click()
    reader.until_heard('"head"')
    expect(reader.posts).to_have_count(3)
    expect(reader.page.locator("#meldungen")).to_have_text("Ihr Beitrag ist veröffentlicht.")
    expect(reader.page.locator(".thread__news")).to_have_count(0)


def test_on_another_page_a_line_leads_to_what_is_new(house, context, thread):
    for number in range(Post.objects.in_thread(thread).count(), PER_PAGE + 1):
        make_reply(thread, thread.author, text=f"Antwort {number}")
    reader = read(context, house, thread)
    expect(reader.posts).to_have_count(PER_PAGE)
    reader.until_heard('"subscribed"')
    answer(house, thread)
    answer(house, thread, "Und wir!", by=MemberFactory(name="Emil Østergård"))
    line = reader.page.locator(".thread__news")
    expect(line).to_have_text("2 neue Beiträge")
    expect(reader.posts).to_have_count(PER_PAGE)
    line.get_by_role("link").click()
    expect(reader.page.get_by_text("Und wir!")).to_be_visible()


def test_a_branch_keeps_its_shape(house, context, thread):
    reader = read(context, house, thread, "?ansicht=verzweigt")
    reader.until_heard('"subscribed"')
    answer(house, thread)
    expect(reader.page.locator(".thread__news")).to_have_text("1 neuer Beitrag")
    expect(reader.posts).to_have_count(2)


def test_a_changed_post_changes_where_it_stands_and_keeps_the_focus(house, context, thread):
    reader = read(context, house, thread)
    reader.until_heard('"subscribed"')
    reader.page.locator("#beitrag-2 .post__number").focus()
    bruno = Member.objects.get(name="Bruno Krüger")
    post = Post.objects.in_thread(thread).get(number=2)
    Guest(house, bruno).post(f"/beitraege/{post.pk}/bearbeiten/", text="Unser Verein hilft, samstags.")
    expect(reader.page.locator("#beitrag-2")).to_contain_text("samstags")
    expect(reader.page.locator("#beitrag-2")).to_be_focused()
    expect(reader.page.locator("#meldungen")).to_be_empty()


def test_a_bell_that_was_lost_is_made_up_for_by_the_heads(house, context, thread):
    reader = read(context, house, thread)
    reader.until_heard('"subscribed"')
    make_reply(thread, thread.author, text="Davon erfährt der Server nichts.")
    expect(reader.posts).to_have_count(3, timeout=5000)
    assert not any('{"type":"head"' in frame for frame in reader.heard), "the bell was not lost"


def test_two_tabs_share_a_socket_and_the_second_goes_on_alone(house, context, thread):
    other = make_thread(thread.author, field=thread.field)
    first, second = read(context, house, thread), None
    first.until_heard('"subscribed"')
    second = read(context, house, other)
    first.until_heard(f'"stream":"{other.stream}"')
    answer(house, other)
    expect(second.posts).to_have_count(2, timeout=2000)
    assert (len(first.sockets), len(second.sockets)) == (1, 0)
    first.page.close()
    second.until_heard('"subscribed"')
    answer(house, other, "Noch jemand", by=thread.author)
    expect(second.posts).to_have_count(3, timeout=2000)
    assert len(second.sockets) == 1


def test_a_second_tab_is_told_what_happened_before_it_came(house, context, thread):
    """It opens while the bell rings: the head that it gets from the first tab shows it that it is behind."""
    first = read(context, house, thread)
    first.until_heard('"subscribed"')
    second = Reader(context, house.url + "/handlungsfelder/")
    context.route("**/beitraege/**", lambda route: route.abort())
    second.page.goto(house.url + thread.get_absolute_url())
    expect(second.posts).to_have_count(2)
    answer(house, thread)
    first.until_heard('{"type":"head"')
    context.unroute("**/beitraege/**")
    expect(second.posts).to_have_count(3, timeout=6000)


def test_where_sockets_are_refused_requests_wait_instead(house, context, thread):
    context.add_init_script(NO_SOCKETS)
    reader = read(context, house, thread)
    with reader.page.expect_request(lambda request: "wait=25" in request.url, timeout=20_000):
        pass
    assert reader.page.evaluate("window.attempts") == 2
    asked_at = time.monotonic()
    answer(house, thread)
    expect(reader.posts).to_have_count(3, timeout=3000)
    assert time.monotonic() - asked_at < 4


def test_a_server_that_was_killed_is_found_again(house, context, thread, tmp_path):
    own = Server(tmp_path)
    context.add_cookies([{"name": "sessionid", "value": cookie(context), "url": own.url}])
    reader = read(context, own, thread)
    reader.until_heard('"subscribed"')
    own.stop(signal.SIGKILL)
    make_reply(thread, thread.author, text="Geschrieben, als niemand zuhörte.")
    own = Server(tmp_path, port=own.port)
    try:
        expect(reader.posts).to_have_count(3, timeout=15_000)
        assert len(reader.sockets) >= 2
    finally:
        own.stop(signal.SIGKILL)


def test_signed_out_elsewhere_the_page_falls_silent_and_asks_no_more(house, context, thread):
    reader = read(context, house, thread)
    reader.until_heard('"subscribed"')
    guest = Guest(house, None)
    guest.session = cookie(context)
    guest.post("/konto/logout/")
    reader.page.wait_for_timeout(6500)
    attempts = len(reader.sockets)
    assert attempts <= 2
    answer(house, thread)
    reader.page.wait_for_timeout(2000)
    expect(reader.posts).to_have_count(2)
    assert len(reader.sockets) == attempts


def test_attempts_come_at_random_and_ever_more_rarely(house, context, thread):
    page = read(context, house, thread).page
    pauses = page.evaluate(
        """async () => {
          const { Backoff } = await import("/static/delivery/backoff.js");
          const rounds = Array.from({ length: 400 }, () => {
            const backoff = new Backoff();
            return Array.from({ length: 7 }, () => backoff.next());
          });
          return rounds[0].map((_, at) => rounds.map((round) => round[at]));
        }"""
    )
    limits = [5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]
    for pause, limit in zip(pauses, limits, strict=True):
        assert max(pause) <= limit
        assert max(pause) > 0.9 * limit and min(pause) < 0.1 * limit, "full jitter"


def test_only_a_connection_that_lasts_wipes_the_slate(house, context, thread):
    page = read(context, house, thread).page
    page.clock.install()
    page.evaluate(
        """async () => {
          const { Backoff } = await import("/static/delivery/backoff.js");
          window.backoff = new Backoff();
          for (let n = 0; n < 4; n++) backoff.next();
          backoff.opened();
        }"""
    )
    page.clock.run_for(4_900)
    assert page.evaluate("backoff.closed() ?? backoff.failures") == 4
    page.clock.run_for(60_000)
    assert page.evaluate("backoff.opened() ?? backoff.failures") == 4
    page.clock.run_for(5_100)
    assert page.evaluate("backoff.failures") == 0


def cookie(context: BrowserContext) -> str:
    return next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "sessionid")
