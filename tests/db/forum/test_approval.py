"""Words that wait for the office: who waits, what others notice of it, and how it ends."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from community.audit.models import AuditEvent
from community.moderation.appeals import actions as appeal_actions
from community.moderation.models import Decision
from community.moderation.persons import actions as person_actions
from community.notices.models import Level, Notice, Watch
from community.people.models import Member
from community.search.models import Document
from community.uploads.bundle import Bundle
from forum.approval import actions as approval_actions
from forum.dates.content import DateOffer
from forum.models import Draft, PendingPost, Post, Tag, Thread
from forum.polls.consent import ConsentRule
from forum.polls.content import PollWords
from forum.screening import actions as screening_actions
from forum.screening.rules import watched_word
from forum.vocabulary import actions as vocabulary_actions
from forum.writing import actions as writing_actions
from tests.factories.forum import ActionFieldFactory, edit, make_pending_reply, make_reply, make_thread
from tests.factories.people import MemberFactory
from tests.factories.uploads import make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def chiara() -> Member:
    return MemberFactory(office=True, name="Chiara Brandt")


@pytest.fixture
def nina() -> Member:
    return MemberFactory(newcomer=True, name="Nina Neu")


@pytest.fixture
def thread() -> Thread:
    return make_thread(MemberFactory(name="Anna Alt"), title="Wer hat Mitfahrbänke?")


def test_nobody_waits_unless_the_office_wants_it(chiara: Member, nina: Member, thread: Thread) -> None:
    make_reply(thread, nina, text="Wir haben acht.")
    screening_actions.choose_first_posts(chiara, number=2)
    pending_post = make_pending_reply(thread, nina, text="Und noch zwei.")
    assert pending_post.cause == "first" and pending_post.is_waiting
    make_reply(thread, MemberFactory(), text="Bestätigte Mitglieder warten nicht.")
    make_reply(
        thread, MemberFactory(newcomer=True, expert=True, municipality=None), text="Und wer eine Rolle hat."
    )
    approval_actions.approve_post(chiara, pending_post, text=pending_post.source)
    make_reply(thread, nina, text="Jetzt sind es zwei, der dritte steht sofort.")


def test_what_waits_is_nowhere_until_it_is_released(
    client: Client, chiara: Member, nina: Member, thread: Thread, django_capture_on_commit_callbacks: Any
) -> None:
    screening_actions.choose_first_posts(chiara, number=3)
    reader = MemberFactory()
    Watch.objects.create(member=reader, place="thread", key=thread.pk, level=Level.ALL)
    before = Thread.objects.get(pk=thread.pk)
    client.force_login(nina)
    key, words = uuid4(), {"text": "Unsere Quastenbank steht am Markt.", "reply_to": ""}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/themen/{thread.pk}/antworten/", {**words, "key": key}, follow=True)
    page = answer.content.decode()
    assert "Ihr Beitrag wartet auf Freigabe" in page and "Quastenbank" in page
    (pending_post,) = PendingPost.objects.all()
    again = client.post(
        f"/themen/{thread.pk}/antworten/", {**words, "key": key}, headers={"Accept": "application/json"}
    )
    assert again.status_code == 202 and again.json() == {
        "pending": True,
        "url": pending_post.get_absolute_url(),
    }
    assert "Wer hat Mitfahrbänke?" in client.get("/entwuerfe/").content.decode()
    after = Thread.objects.select_related("field").get(pk=thread.pk)
    for name in ("head", "last_number", "reply_count", "active_at", "latest_author_id"):
        assert getattr(after, name) == getattr(before, name), name
    assert after.field.post_count == 1 and not Post.objects.filter(author=nina).exists()
    client.force_login(reader)
    for address in (
        thread.get_absolute_url(),
        f"/themen/{thread.pk}/beitraege/?nach=0",
        "/",
        "/themen/",
        f"/mitglieder/{nina.pk}/",
        "/suche/?q=Quastenbank",
        "/hinweise/",
    ):
        page = (
            client.get(address)
            .content.decode()
            .replace("?q=Quastenbank", "")
            .replace('value="Quastenbank"', "")
        )
        assert "am Markt" not in page, address
    assert client.get(pending_post.get_absolute_url()).status_code == 404
    assert not Notice.objects.filter(member=reader).exists() and not mail.outbox
    assert not Document.objects.filter(author=nina).exists()

    with django_capture_on_commit_callbacks(execute=True):
        post = approval_actions.approve_post(chiara, pending_post, text=pending_post.source)
    assert post.author == nina and post.number == 2 and post.created_at > pending_post.held_at
    assert Notice.objects.filter(member=reader).exists()
    assert "am Markt" in client.get(thread.get_absolute_url()).content.decode()
    assert Document.objects.filter(author=nina, kind="post").exists()
    assert "freigegeben" in mail.outbox[0].body and mail.outbox[0].to == [nina.email]
    event = AuditEvent.objects.get(verb="approve_post")
    assert event.actor == chiara and event.before == {} and event.after["pending_post"] == pending_post.pk
    with pytest.raises(PermissionDenied):
        approval_actions.approve_post(chiara, pending_post, text="Noch einmal")


def test_a_thread_waits_with_its_poll_and_its_files(chiara: Member, nina: Member) -> None:
    screening_actions.choose_first_posts(chiara, number=1)
    field, upload = ActionFieldFactory(public=True), make_upload(nina)
    waiting = writing_actions.start_thread(
        nina,
        field,
        title="Wer hat Bänke?",
        text="Wir suchen welche.",
        key=uuid4(),
        poll=PollWords("Wie viele?", ["eine", "zwei"]),
        files=Bundle((upload,), alt_text="Eine Bank"),
    ).pending
    assert not Thread.objects.exists()
    post = approval_actions.approve_post(
        chiara, waiting, title="Wer hat Mitfahrbänke?", text="Wir suchen welche."
    )
    assert post.thread.title == "Wer hat Mitfahrbänke?" and post.thread.author == nina
    assert post.asked and [option.text for option in post.asked.options.all()] == ["eine", "zwei"]
    assert [held.upload for held in post.attachments.all()] == [upload]
    assert post.attachments.get().upload.alt_text == "Eine Bank"
    event = AuditEvent.objects.get(verb="approve_post")
    assert event.before == {"title": "Wer hat Bänke?"}


def _morning(days: int) -> datetime:
    """Nine o'clock, so many days from now."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(9)))


@pytest.mark.parametrize(
    "words",
    [
        PollWords("Wie viele?", ["eine", "zwei"], is_multiple=True, per_municipality=True),
        PollWords("Einverstanden?", consent=ConsentRule(5, 70, 10), per_municipality=True),
        PollWords(
            "Wann?", dates=[DateOffer(_morning(3)), DateOffer(_morning(4), _morning(5))], place="Rathaus"
        ),
    ],
    ids=["poll", "consent", "dates"],
)
def test_every_kind_of_poll_is_asked_as_it_was_meant(chiara: Member, nina: Member, words: PollWords) -> None:
    screening_actions.choose_first_posts(chiara, number=1)
    field = ActionFieldFactory(public=True)
    told = {"title": "Wer hat Bänke?", "text": "Wir suchen welche."}
    waiting = writing_actions.start_thread(nina, field, **told, key=uuid4(), poll=words).pending
    held = approval_actions.approve_post(chiara, waiting, **told).asked
    direct = writing_actions.start_thread(chiara, field, **told, key=uuid4(), poll=words).post.asked
    assert _said(held) == _said(direct)
    assert [_said(option) for option in held.options.all()] == [
        _said(option) for option in direct.options.all()
    ]


def _said(row: Any) -> dict[str, Any]:
    """Its columns but those that say which row it is."""
    names = {field.attname for field in row._meta.concrete_fields}
    own = {"id", "opening_id", "poll_id", "created_by_id", "created_at"}
    return {name: getattr(row, name) for name in names - own}


def test_a_poll_that_waited_is_open_for_as_many_days(chiara: Member, nina: Member, time_machine: Any) -> None:
    # At noon: an hour before midnight in winter, 200 days ago was an hour later and another day.
    time_machine.move_to(timezone.localtime().replace(hour=12))
    screening_actions.choose_first_posts(chiara, number=1)
    words = PollWords("Wie viele?", ["eine", "zwei"], closes_at=_morning(2))
    waiting = writing_actions.start_thread(
        nina, ActionFieldFactory(public=True), title="Bänke?", text="Gesucht.", key=uuid4(), poll=words
    ).pending
    pending_post = waiting
    PendingPost.objects.filter(pk=pending_post.pk).update(
        held_at=pending_post.held_at - timedelta(days=200),
        poll={**pending_post.poll, "closes_at": _morning(-198).isoformat()},
    )
    poll = approval_actions.approve_post(chiara, pending_post, title="Bänke?", text="Gesucht.").asked
    assert timezone.localtime(poll.closes_at) == _morning(2)


def test_giving_back_is_a_decision_against_which_one_can_object(
    client: Client, chiara: Member, nina: Member, thread: Thread, django_capture_on_commit_callbacks: Any
) -> None:
    screening_actions.choose_first_posts(chiara, number=3)
    pending_post = make_pending_reply(thread, nina, text="Kauft Bänke!")
    client.force_login(chiara)
    empty = client.post(f"{pending_post.get_absolute_url()}zurueckgeben/", {"reason": " "})
    assert empty.status_code == 422 and "warum" in empty.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{pending_post.get_absolute_url()}zurueckgeben/", {"reason": "Das ist Werbung."})
    pending_post.refresh_from_db()
    decision = Decision.objects.get()
    assert (pending_post.state, pending_post.decision, decision.decided_by) == ("returned", decision, chiara)
    (letter,) = mail.outbox
    assert (
        "Das ist Werbung." in letter.body and "/widerspruch/" in letter.body and "Chiara" not in letter.body
    )
    assert Draft.objects.get(member=nina).text == "Kauft Bänke!"
    client.force_login(nina)
    assert "nicht veröffentlicht" in client.get(pending_post.get_absolute_url()).content.decode()

    appeal = appeal_actions.file_appeal(decision, None, text="Das war keine Werbung.")
    appeal_actions.grant(MemberFactory(office=True), appeal, reasons="Stimmt.")
    pending_post.refresh_from_db()
    assert pending_post.is_waiting and pending_post.decision is None
    assert approval_actions.approve_post(chiara, pending_post, text=pending_post.source).author == nina


def test_the_author_takes_it_back(chiara: Member, nina: Member, thread: Thread) -> None:
    screening_actions.choose_first_posts(chiara, number=3)
    pending_post = make_pending_reply(thread, nina, text="Doch lieber anders.")
    with pytest.raises(PermissionDenied):
        approval_actions.withdraw_pending_post(chiara, pending_post)
    approval_actions.withdraw_pending_post(nina, pending_post)
    assert not PendingPost.objects.exists() and Draft.objects.get(member=nina).text == "Doch lieber anders."


def test_who_may_not_write_any_more_is_not_published(chiara: Member, nina: Member, thread: Thread) -> None:
    screening_actions.choose_first_posts(chiara, number=3)
    pending_post = make_pending_reply(thread, nina)
    Member.objects.filter(pk=nina.pk).update(suspended_until=timezone.now() + timedelta(days=1))
    with pytest.raises(PermissionDenied, match="kann hier zurzeit nicht schreiben"):
        approval_actions.approve_post(chiara, pending_post, text=pending_post.source)


def test_old_holds_are_forgotten(chiara: Member, nina: Member, thread: Thread) -> None:
    screening_actions.choose_first_posts(chiara, number=9)
    old, young = make_pending_reply(thread, nina, text="Alt"), make_pending_reply(thread, nina, text="Jung")
    post = approval_actions.approve_post(chiara, old, text="Alt")
    PendingPost.objects.filter(pk=old.pk).update(decided_at=timezone.now() - timedelta(days=191))
    assert approval_actions.forget_pending_posts() == 1
    assert list(PendingPost.objects.all()) == [young] and Post.objects.filter(pk=post.pk).exists()


@pytest.mark.parametrize(
    ("word", "text", "waits"),
    [
        ("Gewinnspiel", "Ein GEWINNSPIEL für alle", True),
        ("Gewinnspiel", "Gewinnspiele für alle", False),
        ("Gewinnspiel*", "Gewinnspiele für alle", True),
        ("Grüße", "Viele Gruesse", True),
        ("Kredit", "Akkreditierung", False),
        ("C++", "Wir lernen C++ im Dorf", True),
    ],
)
def test_watched_words_hold_back_whole_words(
    chiara: Member, thread: Thread, word: str, text: str, waits: bool
) -> None:
    watched = screening_actions.watch_word(chiara, word=word, purpose="Probe")
    assert screening_actions.watch_word(chiara, word=word.upper(), purpose="Noch einmal") == watched
    assert bool(watched_word(text)) is waits
    if waits:
        assert make_pending_reply(thread, MemberFactory(), text=text).found == word
    make_reply(thread, chiara, text=text)  # who moderates writes freely
    screening_actions.drop_word(chiara, watched)
    make_reply(thread, MemberFactory(), text=text)


def test_nothing_is_slipped_in_by_an_edit(chiara: Member, nina: Member, thread: Thread) -> None:
    screening_actions.watch_word(chiara, word="Gewinnspiel", purpose="Probe")
    post = make_reply(thread, nina, text="Wir haben acht Bänke.")
    with pytest.raises(ValidationError, match="Gewinnspiel"):
        edit(post, text="Gewinnspiel! Acht Bänke!")
    with pytest.raises(ValidationError, match="Höchstens 2 Links"):
        edit(post, text="https://a.example https://b.example https://c.example")
    assert edit(post, text="Wir haben neun Bänke.").edit_count == 1
    own = make_reply(thread, chiara, text="Kein Gewinnspiel, bitte.")
    assert edit(own, text="Wirklich kein Gewinnspiel, bitte.").edit_count == 1


def test_too_short_a_word_is_refused(client: Client, chiara: Member) -> None:
    client.force_login(chiara)
    answer = client.post("/moderation/vorlegen/woerter/", {"word": "ab*", "purpose": "Probe"})
    assert answer.status_code == 422 and "drei Zeichen" in answer.content.decode()


def test_newcomers_write_a_little_until_they_are_confirmed(
    client: Client, chiara: Member, nina: Member, thread: Thread
) -> None:
    with pytest.raises(ValidationError, match="Höchstens 2 Links"):
        make_reply(thread, nina, text="https://a.example www.b.example https://c.example")
    for number in range(6):
        make_reply(thread, nina, text=f"Gedanke {number} https://a.example")
    client.force_login(nina)
    words = {"text": "Gedanke 7", "key": uuid4()}
    answer = client.post(f"/themen/{thread.pk}/antworten/", words)
    assert answer.status_code == 429 and "6 Beiträge in der Stunde" in answer.content.decode()
    person_actions.confirm_municipality(chiara, nina)
    assert client.post(f"/themen/{thread.pk}/antworten/", words).status_code == 303


def test_tags_wait_with_the_words_and_those_put_away_meanwhile_stay_behind(
    client: Client, chiara: Member, nina: Member
) -> None:
    screening_actions.choose_first_posts(chiara, number=1)
    field, kita = (
        ActionFieldFactory(public=True),
        vocabulary_actions.add_tag(chiara, name="Kita", reason="Kommt oft vor"),
    )
    said: dict[str, Any] = {
        "title": "Wer betreut abends?",
        "text": "Wir suchen.",
        "tags": ["kita", "Spätdienst"],
    }
    waiting = writing_actions.start_thread(nina, field, key=uuid4(), **said).pending
    pending_post = waiting
    assert not Tag.objects.filter(name="Spätdienst").exists(), "a word proposes itself when it is published"
    client.force_login(chiara)
    assert "kita, Spätdienst" in client.get(pending_post.get_absolute_url()).content.decode()
    vocabulary_actions.retire_tag(chiara, kita, reason="Zu weit")
    thread = approval_actions.approve_post(
        chiara, pending_post, text=pending_post.source, title=pending_post.title
    ).thread
    assert [tag.name for tag in thread.tags.all()] == ["Spätdienst"]
    assert Tag.objects.get(name="Spätdienst").proposed_by == nina
