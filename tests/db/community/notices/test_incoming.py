"""Answers by mail: whose they are, what of them is meant, once, and a polite answer when it cannot be done."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

import pytest
from django.db import connection

from community import kinds
from community.mail.models import Bounce
from community.mail.posting import post
from community.notices.answering import address_for, read_address
from community.notices.incoming import receive
from community.notices.models import IncomingMail, Notice
from community.notices.trimming import trim
from community.people.models import Admission, Member
from community.programs import run_program
from community.uploads import images
from community.web.refusals import Busy
from forum.models import Post, Thread
from realtime.rooms.models import Message
from realtime.rooms.participation import actions as participation_actions
from tests.db.community.notices.corpus import MAILS
from tests.factories.forum import close, make_reply, make_thread
from tests.factories.people import MemberFactory, WorkingGroupFactory
from tests.factories.rooms import make_room
from tests.factories.uploads import picture
from tests.mails import sent

pytestmark = pytest.mark.django_db
Outcome = IncomingMail.Outcome


@pytest.fixture(autouse=True)
def _there_is_an_address(settings: Any) -> None:
    settings.REPLY_ADDRESS = "antwort@dialog.example"


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def thread(anna: Member) -> Thread:
    thread = make_thread(anna)
    make_reply(thread, MemberFactory(name="Bruno Krüger"))
    return thread


def answer(
    member: Member, thing: Any, text: str = "Bei uns stehen vier.", *, kind: str = "thread", **headers: str
) -> EmailMessage:
    message = EmailMessage()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    message["From"] = named.pop("From", f"{member.name} <{member.email}>")
    message["To"] = named.pop("To", address_for(member, kinds.get(kind), thing.pk))
    message["Message-ID"] = named.pop("Message-ID", "<eins@stadt.example>")
    for name, value in named.items():
        message[name] = value
    message.set_content(text)
    return message


def came(message: EmailMessage) -> IncomingMail:
    return receive(message.as_bytes())


@pytest.mark.parametrize("name", MAILS)
def test_what_was_meant(name: str) -> None:
    written, meant = MAILS[name]
    assert trim(written) == meant


@pytest.mark.parametrize("piece", ["Am 1 ", "Am x\n", "Von: x\n", "\n", " \n", "> ", "On ", "_", "Mit "])
def test_no_mail_takes_for_ever(piece: str) -> None:
    """A pattern that tries everything would not come back from these."""
    assert len(trim(piece * (60_000 // len(piece)))) <= 20_000


def test_an_outlook_answer_becomes_a_clean_post(anna: Member, thread: Thread) -> None:
    text, meant = MAILS["outlook, german"]
    assert came(answer(anna, thread, text)).outcome == Outcome.POSTED
    written = Post.objects.get(number=3)
    assert (written.author, written.thread, written.source) == (anna, thread, meant)
    assert not Notice.objects.of(anna).unread().exists(), "who answers has read it"


def test_the_same_mail_again_changes_nothing(anna: Member, thread: Thread) -> None:
    first = came(answer(anna, thread))
    assert came(answer(anna, thread)) == first and Post.objects.count() == 3
    came(answer(anna, thread, "Noch etwas", Message_ID="<zwei@stadt.example>"))
    assert Post.objects.count() == 4


def test_without_an_id_the_same_bytes_are_the_same_mail(anna: Member, thread: Thread) -> None:
    message = answer(anna, thread)
    del message["Message-ID"]
    assert came(message) == came(message) and Post.objects.count() == 3


def test_html_only(anna: Member, thread: Thread) -> None:
    message = answer(anna, thread)
    message.set_content(
        "<style>p{}</style><p>Bei uns <b>vier</b> &amp; mehr.</p><p>Gut!</p>"
        "<p>Viele Gr&uuml;&szlig;e<br>Anna</p><blockquote>Alt</blockquote>",
        subtype="html",
    )
    came(message)
    assert Post.objects.get(number=3).source.split() == ["Bei", "uns", "vier", "&", "mehr.", "Gut!"]


def test_files_come_along_through_the_gate(anna: Member, thread: Thread) -> None:
    message = answer(anna, thread)
    message.add_attachment(picture(), maintype="image", subtype="png", filename="bank.png")
    came(message)
    assert [held.upload.name for held in Post.objects.get(number=3).attachments.all()] == ["bank.webp"]


def test_a_mail_whose_picture_finds_no_turn_is_taken_in_later(
    anna: Member, thread: Thread, monkeypatch: Any
) -> None:
    message = answer(anna, thread)
    message.add_attachment(picture(), maintype="image", subtype="png", filename="bank.png")
    with monkeypatch.context() as full, images.ONE_AT_A_TIME.take("no"):
        full.setattr(images.ONE_AT_A_TIME, "within", 0)
        with pytest.raises(Busy):
            came(message)
    assert not IncomingMail.objects.exists()
    assert not sent()
    came(message)
    assert [held.upload.name for held in Post.objects.get(number=3).attachments.all()] == ["bank.webp"]


def test_files_of_a_mail_are_looked_at_outside_of_any_transaction(
    anna: Member, thread: Thread, monkeypatch: Any
) -> None:
    """On SQLite everybody who writes would wait for the picture."""
    depth: list[int] = []
    before = len(connection.savepoint_ids)

    def looked(*args: Any, **how: Any) -> bytes:
        depth.append(len(connection.savepoint_ids) - before)
        return run_program(*args, **how)

    monkeypatch.setattr(images, "run_program", looked)
    message = answer(anna, thread)
    message.add_attachment(picture(), maintype="image", subtype="png", filename="bank.png")
    came(message)
    assert depth == [0]


def test_a_file_that_is_not_taken_is_answered_politely(anna: Member, thread: Thread) -> None:
    message = answer(anna, thread)
    message.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename="spiel.exe")
    assert came(message).outcome == Outcome.REFUSED
    assert Post.objects.count() == 2
    (letter,) = sent()
    assert letter.to == [anna.email] and "spiel.exe" in letter.body
    assert "> Bei uns stehen vier." in letter.body, "the words are not lost"
    assert letter.message()["In-Reply-To"] == "<eins@stadt.example>"


def test_nobody_writes_in_the_name_of_another(anna: Member, thread: Thread) -> None:
    stranger = MemberFactory()
    refused = came(answer(anna, thread, From=stranger.email))
    assert refused.outcome == Outcome.REFUSED and Post.objects.count() == 2
    assert [letter.to for letter in sent()] == [[anna.email]], "never to whom anyone can write there"


@pytest.mark.parametrize(
    "break_it",
    [lambda a: a.replace("thread-", "thread-9"), lambda a: "x" + a[1:].replace("+", "-"), str.upper],
)
def test_only_addresses_that_we_wrote_count(anna: Member, thread: Thread, break_it: Any) -> None:
    address = address_for(anna, kinds.get("thread"), thread.pk)
    broken = break_it(address)
    works = broken.lower() == address
    assert (read_address(broken) is not None) is works
    outcome = came(answer(anna, thread, To=broken)).outcome
    assert outcome == (Outcome.POSTED if works else Outcome.IGNORED)
    assert not sent()


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Autoreply": "yes"}],
)
def test_robots_are_not_answered(anna: Member, thread: Thread, headers: dict[str, str]) -> None:
    ignored = came(answer(anna, thread, "Ich bin bis Montag nicht im Haus.", **headers))
    assert ignored.outcome == Outcome.IGNORED and Post.objects.count() == 2 and not sent()


def test_where_one_may_not_write_one_learns_why(anna: Member, thread: Thread) -> None:
    close(thread, by=MemberFactory(office=True))
    assert came(answer(anna, thread)).outcome == Outcome.REFUSED
    assert "geschlossen" in sent()[0].body


def test_who_is_no_longer_a_member_gets_nothing_in(anna: Member, thread: Thread) -> None:
    Admission.objects.filter(member=anna).update(outcome="declined", reason="Nicht mehr dabei")
    assert came(answer(anna, thread)).outcome == Outcome.REFUSED and Post.objects.count() == 2


def test_only_a_quote_is_no_answer(anna: Member, thread: Thread) -> None:
    assert came(answer(anna, thread, "> Wie viele?")).outcome == Outcome.REFUSED


def test_a_room_hears_answers_too_and_only_from_inside(anna: Member) -> None:
    table = make_room(WorkingGroupFactory(lead=anna))
    participation_actions.enter_room(anna, table)
    came(answer(anna, table, "Ich komme.", kind="room"))
    assert Message.objects.get().source == "Ich komme."
    stranger = MemberFactory()
    refused = came(answer(stranger, table, kind="room", Message_ID="<zwei@stadt.example>"))
    assert refused.outcome == Outcome.REFUSED and Message.objects.count() == 1
    assert table.name not in sent()[-1].body


def test_hostile_words_stay_words(anna: Member, thread: Thread) -> None:
    came(answer(anna, thread, "<script>alert(1)</script> und [x](javascript:alert(1))"))
    html = Post.objects.get(number=3).html
    assert "<script" not in html and 'href="javascript' not in html


def test_a_character_set_nobody_knows(anna: Member, thread: Thread) -> None:
    raw = (
        answer(anna, thread, "Gruss aus Coburg").as_bytes().replace(b'charset="utf-8"', b'charset="klingon"')
    )
    assert receive(raw).outcome in (Outcome.POSTED, Outcome.REFUSED)


def test_reports_of_bounces_are_counted_for_mails_of_ours() -> None:
    mail = post("weg@amt.example", subject="Brief", text="Guten Tag")
    text = _report("eins", mail.message_id)
    assert receive(text).outcome == Outcome.BOUNCE
    assert receive(text).outcome == Outcome.BOUNCE
    receive(_report("zwei", "<fremd@anderswo.example>"))
    bounce = Bounce.objects.get()
    assert (bounce.domain, bounce.mail, bounce.is_final) == ("amt.example", mail, True)


def _report(name: str, about: str) -> bytes:
    return f"""From: MAILER-DAEMON@amt.example
To: antwort@dialog.example
Message-ID: <{name}@amt.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Leider nicht.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; amt.example

Final-Recipient: rfc822; weg@amt.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 unbekannt

--b
Content-Type: text/rfc822-headers

Message-ID: {about}

--b--
""".encode()
