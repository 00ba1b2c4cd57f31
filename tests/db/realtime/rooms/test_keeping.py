"""Rooms themselves: opening, talks of two, settings, archiving."""

from __future__ import annotations

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from community.audit.models import AuditEvent
from realtime.rooms.management import actions as management_actions
from realtime.rooms.management import policy as management_policy
from realtime.rooms.models import Participation, Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.room import policy as room_policy
from tests.factories.people import MemberFactory, WorkingGroupFactory
from tests.factories.rooms import fresh, make_room, part_of, say

pytestmark = pytest.mark.django_db


def test_a_groups_room_has_its_members_in_it(anna, bruno, greta, group):
    room = management_actions.create_room(anna, group=group, name="  Vereins   kalender ", purpose="Termine")
    assert (room.kind, room.name, room.slug, room.history) == (
        "closed",
        "Vereins kalender",
        "vereins-kalender",
        "joining",
    )
    assert {part.member for part in room.participations.all()} == {anna, bruno}
    assert AuditEvent.objects.get(verb="create_room").actor == anna


def test_names_may_repeat_addresses_do_not(chiara):
    slugs = [management_actions.create_room(chiara, group=None, name="Café").slug for _ in range(3)]
    assert slugs == ["cafe", "cafe-2", "cafe-3"]


def test_who_opens_rooms(anna, bruno, greta, chiara, group):
    other = WorkingGroupFactory()
    allowed = {
        (who.name, where.name if where else "")
        for who, where in product((anna, bruno, greta, chiara), (group, other, None))
        if management_policy.can_create_room(who, where)
    }
    assert allowed == {
        ("Anna Weber", group.name),
        *(("Chiara Brandt", name) for name in (group.name, other.name, "")),
    }
    with pytest.raises(PermissionDenied):
        management_actions.create_room(anna, group=group, name="Für alle", open_to_all=True)


def test_two_have_one_talk_whoever_begins_it(anna, bruno, greta):
    first = management_actions.open_direct_room(anna, bruno)
    assert management_actions.open_direct_room(bruno, anna).pk == first.pk
    assert management_actions.open_direct_room(anna, greta).pk != first.pk
    assert {part.member for part in first.participations.all()} == {anna, bruno}
    assert (first.title_for(anna), first.title_for(bruno)) == ("Bruno Krüger", "Anna Weber")


def test_a_talk_of_two_is_known_to_two(anna, bruno, greta, chiara):
    room = management_actions.open_direct_room(anna, bruno)
    head = MemberFactory(head=True)
    knows = [who for who in (anna, bruno, greta, chiara, head) if room_policy.can_see_room(who, room)]
    assert knows == [anna, bruno]
    assert [who for who in (greta, chiara, head) if Room.objects.visible_to(who).exists()] == []


def test_a_talk_of_two_never_grows(anna, bruno, greta, chiara):
    room = management_actions.open_direct_room(anna, bruno)
    say(anna, room, "Unter uns")
    for actor in (anna, bruno):
        with pytest.raises(PermissionDenied):
            participation_actions.invite(actor, fresh(room), greta)
        with pytest.raises(PermissionDenied):
            participation_actions.remove_participant(actor, fresh(room), bruno, reason="Weg")
        with pytest.raises(PermissionDenied):
            management_actions.edit_room(actor, fresh(room), name="Für alle")
    with pytest.raises(Http404):
        participation_actions.invite(chiara, fresh(room), greta)
    Participation.objects.create(room=room, member=greta, invited_by=anna)
    assert room_policy.can_see_room(greta, fresh(room)).hidden
    assert not Room.objects.readable_by(greta).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "open"},
        {"kind": "closed"},
        {"kind": "open", "first": None, "second": None},
        {"first": None},
        {"name": "Für alle", "slug": "fuer-alle"},
    ],
)
def test_the_database_does_not_let_a_talk_of_two_become_something_else(anna, bruno, group, change):
    room = management_actions.open_direct_room(anna, bruno)
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.filter(pk=room.pk).update(**change)


def test_one_talks_to_others_and_to_those_who_are_there(anna):
    with pytest.raises(PermissionDenied):
        management_actions.open_direct_room(anna, anna)
    with pytest.raises(Http404):
        management_actions.open_direct_room(anna, MemberFactory(waiting=True))


def test_when_one_of_two_has_gone_the_words_stay_and_no_more_come(anna, bruno):
    room = management_actions.open_direct_room(anna, bruno)
    say(anna, room)
    bruno.is_active = False
    bruno.save(update_fields=["is_active"])
    assert room_policy.can_read_room(anna, fresh(room))
    with pytest.raises(PermissionDenied):
        say(anna, fresh(room))


def test_settings_are_changed_by_few_and_on_record(anna, bruno, table):
    with pytest.raises(PermissionDenied):
        management_actions.set_slow_mode(bruno, table, seconds=30)
    management_actions.set_slow_mode(anna, table, seconds=30)
    management_actions.set_retention(anna, table, days=90)
    management_actions.edit_room(anna, table, name="Reißbrett", purpose=table.purpose)
    room = fresh(table)
    assert (room.slow_seconds, room.retention_days, room.name) == (30, 90, "Reißbrett")
    changes = {entry.verb: (entry.before, entry.after) for entry in AuditEvent.objects.about(table)}
    assert changes["set_retention"] == ({"retention_days": None}, {"retention_days": 90})
    assert changes["edit_room"] == ({"name": "Zeichentisch"}, {"name": "Reißbrett"})


def test_messages_are_kept_for_one_of_the_terms_offered(anna, table):
    with pytest.raises(IntegrityError), transaction.atomic():
        management_actions.set_retention(anna, table, days=7)


def test_archiving_and_opening_again(anna, bruno, table, rung):
    say(bruno, table)
    with pytest.raises(ValidationError):
        management_actions.archive_room(anna, table, reason=" ")
    with rung() as heard:
        management_actions.archive_room(anna, table, reason="Der Plan ist gedruckt")
    assert heard == [("withdraw", None, table.stream, "archived")]
    room = fresh(table)
    assert (room.is_archived, room.archival.reason, room.archival.archived_by) == (
        True,
        "Der Plan ist gedruckt",
        anna,
    )
    assert room_policy.can_read_room(bruno, room)
    with pytest.raises(PermissionDenied):
        management_actions.archive_room(anna, room, reason="Noch einmal")
    management_actions.reopen_room(anna, room)
    assert say(bruno, fresh(table)).seq == 2
    assert AuditEvent.objects.get(verb="reopen_room").before["reason"] == "Der Plan ist gedruckt"


def test_others_do_not_archive(bruno, greta, table, cafe):
    with pytest.raises(PermissionDenied):
        management_actions.archive_room(bruno, table, reason="Genug")
    with pytest.raises(PermissionDenied):
        management_actions.archive_room(greta, cafe, reason="Genug")


def test_a_lead_of_another_group_is_a_stranger(group, table):
    other = MemberFactory()
    WorkingGroupFactory(lead=other)
    assert room_policy.can_see_room(other, fresh(table)).hidden
    assert part_of(other, table) is None


def test_an_open_room_of_a_group_is_looked_after_by_its_leads(chiara, anna, bruno, group):
    room = management_actions.create_room(chiara, group=group, name="Offene Werkstatt", open_to_all=True)
    assert room.kind == "open"
    assert (room_policy.looks_after(anna, room), room_policy.looks_after(bruno, room)) == (True, False)
    assert make_room().kind == "open"


def test_without_a_second_factor_the_power_of_the_office_rests(settings, chiara, table, cafe):
    settings.OFFICE_SECOND_FACTOR = True
    assert room_policy.can_see_room(chiara, fresh(table)).hidden
    assert not Room.objects.visible_to(chiara).filter(pk=table.pk).exists()
    assert (room_policy.can_read_room(chiara, cafe).allowed, room_policy.looks_after(chiara, cafe)) == (
        True,
        False,
    )
