"""What addresses are about: for each thing of the table, what `reverse` needs and what a form sends."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from community.mail.models import OutgoingMail
from community.moderation.conversations.actions import conversation_address
from community.moderation.decisions.letters import appeal_address
from community.moderation.models import Task
from community.moderation.reports.actions import token_for
from community.notices.models import MondayPin, Notice
from community.notices.tokens import unsubscribe_token
from community.people.accounts.actions import note_address_change, way_back
from community.people.invitations.actions import token_for as token_of_invitation
from community.people.models import Member, Municipality, MunicipalityStatement
from community.push.models import Device
from community.uploads.models import Upload
from forum.models import FeedKey, PollOption, ScheduledPost
from realtime.delivery import mail_test
from tests.contracts.access_table import TABLE
from tests.contracts.cast import GROUPS, ROLES, Cast, Scene
from tests.db.community.push.service import Browser


@dataclass(frozen=True)
class Thing:
    """Arguments for `reverse` and the fields of a POST."""

    args: dict[str, Any] = field(default_factory=dict)
    sent: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One line of the table: `expected` per role, in the public or in the closed field."""

    name: str
    method: str
    thing: str
    closed: bool
    expected: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.thing}{' (members only)' if self.closed else ''}"

    def address(self, cast: Cast) -> str:
        return reverse(self.name, kwargs=self.find(cast).args)

    def find(self, cast: Cast) -> Thing:
        if self.thing in SECRET:
            return SECRET[self.thing](cast, cast.members if self.closed else cast.public)
        if self.thing in SCENIC:
            return SCENIC[self.thing](cast.members if self.closed else cast.public)
        return THINGS[self.thing](cast)


def rows() -> list[Row]:
    """The table, read."""
    return [row for line in TABLE.splitlines() if line.strip() for row in _read(line)]


def _read(line: str) -> Iterator[Row]:
    name, method, thing, outcomes = line.split(maxsplit=3)
    sides = outcomes.split("|")
    if (thing in {**SCENIC, **SECRET}) != (len(sides) == 2):
        raise ValueError(f"one side per field, please: {line}")
    for closed, side in enumerate(sides):
        yield Row(name, method, thing, bool(closed), _expected(side, line))


def _expected(side: str, line: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in side.split():
        roles, outcome = part.split(":")
        found |= dict.fromkeys(ROLES if roles == "all" else GROUPS.get(roles, (roles,)), outcome)
    if set(found) != set(ROLES):
        raise ValueError(f"{set(ROLES) ^ set(found)} in: {line}")
    return found


def _person(role: str) -> Callable[[Cast], Thing]:
    def find(cast: Cast) -> Thing:
        name = "member_id"
        return Thing({name: cast.people[role].pk})

    return find


def _group(**sent: str) -> Callable[[Cast], Thing]:
    def find(cast: Cast) -> Thing:
        known = {"member": cast.people.get(sent.get("member", "")), "ars": cast.town}
        return Thing({"slug": cast.group.slug}, {name: known[name].pk for name in sent})

    return find


def _post(name: str) -> Callable[[Scene], Thing]:
    return lambda scene: Thing({"pk": getattr(scene, name).pk})


def _bus(scene: Scene) -> dict[str, Any]:
    return {"poll__opening__thread": scene.unanswered, "text": "Bus"}


def _dates(scene: Scene) -> list[int]:
    return list(PollOption.objects.filter(poll__opening__thread=scene.dated).values_list("pk", flat=True))


def _answers(scene: Scene) -> dict[str, str]:
    return {f"termin-{key}": "yes" for key in _dates(scene)}


def _offers() -> dict[str, str]:
    days = {f"day-{n}": (timezone.localdate() + timedelta(days=n)).isoformat() for n in (1, 2)}
    return {"question": "Wann?", **days, "begin-1": "10:00", "begin-2": "10:00"}


def _file(upload: Upload) -> Thing:
    return Thing({"pk": upload.pk, "name": upload.name})


def _writing(**sent: str) -> dict[str, str]:
    return {"text": "Ein neuer Gedanke.", "key": str(uuid4()), **sent}


def _statement(cast: Cast) -> MunicipalityStatement:
    """The member says that they belong to another municipality now."""
    towns = Municipality.objects.exclude(pk=cast.people["member"].municipality_id)
    statement, _made = MunicipalityStatement.objects.get_or_create(
        member=cast.people["member"], state="open", defaults={"municipality": towns.first()}
    )
    return statement


THINGS: dict[str, Callable[[Cast], Thing]] = {
    "-": lambda cast: Thing(),
    "english": lambda cast: Thing(sent={"language": "en", "next": "/kommunen/"}),
    "member": _person("member"),
    "author": _person("author"),
    "waiting": _person("waiting"),
    "declined": _person("declined"),
    "technician": _person("technician"),
    "inactive": _person("inactive"),
    "head": _person("head"),
    "town": lambda cast: Thing({"ars": cast.town.ars}),
    "group": _group(),
    "group+author": _group(member="author"),
    "group+expert": _group(member="expert"),
    "group+town": _group(ars="town"),
    "tag": lambda cast: Thing({"slug": cast.tag.slug}),
    "other_word": lambda cast: Thing({"slug": "freiwillige"}),
    "tag_key": lambda cast: Thing({"pk": cast.tag.pk}),
    "tag_key+reason": lambda cast: Thing({"pk": cast.tag.pk}, {"reason": "Darum"}),
    "secret": lambda cast: Thing({"secret": cast.feed_secret}),
    "no_secret": lambda cast: Thing({"secret": "abc"}),
    "feed_key": lambda cast: Thing({"pk": FeedKey.objects.get().pk}),
    "new_key": lambda cast: Thing(sent={"name": "Outlook"}),
    "draft": lambda cast: Thing({"pk": cast.draft.pk}),
    "loose_file": lambda cast: _file(cast.loose_file),
    "words": lambda cast: Thing(sent={"place": "new:mobilitaet", "text": "Ein Anfang"}),
    "grant": lambda cast: Thing({"grant_id": cast.grant.pk}),
    "passkey": lambda cast: Thing({"pk": cast.passkey.pk}),
    "profile": lambda cast: Thing({"kind": "mitglied", "key": cast.people["author"].pk}),
    "new_file": lambda cast: Thing({"key": uuid4()}),
    "new_file+part": lambda cast: Thing(
        {"key": uuid4()},
        {"name": "a.txt", "total": "9", "start": "0", "part": SimpleUploadedFile("part", b"Anf")},
    ),
    "ask": lambda cast: Thing({"pk": cast.asks.waiting.pk}, {"seen": "1"}),
    "worded_ask": lambda cast: Thing({"pk": cast.asks.worded.pk}, {"seen": str(cast.asks.worded.version)}),
    "asked_ask": lambda cast: Thing({"pk": cast.asks.asked.pk}),
    "way_back": lambda cast: Thing({"token": _way_back_of(cast.people["member"])}),
    "invitation": lambda cast: Thing({"token": token_of_invitation(cast.invited)}),
    "invited": lambda cast: Thing({"member_id": cast.invited.pk}),
    "pseudonym": lambda cast: Thing({"member_id": cast.asks.asked.pseudonym_id}),
    "new_ask": lambda cast: Thing(
        sent=_writing(title="Wer kennt das?", field=cast.members.field.slug, discloses="nothing")
    ),
    "notice": lambda cast: Thing({"pk": Notice.objects.filter(member=cast.people["author"])[0].pk}),
    "device": lambda cast: Thing({"pk": Device.objects.get(member=cast.people["author"]).pk}),
    "new_device": lambda cast: Thing(sent=Browser("https://web.push.apple.com/Q").subscription),
    "thread+level": lambda cast: Thing(
        sent={"place": "thread", "key": str(cast.members.question.pk), "level": "all"}
    ),
    "table+all": lambda cast: Thing(sent={"place": "room", "key": str(cast.rooms.table.pk), "level": "all"}),
    "letter": lambda cast: Thing({"pk": OutgoingMail.objects.all()[0].pk}),
    "monday_pin": lambda cast: Thing({"pk": MondayPin.objects.get().pk}),
    "test_link": lambda cast: Thing(
        {"token": signing.dumps(["once", int(time.time())], salt=mail_test.SALT)}
    ),
    "way_out": lambda cast: Thing({"token": unsubscribe_token(cast.people["member"].pk, "monday")}),
    "helpful": lambda cast: Thing(sent={"helped": f"thread:{cast.members.question.pk}"}),
    "missing": lambda cast: Thing(sent={"helped": "thread:99999999"}),
    "year": lambda cast: Thing({"year": timezone.localtime().year}),
    "no_year": lambda cast: Thing({"year": 1999}),
    "watched": lambda cast: Thing({"pk": cast.watched.pk}),
    "three": lambda cast: Thing(sent={"number": "3"}),
    "word": lambda cast: Thing(sent={"word": "Gewinnspiel", "purpose": "Werbung"}),
    "statement": lambda cast: Thing({"pk": _statement(cast).pk}),
    "person_note": lambda cast: Thing(
        {"member_id": cast.person_note.member_id, "note_id": cast.person_note.pk}
    ),
    "ready_text": lambda cast: Thing({"text_id": cast.ready_text.pk}),
    "task": lambda cast: Thing({"task_id": Task.objects.get().pk}),
    "task+done": lambda cast: Thing({"task_id": Task.objects.get().pk}, {"stage": "done"}),
    "new_task": lambda cast: Thing(sent={"title": "Einladen", "due_on": timezone.localdate().isoformat()}),
    "no_token": lambda cast: Thing({"token": "abc"}),
    "token": lambda cast: Thing({"token": token_for(cast.outside)}),
    "no_key": lambda cast: Thing({"key": "abc"}),
    "no_uid": lambda cast: Thing({"uidb36": "1", "key": "abc"}),
}


def _room(name: str, **sent: str) -> Callable[[Cast], Thing]:
    return lambda cast: Thing({"pk": getattr(cast.rooms, name).pk}, sent)


def _saying(name: str) -> Callable[[Cast], Thing]:
    return lambda cast: Thing({"pk": getattr(cast.rooms, name).pk}, _writing())


def _about(name: str, role: str, **sent: str) -> Callable[[Cast], Thing]:
    return lambda cast: Thing(
        {"pk": getattr(cast.rooms, name).pk}, {"member": str(cast.people[role].pk), **sent}
    )


def _message(name: str, **sent: str) -> Callable[[Cast], Thing]:
    def find(cast: Cast) -> Thing:
        message = getattr(cast.rooms, name)
        return Thing({"pk": message.room_id, "seq": message.seq}, sent)

    return find


THINGS |= {
    "talk+author": lambda cast: Thing(sent={"member": str(cast.people["author"].pk)}),
    "talk+waiting": lambda cast: Thing(sent={"member": str(cast.people["waiting"].pk)}),
    "about_thread": lambda cast: Thing(
        sent=_writing(was=f"thema:{cast.public.question.pk}", room=str(cast.rooms.cafe.pk))
    ),
    "cafe": _room("cafe"),
    "table": _room("table"),
    "pair": _room("pair"),
    "archive": _room("archive"),
    "table+reason": _room("table", reason="Eine Meldung"),
    "cafe+words": _saying("cafe"),
    "table+words": _saying("table"),
    "pair+words": _saying("pair"),
    "archive+words": _saying("archive"),
    "cafe+level": _room("cafe", level="nothing"),
    "table+guest": _about("table", "warden"),
    "pair+guest": _about("pair", "warden"),
    "table+expert": _about("table", "expert", reason="Gehört nicht hierher"),
    "cafe+author": _about("cafe", "author", reason="Werbung"),
    "message": _message("changed"),
    "message+text": _message("changed", text="Anders"),
    "message+reason": _message("changed", reason="Versehen"),
    "message+danke": _message("changed", kind="danke"),
    "gone": _message("gone"),
    "table_message": _message("table_message"),
    "table_message+danke": _message("table_message", kind="danke"),
}

SCENIC: dict[str, Callable[[Scene], Thing]] = {
    "field": lambda scene: Thing({"slug": scene.field.slug}),
    "thread": lambda scene: Thing({"pk": scene.question.pk, "slug": scene.question.slug}),
    "own_tag": lambda scene: Thing({"slug": scene.question.tags.get(in_vocabulary=False).slug}),
    "closed": lambda scene: Thing({"pk": scene.closed.pk, "slug": scene.closed.slug}),
    "thread_short": lambda scene: Thing({"pk": scene.question.pk}),
    "closed_short": lambda scene: Thing({"pk": scene.closed.pk}),
    "polled_short": lambda scene: Thing({"pk": scene.unanswered.pk}),
    "vote": lambda scene: Thing(
        {"pk": scene.unanswered.pk}, {"option": PollOption.objects.get(**_bus(scene)).pk}
    ),
    "dated_short": lambda scene: Thing({"pk": scene.dated.pk}),
    "agreed_short": lambda scene: Thing({"pk": scene.agreed.pk}),
    "answers": lambda scene: Thing({"pk": scene.dated.pk}, _answers(scene)),
    "first_date": lambda scene: Thing({"pk": scene.dated.pk}, {"option": _dates(scene)[0]}),
    "new_dates": lambda scene: Thing({"pk": scene.question.pk}, _offers()),
    "new_poll": lambda scene: Thing(
        {"pk": scene.question.pk}, {"question": "Wann?", "options": "Jetzt\nBald"}
    ),
    "scheduled": lambda scene: Thing({"pk": ScheduledPost.objects.get(thread=scene.question).pk}),
    "version": lambda scene: Thing({"pk": scene.question.pk, "number": 1}),
    "branch": lambda scene: Thing({"pk": scene.question.pk, "branch": 1}),
    "new_thread": lambda scene: Thing(
        sent=_writing(title="Wer noch?", field=scene.field.slug, kind="question")
    ),
    "new_reply": lambda scene: Thing({"pk": scene.question.pk}, _writing(reply_to="2")),
    "late_reply": lambda scene: Thing({"pk": scene.closed.pk}, _writing()),
    "file": lambda scene: _file(scene.file),
    "sealed_file": lambda scene: _file(scene.sealed_file),
    "renamed_file": lambda scene: Thing({"pk": scene.file.pk, "name": "seite.html"}),
    "hold": lambda scene: Thing({"pk": scene.hold.pk}),
    "hold+text": lambda scene: Thing({"pk": scene.hold.pk}, {"text": "Auch bei uns."}),
    "hold+reason": lambda scene: Thing({"pk": scene.hold.pk}, {"reason": "Das ist Werbung."}),
    "opening": _post("opening"),
    "post": _post("edited"),
    "reaction": lambda scene: Thing({"pk": scene.edited.pk}, {"kind": "danke"}),
    "answer": _post("answer"),
    "taken_back": _post("taken_back"),
    "taken_down": _post("taken_down"),
    "closing": _post("closing"),
    "reportable": lambda scene: Thing({"kind": "beitrag", "key": scene.answer.pk}),
    "vanished": lambda scene: Thing({"kind": "beitrag", "key": scene.taken_down.pk}),
    "merged": lambda scene: Thing({"pk": scene.merged.pk, "slug": scene.merged.slug}),
    "entry": lambda scene: Thing({"action_id": scene.entry.pk}),
    "case": lambda scene: Thing({"case_id": scene.case.pk}),
    "staying": lambda scene: Thing(
        {"case_id": scene.case.pk},
        {"action": "stays", "reasons": "Das darf man sagen.", "seen": str(scene.case.version)},
    ),
    "note": lambda scene: Thing({"case_id": scene.case.pk}, {"text": "Bitte ansehen."}),
    "question": lambda scene: Thing(
        {"case_id": scene.case.pk}, {"to": "author", "text": "Wie war das gemeint?"}
    ),
    "asked": lambda scene: Thing(
        {"token": conversation_address(scene.case, None).rstrip("/").rpartition("/")[2]}
    ),
    "removed_case": lambda scene: Thing({"case_id": scene.appeal.decision.case_id}),
    "appeal": lambda scene: Thing({"appeal_id": scene.appeal.pk}),
    "answer_to": lambda scene: Thing(
        {"appeal_id": scene.appeal.pk}, {"outcome": "upheld", "reasons": "Es bleibt dabei."}
    ),
    "objection": lambda scene: Thing(
        {"token": appeal_address(scene.appeal.decision).rstrip("/").rpartition("/")[2]}
    ),
}

# What a secret of `member` opens, in either field.
SECRET: dict[str, Callable[[Cast, Scene], Thing]] = {
    "secret_field": lambda cast, scene: Thing({"secret": cast.feed_secret, "slug": scene.field.slug}),
    "secret_tag": lambda cast, scene: Thing(
        {"secret": cast.feed_secret, "slug": scene.question.tags.get(in_vocabulary=False).slug}
    ),
}


def _way_back_of(member: Member) -> str:
    """The token in the warning to a member whose address was just changed."""
    return way_back(note_address_change(member, old="alt@stadt.example", new=member.email)).split("/")[-2]
