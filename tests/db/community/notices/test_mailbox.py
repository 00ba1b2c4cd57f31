"""The mailbox, read over a connection: what is fetched of a mail, and what stands in its way."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from io import BytesIO
from socketserver import StreamRequestHandler, ThreadingTCPServer
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError

from community.notices import incoming, mailbox, parsing
from community.notices.management.commands import fetch_mail
from community.notices.models import IncomingMail
from community.people.models import Member
from community.web.refusals import Busy
from forum.models import Post, Thread
from tests.db.community.notices.test_incoming import answer
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory
from tests.factories.uploads import picture
from tests.mails import sent

pytestmark = pytest.mark.django_db
Outcome = IncomingMail.Outcome
FETCH = re.compile(r"FETCH (\d+) \((?:BODY\.PEEK\[(HEADER)?\](?:<0\.(\d+)>)?|(RFC822\.SIZE))\)")


class Mailbox(ThreadingTCPServer):
    """As much of an IMAP server (RFC 3501) as whoever reads a mailbox needs; remembers what it was asked."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.mails: list[bytes] = []
        self.flags: dict[int, str] = {}
        self.asked: list[str] = []

    def unseen(self) -> list[int]:
        return [n for n in range(1, len(self.mails) + 1) if "Seen" not in self.flags.get(n, "")]


class Session(StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self._say("* OK ready")
        for line in self.rfile:
            tag, _space, command = line.decode().strip().partition(" ")
            self._answer(command)
            self._say(f"{tag} OK done")
            if command == "LOGOUT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _answer(self, command: str) -> None:
        self.server.asked.append(command)
        if command == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1")
        elif command.startswith("SELECT"):
            self._say(f"* {len(self.server.mails)} EXISTS")
        elif command.startswith("SEARCH"):
            self._say(f"* SEARCH {' '.join(map(str, self.server.unseen()))}")
        elif command.startswith("LOGOUT"):
            self._say("* BYE")
        elif stored := re.match(r"STORE (\d+) \+FLAGS (.+)", command):
            self.server.flags[int(stored[1])] = stored[2]
            self._say(f"* {stored[1]} FETCH (FLAGS {stored[2]})")
        elif fetched := FETCH.match(command):
            self._fetch(int(fetched[1]), head=fetched[2], most=fetched[3], size=fetched[4])

    def _fetch(self, number: int, *, head: str | None, most: str | None, size: str | None) -> None:
        raw = self.server.mails[number - 1]
        if size:
            return self._say(f"* {number} FETCH (RFC822.SIZE {len(raw)})")
        part = raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if head else raw
        part = part[: int(most)] if most else part
        self.wfile.write(f"* {number} FETCH (BODY[] {{{len(part)}}}\r\n".encode() + part + b")\r\n")


@pytest.fixture(autouse=True)
def _there_is_an_address(settings: Any) -> None:
    settings.REPLY_ADDRESS = "antwort@dialog.example"


@pytest.fixture
def box(settings: Any) -> Iterator[Mailbox]:
    with Mailbox() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.REPLY_MAILBOX = f"imap://antwort:geheim@127.0.0.1:{server.server_address[1]}/INBOX"
        yield server
        server.shutdown()


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def thread(anna: Member) -> Thread:
    return make_thread(anna)


def put(box: Mailbox, member: Member, thread: Thread, text: str, *, files: tuple[bytes, ...] = ()) -> None:
    mail = answer(member, thread, text, Message_ID=f"<{len(box.mails)}@stadt.example>")
    for content in files:
        mail.add_attachment(content, maintype="image", subtype="png", filename="bild.png")
    box.mails.append(mail.as_bytes().replace(b"\n", b"\r\n"))


def test_answers_become_posts_and_are_seen(box: Mailbox, anna: Member, thread: Thread) -> None:
    for text in ("Bei uns stehen vier.", "Und zwei am Bahnhof."):
        put(box, anna, thread, text)
    assert mailbox.fetch() == 2
    assert list(Post.objects.filter(number__gt=1).values_list("source", flat=True)) == [
        "Bei uns stehen vier.",
        "Und zwei am Bahnhof.",
    ]
    assert box.flags == {1: "(\\Seen)", 2: "(\\Seen)"}
    assert mailbox.fetch() == 0


def test_of_a_mail_that_is_too_large_only_the_head_is_fetched(
    box: Mailbox, anna: Member, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 20_000)
    put(box, anna, thread, "Mit einem Film.", files=(picture() + b"\0" * 40_000,))
    put(box, anna, thread, "Ohne Film.")
    assert mailbox.fetch() == 2
    assert [row.outcome for row in IncomingMail.objects.order_by("pk")] == [Outcome.REFUSED, Outcome.POSTED]
    assert "FETCH 1 (BODY.PEEK[])" not in box.asked and "FETCH 2 (BODY.PEEK[])" in box.asked
    (letter,) = [mail for mail in sent() if mail.to == [anna.email]]
    assert "zu groß" in letter.body and "30 MB" in letter.body
    assert box.flags == {1: "(\\Seen)", 2: "(\\Seen)"}


def test_of_a_stranger_nothing_comes_of_a_large_mail(
    box: Mailbox, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 100)
    box.mails.append(b"From: wer@example.org\r\nTo: antwort@dialog.example\r\n\r\n" + b"x" * 200)
    assert mailbox.fetch() == 1
    assert (IncomingMail.objects.get().outcome, sent()) == (Outcome.IGNORED, [])


def test_one_that_nobody_can_read_does_not_keep_up_the_others(
    box: Mailbox,
    anna: Member,
    thread: Thread,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    read = incoming.parse

    def stumble(raw: bytes) -> Any:
        if b"Stolperstein" in raw:
            raise RecursionError("Stolperstein")
        return read(raw)

    monkeypatch.setattr(incoming, "parse", stumble)
    put(box, anna, thread, "Ein Stolperstein.")
    put(box, anna, thread, "Geht weiter.")
    with caplog.at_level(logging.ERROR):
        assert mailbox.fetch() == 2
    assert box.flags == {1: "(\\Seen \\Flagged)", 2: "(\\Seen)"}
    assert Post.objects.get(number=2).source == "Geht weiter."
    assert "RecursionError" in caplog.text and "Stolperstein" not in caplog.text


@pytest.mark.parametrize("trouble", [Busy("later"), OperationalError("database"), OSError("disk")])
def test_what_passes_leaves_the_mail_unseen(
    box: Mailbox, anna: Member, thread: Thread, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    put(box, anna, thread, "Später.")
    with monkeypatch.context() as patch:
        patch.setattr(mailbox, "receive", lambda *_args, **_kwargs: (_ for _ in ()).throw(trouble))
        if isinstance(trouble, Busy):
            assert mailbox.fetch() == 0
        else:
            with pytest.raises(type(trouble)):
                mailbox.fetch()
    assert box.flags == {}
    assert mailbox.fetch() == 1 and Post.objects.get(number=2).source == "Später."


def test_a_mail_of_very_many_parts_is_read_no_further_than_its_head(anna: Member, thread: Thread) -> None:
    mail = answer(anna, thread, "Viele Teile.")
    for number in range(parsing.MOST_PARTS + 1):
        mail.add_attachment(str(number), filename=f"{number}.txt")
    assert parsing.parse(mail.as_bytes()) is None
    assert incoming.receive(mail.as_bytes()).outcome == Outcome.REFUSED
    assert "zu viele Teile" in sent()[-1].body


def test_headers_are_cut_before_they_are_read() -> None:
    mail = parsing.parse(b"To: " + b"a@b.example, " * 2_000 + b"\nSubject: Hallo\n\nText\n")
    assert mail is not None and mail["Subject"] == "Hallo"
    assert 200 < len(mail["To"].addresses) < parsing.LONGEST_HEADER / 10


def test_a_mail_server_gets_rid_of_all_of_a_large_mail(
    anna: Member, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_mail, "LARGEST", 5_000)
    monkeypatch.setattr(parsing, "LARGEST", 5_000)
    pipe = BytesIO(answer(anna, thread, "Lang. " * 2_000).as_bytes())
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=pipe))
    call_command("fetch_mail", "--stdin")
    assert pipe.read() == b"" and IncomingMail.objects.get().outcome == Outcome.REFUSED
