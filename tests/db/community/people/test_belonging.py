"""What a member states about where she belongs gives no right until somebody has confirmed it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.utils import timezone

from community.moderation.desk.registry import panels
from community.moderation.statements import actions as statement_actions
from community.notices.models import Notice
from community.people.members import actions as member_actions
from community.people.models import (
    Confirmation,
    Member,
    Municipality,
    MunicipalityStatement,
    NameChange,
    Role,
    RoleGrant,
)
from community.web.refusals import Conflict
from forum.models import Ballot, ReplacedBallot
from tests.factories.forum import cast_vote, make_poll, make_thread
from tests.factories.people import MemberFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _office_without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


def state_town(member: Member, town: Municipality | None, **words: Any) -> Member:
    """As the page of the profile does it; returns the member as they are then."""
    said = {"name": member.name, "function": member.function, "about": member.about, **words}
    member_actions.update_profile(member, member, municipality=town, **said)
    return Member.objects.select_related("municipality", "admission").get(pk=member.pk)


def open_statement(member: Member) -> MunicipalityStatement:
    return MunicipalityStatement.objects.open().get(member=member)


def test_three_towns_in_turn_replace_nobodys_vote() -> None:
    thread = make_thread(MemberFactory())
    poll = make_poll(thread, per_municipality=True)
    locals_ = MemberFactory.create_batch(3)
    for local in locals_:
        cast_vote(poll, local, "Bank")
    mover = MemberFactory()
    for local in locals_:
        mover = state_town(mover, local.municipality)
        try:
            cast_vote(poll, mover, "Boot", replaces=True)
        except (Conflict, PermissionDenied):
            continue
    for_bank = Ballot.objects.filter(poll=poll, votes__option__text="Bank")
    assert {ballot.member_id for ballot in for_bank} == {local.pk for local in locals_}


def test_a_statement_waits_and_the_former_town_still_counts() -> None:
    mover, new_town = MemberFactory(), MunicipalityFactory()
    old_town = mover.municipality
    mover = state_town(mover, new_town)
    assert mover.municipality == old_town
    statement = open_statement(mover)
    assert (statement.former, statement.municipality) == (old_town, new_town)
    state_town(mover, new_town)
    assert MunicipalityStatement.objects.count() == 1, "saying it twice is saying it once"
    state_town(mover, old_town)
    assert not MunicipalityStatement.objects.open().exists(), "taken back"


def test_both_towns_hear_of_the_statement_and_of_the_move() -> None:
    mover = MemberFactory()
    old_town, new_town = mover.municipality, MunicipalityFactory()
    old, new = MemberFactory(municipality=old_town), MemberFactory(municipality=new_town)
    stranger = MemberFactory()
    state_town(mover, new_town)
    assert set(Notice.objects.filter(kind="member.stated").values_list("member", flat=True)) == {
        old.pk,
        new.pk,
    }
    statement_actions.confirm_statement(MemberFactory(office=True), open_statement(mover))
    moved = Notice.objects.filter(kind="member.moved").values_list("member", flat=True)
    assert set(moved) == {old.pk, new.pk, mover.pk} and stranger.pk not in set(moved)


def test_the_office_confirms_with_a_row_that_says_who_when_and_how() -> None:
    mover, new_town, officer = MemberFactory(), MunicipalityFactory(), MemberFactory(office=True)
    state_town(mover, new_town)
    statement = statement_actions.confirm_statement(officer, open_statement(mover))
    mover.refresh_from_db()
    assert mover.municipality == new_town
    assert (statement.state, statement.how, statement.decided_by) == ("confirmed", "office", officer)
    assert Confirmation.objects.of(mover).get().confirmed_by == officer
    with pytest.raises(Conflict):
        statement_actions.refuse_statement(officer, statement, reason="Doch nicht.")


def test_refusing_needs_a_reason_and_changes_nothing() -> None:
    mover, officer = MemberFactory(), MemberFactory(office=True)
    town = mover.municipality
    state_town(mover, MunicipalityFactory())
    statement = open_statement(mover)
    with pytest.raises(ValidationError):
        statement_actions.refuse_statement(officer, statement, reason=" ")
    statement_actions.refuse_statement(officer, statement, reason="Niemand kennt Sie dort.")
    mover.refresh_from_db()
    assert mover.municipality == town
    assert Notice.objects.filter(kind="member.refused", member=mover).exists()


def test_a_deputy_confirms_for_her_own_town_and_no_other() -> None:
    town = MunicipalityFactory()
    deputy = MemberFactory(municipality=town)
    RoleGrant.objects.create(
        member=deputy, role=Role.DEPUTY, scope=f"municipality:{town.ars}", reason="Rathaus"
    )
    mover, other = MemberFactory(), MemberFactory()
    state_town(mover, town)
    state_town(other, MunicipalityFactory())
    for member in (MemberFactory(municipality=town), MemberFactory()):
        with pytest.raises((PermissionDenied, Http404)):
            statement_actions.confirm_statement(member, open_statement(mover))
    with pytest.raises((PermissionDenied, Http404)):
        statement_actions.confirm_statement(deputy, open_statement(other))
    statement = statement_actions.confirm_statement(deputy, open_statement(mover))
    assert statement.how == "deputy" and statement.decided_by == deputy
    Member.objects.filter(pk=deputy.pk).update(municipality=MunicipalityFactory())
    later = MemberFactory()
    state_town(later, town)
    with pytest.raises((PermissionDenied, Http404)):
        statement_actions.confirm_statement(Member.objects.get(pk=deputy.pk), open_statement(later))


def test_nobody_confirms_their_own() -> None:
    officer = MemberFactory(office=True)
    state_town(officer, MunicipalityFactory())
    with pytest.raises(PermissionDenied):
        statement_actions.confirm_statement(officer, open_statement(officer))


def test_a_domain_that_only_people_of_one_town_have_confirms_by_itself() -> None:
    town = MunicipalityFactory(name="Coburg")
    officer = MemberFactory(office=True)
    for number in range(2):
        member = MemberFactory(municipality=town, email=f"person{number}@coburg.example")
        Confirmation.objects.filter(member=member).update(confirmed_by=officer)
    MemberFactory(email="fremd@verbund.example")
    mover = MemberFactory(email="neu@coburg.example")
    assert state_town(mover, town).municipality == town
    assert MunicipalityStatement.objects.get(member=mover).how == "domain"
    shared = MemberFactory(email="andere@verbund.example")
    assert state_town(shared, town).municipality != town


def test_a_provider_that_nobody_has_listed_confirms_nothing() -> None:
    """The first member with such an address belongs to one municipality; the second may be anybody."""
    town = MunicipalityFactory(name="Coburg")
    member = MemberFactory(municipality=town, email="eine@kleiner-anbieter.example")
    Confirmation.objects.filter(member=member).update(confirmed_by=MemberFactory(office=True))
    mover = MemberFactory(email="andere@kleiner-anbieter.example")
    assert state_town(mover, town).municipality != town


def test_a_free_mail_address_confirms_nothing() -> None:
    town = MunicipalityFactory()
    MemberFactory(municipality=town, email="eine@gmail.com")
    mover = MemberFactory(email="andere@gmail.com")
    assert state_town(mover, town).municipality != town


def test_whoever_comes_later_does_not_replace_the_vote_of_their_new_town() -> None:
    poll = make_poll(make_thread(MemberFactory()), per_municipality=True)
    local, mover = MemberFactory(), MemberFactory()
    cast_vote(poll, local, "Bank")
    mover = state_town(mover, local.municipality)
    statement_actions.confirm_statement(MemberFactory(office=True), open_statement(mover))
    mover = Member.objects.select_related("municipality", "admission").get(pk=mover.pk)
    with pytest.raises(Conflict):
        cast_vote(poll, mover, "Boot", replaces=True)
    assert Ballot.objects.get(poll=poll).member == local


def test_a_local_who_votes_anew_does_not_open_the_door_for_whoever_came_later() -> None:
    poll = make_poll(make_thread(MemberFactory()), per_municipality=True)
    local, mover = MemberFactory(), MemberFactory()
    cast_vote(poll, local, "Bank")
    mover = state_town(mover, local.municipality)
    statement_actions.confirm_statement(MemberFactory(office=True), open_statement(mover))
    cast_vote(poll, local, "Bus")
    with pytest.raises(Conflict):
        cast_vote(poll, Member.objects.get(pk=mover.pk), "Boot", replaces=True)
    assert Ballot.objects.get(poll=poll).member == local


def test_one_ballot_in_each_poll_however_often_one_moves() -> None:
    poll = make_poll(make_thread(MemberFactory()), per_municipality=True)
    mover = MemberFactory()
    cast_vote(poll, mover, "Bank")
    mover = state_town(mover, MunicipalityFactory())
    statement_actions.confirm_statement(MemberFactory(office=True), open_statement(mover))
    mover = Member.objects.select_related("municipality", "admission").get(pk=mover.pk)
    with pytest.raises(Conflict):
        cast_vote(poll, mover, "Boot")
    assert Ballot.objects.get(poll=poll).votes.get().option.text == "Bank", "that of the former town stays"


def test_a_colleague_who_replaces_a_vote_leaves_a_trace_and_tells() -> None:
    town = MunicipalityFactory()
    one, two = MemberFactory.create_batch(2, municipality=town)
    poll = make_poll(make_thread(MemberFactory()), per_municipality=True)
    cast_vote(poll, one, "Bank")
    cast_vote(poll, two, "Bus", replaces=True)
    trace = ReplacedBallot.objects.get(poll=poll)
    assert (trace.municipality, trace.cast_by, trace.replaced_by) == (town, one, two)
    assert Notice.objects.filter(kind="forum.replaced", member=one, actor=two).exists()


def test_the_page_says_that_it_is_not_confirmed_yet_and_what_that_means(client: Client) -> None:
    mover = MemberFactory()
    town = MunicipalityFactory(name="Neustadt")
    state_town(mover, town)
    client.force_login(mover)
    for address in (mover.get_absolute_url(), "/konto/profil/"):
        page = client.get(address).content.decode()
        assert "noch nicht bestätigt" in page and "Neustadt" in page, address


def test_the_desk_offers_statements_with_confirm_and_refuse(client: Client) -> None:
    mover, officer = MemberFactory(name="Mona Mover"), MemberFactory(office=True)
    state_town(mover, MunicipalityFactory(name="Neustadt"))
    (panel,) = [panel for panel in panels(officer) if panel.slug == "angaben"]
    assert panel.total == 1
    client.force_login(officer)
    page = client.get("/angaben/").content.decode()
    assert "Mona Mover" in page and "Neustadt" in page
    statement = open_statement(mover)
    assert client.post(f"/angaben/{statement.pk}/ablehnen/", {"reason": ""}).status_code == 422
    assert client.post(f"/angaben/{statement.pk}/bestaetigen/").status_code == 303
    mover.refresh_from_db()
    assert mover.municipality.short_name == "Neustadt"
    client.force_login(MemberFactory())
    assert client.get("/angaben/").status_code == 404


@pytest.mark.parametrize("act", ["bestaetigen", "ablehnen"])
def test_who_decides_second_reads_that_it_is_decided(client: Client, act: str) -> None:
    mover, officer = MemberFactory(), MemberFactory(office=True)
    state_town(mover, MunicipalityFactory())
    statement = open_statement(mover)
    client.force_login(officer)
    assert client.post(f"/angaben/{statement.pk}/bestaetigen/").status_code == 303
    again = client.post(f"/angaben/{statement.pk}/{act}/", {"reason": "Niemand kennt Sie dort."})
    assert again.status_code == 409 and "schon jemand entschieden" in again.content.decode()


def test_a_changed_name_is_recorded() -> None:
    member = MemberFactory(name="Anna Alt")
    state_town(member, member.municipality, name="Anna Neu")
    change = NameChange.objects.get()
    assert (change.member, change.former, change.name) == (member, "Anna Alt", "Anna Neu")


@pytest.mark.parametrize("place", ["suspended", "silenced"])
def test_who_only_reads_or_is_excluded_changes_no_public_words(place: str) -> None:
    member = MemberFactory(name="Anna Alt")
    later = timezone.now() + timezone.timedelta(days=3)
    if place == "suspended":
        member.suspended_until = later
    else:
        member.silenced = {"": later.isoformat()}
    member.save()
    for words in ({"name": "Anna Neu"}, {"function": "Werbung"}, {"about": "Werbung"}):
        with pytest.raises(PermissionDenied):
            state_town(member, member.municipality, **words)


@pytest.mark.parametrize(
    "name",
    [
        "Hanna Haupt",
        "hanna  haupt",
        "Hannа Haupt",  # a Cyrillic letter
        "Hanna Ηaupt",  # a Greek one
        "Hanna\u200b Haupt",
        "Haupt Hanna",
        "Dr. Hanna Haupt",
        "Ｈanna Haupt",
        "www.gewinn.example",
        "Anna https://gewinn.example/",
        "anna@gewinn.example",
        "Geschäftsstelle",
        "Anna gewinn.com",
        "Dr. HannaHaupt",
        "Hanna Hau-pt",
        "Haupt.Hanna",
        "Geschäfts-Stelle",
        "Ihre Geschäfts_stelle",
        "Moderation",
        "Das Moderations-Team",
        "Аdministrator",  # a Cyrillic letter
        "Demografie-Dialog",
        "Eine Kommune fragt",
    ],
)
def test_nobody_takes_the_name_of_the_office_or_an_address(name: str) -> None:
    MemberFactory(head=True, name="Hanna Haupt", function="Leitung der Geschäftsstelle")
    member = MemberFactory(name="Anna Alt")
    with pytest.raises(ValidationError):
        state_town(member, member.municipality, name=name)


@pytest.mark.parametrize(
    "function",
    [
        "Leitung der Geschäftsstelle",
        "leitung der geschaeftsstelle",
        "Lеitung der Geschäftsstelle",
        "Geschäftsstelle",
        "Geschäfts-Stelle",
    ],
)
def test_nobody_takes_the_function_of_the_office(function: str) -> None:
    MemberFactory(head=True, name="Hanna Haupt", function="Leitung der Geschäftsstelle")
    member = MemberFactory()
    with pytest.raises(ValidationError):
        state_town(member, member.municipality, function=function)


def test_ordinary_names_and_functions_are_taken() -> None:
    MemberFactory(head=True, name="Hanna Haupt", function="Leitung der Geschäftsstelle")
    member = MemberFactory()
    for name in (
        "Anna-Lena von der Tann",
        "Ørjan Åsen",
        "Dr. Jürgen Weiß",
        "Иван Петров",
        "St. Bernd i.R.",
        "Team Anna",
    ):
        state_town(member, member.municipality, name=name, function="Bürgermeister a.D.")
    assert NameChange.objects.count() == 6


def test_the_head_makes_a_deputy_of_the_own_town(client: Client) -> None:
    town = MunicipalityFactory(name="Neustadt")
    member, head = MemberFactory(municipality=town), MemberFactory(head=True)
    client.force_login(head)
    answer = client.post(f"/moderation/rollen/{member.pk}/erteilen/", {"role": "deputy", "reason": "Rathaus"})
    assert answer.status_code == 302
    assert RoleGrant.objects.get(member=member).scope == f"municipality:{town.ars}"
    assert "Neustadt" in client.get("/moderation/rollen/").content.decode()
    client.force_login(member)
    assert client.get("/angaben/").status_code == 200
    client.force_login(head)
    loose = MemberFactory(municipality=None)
    answer = client.post(f"/moderation/rollen/{loose.pk}/erteilen/", {"role": "deputy", "reason": "Rathaus"})
    assert answer.status_code == 422
