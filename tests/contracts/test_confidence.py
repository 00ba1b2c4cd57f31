"""What is told in confidence stays there: cases of other fields, and what those who work on them tell each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.mail.models import OutgoingMail
from community.moderation.appeals import actions as appeal_actions
from community.moderation.appeals import panels
from community.moderation.cases import actions as case_actions
from community.moderation.cases import panels as case_panels
from community.moderation.decisions import actions as decision_actions
from community.moderation.desk import daily_digest
from community.moderation.models import Appeal, Case, Letter, ModerationAction, Report
from community.people.models import Member, Role, RoleGrant
from forum.closing import actions as closing_actions
from forum.models import Thread
from forum.thread_tools import actions as thread_tool_actions
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.moderation import case_of, confirm, decide, report_post
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
SECRET = "Zitronenfalter"
# Every page of the office that needs no number, and where cases could shine through elsewhere.
PAGES = (
    "/moderation/", "/moderation/vorgaenge/", "/moderation/massnahmen/", "/moderation/protokoll/",
    "/moderation/protokoll.csv", "/moderation/bericht/", "/moderation/vorlagen/", "/moderation/mails/",
    "/melden/meine/", "/hinweise/", "/", f"/suche/?q={SECRET}",
)  # fmt: skip


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def warden(client: Client) -> Iterator[Member]:
    """Moderates one field, in which there is a case of its own."""
    member, field = MemberFactory(name="Wendelin Wart"), ActionFieldFactory(name="Mobilität")
    RoleGrant.objects.create(member=member, role=Role.MODERATOR, scope=f"field:{field.pk}", reason="Feld")
    report_post(MemberFactory(), make_reply(make_thread(MemberFactory(), field=field), MemberFactory()))
    client.force_login(member)
    yield Member.objects.get(pk=member.pk)


def case_elsewhere() -> Case:
    """A case of another field with everything a case can have; each part of it holds the secret."""
    officer, head = MemberFactory(office=True), MemberFactory(head=True)
    thread = make_thread(MemberFactory(), title="Ein anderes Feld")
    post = make_reply(thread, MemberFactory(name="Gerd Grantig"))
    report = confirm(report_post(None, post, text=SECRET, name=SECRET, email=f"{SECRET}@draussen.example"))
    case = case_of(report)
    case_actions.note_on_case(officer, case, text=SECRET)
    thread_tool_actions.add_staff_note(officer, thread, text=SECRET)
    decision = decide(officer, case, reasons=f"Grund {SECRET}", note=f"Intern {SECRET}", shown="Beleidigung")
    appeal_actions.file_appeal(decision, None, text=SECRET)
    closing_actions.close_thread(officer, Thread.objects.get(pk=thread.pk), reason=f"{SECRET} ist der Grund")
    appeal_actions.uphold(head, Appeal.objects.get(), reasons=f"Antwort {SECRET}")
    return case


def test_a_moderator_of_one_field_knows_nothing_of_another(client: Client, warden: Member) -> None:
    case = case_elsewhere()
    for address in PAGES:
        told = page_of(client.get(address))
        assert SECRET not in told and case.number not in told, address
    entry = ModerationAction.objects.latest("pk")
    appeal = Appeal.objects.get()
    for path in (
        case.get_absolute_url(), f"{case.get_absolute_url()}zuruecknehmen/", appeal.get_absolute_url(),
        f"/moderation/massnahmen/{entry.pk}/",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path
    for verb in ("uebernehmen", "notieren", "entscheiden", "zuruecknehmen", "uebergeben"):
        assert client.post(f"{case.get_absolute_url()}{verb}/", {"seen": 1}).status_code == 404, verb
    assert client.post(f"/moderation/massnahmen/{entry.pk}/zuruecknehmen/").status_code == 404
    assert client.post(f"{appeal.get_absolute_url()}beantworten/").status_code == 404
    client.force_login(Member.objects.filter(grants__role=Role.HEAD)[0])
    for address in (case.get_absolute_url(), "/moderation/massnahmen/", "/moderation/protokoll/"):
        assert SECRET in page_of(client.get(address)), f"{address} is where the office reads it"


def test_nor_is_it_counted_or_mailed(client: Client, warden: Member) -> None:
    report_post(MemberFactory(), make_reply(make_thread(MemberFactory()), MemberFactory()))
    case_elsewhere()
    assert case_panels.open_cases(warden).total == 1
    assert panels.open_appeals(warden).total == 0
    assert Report.objects.visible_to(warden).count() == 1
    assert (
        not ModerationAction.objects.visible_to(warden).exists()
        and not Appeal.objects.visible_to(warden).exists()
    )
    assert daily_digest.send_summaries(timezone.make_aware(datetime(2026, 11, 23, 12))) == 2
    assert not OutgoingMail.objects.filter(to=warden.email).exists()


def test_what_the_office_notes_for_itself_leaves_it_in_no_mail_and_no_file(client: Client) -> None:
    """Notes on cases and threads, and the inner note of a decision."""
    officer, author = MemberFactory(office=True), MemberFactory()
    thread = make_thread(author, title="Ein anderes Feld")
    case = case_of(confirm(report_post(None, make_reply(thread, author))))
    case_actions.note_on_case(officer, case, text=SECRET)
    thread_tool_actions.add_staff_note(officer, thread, text=SECRET)
    decision = decide(officer, case, note=SECRET)
    decision_actions.take_back_decision(officer, decision, because="Doch nicht.")
    assert Letter.objects.count() == 4
    assert not [mail for mail in OutgoingMail.objects.all() if SECRET in f"{mail.subject} {mail.text}"]
    assert not Letter.objects.filter(body__contains=SECRET).exists()
    for member in (author, MemberFactory(head=True)):
        client.force_login(member)
        file = client.post(f"/themen/{thread.pk}/akte/", {"als": "md"})
        assert file.status_code == 200 and "Ein anderes Feld" in page_of(file)
        assert SECRET not in page_of(file)
        for path in ("/moderation/protokoll.csv", f"/moderation/bericht/{case.year}.csv", "/melden/meine/"):
            assert SECRET not in page_of(client.get(path)), path
        assert SECRET not in page_of(client.get(f"/suche/?q={SECRET}"))
    client.force_login(author)
    assert SECRET not in page_of(client.get(thread.get_absolute_url()))


def page_of(answer: Any) -> str:
    """The text of the answer; of the search only its hits, for it repeats what was asked."""
    text: str = (b"".join(answer) if answer.streaming else answer.content).decode()
    is_search = answer.wsgi_request.path.startswith("/suche/")
    return text.partition('<li class="hit">')[2] if is_search else text
