"""The office decides on registrations."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client

from community.audit.models import AuditEvent
from community.moderation.models import ReadyText
from community.moderation.persons import actions as person_actions
from community.moderation.ready_texts import actions as ready_text_actions
from community.moderation.registrations import actions as registration_actions
from community.moderation.registrations.actions import AlreadyDecided
from community.moderation.registrations.assessment import Registration
from community.moderation.registrations.panels import approvals
from community.people.admission.newcomers import is_newcomer
from community.people.models import Admission, Confirmation, Member
from tests.factories.people import MemberFactory, MunicipalityFactory, WorkingGroupFactory
from tests.factories.rooms import make_room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def officer(client: Client) -> Member:
    officer = MemberFactory(office=True, name="Chiara Brandt")
    client.force_login(officer)
    return officer


@pytest.fixture
def jonas() -> Member:
    vrees = MunicipalityFactory(name="Vrees")
    return MemberFactory(waiting=True, name="Jonas Neumann", email="neu@vrees.example", municipality=vrees)


def page_of(member: Member) -> str:
    return f"/moderation/freigaben/{member.pk}/"


def test_admitting(
    client: Client, officer: Member, jonas: Member, django_capture_on_commit_callbacks: Any
) -> None:
    desk = client.get("/moderation/").content.decode()
    for words in (
        "Jonas Neumann",
        "Vrees",
        "neu@vrees.example",
        "Adresse passt zur Kommune",
        "Adresse bestätigt",
    ):
        assert words in desk
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{page_of(jonas)}aufnehmen/", follow=True)
    assert "Jonas Neumann ist aufgenommen" in answer.content.decode()
    jonas = Member.objects.get(pk=jonas.pk)
    assert jonas.is_admitted and jonas.admission.decided_by == officer
    (letter,) = mail.outbox
    assert letter.to == ["neu@vrees.example"] and "Willkommen" in letter.subject
    admitted, confirmed = AuditEvent.objects.about(jonas).order_by("pk")
    assert (admitted.actor, admitted.verb, admitted.after) == (
        officer,
        "admit_member",
        {"outcome": "admitted"},
    )
    assert (confirmed.verb, confirmed.after) == ("confirm_municipality", {"municipality": "Vrees"})
    assert not is_newcomer(jonas)
    inside = Client()
    inside.force_login(jonas)
    assert inside.get("/mitglieder/").status_code == 200


def test_the_officer_words_the_greeting_and_chooses_what_to_suggest(
    client: Client, officer: Member, jonas: Member, django_capture_on_commit_callbacks: Any
) -> None:
    group, cafe = WorkingGroupFactory(name="AG Dorfladen"), make_room(name="Kaffeeküche")
    group.municipalities.add(jonas.municipality)
    page = client.get(page_of(jonas)).content.decode()
    assert f'value="group:{group.pk}" id="id_suggestions_0" checked' in page
    assert f'value="room:{cafe.pk}" id="id_suggestions_1">' in page
    assert "schön, dass Sie dabei sind" in page and "dass die Person zu Vrees gehört" in page
    empty = client.post(f"{page_of(jonas)}aufnehmen/", {"greeting": " ", "suggestions": "room:0"})
    assert empty.status_code == 422
    assert all(words in empty.content.decode() for words in ("mit einem Satz", "gibt es nicht mehr"))
    said = {"greeting": "willkommen vom Dorfladen!", "suggestions": f"room:{cafe.pk}"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page_of(jonas)}aufnehmen/", said)
    letter = mail.outbox[0].body
    assert "willkommen vom Dorfladen!" in letter and cafe.get_absolute_url() in letter
    assert "schön, dass Sie" not in letter and "AG Dorfladen" not in letter
    assert is_newcomer(Member.objects.get(pk=jonas.pk))  # the box was not ticked


def test_ready_texts_stand_where_they_are_for(client: Client, officer: Member, jonas: Member) -> None:
    for purpose, text in (("greeting", "Grüß Gott!"), ("refusal", "Sie haben keine Kommune genannt.")):
        ready = ready_text_actions.word_text(officer, purpose=purpose, title=f"Für {purpose}", text=text)
        page = client.get(f"{page_of(jonas)}?vorlage={ready.pk}").content.decode()
        assert page.count(text) == 1 and f"Für {purpose}" in page
    assert ReadyText.objects.for_purpose("decision").count() == 0
    assert client.get(f"{page_of(jonas)}?vorlage=abc").status_code == 200


def test_several_are_let_in_at_once(client: Client, officer: Member, jonas: Member) -> None:
    others = MemberFactory.create_batch(2, waiting=True)
    registration_actions.decline_member(MemberFactory(office=True), others[1], reason="Nein.")
    assert 'form="mehrere"' in client.get("/moderation/freigaben/").content.decode()
    keys = [jonas.pk, *(other.pk for other in others), "x"]
    page = client.post("/moderation/freigaben/mehrere/", {"member": keys}, follow=True).content.decode()
    assert "2 Personen sind aufgenommen" in page and "inzwischen jemand entschieden" in page
    assert [Admission.objects.get(member=one).outcome for one in (jonas, *others)] == [
        "admitted",
        "admitted",
        "declined",
    ]
    assert (
        "Bitte kreuzen Sie an" in client.post("/moderation/freigaben/mehrere/", follow=True).content.decode()
    )


def test_who_confirms_at_the_same_time_confirms_the_same(officer: Member) -> None:
    """Two pages were open when the confirmation had been withdrawn: the second press knows nothing of the first."""
    anna = MemberFactory()
    person_actions.withdraw_confirmation(officer, anna, reason="Dort nicht bekannt")
    town = anna.statements.open().get().municipality
    first, second = (
        Member.objects.select_related("municipality", "admission").get(pk=anna.pk) for _press in range(2)
    )
    assert first.municipality is None and town
    person_actions.confirm_municipality(officer, first)
    person_actions.confirm_municipality(officer, second)
    assert [row.municipality for row in Confirmation.objects.in_force().filter(member=anna)] == [town]
    assert not is_newcomer(Member.objects.get(pk=anna.pk))
    assert AuditEvent.objects.about(anna).filter(verb="confirm_municipality").count() == 1


def test_a_confirmation_is_for_one_municipality(officer: Member) -> None:
    anna = MemberFactory(newcomer=True)
    assert is_newcomer(anna)
    person_actions.confirm_municipality(officer, anna)
    person_actions.confirm_municipality(officer, anna)
    assert not is_newcomer(anna) and anna.confirmations.count() == 1
    Member.objects.filter(pk=anna.pk).update(municipality=MunicipalityFactory())
    anna = Member.objects.get(pk=anna.pk)
    assert is_newcomer(anna)
    person_actions.confirm_municipality(officer, anna)
    person_actions.withdraw_confirmation(officer, anna, reason="Dort nicht bekannt")
    assert is_newcomer(anna) and anna.confirmations.in_force().count() == 0
    verbs = AuditEvent.objects.about(anna).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["confirm_municipality", "confirm_municipality", "withdraw_confirmation"]


def test_declining_needs_a_reason_and_sends_it(
    client: Client, officer: Member, jonas: Member, django_capture_on_commit_callbacks: Any
) -> None:
    empty = client.post(f"{page_of(jonas)}ablehnen/", {"reason": "  "})
    assert empty.status_code == 422 and "warum" in empty.content.decode()
    assert not Admission.objects.filter(member=jonas).exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page_of(jonas)}ablehnen/", {"reason": "Sie arbeiten für keine Kommune."})
    jonas = Member.objects.get(pk=jonas.pk)
    assert (
        jonas.decision
        and jonas.decision.reason == "Sie arbeiten für keine Kommune."
        and not jonas.is_admitted
    )
    assert "Sie arbeiten für keine Kommune." in mail.outbox[0].body and mail.outbox[0].to == [jonas.email]
    assert AuditEvent.objects.get().reason == "Sie arbeiten für keine Kommune."


def test_deciding_twice_says_so(client: Client, officer: Member, jonas: Member) -> None:
    registration_actions.admit_member(MemberFactory(office=True), jonas)
    mail.outbox.clear()
    for path, data in (("aufnehmen/", {}), ("ablehnen/", {"reason": "Nein."})):
        answer = client.post(page_of(jonas) + path, data, follow=True).content.decode()
        assert "Bereits entschieden von der Geschäftsstelle." in answer and "aufgenommen" in answer
    assert Admission.objects.get(member=jonas).outcome == "admitted"
    assert AuditEvent.objects.filter(verb="admit_member").count() == 1 and not mail.outbox
    assert not AuditEvent.objects.filter(verb="decline_member").exists()
    assert "Bereits entschieden" in client.get(page_of(jonas)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins() -> None:
    jonas = MemberFactory(waiting=True)
    officers = MemberFactory.create_batch(4, office=True)
    outcomes: list[str] = []
    start = threading.Barrier(len(officers))

    def decide(officer: Member, number: int) -> None:
        start.wait()
        try:
            if number % 2:
                registration_actions.admit_member(officer, jonas)
            else:
                registration_actions.decline_member(officer, jonas, reason="Nein.")
            outcomes.append("won")
        except AlreadyDecided:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(one, n)) for n, one in enumerate(officers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["late", "late", "late", "won"]
    decided = AuditEvent.objects.about(jonas).filter(verb__in=["admit_member", "decline_member"])
    assert Admission.objects.filter(member=jonas).count() == decided.count() == 1


def test_a_declined_person_can_be_let_in_after_all(
    client: Client, officer: Member, jonas: Member, django_capture_on_commit_callbacks: Any
) -> None:
    registration_actions.decline_member(MemberFactory(office=True), jonas, reason="Irrtum")
    assert "Irrtum" in client.get("/moderation/freigaben/").content.decode()
    assert "Doch aufnehmen" in client.get(page_of(jonas)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page_of(jonas)}doch-aufnehmen/")
    assert Member.objects.get(pk=jonas.pk).is_admitted and "Willkommen" in mail.outbox[-1].subject
    event = AuditEvent.objects.about(jonas).first()
    assert event and event.before == {"outcome": "declined", "reason": "Irrtum"}
    again = client.post(f"{page_of(jonas)}doch-aufnehmen/", follow=True).content.decode()
    assert "Bereits entschieden" in again


def test_reconsidering_is_for_declined_people_only(client: Client, officer: Member, jonas: Member) -> None:
    assert client.post(f"{page_of(jonas)}doch-aufnehmen/").status_code == 404
    assert not Member.objects.get(pk=jonas.pk).is_admitted


def test_others_cannot_decide(client: Client, jonas: Member) -> None:
    for viewer in (None, jonas, MemberFactory(), MemberFactory(expert=True)):
        if viewer:
            client.force_login(viewer)
        for act in ("aufnehmen/", "ablehnen/", "doch-aufnehmen/"):
            assert client.post(page_of(jonas) + act, {"reason": "x"}).status_code == 404
    assert not Admission.objects.filter(member=jonas).exists()


def test_looking_decides_nothing(client: Client, officer: Member, jonas: Member) -> None:
    for act in ("aufnehmen/", "ablehnen/", "doch-aufnehmen/"):
        assert client.get(page_of(jonas) + act).status_code == 405
    assert client.get(page_of(jonas)).status_code == 200


def test_the_longest_wait_comes_first_and_the_list_turns(
    client: Client, officer: Member, jonas: Member
) -> None:
    MemberFactory.create_batch(27, waiting=True)
    first = client.get("/moderation/freigaben/")
    assert first.context["items"][0].member == jonas and len(first.context["items"]) == 25
    assert len(client.get("/moderation/freigaben/?seite=2").context["items"]) == 3
    assert approvals(officer).items[0].member == jonas


def test_unconfirmed_addresses_are_marked(client: Client, officer: Member, jonas: Member) -> None:
    EmailAddress.objects.filter(user=jonas).update(verified=False)
    assert "Adresse nicht bestätigt" in client.get(page_of(jonas)).content.decode()


@pytest.mark.parametrize(
    ("name", "email", "fits"),
    [
        ("Coburg", "a@coburg.de", True),
        ("Coburg", "a@stadt-coburg.de", True),
        ("Münster", "a@stadt-muenster.de", True),
        ("Bad Rodach", "a@bad-rodach.de", True),
        ("Bad Rodach", "a@badrodach.bayern", True),
        ("Mülheim an der Ruhr", "a@stadt-mh.muelheim-ruhr.de", True),
        ("Neustadt b. Coburg", "a@neustadt-bei-coburg.de", True),
        ("Weißwasser/O.L. / Běła Woda", "a@weisswasser.de", True),
        ("Landkreis Rostock", "a@lkros.rostock.de", True),
        ("Au", "a@au.de", True),
        ("Au", "a@bauhaus.de", False),
        ("Coburg", "coburg@gmx.de", False),
        ("Coburg", "a@riesa.de", False),
    ],
)
def test_whether_the_address_fits_the_municipality(name: str, email: str, fits: bool) -> None:
    member = MemberFactory.build(email=email, municipality=MunicipalityFactory.build(name=name))
    assert Registration(member, is_confirmed=True).domain_fits is fits
