"""Answers by mail pass the limits of the page: one too many comes back with a letter, and its words in it."""

from __future__ import annotations

from typing import Any

import pytest

from community.notices.models import IncomingMail
from community.people.models import Member
from forum.models import Post
from realtime.rooms.models import Message
from tests.db.community.notices.test_incoming import answer, came
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory
from tests.factories.rooms import make_room, say
from tests.factories.uploads import picture
from tests.mails import sent

pytestmark = pytest.mark.django_db
Outcome = IncomingMail.Outcome


@pytest.fixture(autouse=True)
def _there_is_an_address(settings: Any) -> None:
    settings.REPLY_ADDRESS = "antwort@dialog.example"
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


def _number(n: int) -> str:
    return f"<{n}@stadt.example>"


def test_one_mail_too_many_comes_back(anna: Member, settings: Any) -> None:
    settings.FORUM_RATE = "2/d"
    thread = make_thread(MemberFactory())
    mails = [answer(anna, thread, f"Gedanke {n}", Message_ID=_number(n)) for n in range(3)]
    assert [came(mail).outcome for mail in mails] == [Outcome.POSTED, Outcome.POSTED, Outcome.REFUSED]
    assert Post.objects.filter(author=anna).count() == 2
    letter = sent()[-1]
    assert letter.to == [anna.email] and "viele Beiträge in kurzer Zeit" in letter.body
    assert "Gedanke 2" in letter.body


def test_the_same_mail_again_does_not_count(anna: Member, settings: Any) -> None:
    settings.FORUM_RATE = "2/d"
    thread = make_thread(MemberFactory())
    for _again in range(3):
        came(answer(anna, thread, "Gedanke", Message_ID=_number(1)))
    assert came(answer(anna, thread, "Noch einer", Message_ID=_number(2))).outcome == Outcome.POSTED


def test_a_newcomer_writes_no_more_by_mail(settings: Any) -> None:
    nina, thread = MemberFactory(newcomer=True), make_thread(MemberFactory())
    mails = [answer(nina, thread, f"Gedanke {n}", Message_ID=_number(n)) for n in range(7)]
    assert [came(mail).outcome for mail in mails] == [Outcome.POSTED] * 6 + [Outcome.REFUSED]
    assert "6 Beiträge in der Stunde" in sent()[-1].body and "Gedanke 6" in sent()[-1].body


def test_rooms_keep_the_pace_too(anna: Member, settings: Any) -> None:
    settings.ROOM_RATE = "2/d"
    room = make_room(by=MemberFactory(head=True))
    say(anna, room)
    mails = [answer(anna, room, f"Gedanke {n}", kind="room", Message_ID=_number(n)) for n in range(2)]
    assert [came(mail).outcome for mail in mails] == [Outcome.POSTED, Outcome.REFUSED]
    assert Message.objects.count() == 2
    assert "viele Nachrichten in kurzer Zeit" in sent()[-1].body and "Gedanke 1" in sent()[-1].body


def test_files_are_counted_by_mail(anna: Member, settings: Any) -> None:
    settings.UPLOAD_RATE = "1/d"
    mail = answer(anna, make_thread(MemberFactory()), "Zwei Bilder")
    for name in ("eins.png", "zwei.png"):
        mail.add_attachment(picture(), maintype="image", subtype="png", filename=name)
    assert came(mail).outcome == Outcome.REFUSED
    assert "viele Dateien" in sent()[-1].body and "Zwei Bilder" in sent()[-1].body
