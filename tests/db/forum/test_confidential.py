"""Questions through the office: from the first word to the end of the link between person and pseudonym."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from community.audit.models import AuditEvent
from community.mail.models import OutgoingMail
from community.moderation.desk.registry import panels
from community.moderation.models import Letter
from community.notices.models import Notice
from community.people.models import Member
from community.people.pseudonyms import make_pseudonym, person_behind
from forum.closing import actions as closing_actions
from forum.confidential import actions as confidential_actions
from forum.confidential.askers import NAME, disclosures, traces
from forum.drafts import actions as draft_actions
from forum.erasure.actions import confirm_erasure, propose_erasure, withdraw_erasure
from forum.models import ConfidentialQuestion, Draft, PendingPost, Post, Thread
from forum.posts.actions import restore_post
from forum.screening import actions as screening_actions
from forum.thread_tools.actions import lock_post, unlock_post
from forum.threads.policy import can_reply
from tests.factories.forum import ActionFieldFactory, edit, fresh, make_reply, make_thread, opening, remove
from tests.factories.moderation import case_of, decide, report_post
from tests.factories.people import MemberFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chiara() -> Member:
    return MemberFactory(office=True, name="Chiara Brandt")


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Quendel", municipality=MunicipalityFactory(name="Zwirnfeld"))


def _ask(anna: Member, **words: Any) -> ConfidentialQuestion:
    said = {"title": "Wie trennt man sich?", "text": "Von einem Amtsleiter.", "discloses": "nothing"}
    field = words.pop("field", None) or ActionFieldFactory(public=True)
    return confidential_actions.ask_confidentially(anna, field, key=uuid4(), **{**said, **words})


def _published(anna: Member, chiara: Member, **words: Any) -> ConfidentialQuestion:
    question = _ask(anna, **words)
    confidential_actions.publish_confidential(chiara, question, seen=question.version)
    return _fresh(question)


def _fresh(question: ConfidentialQuestion) -> ConfidentialQuestion:
    return ConfidentialQuestion.objects.with_page().get(pk=question.pk)


def test_from_the_page_to_the_thread(client: Client, anna: Member, chiara: Member) -> None:
    field = ActionFieldFactory(public=True)
    draft_actions.save_words(anna, f"new:{field.slug}", title="Wie trennt man sich?", text="Vom Amtsleiter.")
    client.force_login(anna)
    page = client.get(f"/themen/neu/?feld={field.slug}").content.decode()
    assert "Vertraulich über die Geschäftsstelle fragen" in page
    words = {"title": "Wie trennt man sich?", "text": "Vom Amtsleiter.", "field": field.slug}
    page = client.post("/vertrauliche-fragen/neu/", {**words, "carry": "1"}).content.decode()
    assert "Vom Amtsleiter." in page and not ConfidentialQuestion.objects.exists()
    key = uuid4()
    for _again in range(2):
        answer = client.post(
            "/vertrauliche-fragen/neu/", {**words, "discloses": "nothing", "key": key}, follow=True
        )
    question = ConfidentialQuestion.objects.get()
    assert "liegt bei der Geschäftsstelle" in answer.content.decode()
    assert not Draft.objects.filter(member=anna).exists(), "could be published under her name by mistake"

    client.force_login(chiara)
    page = client.get("/moderation/").content.decode()
    assert "Wie trennt man sich?" in page and anna.name not in page
    page = client.get(question.get_absolute_url()).content.decode()
    assert anna.name in page and "So veröffentlichen" in page
    answer = client.post(
        f"{question.get_absolute_url()}veroeffentlichen/", {"seen": question.version}, follow=True
    )
    page = answer.content.decode()
    thread = Thread.objects.get()
    assert NAME in page and anna.name not in page and thread.author.is_pseudonym
    assert f"/mitglieder/{thread.author_id}/" not in page
    assert not _fresh(question).text, "the words stand in the thread and nowhere else"


def test_the_wording_is_agreed_upon(client: Client, anna: Member, chiara: Member) -> None:
    question = _ask(anna)
    question = confidential_actions.propose_words(
        chiara,
        question,
        title="Wie trennt man sich?",
        text="Von einer Führungskraft.",
        remark="Neutraler",
        seen=1,
    )
    with pytest.raises(PermissionDenied):
        confidential_actions.publish_confidential(chiara, question, seen=question.version)
    letter = OutgoingMail.objects.get(to=anna.email)
    assert "trennt" not in f"{letter.subject} {letter.text}"
    client.force_login(anna)
    page = client.get(question.get_absolute_url()).content.decode()
    assert "Von einer Führungskraft." in page and "Neutraler" in page
    seen = question.version
    again = {"title": "Wie?", "text": "Noch anders.", "remark": ""}
    confidential_actions.propose_words(chiara, question, **again, seen=seen)
    answer = client.post(f"{question.get_absolute_url()}zustimmen/", {"seen": seen})
    assert answer.status_code == 422 and "inzwischen geändert" in answer.content.decode()
    client.post(f"{question.get_absolute_url()}zustimmen/", {"seen": seen + 1})
    question = _fresh(question)
    assert question.state == "agreed" and question.text == "Noch anders."
    assert (
        confidential_actions.publish_confidential(chiara, question, seen=question.version).source
        == "Noch anders."
    )


def test_changing_the_words_takes_the_proposal_off_the_table(anna: Member, chiara: Member) -> None:
    question = _ask(anna)
    question = confidential_actions.propose_words(
        chiara, question, title="Wie?", text="Anders.", remark="", seen=1
    )
    seen = question.version
    changed = confidential_actions.change_confidential(
        anna, question, field=question.field, title="Wie denn?", text="So.", discloses="nothing"
    )
    assert changed.state == "waiting" and not changed.proposed_text
    with pytest.raises(ValidationError):
        confidential_actions.publish_confidential(chiara, question, seen=seen)
    with pytest.raises(PermissionDenied):
        confidential_actions.change_confidential(
            chiara, question, field=question.field, title="W", text="S", discloses="nothing"
        )


def test_the_office_refuses_with_a_reason_and_nobody_decides_on_their_own(
    client: Client, anna: Member, chiara: Member
) -> None:
    question = _ask(anna)
    client.force_login(chiara)
    address = f"{question.get_absolute_url()}ablehnen/"
    answer = client.post(address, {"reason": ""})
    assert answer.status_code == 422 and "Bitte schreiben Sie der Person, warum." in answer.content.decode()
    client.post(address, {"reason": "Das klärt besser die Rechtsaufsicht."})
    client.force_login(anna)
    assert "Rechtsaufsicht" in client.get(question.get_absolute_url()).content.decode()
    assert not Thread.objects.exists()
    event = AuditEvent.objects.get(verb="refuse_confidential")
    said = f"{event.thing_name} {event.before} {event.after} {event.reason}"
    assert anna.name not in said and "trennt" not in said
    own = _ask(chiara)
    with pytest.raises(PermissionDenied):
        confidential_actions.publish_confidential(chiara, own, seen=1)


@pytest.mark.parametrize("named", [True, False], ids=["under her name", "through the office"])
def test_a_moderator_decides_nothing_about_her_own_post(chiara: Member, named: bool) -> None:
    """A colleague locked it, took it down and asked for it to be erased: taking that back is not hers."""
    dora = MemberFactory(head=True)
    post = opening(make_thread(chiara)) if named else _published(chiara, dora).opening
    lock_post(dora, post, reason="Streit")
    for decide_own in (lock_post, unlock_post):
        with pytest.raises(PermissionDenied):
            decide_own(chiara, fresh(post), reason="Ruhig geworden")
    remove(fresh(post), by=dora, reason="Persönliche Daten")
    with pytest.raises(PermissionDenied):
        restore_post(chiara, fresh(post))
    with pytest.raises(PermissionDenied):
        propose_erasure(chiara, fresh(post), reason="Fort damit")
    propose_erasure(dora, fresh(post), reason="Auf Wunsch der Familie")
    for decide_own in (confirm_erasure, withdraw_erasure):
        with pytest.raises(PermissionDenied):
            decide_own(chiara, fresh(post))
    confirm_erasure(MemberFactory(office=True), fresh(post))


def test_both_hear_of_answers_and_the_mail_gives_nobody_away(
    anna: Member, chiara: Member, django_capture_on_commit_callbacks: Any
) -> None:
    question = _published(anna, chiara)
    thread = question.opening.thread
    make_reply(thread, MemberFactory(name="Bruno Berg"))
    told = dict(Notice.objects.values_list("member", "kind"))
    assert told == {anna.pk: "forum.post", chiara.pk: "forum.post"}, "as somebody who follows the thread"
    Notice.objects.all().delete()
    confidential_actions.reply_masked(anna, question, text="Danke, das hilft.", key=uuid4())
    assert set(Notice.objects.values_list("member", flat=True)) == {chiara.pk}, "nobody is told of their own"


def test_under_her_own_name_she_cannot_answer_there_by_any_way(
    client: Client, anna: Member, chiara: Member
) -> None:
    question = _published(anna, chiara)
    thread = question.opening.thread
    assert "Auf diesem Weg" in can_reply(anna, thread).reason
    with pytest.raises(PermissionDenied):
        make_reply(thread, anna)
    client.force_login(anna)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert f"{question.get_absolute_url()}#antworten" in page and "Wer fragt" not in page
    other = MemberFactory()
    make_reply(thread, other, text="Mit einem Aufhebungsvertrag.")
    page = client.get(f"{question.get_absolute_url()}?antwort_auf=2").content.decode()
    assert "Aufhebungsvertrag" in page
    answer = client.post(
        f"{question.get_absolute_url()}antworten/", {"text": "Danke.", "key": uuid4(), "reply_to": "2"}
    )
    post = Post.objects.get(number=3)
    assert answer["Location"].endswith("#beitrag-3") and post.author == question.pseudonym
    assert post.reply_to and post.reply_to.number == 2
    client.force_login(other)
    assert client.get(question.get_absolute_url()).status_code == 404


def test_what_may_be_told_fits_at_least_five(anna: Member, chiara: Member) -> None:
    assert disclosures(anna.municipality) == {"nothing": ""}
    for number in range(5):
        town = MunicipalityFactory(name=f"Ort {number}", state="Bayern" if number < 3 else "Hessen")
        MemberFactory(municipality=town)
    assert disclosures(anna.municipality) == {
        "nothing": "",
        "size": "Kleinstadt",
        "state": "Kleinstadt, Bayern",
    } or (set(disclosures(anna.municipality)) == {"nothing", "size"})
    question = _ask(anna, discloses="state")
    post = confidential_actions.publish_confidential(chiara, question, seen=1)
    assert post.author.place == "Kleinstadt", "less than allowed, because four of that state take part"
    assert disclosures(None) == {"nothing": ""}


def test_the_office_is_told_which_names_give_her_away(anna: Member) -> None:
    assert traces(anna, "In ZWIRNFELD fragt Frau Quendel.") == ["Quendel", "Zwirnfeld"]
    assert traces(anna, "Irgendwo fragt jemand.") == []


def test_saying_who_one_is_cannot_be_taken_back(client: Client, anna: Member, chiara: Member) -> None:
    question = _published(anna, chiara)
    thread = question.opening.thread
    confidential_actions.reply_masked(anna, question, text="Noch eins.", key=uuid4())
    edit(Post.objects.select_related("thread__field", "author").get(number=2), text="Noch zwei.")
    answer = make_reply(thread, MemberFactory(), reply_to=2)
    client.force_login(anna)
    address = f"{question.get_absolute_url()}namen-nennen/"
    assert client.post(address).status_code == 422 and ConfidentialQuestion.objects.exists()
    client.post(address, {"sure": "on"})
    thread.refresh_from_db()
    assert thread.author == anna and not ConfidentialQuestion.objects.exists()
    assert set(Post.objects.filter(number__lt=3).values_list("author", flat=True)) == {anna.pk}
    assert Post.objects.get(pk=answer.pk).rev == thread.head, "it names whom it answers"
    make_reply(Thread.objects.get(pk=thread.pk), anna, text="Ich bin es.")
    assert "Wie trennt man sich?" in client.get(f"/mitglieder/{anna.pk}/").content.decode()


def test_withdrawing_leaves_nothing_behind(client: Client, anna: Member, chiara: Member) -> None:
    waiting, asked = _ask(anna), _published(anna, chiara)
    make_reply(asked.opening.thread, MemberFactory())
    client.force_login(anna)
    for question in (waiting, asked):
        assert client.get(f"{question.get_absolute_url()}zurueckziehen/").status_code == 200
        client.post(f"{question.get_absolute_url()}zurueckziehen/")
    assert not ConfidentialQuestion.objects.exists() and not Draft.objects.filter(member=anna).exists()
    assert list(Post.objects.not_removed().values_list("number", flat=True)) == [2]


def test_the_link_ends_by_itself(anna: Member, chiara: Member) -> None:
    now = timezone.now()
    running, quiet, closed, refused = (_published(anna, chiara) for _ in range(3)), None, None, _ask(anna)
    running, quiet, closed = tuple(running)
    Thread.objects.filter(pk=quiet.opening.thread_id).update(active_at=now - timedelta(days=181))
    closing_actions.close_thread(chiara, closed.opening.thread, reason="Alles gesagt")
    confidential_actions.refuse_confidential(chiara, refused, reason="Nein")
    assert confidential_actions.forget_confidential() == 1
    closure = Thread.objects.get(pk=closed.opening.thread_id).closure
    type(closure).objects.filter(pk=closure.pk).update(closed_at=now - timedelta(days=31))
    ConfidentialQuestion.objects.filter(pk=refused.pk).update(moved_at=now - timedelta(days=31))
    assert confidential_actions.forget_confidential() == 2
    assert list(ConfidentialQuestion.objects.all()) == [running]
    assert person_behind(quiet.pseudonym) is None and person_behind(running.pseudonym) == anna
    assert Post.objects.filter(author=quiet.pseudonym).exists(), "what was asked stays"


def test_with_the_account_the_link_is_gone(anna: Member, chiara: Member) -> None:
    question = _published(anna, chiara)
    question.asker.delete()
    assert not ConfidentialQuestion.objects.exists() and Thread.objects.get().author == question.pseudonym
    gone = _published(MemberFactory(name="Gerda Gegangen"), chiara)
    Member.objects.filter(pk=gone.asker_id).update(is_active=False)
    assert confidential_actions.forget_confidential() == 1


def test_a_decision_reaches_her_through_the_voice(anna: Member, chiara: Member) -> None:
    question = _published(anna, chiara)
    report = report_post(MemberFactory(), question.opening)
    decide(chiara, case_of(report))
    statement = Letter.objects.get(member=question.pseudonym)
    assert "/widerspruch/" in statement.body and anna.name not in statement.body
    assert "/widerspruch/" not in OutgoingMail.objects.get(to=anna.email).text
    case = case_of(report)
    assert case.author == question.pseudonym


def test_watched_words_hold_an_answer_back_without_naming_her(
    client: Client, anna: Member, chiara: Member
) -> None:
    question = _published(anna, chiara)
    screening_actions.watch_word(chiara, word="Gewinnspiel", purpose="Werbung")
    client.force_login(anna)
    answer = client.post(
        f"{question.get_absolute_url()}antworten/", {"text": "Ein Gewinnspiel!", "key": uuid4()}, follow=True
    )
    assert "wartet auf die Geschäftsstelle" in answer.content.decode()
    assert PendingPost.objects.get().author == question.pseudonym


def test_a_voice_is_nobody(client: Client, anna: Member, chiara: Member) -> None:
    pseudonym = make_pseudonym(NAME)
    assert pseudonym.is_admitted and not Member.objects.admitted().filter(pk=pseudonym.pk).exists()
    client.force_login(pseudonym)
    assert client.get("/konto/").status_code == 302, "nobody signs in as one"
    for viewer in (anna, chiara):
        client.force_login(viewer)
        for address in (
            f"/mitglieder/{pseudonym.pk}/",
            f"/moderation/personen/{pseudonym.pk}/",
            f"/moderation/freigaben/{pseudonym.pk}/",
        ):
            assert client.get(address).status_code == 404, address
        assert NAME not in client.get("/mitglieder/?q=Kommune").content.decode()
        assert NAME not in client.get("/mitglieder/vorschlaege/?q=Kommune").content.decode()


def test_the_lane_is_gone_with_the_last_question(anna: Member, chiara: Member) -> None:
    question = _ask(anna)
    assert [panel.total for panel in panels(chiara) if panel.slug == "vertrauliche-fragen"] == [1]
    confidential_actions.propose_words(chiara, question, title="Wie?", text="Anders.", remark="", seen=1)
    assert not [panel for panel in panels(chiara) if panel.slug == "vertrauliche-fragen"]
