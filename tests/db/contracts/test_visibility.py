"""What one may not know of is nowhere: lists and policies agree. What pages say is looked at in the crawls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from community.moderation import policy as moderation
from community.moderation.models import Appeal, Case, Deed, Report
from community.people import policy as people
from community.people.models import Member, Municipality, WorkingGroup
from community.push import policy as push
from community.push.models import Device
from forum import actions, ask_policy, crosspost_policy, hold_policy, tag_policy
from forum import joint_policy as joint
from forum import policy as forum
from forum.models import ActionField, Ask, CrossPosting, Hold, Poll, Post, ScheduledPost, Summary, Tag, Thread
from realtime.rooms import policy as rooms
from realtime.rooms.models import Message, Room
from tests.contracts.cast import GROUPS, NAMES, ROLES, Cast

pytestmark = pytest.mark.django_db

POLICIES: dict[Any, Callable[..., Any]] = {
    ActionField: forum.can_see_field,
    Thread: forum.can_see_thread,
    Post: forum.can_see_post,
    Tag: tag_policy.can_see_tag,
    Poll: forum.can_see_poll,
    CrossPosting: crosspost_policy.can_see_crossposting,
    Hold: hold_policy.can_see_hold,
    Ask: ask_policy.can_see_ask,
    Summary: joint.can_see_summary,
    ScheduledPost: joint.can_see_scheduled,
    Member: people.can_see_member,
    Municipality: people.can_see_municipality,
    WorkingGroup: people.can_see_group,
    Device: push.can_remove_device,
    Room: rooms.can_see_room,
    Message: rooms.can_see_message,
    Case: moderation.can_see_case,
    Report: moderation.can_see_report,
    Deed: moderation.can_see_deed,
    Appeal: moderation.can_see_appeal,
}

ADMITTED = set(GROUPS["admitted"])


def test_every_model_with_a_reading_language_has_a_policy() -> None:
    reading = {model for model in apps.get_models() if hasattr(model._default_manager, "visible_to")}
    assert reading == set(POLICIES)


@pytest.mark.parametrize("role", ROLES)
def test_lists_and_policies_agree(cast: Cast, role: str) -> None:
    viewer = cast.people[role]
    for model, can_see in POLICIES.items():
        everything = list(_with_parents(model))
        allowed = {thing for thing in everything if can_see(viewer, thing)}
        assert set(model.objects.visible_to(viewer)) == allowed, (role, model)
        assert len(everything) > 1 or model is WorkingGroup


def test_the_cast_tells_what_is_visible_from_what_is_not(cast: Cast) -> None:
    """Otherwise both sides of the comparison above could be empty, or both everything."""
    for model in (ActionField, Thread, Post, Poll, Tag, Member, WorkingGroup):
        seen = {role: model.objects.visible_to(cast.people[role]).count() for role in ROLES}
        assert seen["visitor"] < seen["member"] == model.objects.visible_to(cast.people["author"]).count()


def test_nobody_learns_a_name_by_trying_handles(cast: Cast) -> None:
    handle = cast.people["lead"].handle
    said = {}
    for role in ROLES:
        page = cast.client(role).post("/vorschau/", {"text": f"@{handle}"}).content.decode()
        said[role] = NAMES["lead"] in page
    assert said == {role: role in ADMITTED for role in ROLES}


def test_a_suggestion_never_names_who_is_not_admitted(cast: Cast) -> None:
    page = cast.client("head").get("/mitglieder/vorschlaege/", {"q": "w"}).content.decode()
    assert NAMES["warden"] in page
    assert NAMES["waiting"] not in page


def test_words_typed_signed_out_tell_nothing_about_what_is_there(cast: Cast) -> None:
    """Where a draft can be continued is said only to those who may see the place."""
    actions.keep_words(cast.people["waiting"], "post:999999", text="Ins Leere")
    actions.keep_words(cast.people["waiting"], f"post:{cast.members.answer.pk}", text="Ins Verborgene")
    page = cast.client("waiting").get("/entwuerfe/").content.decode()
    assert page.count("besteht nicht mehr") == 3
    assert f"/themen/{cast.members.question.pk}/" not in page


def _with_parents(model: Any) -> models.QuerySet[Any]:
    """All rows with what their policies look at."""
    parents = {
        Message: ["room"],
        Thread: ["field"],
        Post: ["thread__field"],
        Poll: ["opening__thread__field"],
        Member: ["admission"],
    }
    return model.objects.select_related(*parents.get(model, []))
