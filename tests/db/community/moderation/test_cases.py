"""Cases: who sees them, who settles them, once, and who is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client

from community.audit.models import AuditEvent
from community.mail.models import OutgoingMail
from community.moderation.cases import actions as case_actions
from community.moderation.decisions import actions as decision_actions
from community.moderation.models import Case, Decision, Evidence, Letter
from community.moderation.sanctions import actions as sanction_actions
from community.people.models import Member, Role, RoleGrant
from forum.models import Post
from tests.factories.forum import ActionFieldFactory, edit, fresh, make_reply, make_thread, remove
from tests.factories.moderation import case_of, confirm, decide, report_post, report_thing
from tests.factories.people import MemberFactory
from tests.mails import send_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def chiara(client: Client) -> Member:
    chiara = MemberFactory(office=True, name="Chiara Brandt")
    client.force_login(chiara)
    return chiara


@pytest.fixture
def post() -> Post:
    return make_reply(make_thread(MemberFactory()), MemberFactory(name="Gerd Grantig"), text="Grober Unfug!")


@pytest.fixture
def case(post: Post) -> Case:
    return case_of(report_post(MemberFactory(name="Anna Weber"), post))


def words(**more: Any) -> dict[str, Any]:
    return {"action": "stays", "reasons": "Der Ton ist rau, aber zulässig.", **more}


def test_the_desk_lists_open_cases(client: Client, chiara: Member, case: Case, post: Post) -> None:
    report_post(None, post)
    page = client.get("/moderation/").content.decode()
    assert case.number in page and f'href="{case.get_absolute_url()}"' in page and "1 Meldung," in page
    decide(chiara, case, result="stays")
    assert case.number not in client.get("/moderation/").content.decode()
    assert case.number in client.get("/moderation/vorgaenge/").content.decode()


def test_the_case_shows_then_and_now(client: Client, chiara: Member, case: Case, post: Post) -> None:
    edit(post, text="Ganz sanfte Worte.")
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Grober Unfug!" in page and "Ganz sanfte Worte." in page
    assert "Das geht zu weit." in page and "Anna Weber" in page
    assert "Beitrag ausblenden" in page and "/netiquette/#p-3" in page
    Evidence.objects.update(snapshot={**Evidence.objects.get().snapshot, "text": "Gefälscht"})
    assert "Prüfsumme stimmt nicht" in client.get(case.get_absolute_url()).content.decode()


def test_reported_words_stay_words(client: Client, chiara: Member) -> None:
    post = make_reply(make_thread(MemberFactory()), MemberFactory(), text="<script>alert(1)</script>")
    case = case_of(report_post(MemberFactory(), post, text="<img src=x onerror=alert(1)>"))
    page = client.get(case.get_absolute_url()).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page


def test_deciding_tells_everyone(
    client: Client, chiara: Member, case: Case, post: Post, django_capture_on_commit_callbacks: Any
) -> None:
    confirm(report_post(None, post))
    silent = MemberFactory()
    report_post(silent, post, notify=False)
    case.refresh_from_db()
    send_all()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        sent = words(
            action="do:hide", ground="rules:0", reasons="„Unfug“ trifft Menschen.", seen=case.version
        )
        answer = client.post(f"{case.get_absolute_url()}entscheiden/", sent)
    assert answer.status_code == 303
    send_all()
    letters = {letter.to[0]: letter for letter in mail.outbox}
    reporter = case.reports.get(reporter__name="Anna Weber").reporter
    assert set(letters) == {reporter.email, "olga@draussen.example", post.author.email}
    for letter in mail.outbox:
        assert case.number in letter.subject and "„Unfug“ trifft Menschen." in letter.body
        assert "Geschäftsstelle" in letter.body and "Chiara" not in letter.body
        assert "/widerspruch/" in letter.body and "Menschen, kein Programm" in letter.body
    statement = letters[post.author.email].body
    assert (
        "Ihr Beitrag ist für andere nicht mehr zu lesen." in statement
        and "Anlass war eine Meldung" in statement
    )
    assert "Anna" not in statement and "Netiquette insgesamt" in statement
    assert {entry.body for entry in Letter.objects.all()} == {letter.body for letter in mail.outbox}
    event = AuditEvent.objects.about(case).get(verb="decide_case")
    assert (event.actor, event.after["result"]) == (chiara, "restricted")
    assert AuditEvent.objects.about(post).get(verb="beitrag.hide").after == {"case": case.number}


def test_nobody_settles_twice(client: Client, chiara: Member, case: Case) -> None:
    stale = case.version
    other = MemberFactory(head=True)
    decide(other, case, result="stays")
    answer = client.post(f"{case.get_absolute_url()}entscheiden/", words(seen=stale, reasons="Anders."))
    assert answer.status_code == 409 and "jemand anderes abgeschlossen" in answer.content.decode()
    with pytest.raises(case_actions.CaseMovedOn):
        decide(chiara, case, result="stays")
    assert Decision.objects.get().decided_by == other


def test_what_arrived_meanwhile_is_read_first(client: Client, chiara: Member, case: Case, post: Post) -> None:
    report_post(MemberFactory(), post, text="Noch ein Grund")
    page = client.post(f"{case.get_absolute_url()}entscheiden/", words(seen=case.version))
    assert page.status_code == 409 and not Decision.objects.exists()
    text = page.content.decode()
    assert "Noch ein Grund" in text and "Der Ton ist rau" in text
    assert (
        client.post(f"{case.get_absolute_url()}entscheiden/", words(seen=case.version + 1)).status_code == 303
    )


def test_a_result_says_what_readers_see(client: Client, chiara: Member, case: Case, post: Post) -> None:
    path = f"{case.get_absolute_url()}entscheiden/"
    remove(post)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Bleibt stehen" not in page and "Gegenstandslos" in page
    assert client.post(path, words(seen=case.version)).status_code == 422
    with pytest.raises(decision_actions.ResultDoesNotFit):
        decide(chiara, case, result="stays")
    assert client.post(path, words(seen=case.version, action="void")).status_code == 303
    assert Decision.objects.get().result == "void"


def test_the_preview_shows_the_letters_and_does_nothing(
    client: Client, chiara: Member, case: Case, post: Post
) -> None:
    sent = words(action="do:hide", ground="rules:0", seen=case.version, preview="1")
    page = client.post(f"{case.get_absolute_url()}entscheiden/", sent).content.decode()
    assert "Noch ist nichts entschieden" in page and "Guten Tag Gerd Grantig" in page
    assert "hier steht der Link zum Widerspruch" in page and "/widerspruch/" not in page
    assert (
        not Decision.objects.exists()
        and not OutgoingMail.objects.filter(to=post.author.email).exists()
        and not fresh(post).removed
    )
    assert case_of(case.reports.get()).is_open


@pytest.mark.parametrize(
    "bad",
    [
        {"reasons": ""},
        {"action": "weg"},
        {"action": "do:clear_about"},
        {"action": "do:hide", "ground": ""},
        {"action": "do:hide", "ground": "law"},
        {"action": "person", "ground": "rules:0"},
        {"sanction": "hint"},
        {"action": "do:hide", "ground": "rules:0", "sanction": "pause", "days": ""},
        {"seen": "x"},
        {"seen": ""},
    ],
)
def test_bad_decisions_are_refused(client: Client, chiara: Member, case: Case, bad: dict[str, str]) -> None:
    sent = words(seen=case.version) | bad
    assert client.post(f"{case.get_absolute_url()}entscheiden/", sent).status_code == 422
    assert not Decision.objects.exists()


def test_taking_a_case(client: Client, chiara: Member, case: Case) -> None:
    for _ in range(2):
        assert (
            client.post(f"{case.get_absolute_url()}uebernehmen/", {"seen": case.version}).status_code == 303
        )
    now = Case.objects.get(pk=case.pk)
    assert (now.state, now.taken_by, now.version) == (Case.State.IN_REVIEW, chiara, case.version + 1)


def test_a_settled_thing_can_be_reported_anew(chiara: Member, case: Case, post: Post) -> None:
    decide(chiara, case, result="stays")
    again = report_post(MemberFactory(), post)
    assert again.case_id != case.pk and Case.objects.open().get() == again.case


def test_a_field_moderator_sees_only_their_field(client: Client) -> None:
    mine, other = ActionFieldFactory(), ActionFieldFactory()
    warden = MemberFactory(name="Wendelin")
    RoleGrant.objects.create(member=warden, role=Role.MODERATOR, scope=f"field:{mine.pk}", reason="Feld")
    warden = Member.objects.get(pk=warden.pk)
    anna = MemberFactory(name="Anna Weber")
    here, there = (
        case_of(report_post(anna, make_reply(make_thread(MemberFactory(), field=field), MemberFactory())))
        for field in (mine, other)
    )
    profile = case_of(report_thing(anna, "mitglied", MemberFactory()))
    assert set(Case.objects.visible_to(warden)) == {here}
    client.force_login(warden)
    page = client.get("/moderation/vorgaenge/").content.decode()
    assert here.number in page and there.number not in page
    shown = client.get(here.get_absolute_url())
    assert shown.status_code == 200 and "Anna Weber" not in shown.content.decode(), "who reported is not told"
    for hidden in (there, profile):
        assert client.get(hidden.get_absolute_url()).status_code == 404
        assert client.post(f"{hidden.get_absolute_url()}entscheiden/", words(seen=1)).status_code == 404
        with pytest.raises(Http404):
            decide(warden, hidden, result="stays")
    assert client.get("/moderation/").status_code == 404
    with pytest.raises(PermissionDenied):
        decide(warden, here, penalty=sanction_actions.Penalty("hint"))
    assert decide(warden, here, result="stays")


def test_what_may_be_unlawful_is_for_the_office(client: Client) -> None:
    field = ActionFieldFactory()
    warden = MemberFactory()
    RoleGrant.objects.create(member=warden, role=Role.MODERATOR, scope=f"field:{field.pk}", reason="Feld")
    post = make_reply(make_thread(MemberFactory(), field=field), MemberFactory())
    law = {"door": "law", "reason": "", "law": "§ 185 StGB", "good_faith": True}
    case = case_of(report_post(MemberFactory(), post, **law))
    assert case.is_legal
    with pytest.raises(PermissionDenied):
        decide(Member.objects.get(pk=warden.pk), case, result="stays")
    assert decide(MemberFactory(office=True), case, result="stays")


def own_case() -> Post:
    return make_reply(make_thread(MemberFactory()), MemberFactory())


def test_nobody_decides_about_themselves(client: Client, chiara: Member) -> None:
    own = make_reply(make_thread(MemberFactory()), chiara)
    about_me = case_of(report_post(MemberFactory(), own))
    assert client.get(about_me.get_absolute_url()).status_code == 404
    assert about_me.number not in client.get("/moderation/").content.decode()
    assert decide(chiara, alone := case_of(report_post(chiara, own_case())), result="stays"), alone
    MemberFactory(head=True)
    by_me = case_of(report_post(chiara, make_reply(make_thread(MemberFactory()), MemberFactory())))
    assert "entscheidet jemand anderes" in client.get(by_me.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        decide(chiara, by_me, result="stays")


def test_the_office_without_its_second_factor_sees_nothing(client: Client, case: Case, settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = True
    client.force_login(MemberFactory(head=True))
    assert client.get(case.get_absolute_url()).headers["Location"] == "/konto/2fa/"
    assert not Case.objects.visible_to(MemberFactory(head=True)).exists()
