"""Reporting: two doors, members and outsiders, and what may not be learned by it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from community.moderation.cases import actions as case_actions
from community.moderation.models import Case, Evidence, Report
from community.moderation.reports import actions as report_actions
from community.moderation.reports.actions import token_for
from community.people.models import Member
from forum.models import Post
from tests.factories.forum import ActionFieldFactory, edit, make_reply, make_thread, remove
from tests.factories.moderation import confirm, report_post, report_thing
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False
    settings.ALLOWED_ORIGINS = ["https://dialog.example"]


@pytest.fixture
def gerd() -> Member:
    return MemberFactory(name="Gerd Grantig")


@pytest.fixture
def anna(client: Client) -> Member:
    anna = MemberFactory(name="Anna Weber")
    client.force_login(anna)
    return anna


@pytest.fixture
def post(gerd: Member) -> Post:
    thread = make_thread(MemberFactory(), title="Wer kennt Mitfahrbänke?", text="Wir suchen eine.")
    return make_reply(thread, gerd, text="Sie haben doch alle keine Ahnung.")


def said(**more: Any) -> dict[str, Any]:
    return {"door": "rules", "reason": "insult", "text": "Unfreundlich", "key": str(uuid4()), **more}


def outside(**more: Any) -> dict[str, Any]:
    law = {"door": "law", "law": "§ 185 StGB", "text": "Das ist eine Beleidigung.", "good_faith": "on"}
    return said(**law, name="Olga Oben", email="Olga@draussen.example") | {"reason": ""} | more


def address_of(post: Post) -> str:
    return f"/melden/beitrag/{post.pk}/"


def test_a_member_reports_by_the_rules(
    client: Client, anna: Member, gerd: Member, post: Post, django_capture_on_commit_callbacks: Any
) -> None:
    assert address_of(post) in client.get(post.thread.get_absolute_url()).content.decode()
    assert client.get(address_of(post)).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address_of(post), said(), follow=True)
    assert answer.redirect_chain == [("/melden/meine/", 303)]
    report = Report.objects.get()
    assert (report.reporter, report.reason, report.text) == (anna, "insult", "Unfreundlich")
    assert report.confirmed_at and report.paragraph == 3
    case = report.case
    assert case and (case.kind, case.thing_key, case.author) == ("beitrag", str(post.pk), gerd)
    assert case.number in answer.content.decode()
    (letter,) = mail.outbox
    assert letter.to == [anna.email] and case.number in letter.subject
    assert "Ihre Meldung" in letter.subject and "Unfreundlich" in letter.body


def test_the_door_of_the_law_asks_for_more(client: Client, anna: Member, post: Post) -> None:
    law = said(door="law", reason="", text="", law="§ 185 StGB")
    page = client.post(address_of(post), law)
    assert page.status_code == 422
    assert {"text", "good_faith"} == set(page.context["form"].errors)
    assert client.post(address_of(post), law | {"text": "Weil", "good_faith": "on"}).status_code == 303
    report = Report.objects.get()
    assert (report.door, report.law, report.good_faith, report.reason) == ("law", "§ 185 StGB", True, "")


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"door": ""}, "door"),
        ({"door": "window"}, "door"),
        ({"reason": ""}, "reason"),
        ({"reason": "boring"}, "reason"),
        ({"reason": "other", "text": ""}, "text"),
        ({"text": "x" * 5_001}, "text"),
        ({"text": "Null\x00Zeichen"}, "text"),
        ({"key": "keiner"}, "key"),
    ],
)
def test_bad_input_is_refused(
    client: Client, anna: Member, post: Post, bad: dict[str, str], field: str
) -> None:
    page = client.post(address_of(post), said() | bad)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "address", ["/melden/beitrag/999999/", "/melden/sache/1/", f"/melden/beitrag/{9**30}/"]
)
def test_what_is_not_there_cannot_be_reported(client: Client, anna: Member, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.post(address, said()).status_code == 404


def test_hidden_things_cannot_be_probed(client: Client, gerd: Member) -> None:
    field = ActionFieldFactory(is_public=False)
    hidden = make_reply(make_thread(MemberFactory(), field=field), gerd)
    removed = remove(make_reply(make_thread(MemberFactory()), gerd))
    things = [
        ("beitrag", hidden.pk),
        ("thema", hidden.thread_id),
        ("beitrag", removed.pk),
        ("mitglied", gerd.pk),
    ]
    for kind, key in things:
        assert client.get(f"/melden/{kind}/{key}/").status_code == 404, kind
        assert client.post(f"/melden/{kind}/{key}/", outside()).status_code == 404, kind
    assert not Report.objects.exists()


def test_the_open_form_tells_nothing_about_what_is_hidden(client: Client, gerd: Member) -> None:
    field = ActionFieldFactory(is_public=False)
    hidden = make_reply(make_thread(MemberFactory(), field=field), gerd)
    addresses = [f"https://dialog.example/beitraege/{number}/" for number in (hidden.pk, 999_999)]
    answers = [client.post("/melden/", outside(address=address)) for address in addresses]
    assert [(a.status_code, a["Location"]) for a in answers] == [(303, "/melden/danke/")] * 2
    assert [(r.kind, r.thing_key, r.address) for r in Report.objects.all()] == [
        ("", "", a) for a in addresses
    ]


def test_the_open_form_finds_what_an_address_is_about(client: Client, post: Post) -> None:
    thread = post.thread.get_absolute_url()
    for address, kind, key in [
        (f"https://dialog.example/beitraege/{post.pk}/", "beitrag", post.pk),
        (f"https://dialog.example{thread}?seite=1#beitrag-2", "beitrag", post.pk),
        (f"https://dialog.example{thread}", "thema", post.thread_id),
        (f"https://anderswo.example{thread}", "", ""),
        ("http://[kaputt", "", ""),
    ]:
        assert client.post("/melden/", outside(address=address)).status_code == 303
        report = Report.objects.latest("pk")
        assert (report.kind, report.thing_key) == (kind, str(key)), address


def test_an_outsider_confirms_by_pressing_a_button(
    client: Client, post: Post, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address_of(post), outside()).headers["Location"] == "/melden/danke/"
    report = Report.objects.get()
    assert (report.name, report.email, report.confirmed_at) == ("Olga Oben", "olga@draussen.example", None)
    assert not Case.objects.exists(), "the office sees nothing before the confirmation"
    (letter,) = mail.outbox
    [link] = re.findall(r"/melden/bestaetigen/[^\s/]+/", letter.body)
    assert letter.to == ["olga@draussen.example"]
    scanner = Client()
    for method in (scanner.get, scanner.head):
        assert method(link).status_code == 200
    assert not Case.objects.exists(), "a scanner that opens links confirms nothing"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(link).status_code == 303
        assert client.post(link).status_code == 303
    report.refresh_from_db()
    assert report.case and report.case.number in client.get(link).content.decode()
    assert [report.case.number in letter.subject for letter in mail.outbox] == [False, True]
    assert Case.objects.get().version == 1


def test_a_made_up_link_confirms_nothing(client: Client, post: Post, anna: Member) -> None:
    report = report_post(None, post)
    own = report_post(anna, post)
    for token in ("abc", token_for(report)[:-1], token_for(own)):
        assert client.get(f"/melden/bestaetigen/{token}/").status_code == 404
        assert client.post(f"/melden/bestaetigen/{token}/").status_code == 404
    report.refresh_from_db()
    assert report.confirmed_at is None


def test_unconfirmed_reports_expire(client: Client, post: Post) -> None:
    fresh, late = report_post(None, post), report_post(None, post)
    Report.objects.filter(pk=late.pk).update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    link = f"/melden/bestaetigen/{token_for(late)}/"
    assert client.post(link).status_code == 404
    assert not Case.objects.exists()
    assert report_actions.expire_reports() == 1
    assert list(Report.objects.all()) == [fresh]
    assert Evidence.objects.count() == 1


def test_reports_of_one_thing_gather_in_its_open_case(anna: Member, post: Post) -> None:
    first = report_post(anna, post)
    second = confirm(report_post(None, post))
    third = report_thing(MemberFactory(), "thema", post.thread)
    assert first.case == second.case != third.case
    assert Case.objects.get(pk=first.case_id).version == 2
    year = timezone.localtime().year
    assert [case.number for case in Case.objects.order_by("pk")] == [f"{year}-0001", f"{year}-0002"]


def test_the_database_holds_one_open_case(anna: Member, post: Post, monkeypatch: Any) -> None:
    """Two reports at once: the one that loses the race joins the case of the other."""
    report_post(anna, post)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(year=2026, serial=99, kind="beitrag", thing_key=str(post.pk), address="/")
    tried = []
    open_case = case_actions._new_case

    def too_late(**columns: Any) -> Case:
        """The first look found nothing, because the other transaction had not committed yet."""
        tried.append(1)
        return open_case(**columns)

    seen = Case.objects.all()
    blind = iter([Case.objects.none(), seen])
    monkeypatch.setattr(type(seen), "about", lambda self, kind, key: next(blind))
    monkeypatch.setattr(case_actions, "_new_case", too_late)
    second = report_post(MemberFactory(), post)
    assert tried == [1] and Case.objects.count() == 1
    assert second.case == Case.objects.get()


def test_the_same_key_returns_the_first_report(client: Client, anna: Member, post: Post) -> None:
    sent = said()
    for _ in range(2):
        assert client.post(address_of(post), sent).status_code == 303
    assert Report.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(
            reporter=anna, from_member=True, key=sent["key"], door="rules", reason="insult", address="/"
        )


def test_what_was_reported_stays_as_it_was(anna: Member, post: Post) -> None:
    report = report_post(anna, post)
    kept = Evidence.objects.get(report=report)
    edit(post, text="Etwas ganz Freundliches.")
    remove(post)
    kept.refresh_from_db()
    assert kept.snapshot["text"] == "Sie haben doch alle keine Ahnung."
    assert kept.snapshot["author"] == "Gerd Grantig" and not kept.snapshot["removed"]
    assert [around["text"] for around in kept.snapshot["context"]] == ["Wir suchen eine."]
    assert kept.is_intact
    kept.snapshot["text"] = "Etwas anderes"
    assert not kept.is_intact


def test_nobody_reports_what_is_their_own(client: Client, post: Post, gerd: Member) -> None:
    client.force_login(gerd)
    assert client.get(address_of(post)).status_code == 403
    assert address_of(post) not in client.get(post.thread.get_absolute_url()).content.decode()


def test_an_account_reports_only_so_often(client: Client, anna: Member, post: Post) -> None:
    for _ in range(20):
        assert client.post(address_of(post), said()).status_code == 303
    page = client.post(address_of(post), said())
    assert page.status_code == 422 and "in kurzer Zeit" in page.content.decode()
    other = Client()
    other.force_login(MemberFactory())
    assert other.post(address_of(post), said()).status_code == 303, "never per address of the town hall"


def test_nobody_fills_a_strangers_letter_box(client: Client, post: Post) -> None:
    answers = [client.post(address_of(post), outside()).status_code for _ in range(6)]
    assert answers == [303] * 5 + [422]
    assert client.post(address_of(post), outside(email="andere@draussen.example")).status_code == 303


def test_profiles_can_be_reported_by_members(client: Client, anna: Member, gerd: Member) -> None:
    page = client.get(f"/mitglieder/{gerd.pk}/").content.decode()
    assert f"/melden/mitglied/{gerd.pk}/" in page
    assert client.post(f"/melden/mitglied/{gerd.pk}/", said(reason="name")).status_code == 303
    assert Case.objects.get().title == "Gerd Grantig"


def test_own_reports_are_listed_for_oneself_only(client: Client, anna: Member, post: Post) -> None:
    report_post(anna, post, text="Mein Grund")
    report_post(MemberFactory(), post, text="Fremder Grund")
    page = client.get("/melden/meine/").content.decode()
    assert "Mein Grund" in page and "Fremder Grund" not in page
    assert Client().get("/melden/meine/").headers["Location"].startswith("/konto/login/")
