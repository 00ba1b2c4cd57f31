"""Requests as the server hands them over: one visit to a thread, nothing left behind in it."""

from __future__ import annotations

import asyncio
import gc
import tempfile
import threading
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import pytest
from django.core import signals
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import get_script_prefix, path
from django.views.decorators.csrf import csrf_exempt

from community import lanes
from community.handler import HouseHandler
from community.scratch import IN_MEMORY

seen: list[Any] = []
LEFT_BEHIND: ContextVar[str] = ContextVar("left behind", default="nothing")


def plain(request: HttpRequest) -> HttpResponse:
    seen.append((threading.current_thread().name, LEFT_BEHIND.get(), get_script_prefix()))
    LEFT_BEHIND.set("something")
    answer = HttpResponse(request.body, status=202)
    answer.set_cookie("last", "seen")
    return answer


def streamed(_request: HttpRequest) -> StreamingHttpResponse:
    def rows() -> Iterator[str]:
        seen.append(threading.current_thread().name)
        yield from ("eins;", "zwei;", "drei")

    return StreamingHttpResponse(rows(), content_type="text/csv", headers={"X-Kind": "list"})


def file(_request: HttpRequest) -> FileResponse:
    seen.append(Path(__file__).open("rb"))  # noqa: SIM115 -- the response closes it
    return FileResponse(seen[-1], as_attachment=True)


def broken(_request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def slow(_request: HttpRequest) -> HttpResponse:
    seen.append("begun")
    threading.Event().wait(0.3)
    seen.append("done")
    return HttpResponse("late")


urlpatterns = [path(f"{view.__name__}/", csrf_exempt(view)) for view in (plain, streamed, file, broken, slow)]
handler500 = "community.web.errors.server_error"

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ends() -> Iterator[list[str]]:
    """The thread in which each request began and ended."""
    found: list[str] = []

    def note(**_kwargs: Any) -> None:
        found.append(threading.current_thread().name)

    seen.clear()
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(note)
    yield found
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(note)


def ask(*addresses: str, body: bytes = b"", root: str = "") -> list[tuple[dict[str, Any], bytes]]:
    """The head and the content of each answer, asked one after the other."""

    async def run() -> list[tuple[dict[str, Any], bytes]]:
        handler = HouseHandler()
        return [await _one(handler, address, body, root) for address in addresses]

    return asyncio.run(run())


async def _one(
    handler: HouseHandler, address: str, body: bytes, root: str, *, method: str = "POST"
) -> tuple[dict[str, Any], bytes]:
    sent: list[Any] = []
    parts = [
        {"type": "http.request", "body": body[:3], "more_body": True},
        {"type": "http.request", "body": body[3:]},
    ]

    async def receive() -> dict[str, Any]:
        return parts.pop(0) if parts else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": root + address, "root_path": root, "query_string": b""}
    await handler({**scope, "headers": [(b"host", b"testserver")]}, receive, send)
    return sent[0], b"".join(message.get("body", b"") for message in sent[1:])


def header(head: dict[str, Any], name: str) -> str:
    return next(
        (value.decode() for key, value in head["headers"] if key.decode().lower() == name.lower()), ""
    )


def test_begun_answered_and_ended_in_one_thread(ends):
    (head, content), *_others = ask("/plain/", "/plain/", "/plain/", body=b"some words")
    assert (head["status"], content) == (202, b"some words")
    assert "last=seen" in header(head, "Set-Cookie")
    assert ends[::2] == ends[1::2] == [thread for thread, _left, _prefix in seen]
    assert len(ends) == 6 and all(thread.startswith("web") for thread in ends)


def test_nothing_stays_in_the_thread(ends, settings):
    """What a view left in the context of its thread is not found by whoever comes next, nor is another's address."""
    settings.WEB_THREADS = 1
    ask("/plain/", "/plain/")
    ask("/plain/", root="/unter")
    assert [left for _thread, left, _prefix in seen] == ["nothing"] * 3
    assert [prefix for _thread, _language, prefix in seen] == ["/", "/", "/unter/"]


def test_a_list_is_read_where_its_view_worked(ends):
    [(head, content)] = ask("/streamed/")
    assert (head["status"], content) == (200, b"eins;zwei;drei")
    assert (header(head, "Content-Type"), header(head, "X-Kind")) == ("text/csv", "list")
    assert set(seen) == set(ends)


def test_a_file_is_sent_and_closed(ends):
    [(head, content)] = ask("/file/")
    assert content == Path(__file__).read_bytes()
    assert "test_handler.py" in header(head, "Content-Disposition")
    assert seen[0].closed


def test_a_fault_is_a_page_that_says_so_and_the_next_is_answered(ends):
    (fault, words), (head, _content) = ask("/broken/", "/plain/")
    assert fault["status"] == 500 and b"<html" in words
    assert head["status"] == 202
    assert len(ends) == 4


def test_who_goes_away_changes_nothing(ends):
    async def leave() -> None:
        task = asyncio.create_task(_one(HouseHandler(), "/slow/", b"", ""))
        while "begun" not in seen:
            await asyncio.sleep(0.01)
        task.cancel()
        while len(ends) < 2:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(leave(), 10))
    assert seen == ["begun", "done"]


def test_sockets_are_not_for_django():
    async def knock() -> None:
        await HouseHandler()({"type": "websocket"}, None, None)  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="websocket"):
        asyncio.run(knock())


LONG = b"".join(b"%09d\n" % number for number in range(100_000))  # 1 MB


def long_page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(LONG)


def long_list(_request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(LONG[start : start + 5000] for start in range(0, len(LONG), 5000))


def long_file(_request: HttpRequest) -> FileResponse:
    with tempfile.NamedTemporaryFile(delete=False) as kept:
        kept.write(b"passed over" + LONG)
    again = Path(kept.name).open("rb")  # noqa: SIM115 -- the response closes it
    Path(kept.name).unlink()
    again.seek(len(b"passed over"))
    seen.append(again)
    return FileResponse(again)


def sign_in(_request: HttpRequest) -> HttpResponse:
    seen.append(threading.current_thread().name)
    GO_ON.wait(10)
    return HttpResponse("in")


GO_ON = threading.Event()
LONG_ONES = ("/long_page/", "/long_list/", "/long_file/")
urlpatterns += [path(f"{view.__name__}/", csrf_exempt(view)) for view in (long_page, long_list, long_file)]
urlpatterns += [path("konto/login/", csrf_exempt(sign_in))]


@pytest.mark.parametrize("address", LONG_ONES)
def test_a_long_answer_goes_out_in_pieces_and_whole(ends, address):
    [(head, content)] = ask(address)
    assert (head["status"], content) == (200, LONG)
    assert header(head, "Content-Length") == str(len(LONG))


@pytest.mark.parametrize("address", LONG_ONES)
def test_who_does_not_read_holds_one_piece(ends, address):
    """Counted in the memory that Python holds while twenty readers have taken the first piece and no more."""
    held = asyncio.run(held_by_readers(address, readers=20))
    assert held < 20 * 2.5 * IN_MEMORY, f"{held / 20 / len(LONG):.2f} of the answer for each"


async def held_by_readers(address: str, *, readers: int) -> int:
    """Bytes, beside what one finished request leaves behind."""
    handler, stuck = HouseHandler(), asyncio.Event()
    scope = {"type": "http", "method": "GET", "path": address, "root_path": "", "query_string": b""}
    scope["headers"] = [(b"host", b"testserver")]
    waiting = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        nonlocal waiting
        assert len(message.get("body", b"")) <= IN_MEMORY
        if message["type"] == "http.response.body":
            waiting += 1
            await stuck.wait()
            raise ConnectionResetError

    gc.collect()
    tracemalloc.start()
    tasks = [asyncio.create_task(handler(scope, receive, send)) for _ in range(readers)]
    while waiting < readers:
        await asyncio.sleep(0.01)
    gc.collect()
    held, _most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    stuck.set()
    await asyncio.gather(*tasks)
    return held


def test_the_file_is_closed_when_the_reader_goes(ends):
    asyncio.run(held_by_readers("/long_file/", readers=3))
    gc.collect()
    assert all(file.closed for file in seen if hasattr(file, "closed"))


@pytest.mark.parametrize("address", LONG_ONES)
def test_what_lies_on_the_disk_for_slow_readers_is_bounded(ends, address, monkeypatch):
    """Two who read nothing fill it; the third hears so, and is served when they have gone."""
    monkeypatch.setattr("community.scratch.AT_MOST", int(2.5 * len(LONG)))

    async def crowd() -> list[int]:
        handler, stuck = HouseHandler(), asyncio.Event()
        slow = [asyncio.create_task(_stuck(handler, address, stuck)) for _ in range(2)]
        while handler._scratch.lying < 2 * len(LONG):
            await asyncio.sleep(0.01)
        refused, words = await _one(handler, address, b"", "", method="GET")
        assert header(refused, "Retry-After") and b"viele" in words
        stuck.set()
        await asyncio.gather(*slow)
        slow.clear()
        async with asyncio.timeout(10):
            while handler._scratch.lying:
                gc.collect()
                await asyncio.sleep(0.01)  # generators are ended by the loop
        served, _words = await _one(handler, address, b"", "", method="GET")
        return [refused["status"], served["status"]]

    assert asyncio.run(crowd()) == [503, 200]


async def _stuck(handler: HouseHandler, address: str, stuck: asyncio.Event) -> None:
    scope = {"type": "http", "method": "GET", "path": address, "root_path": "", "query_string": b""}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            await stuck.wait()
            raise ConnectionResetError

    await handler({**scope, "headers": [(b"host", b"testserver")]}, receive, send)


@pytest.mark.parametrize("address", LONG_ONES)
def test_a_head_has_no_body_however_long_it_would_be(ends, address):
    head, content = asyncio.run(_one(HouseHandler(), address, b"", "", method="HEAD"))
    assert (head["status"], content) == (200, b"")
    assert header(head, "Content-Length") == str(len(LONG))


def test_who_signs_in_never_takes_the_threads_of_pages(ends, settings):
    """A hundred sign-ins wait for their turn; a page is answered beside them; those beyond the queue hear why."""
    settings.WEB_THREADS = 1
    GO_ON.clear()

    async def rush() -> tuple[int, list[int]]:
        handler = HouseHandler()
        crowd = [
            asyncio.create_task(_one(handler, "/konto/login/", b"", ""))
            for _ in range(lanes.WAITING_AT_MOST + 3)
        ]
        while len(seen) < lanes.PASSWORD_THREADS:
            await asyncio.sleep(0.01)
        beside, _content = await asyncio.wait_for(_one(handler, "/plain/", b"", ""), 10)
        GO_ON.set()
        return beside["status"], [head["status"] for head, _content in await asyncio.gather(*crowd)]

    beside, statuses = asyncio.run(rush())
    assert beside == 202
    assert Counter(statuses) == {200: lanes.WAITING_AT_MOST, 503: 3}
    assert {thread for thread in seen if isinstance(thread, str)} <= {
        f"password_{number}" for number in range(lanes.PASSWORD_THREADS)
    }
