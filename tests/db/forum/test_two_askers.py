"""Two installations tell the same story and differ only in who asked; whatever leaves the house is the same.

`tests/system/crawls/test_silence.py` reads the pages. This watches what goes out or is kept besides: mails (subject,
headers, body, addresses, time), notices, pushes, frames of sockets, drafts, log lines at every level, numbers, times.
What the asker gets is compared with names and addresses cut, and must not speak of the question. A leak put into any of
these channels on purpose is found, in that channel and no other.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import transaction
from django.test import Client, TestCase
from django.utils import timezone

from community import live
from community.live.transports import Transport
from community.live.transports import register as register_transport
from community.mail import delivery
from community.mail.models import OutgoingMail
from community.moderation.conversations import actions as conversation_actions
from community.moderation.models import Case
from community.notices import pushing
from community.notices.actions import tell, watch
from community.notices.mailing import write_due
from community.notices.models import Level, Notice
from community.people.models import Member, Role, RoleGrant
from community.people.pseudonyms import make_pseudonym
from forum import jobs as forum_jobs
from forum.approval import actions as approval_actions
from forum.confidential import actions as confidential_actions
from forum.drafts import actions as draft_actions
from forum.models import ActionField, ConfidentialQuestion, Draft, PendingPost, Post, Thread
from forum.reading import actions as reading_actions
from forum.screening import actions as screening_actions
from forum.writing import actions as writing_actions
from tests.counters import read_counters, turn_back
from tests.factories.forum import ActionFieldFactory
from tests.factories.moderation import decide, report_post
from tests.factories.people import MemberFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TITLE = "Wer hat die Holunderfrage?"
# Made anew each time, or cut because it is the asker's own.
ANEW = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|<[0-9a-f]{32}@[^>]*>|\b\d{13,16}\b|thread-\d+-\d+-[a-z2-7]{16}"
    r"|(?:widerspruch|rueckfrage|abbestellen)/[^/]+/|0x[0-9a-f]{8,}|=+\d+=="
)
SECRET = ("Holunder", "Kommune fragt", "/vertrauliche-fragen", "/themen/", "/beitraege/")
Channels = dict[str, list[str]]
Leak = Callable[[Member, Thread], None]


class House:
    """Who is there beside the asker."""

    def __init__(self) -> None:
        self.field = ActionFieldFactory(public=True, slug="mobilitaet", name="Mobilität")
        self.head = MemberFactory(head=True, name="Hanna Haupt")
        self.member = MemberFactory(name="Mara Mit")
        self.follower = MemberFactory(name="Frauke Folgt")
        self.warden = MemberFactory(name="Walter Warte")
        scope = f"field:{self.field.pk}"
        RoleGrant.objects.create(member=self.warden, role=Role.MODERATOR, scope=scope, reason="Kennt es")
        watch(self.follower, "field", self.field.pk, Level.ALL)
        screening_actions.watch_word(self.head, word="Gewinnspiel", purpose="Werbung")
        self.askers = (
            MemberFactory(name="Xaveria Quendel", municipality=MunicipalityFactory(name="Oberzwirnfeld")),
            MemberFactory(
                name="Yolanda Zimt",
                municipality=MunicipalityFactory(name="Unterbirkwald", population=90_000),
            ),
        )


@pytest.fixture
def house(monkeypatch: Any) -> House:
    monkeypatch.setattr("tests.mails.deliver", int)  # nothing goes before the story has ended
    with time_machine.travel(MORNING - timedelta(days=40), tick=False):
        return House()


def test_nobody_can_tell_two_askers_apart(house: House) -> None:
    first, second = (Watched(house, asker).channels for asker in house.askers)
    assert all(first.values()), "a channel that says nothing tests nothing"
    assert differing(first, second) == []


def test_no_letter_to_the_asker_speaks_of_the_question_or_goes_with_it(house: House) -> None:
    """A mailbox has several readers, who can see when a question, an answer, a decision appears."""
    watched = Watched(house, house.askers[0])
    letters = [mail for mail in watched.mails if mail.to == house.askers[0].email]
    neutral = [mail for mail in letters if "List-Id" not in mail.headers]
    assert neutral
    for letter in neutral:
        said = f"{letter.subject} {letter.text} {letter.html} {letter.headers} {letter.to}"
        assert not [word for word in SECRET if word in said]
        assert min(abs(letter.due_at - moment) for moment in watched.moments) > timedelta(minutes=1)
    assert all(letter.subject == neutral[0].subject and letter.text == neutral[0].text for letter in neutral)


def mail_leak(asker: Member, thread: Thread) -> None:
    OutgoingMail.objects.filter(to__startswith="frauke").update(subject=f"Gefragt hat {asker.name}")


def mail_time_leak(asker: Member, thread: Thread) -> None:
    late = timedelta(seconds=asker.pk)
    for mail in OutgoingMail.objects.filter(to__startswith="frauke"):
        OutgoingMail.objects.filter(pk=mail.pk).update(due_at=mail.due_at + late)


def notice_leak(asker: Member, thread: Thread) -> None:
    mara = Member.objects.get(name="Mara Mit")
    tell("forum.post", thread.pk, thing=900, actor=asker, members={mara.pk})


def push_leak(asker: Member, thread: Thread) -> None:
    Notice.objects.filter(member__name="Frauke Folgt").update(actor=asker)


def frame_leak(asker: Member, thread: Thread) -> None:
    live.publish(thread.stream, {"type": "typing", "stream": thread.stream, "who": asker.pk})


def draft_leak(asker: Member, thread: Thread) -> None:
    draft_actions.save_words(thread.author, f"thread:{thread.pk}", text=f"Von {asker.name}")


def log_leak(asker: Member, thread: Thread) -> None:
    logging.getLogger("forum.confidential").debug("%s asked in %s", asker.pk, thread.pk)


def number_leak(asker: Member, thread: Thread) -> None:
    for _ in range(asker.pk % 2 + 1):  # the keys of the two stand beside each other
        make_pseudonym("Eine Kommune fragt")


def time_leak(asker: Member, thread: Thread) -> None:
    last = Post.objects.in_thread(thread).latest("number")
    Post.objects.filter(pk=last.pk).update(created_at=last.created_at + timedelta(seconds=asker.pk))


@pytest.mark.parametrize(
    ("leak", "found"),
    [
        (mail_leak, {"mails"}),
        (mail_time_leak, {"mails"}),
        (notice_leak, {"notices"}),
        (push_leak, {"notices", "pushes"}),
        (frame_leak, {"frames"}),
        (draft_leak, {"drafts"}),
        (log_leak, {"logs"}),
        (number_leak, {"numbers"}),
        (time_leak, {"times"}),
    ],
)
def test_a_leak_put_there_on_purpose_is_found(house: House, leak: Leak, found: set[str]) -> None:
    first, second = (Watched(house, asker, leak=leak).channels for asker in house.askers)
    assert {channel for channel, *_said in differing(first, second)} == found


def differing(first: Channels, second: Channels) -> list[tuple[str, str, str]]:
    """Each channel in which the two stories differ, with the first difference."""
    found = []
    for channel in sorted(first.keys() | second.keys()):
        one, other = first.get(channel, []), second.get(channel, [])
        if one != other:
            pair = next(
                ((a, b) for a, b in zip(one, other, strict=False) if a != b), (str(len(one)), str(len(other)))
            )
            found.append((channel, *_around(*pair)))
    return found


def _around(one: str, other: str) -> tuple[str, str]:
    """The first difference, with what stands beside it."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return one[max(at - 60, 0) : at + 60], other[max(at - 60, 0) : at + 60]


class Watched:
    """The story once, rolled back; `channels` is what anybody but the asker could see or keep of it."""

    def __init__(self, house: House, asker: Member, *, leak: Leak | None = None) -> None:
        self.house = house
        self.asker = Member.objects.select_related("admission", "municipality").get(pk=asker.pk)
        self.moments: list[datetime] = []
        counters = read_counters()
        with transaction.atomic(), listening() as (frames, lines):
            with time_machine.travel(MORNING, tick=False) as clock:
                thread = self._tell(clock)
                if leak:
                    with TestCase.captureOnCommitCallbacks(execute=True):
                        leak(self.asker, thread)
                self.mails = list(OutgoingMail.objects.order_by("pk"))
                self.channels = {
                    "mails": list(self._mails()),
                    "notices": list(self._notices()),
                    "pushes": list(self._pushes()),
                    "drafts": [str(row) for row in self._drafts()],
                    "numbers": list(self._numbers()),
                    "times": list(self._times()),
                }
                self._deliver()
            self.channels["frames"] = [self._cut(frame) for frame in frames if not self._is_own(frame)]
            self.channels["logs"] = [ANEW.sub("…", line) for line in lines]
            transaction.set_rollback(True)
        turn_back(counters)

    def _tell(self, clock: Any) -> Thread:
        """Asked and worded over HTTP; published; answered; held, released, returned; reported and decided."""
        house, asker = self.house, self.asker
        own = Client()
        own.force_login(asker)
        keys = (str(UUID(int=number)) for number in range(1, 20))
        with TestCase.captureOnCommitCallbacks(execute=True):
            said = {
                "title": TITLE,
                "text": "Wir haben Streit.",
                "discloses": "nothing",
                "field": "mobilitaet",
            }
            own.post("/vertrauliche-fragen/neu/", {**said, "key": next(keys)})
        question = ConfidentialQuestion.objects.get()
        clock.shift(timedelta(hours=1))
        with TestCase.captureOnCommitCallbacks(execute=True):
            question = confidential_actions.propose_words(
                house.head, question, title=TITLE, text="Es gibt Streit. Holunderfrage!", remark="", seen=1
            )
            own.post(f"{question.get_absolute_url()}zustimmen/", {"seen": question.version})
        question.refresh_from_db()
        clock.shift(timedelta(hours=1))
        with TestCase.captureOnCommitCallbacks(execute=True):
            confidential_actions.publish_confidential(house.head, question, seen=question.version)
        self._happened()
        question = ConfidentialQuestion.objects.with_page().get()
        thread = question.opening.thread
        self._answers(own, question, thread, keys, clock)
        self._moderation(own, question, thread, keys, clock)
        clock.shift(timedelta(hours=1))
        with TestCase.captureOnCommitCallbacks(execute=True):
            forum_jobs.forget_confidential()
            forum_jobs.remind_askers()
            while write_due():
                pass
        return Thread.objects.select_related("author").get(pk=thread.pk)

    def _answers(
        self, own: Client, question: ConfidentialQuestion, thread: Thread, keys: Iterator[str], clock: Any
    ) -> None:
        house = self.house
        clock.shift(timedelta(minutes=20))
        with TestCase.captureOnCommitCallbacks(execute=True):
            reading_actions.mark_read(house.member, thread, number=1)
            writing_actions.reply(house.member, thread, text="Holunderfrage: Reden.", key=UUID(next(keys)))
            own.post(f"{question.get_absolute_url()}antworten/", {"text": "Danke.", "key": next(keys)})
            own.get(thread.get_absolute_url())
            draft = {"place": f"ask:{question.pk}", "text": "Angefangen", "version": 0}
            own.post("/entwuerfe/speichern/", draft)
        self._happened()

    def _moderation(
        self, own: Client, question: ConfidentialQuestion, thread: Thread, keys: Iterator[str], clock: Any
    ) -> None:
        house, address = self.house, f"{question.get_absolute_url()}antworten/"
        clock.shift(timedelta(minutes=20))
        with TestCase.captureOnCommitCallbacks(execute=True):
            own.post(address, {"text": "Ein Gewinnspiel!", "key": next(keys)})
            own.post(address, {"text": "Noch ein Gewinnspiel!", "key": next(keys)})
            first, second = PendingPost.objects.waiting()
            approval_actions.approve_post(house.warden, first, text=first.source)
            approval_actions.return_post(house.warden, second, reason="Werbung gehört nicht hierher.")
        self._happened()
        clock.shift(timedelta(minutes=20))
        with TestCase.captureOnCommitCallbacks(execute=True):
            report = report_post(house.member, Post.objects.in_thread(thread).latest("number"))
            case = Case.objects.get(pk=report.case_id)
            conversation_actions.write_to_person(house.head, case, None, text="Was meinten Sie?")
            decide(house.head, case)
        self._happened()

    def _happened(self) -> None:
        self.moments.append(timezone.now())

    def _deliver(self) -> None:
        """The worker's part: a server that takes mails, a job that breaks on a row. Both leave lines in the log."""
        OutgoingMail.objects.update(due_at=timezone.now())
        while delivery.deliver():
            pass

    def _is_own(self, frame: str) -> bool:
        return frame.startswith(f"me:{self.asker.pk} ")

    def _cut(self, text: str) -> str:
        """Without what is the asker's own: only for what nobody else gets."""
        for word in (self.asker.name, self.asker.email, self.asker.handle):
            text = text.replace(word, "…")
        return ANEW.sub("…", text)

    def _mails(self) -> Iterator[str]:
        """As they go over the wire, with headers, HTML and addresses; to the asker with name and moment cut."""
        for mail in self.mails:
            own = mail.to == self.asker.email
            neutral = own and "List-Id" not in mail.headers
            message = delivery._message(mail).message()
            parts = [
                part.get_payload(decode=True).decode() for part in message.walk() if not part.is_multipart()
            ]
            assert parsedate_to_datetime(message["Date"]) is not None
            headers = [(name, value) for name, value in sorted(message.items()) if name != "Content-Type"]
            when = "" if neutral else str(mail.due_at)
            said = f"{mail.pk} {when} {headers} {parts}"
            yield self._cut(said) if own else ANEW.sub("…", said)

    def _notices(self) -> Iterator[str]:
        for notice in Notice.objects.select_related("actor").order_by("pk"):
            who = "asker" if notice.member_id == self.asker.pk else str(notice.member_id)
            what = f"{notice.kind} {notice.subject} {notice.subject_key} {notice.thing} {notice.actor_id}"
            yield f"{who} {what} {notice.made_at} {notice.mail_due_at} {notice.read_at}"

    def _pushes(self) -> Iterator[str]:
        """What a device would show of each notice, now."""
        for notice in Notice.objects.select_related("member").order_by("pk"):
            if notice.member_id != self.asker.pk:
                yield f"{notice.member_id} {pushing.compose(notice.member, [notice.pk])}"

    def _drafts(self) -> Iterator[Any]:
        rows = Draft.objects.exclude(member=self.asker)
        yield "none but the asker's" if not rows else list(rows.values_list("member", "place", "text"))

    def _numbers(self) -> Iterator[str]:
        """What is counted through: the last number of everything that has one and is seen."""
        for model in (Thread, Post, PendingPost, Notice, Case, Member, ActionField):
            keys = model._default_manager.order_by("pk").values_list("pk", flat=True)
            yield f"{model.__name__} {list(keys)}"

    def _times(self) -> Iterator[str]:
        for thread in Thread.objects.order_by("pk"):
            yield f"{thread.pk} {thread.created_at} {thread.active_at} {thread.head}"
        for post in Post.objects.order_by("pk"):
            yield f"{post.pk} {post.number} {post.created_at} {post.rev}"


class Frames(Transport):
    """Keeps what goes to sockets, with who may hear it."""

    def __init__(self, frames: list[str]) -> None:
        self.frames = frames

    def ring(self, stream: str, event: dict[str, Any]) -> None:
        self.frames.append(f"{stream} {event}")

    def withdraw(self, member_pk: int | None, *, stream: str | None, reason: str) -> None:
        self.frames.append(f"me:{member_pk} withdraw {stream} {reason}")

    def review(self, member_pk: int) -> None:
        self.frames.append(f"me:{member_pk} review")


class Lines(logging.Handler):
    """Every line at every level, as the console would write it."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(level=logging.NOTSET)
        self.lines = lines
        (console,) = (handler for handler in logging.getLogger().handlers if handler.name == "console")
        self.setFormatter(console.formatter)

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(("faker", "factory", "asyncio", "MARKDOWN", "redis", "push_response")):
            self.lines.append(self.format(record))


@contextmanager
def listening() -> Iterator[tuple[list[str], list[str]]]:
    frames: list[str] = []
    lines: list[str] = []
    take_out = register_transport(Frames(frames))
    root, handler = logging.getLogger(), Lines(lines)
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield frames, lines
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        take_out()
