"""What a policy says about one thing is what the list of visible things shows, for everyone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser

from community.people.groups import policy as group_policy
from community.people.members import policy as member_policy
from community.people.models import Member, Municipality, WorkingGroup
from community.people.municipalities import policy as municipality_policy
from community.web.verdicts import Verdict
from tests.factories.people import MemberFactory, MunicipalityFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db
Cast = dict[str, Any]


@pytest.fixture
def cast() -> Cast:
    people: Cast = {
        "member": MemberFactory(),
        "colleague": MemberFactory(),
        "expert": MemberFactory(expert=True),
        "waiting": MemberFactory(waiting=True),
        "declined": MemberFactory(declined=True),
        "gone": MemberFactory(is_active=False),
        "officer": MemberFactory(office=True),
        "head": MemberFactory(head=True),
        "technician": MemberFactory(technician=True),
    }
    # As a request sees them: nothing remembered from making them.
    return {
        "anonymous": AnonymousUser(),
        **{name: Member.objects.get(pk=one.pk) for name, one in people.items()},
    }


def agree(cast: Cast, model: Any, can_see: Callable[[Any, Any], Verdict]) -> dict[str, set[int]]:
    """Compare both for every viewer and thing; what each viewer sees."""
    seen = {}
    for name, viewer in cast.items():
        listed = set(model.objects.visible_to(viewer))
        allowed = {thing for thing in model.objects.all() if can_see(viewer, thing)}
        assert allowed == listed, name
        seen[name] = {thing.pk for thing in listed}
    return seen


def test_members(cast: Cast, settings: Any) -> None:
    without = agree(cast, Member, member_policy.can_see_member)
    assert without["officer"] == without["head"] == without["member"], "no second factor, no office"
    settings.OFFICE_SECOND_FACTOR = False
    seen = agree(cast, Member, member_policy.can_see_member)
    admitted = {cast[name].pk for name in ("member", "colleague", "expert", "officer", "head", "technician")}
    assert seen["anonymous"] == set()
    assert seen["member"] == seen["expert"] == seen["technician"] == admitted
    assert seen["waiting"] == {cast["waiting"].pk}
    assert seen["declined"] == {cast["declined"].pk}
    assert seen["officer"] == seen["head"] == admitted | {cast["waiting"].pk, cast["declined"].pk}


def test_municipalities(cast: Cast) -> None:
    seen = agree(cast, Municipality, municipality_policy.can_see_municipality)
    assert seen["anonymous"] == set(Municipality.objects.values_list("pk", flat=True)) != set()


def test_working_groups(cast: Cast) -> None:
    group = WorkingGroupFactory(lead=cast["member"])
    seen = agree(cast, WorkingGroup, group_policy.can_see_group)
    outside = ("anonymous", "waiting", "declined", "gone")
    assert {name for name, groups in seen.items() if groups == {group.pk}} == set(cast) - set(outside)


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("member", "allowed"),  # leads the group
        ("officer", "allowed"),
        ("head", "allowed"),
        ("colleague", "denied"),  # in the group without leading it
        ("expert", "denied"),
        ("technician", "denied"),
        ("waiting", "hidden"),
        ("anonymous", "hidden"),
    ],
)
def test_managing_a_group(cast: Cast, name: str, verdict: str, settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False
    group = WorkingGroupFactory(lead=cast["member"], with_members=[cast["colleague"]])
    found = group_policy.can_manage_group(cast[name], group)
    assert ("allowed" if found else "hidden" if found.hidden else "denied") == verdict
    assert found or found.hidden or found.reason


def test_without_a_second_factor_the_office_role_rests(cast: Cast) -> None:
    group = WorkingGroupFactory()
    assert not group_policy.can_manage_group(cast["officer"], group) and not group_policy.can_found_group(
        cast["head"]
    )
    for name in ("officer", "head"):
        Authenticator.objects.create(user=cast[name], type=Authenticator.Type.TOTP, data={})
    officer, head = (Member.objects.get(pk=cast[name].pk) for name in ("officer", "head"))
    assert group_policy.can_manage_group(officer, group) and group_policy.can_found_group(head)


def test_only_oneself_edits_a_profile(cast: Cast) -> None:
    for name, viewer in cast.items():
        for other, member in cast.items():
            if other != "anonymous":
                assert bool(member_policy.can_edit_profile(viewer, member)) == (name == other)


def test_a_role_for_one_place_is_none_for_the_office() -> None:
    keeper = MemberFactory()
    keeper.grants.create(role="moderator", scope="field:3")
    assert keeper.has_role("moderator", "field:3") and not keeper.has_role("moderator", "field:4")
    assert not keeper.is_office


def test_people_of_a_municipality_are_for_members(cast: Cast) -> None:
    place = MunicipalityFactory()
    allowed = {name for name, viewer in cast.items() if municipality_policy.can_see_people_of(viewer, place)}
    assert allowed == {"member", "colleague", "expert", "officer", "head", "technician"}
