"""Decisions: what they do to things and people, that nothing is done without one, and how each is taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.audit.models import AuditEvent
from community.moderation.cases import actions as case_actions
from community.moderation.decisions import actions as decision_actions
from community.moderation.decisions import policy as decision_policy
from community.moderation.decisions.grounds import ground_in, ground_of
from community.moderation.kind import find
from community.moderation.models import Case, Decision, Evidence, Letter, Restriction, Sanction
from community.moderation.sanctions import actions as sanction_actions
from community.people.models import Member
from community.uploads.bundle import Bundle
from forum.attachments import policy as attachment_policy
from forum.models import Post, Removal, Thread
from forum.posts import actions as post_actions
from forum.posts import policy as post_policy
from forum.threads import policy as thread_policy
from realtime.rooms.models import MessageRemoval
from realtime.rooms.sending import policy as sending_policy
from tests.factories.forum import accept, fresh, make_reply, make_thread, remove
from tests.factories.moderation import case_of, decide, report_post, report_thing
from tests.factories.people import PASSWORD, DocumentFactory, MemberFactory
from tests.factories.rooms import make_room, say
from tests.factories.uploads import make_upload
from tests.transports import carry

pytestmark = pytest.mark.django_db
Kind = Sanction.Kind


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def chiara() -> Member:
    return MemberFactory(office=True, name="Chiara Brandt")


@pytest.fixture
def gerd() -> Member:
    return MemberFactory(name="Gerd Grantig")


@pytest.fixture
def post(gerd: Member) -> Post:
    return make_reply(make_thread(MemberFactory()), gerd, text="Grober Unfug!")


@pytest.fixture
def case(post: Post) -> Case:
    return case_of(report_post(MemberFactory(), post))


def again(member: Member) -> Member:
    return Member.objects.get(pk=member.pk)


def test_hiding_leaves_a_tombstone_and_taking_back_restores(chiara: Member, case: Case, post: Post) -> None:
    accept(post)
    decision = decide(chiara, case, reasons="Nur für den Verfasser bestimmt")
    removed = fresh(post).removed
    assert removed and removed.decision == decision and removed.reason == "Netiquette insgesamt"
    assert Restriction.objects.in_force().get().measure == "hide"
    decision_actions.take_back_decision(chiara, decision, because="Wir lagen falsch.")
    assert fresh(post).removed is None and Thread.objects.get(pk=post.thread_id).is_answered
    assert not Restriction.objects.in_force().exists()
    assert Letter.objects.latest("pk").purpose == Letter.Purpose.LIFTED
    with pytest.raises(PermissionDenied):
        decision_actions.take_back_decision(chiara, Decision.objects.get(), because="Noch einmal.")


def test_the_rules_are_named_in_the_version_of_the_day(chiara: Member, case: Case) -> None:
    rules = DocumentFactory(slug="netiquette", version=7, source="Anfang\n\n## Namen\n\nA\n\n## Sache\n\nB\n")
    decision = decide(chiara, case, ground="rules:2")
    DocumentFactory(slug="netiquette", version=8, source="Anfang\n\n## Ganz anders\n\nC\n")
    assert (decision.rules, decision.paragraph) == (rules, 2)
    body = Letter.objects.get(purpose="statement").body
    assert "Netiquette, Absatz 2: Sache (Fassung 7" in body and "/netiquette/?fassung=7#p-2" in body
    assert ground_in(decision).address == "/netiquette/?fassung=7#p-2"
    assert ground_of("rules:0").address == "/netiquette/?fassung=8" and ground_of("law").address == ""
    assert decision.category == "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"


def test_no_tombstone_of_the_office_without_a_decision(chiara: Member, post: Post) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.create(post=post, removed_by=chiara, by_office=True, reason="Einfach so")
    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.create(post=post, removed_by=chiara, decision=None, by_office=True, reason="x")
    message = say(MemberFactory(), make_room())
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageRemoval.objects.create(message=message, removed_by=chiara, by_moderation=True, reason="x")


def test_acting_in_place_is_a_decision_with_letter_and_evidence(chiara: Member, post: Post) -> None:
    remove(post, by=chiara, reason="Werbung")
    decision = Decision.objects.get()
    assert (decision.trigger, decision.reasons, decision.decided_by) == ("own", "Werbung", chiara)
    assert Letter.objects.get().member == post.author
    assert Evidence.objects.of_case(decision.case).get().snapshot["text"] == "Grober Unfug!"
    post_actions.restore_post(chiara, fresh(post))
    assert fresh(post).removed is None and not Decision.objects.get().is_in_force


def test_acting_in_place_ends_the_open_case(chiara: Member, case: Case, post: Post) -> None:
    remove(post, by=chiara, reason="Werbung")
    decision = Decision.objects.get()
    assert decision.case == case and decision.trigger == "notice"
    assert {letter.purpose for letter in Letter.objects.all()} == {"statement", "outcome"}


def test_messages_titles_files_and_profiles_have_measures(chiara: Member, gerd: Member) -> None:
    room = make_room()
    message = say(gerd, room)
    thread = make_thread(gerd, title="Schlimmer Titel")
    from_file = make_reply(thread, gerd, files=_bundle(gerd))
    profile = MemberFactory(about="Schlimmes über mich", function="Grobian")
    for kind, thing, measure in (
        ("message", message, "hide"),
        ("thread", thread, "clear_title"),
        ("post", from_file, "withhold_files"),
        ("member", profile, "clear_about"),
    ):
        before = _state(kind, thing)
        case = case_of(report_thing(MemberFactory(), kind, thing))
        decision = decide(chiara, case, measure)
        assert _state(kind, thing) != before, kind
        decision_actions.take_back_decision(chiara, decision, because="Doch nicht.")
        assert _state(kind, thing) == before, kind
        assert AuditEvent.objects.filter(verb=f"{kind}.{measure}").exists()


def test_withheld_files_are_for_their_author_and_the_moderators(chiara: Member, gerd: Member) -> None:
    thread = make_thread(MemberFactory())
    post = make_reply(thread, gerd, files=_bundle(gerd))
    decide(chiara, case_of(report_post(MemberFactory(), post)), "withhold_files")
    attachment = post.attachments.select_related("post__thread__field", "post__removal").get()
    assert not attachment_policy.can_see_attachment(MemberFactory(), attachment)
    assert attachment_policy.can_see_attachment(gerd, attachment)
    assert attachment_policy.can_see_attachment(chiara, attachment)


def test_what_the_person_wrote_since_is_kept(chiara: Member) -> None:
    person = MemberFactory(about="Schlimmes")
    decision = decide(chiara, case_of(report_thing(MemberFactory(), "member", person)), "clear_about")
    Member.objects.filter(pk=person.pk).update(about="Neues")
    decision_actions.take_back_decision(chiara, decision, because="Doch nicht.")
    assert again(person).about == "Neues"


@pytest.mark.parametrize(("here", "elsewhere"), [(True, True), (False, False)])
def test_only_reading_here_or_everywhere(
    chiara: Member, gerd: Member, case: Case, post: Post, here: bool, elsewhere: bool
) -> None:
    other = make_thread(MemberFactory())
    decide(chiara, case, penalty=sanction_actions.Penalty(Kind.READ_ONLY, days=7, here=here))
    gerd = again(gerd)
    refused = thread_policy.can_reply(gerd, post.thread)
    assert not refused and "nur lesen" in refused.reason
    assert not post_policy.can_edit_post(gerd, fresh(post))
    assert bool(thread_policy.can_reply(gerd, other)) is elsewhere
    room = make_room()
    assert bool(sending_policy.can_send_message(gerd, room)) is elsewhere
    assert gerd.is_admitted
    Sanction.objects.update(
        until=timezone.now() - timedelta(seconds=1), starts_at=timezone.now() - timedelta(days=8)
    )
    for place in gerd.silenced:
        gerd.silenced[place] = (timezone.now() - timedelta(seconds=1)).isoformat()
    assert thread_policy.can_reply(gerd, post.thread), "it ends by itself"


def test_only_reading_in_a_room(chiara: Member, gerd: Member) -> None:
    room, other = make_room(), make_room()
    case = case_of(report_thing(MemberFactory(), "message", say(gerd, room)))
    decision = decide(chiara, case, penalty=sanction_actions.Penalty(Kind.READ_ONLY, here=True))
    assert not sending_policy.can_send_message(again(gerd), room)
    assert sending_policy.can_send_message(again(gerd), other)
    assert "Das gilt ohne Ende" in Letter.objects.get(purpose="statement").body
    decision_actions.take_back_decision(chiara, decision, because="Doch nicht.")
    assert sending_policy.can_send_message(again(gerd), room) and again(gerd).silenced == {}


@pytest.mark.parametrize("kind", [Kind.PAUSE, Kind.EXCLUSION])
def test_who_is_out_hears_and_can_do_nothing(
    client: Client,
    chiara: Member,
    gerd: Member,
    case: Case,
    post: Post,
    kind: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.post("/konto/login/", {"login": gerd.email, "password": PASSWORD})
    assert UserSession.objects.filter(user=gerd).exists()
    ended: list[Any] = []
    stop = carry(lambda *args: None, hang_up=lambda pk, **why: ended.append((pk, why["reason"])))
    with django_capture_on_commit_callbacks(execute=True):
        decision = decide(chiara, case, penalty=sanction_actions.Penalty(kind, days=3))
    stop()
    assert (gerd.pk, "suspended") in ended
    assert client.get("/konto/").status_code == 302, "signed out everywhere"
    out = again(gerd)
    assert not out.is_admitted and out.is_suspended
    assert not thread_policy.can_reply(out, post.thread)
    assert not Member.objects.admitted().filter(pk=gerd.pk).exists()
    client.force_login(out)
    page = client.get("/").content.decode()
    assert "ausgeschlossen" in page if kind == Kind.EXCLUSION else "Ihre Mitarbeit ruht" in page
    decision_actions.take_back_decision(chiara, decision, because="Doch nicht.")
    assert again(gerd).is_admitted


def test_a_pause_ends_by_itself(chiara: Member, gerd: Member, case: Case) -> None:
    decide(chiara, case, penalty=sanction_actions.Penalty(Kind.PAUSE, days=3))
    Member.objects.filter(pk=gerd.pk).update(suspended_until=timezone.now() - timedelta(seconds=1))
    assert again(gerd).is_admitted and Member.objects.admitted().filter(pk=gerd.pk).exists()


def test_what_holds_people_back_is_what_was_decided(chiara: Member, gerd: Member) -> None:
    """Two overlapping sanctions: striking one leaves the other in force."""
    first, second = (
        decide(
            chiara,
            case_of(report_post(MemberFactory(), make_reply(make_thread(MemberFactory()), gerd))),
            penalty=sanction_actions.Penalty(Kind.READ_ONLY, days=days),
        )
        for days in (3, 30)
    )
    assert again(gerd).silenced[""] == second.sanctions.get().until.isoformat()
    decision_actions.take_back_decision(chiara, second, because="Zu viel.")
    assert again(gerd).silenced[""] == first.sanctions.get().until.isoformat()


def test_the_office_is_sanctioned_by_its_head_only(chiara: Member) -> None:
    officer = MemberFactory(office=True)
    case = case_of(report_post(MemberFactory(), make_reply(make_thread(MemberFactory()), officer)))
    with pytest.raises(PermissionDenied):
        decide(chiara, case, penalty=sanction_actions.Penalty(Kind.HINT))
    assert decide(MemberFactory(head=True), case, penalty=sanction_actions.Penalty(Kind.HINT))


def test_after_a_month_only_an_appeal_changes_something(chiara: Member, case: Case) -> None:
    decision = decide(chiara, case)
    Decision.objects.update(decided_at=timezone.now() - timedelta(days=31))
    decision.refresh_from_db()
    assert "30 Tagen" in decision_policy.can_take_back(chiara, decision).reason


def test_a_removed_thing_is_not_removed_again(chiara: Member, case: Case, post: Post) -> None:
    remove(post)
    with pytest.raises(decision_actions.MeasureImpossible):
        decide(chiara, case)
    assert not Decision.objects.exists() and Case.objects.get().is_open


def test_a_report_outlives_its_sender(case: Case) -> None:
    reporter = case.reports.get().reporter
    reporter.delete()
    report = case.reports.get()
    assert report.reporter is None and report.from_member and not report.can_be_answered
    assert decide(MemberFactory(office=True), case, result="stays")


class Undo(TestCase):
    """Any order of measures and taking them back ends where it began."""

    @given(steps=st.lists(st.sampled_from(["hide", "withhold_files", "read_only", "back"]), max_size=8))
    @settings(max_examples=20, deadline=None)
    def test_everything_taken_back_is_as_before(self, steps: list[str]) -> None:
        with self.settings(OFFICE_SECOND_FACTOR=False):
            chiara, gerd = MemberFactory(office=True), MemberFactory()
            post = make_reply(make_thread(MemberFactory()), gerd, files=_bundle(gerd))
            before, made = (_state("post", post), again(gerd).silenced), []
            for step in steps:
                if step == "back" and made:
                    decision_actions.take_back_decision(chiara, made.pop(), because="Doch nicht.")
                elif step == "read_only" or _possible(post, step):
                    made.append(_act(chiara, post, step))
            for decision in reversed(made):
                decision_actions.take_back_decision(chiara, decision, because="Doch nicht.")
            assert (_state("post", post), again(gerd).silenced) == before
            assert not Restriction.objects.in_force().exists() and not Sanction.objects.in_force().exists()


def _act(officer: Member, post: Post, step: str) -> Decision:
    found = find("post", str(post.pk))
    assert found
    case = case_actions.open_case(officer, *found)
    if step == "read_only":
        return decide(officer, case, penalty=sanction_actions.Penalty(Kind.READ_ONLY, days=1))
    return decide(officer, case, step)


def _possible(post: Post, step: str) -> bool:
    found = find("post", str(post.pk))
    return bool(found and step in {measure.slug for measure in found[0].possible_measures(found[1])})


def _state(kind: str, thing: Any) -> Any:
    found = find(kind, str(thing.pk))
    assert found
    now = found[0].snapshot(found[1])
    files = list(found[1].attachments.values("pk", "withheld_by")) if kind == "post" else []
    return {name: now[name] for name in ("title", "text", "removed", "revision")} | {"files": files}


def _bundle(member: Member) -> Any:
    return Bundle((make_upload(member, b"Anhang", "anhang.txt"),))
