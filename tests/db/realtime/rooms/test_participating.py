"""Coming in, leaving, guests, newcomers' history, groups, exclusion, the office at the door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from community.audit.models import AuditEvent
from community.people.groups.actions import add_to_group, remove_from_group
from community.people.models import Membership
from realtime.rooms.management import actions as management_actions
from realtime.rooms.models import Exclusion, Message, Participation, Room
from realtime.rooms.participation import actions as participation_actions
from realtime.rooms.room import policy as room_policy
from tests.factories.people import MemberFactory
from tests.factories.rooms import fresh, make_room, part_of, say

pytestmark = pytest.mark.django_db


def reads(member, room):
    """The places that this member may read in the room."""
    return list(
        Message.objects.visible_to(member).in_room(room).order_by("seq").values_list("seq", flat=True)
    )


def test_entering_twice_is_entering_once(greta, cafe):
    first, second = (
        participation_actions.enter_room(greta, cafe),
        participation_actions.enter_room(greta, fresh(cafe)),
    )
    assert first.pk == second.pk
    assert Participation.objects.count() == 1


def test_what_stands_is_read_on_entering(anna, greta, cafe):
    say(anna, cafe)
    say(anna, cafe)
    part = participation_actions.enter_room(greta, cafe)
    assert (part.from_seq, part.read_seq) == (0, 2)
    assert reads(greta, cafe) == [1, 2]


def test_newcomers_read_what_is_written_from_then_on(anna, bruno, chiara, group):
    table = make_room(group, history=Room.History.JOINING)
    say(anna, table, "Vorher")
    participation_actions.invite(anna, table, chiara)
    say(bruno, table, "Nachher")
    assert reads(anna, table) == [1, 2]
    assert reads(chiara, table) == [2]


def test_the_history_of_newcomers_is_the_rooms_choice_when_they_come(anna, greta, chiara, group):
    table = make_room(group, history=Room.History.JOINING)
    say(anna, table)
    participation_actions.invite(anna, table, greta)
    management_actions.edit_room(anna, table, history="all")
    participation_actions.invite(anna, fresh(table), chiara)
    assert (reads(greta, table), reads(chiara, table)) == ([], [1])


def test_leaving_and_coming_back(anna, greta, cafe):
    say(anna, cafe)
    participation_actions.enter_room(greta, cafe)
    participation_actions.leave_room(greta, fresh(cafe))
    assert part_of(greta, cafe) is None
    participation_actions.enter_room(greta, fresh(cafe))
    assert Participation.objects.filter(member=greta).count() == 2


def test_one_cannot_leave_what_one_is_not_in_or_belongs_to(bruno, greta, table, cafe):
    with pytest.raises(PermissionDenied):
        participation_actions.leave_room(greta, cafe)
    with pytest.raises(PermissionDenied):
        participation_actions.leave_room(bruno, table)
    with pytest.raises(PermissionDenied):
        participation_actions.leave_room(bruno, management_actions.open_direct_room(bruno, greta))


def test_who_joins_the_group_is_in_its_rooms(anna, greta, group, table):
    say(anna, table, "Vorher")
    add_to_group(anna, group, greta)
    say(anna, table, "Nachher")
    assert reads(greta, table) == [2]
    assert part_of(greta, table).read_seq == 1


def test_who_leaves_the_group_hears_nothing_more_from_that_moment(anna, bruno, group, table, rung):
    with rung() as heard:
        remove_from_group(anna, group, bruno)
    assert heard == [("withdraw", bruno.pk, table.stream, "removed")]
    assert room_policy.can_see_room(bruno, fresh(table)).hidden
    assert reads(bruno, table) == []


def test_a_group_that_changed_without_telling_still_keeps_its_rooms_shut(bruno, table):
    Membership.objects.filter(member=bruno).update(left_at=timezone.now())
    assert room_policy.can_see_room(bruno, fresh(table)).hidden
    assert not Room.objects.readable_by(bruno).filter(pk=table.pk).exists()
    assert reads(bruno, table) == []


def test_a_member_of_the_group_whom_nobody_brought_in_reads_from_when_they_joined(anna, greta, group):
    table = make_room(group, history=Room.History.JOINING)
    say(anna, table, "Vorher")
    Membership.objects.create(group=group, member=greta, joined_at=timezone.now())
    say(anna, table, "Nachher")
    participation_actions.enter_room(greta, fresh(table))
    assert reads(greta, table) == [2]


def test_guests_come_until_their_last_day(anna, greta, time_machine, table):
    time_machine.move_to("2026-11-23T10:00:00Z", tick=False)
    participation_actions.invite(anna, table, greta, until=timezone.now() + timedelta(days=1))
    say(anna, table)
    assert room_policy.can_read_room(greta, fresh(table))
    time_machine.shift(timedelta(days=1))
    assert room_policy.can_see_room(greta, fresh(table)).hidden
    assert reads(greta, table) == []
    participation_actions.invite(anna, fresh(table), greta)
    assert room_policy.can_read_room(greta, fresh(table))


def test_a_guest_who_joins_and_leaves_the_group_stays_a_guest(anna, greta, group, table):
    participation_actions.invite(anna, table, greta)
    add_to_group(anna, group, greta)
    remove_from_group(anna, group, greta)
    assert room_policy.can_read_room(greta, fresh(table))


def test_a_guest_leaves(anna, greta, table, rung):
    participation_actions.invite(anna, table, greta)
    with rung() as heard:
        participation_actions.leave_room(greta, fresh(table))
    assert heard == [("withdraw", greta.pk, table.stream, "left")]
    assert room_policy.can_see_room(greta, fresh(table)).hidden


def test_only_those_who_look_after_the_room_invite(anna, bruno, greta, chiara, table, cafe):
    with pytest.raises(PermissionDenied):
        participation_actions.invite(bruno, table, greta)
    with pytest.raises(Http404):
        participation_actions.invite(greta, table, greta)
    with pytest.raises(PermissionDenied):
        participation_actions.invite(anna, cafe, greta)
    participation_actions.invite(chiara, table, greta)


def test_nobody_who_is_waiting_is_invited(anna, table):
    with pytest.raises(PermissionDenied):
        participation_actions.invite(anna, table, MemberFactory(waiting=True))


def test_the_database_knows_that_only_guests_come_for_a_time(greta, cafe):
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(room=cafe, member=greta, until=timezone.now())


def test_sent_out_of_an_open_room_one_does_not_come_back_by_oneself(greta, chiara, cafe, rung):
    say(greta, cafe)
    with rung() as heard:
        participation_actions.remove_participant(chiara, cafe, greta, reason="Werbung")
    assert heard[0] == ("withdraw", greta.pk, cafe.stream, "removed")
    assert [stream for stream, _event in heard[1:]] == ["office"]  # it was a decision
    with pytest.raises(Http404):
        participation_actions.enter_room(greta, fresh(cafe))
    assert reads(greta, cafe) == []
    entry = AuditEvent.objects.get(verb="remove_participant")
    assert (entry.reason, entry.before) == ("Werbung", {"member": greta.pk})
    participation_actions.invite(chiara, fresh(cafe), greta)
    assert Exclusion.objects.count() == 0
    assert reads(greta, cafe) == [1]


def test_sending_out_needs_a_reason_and_the_right(anna, bruno, greta, chiara, table, cafe):
    with pytest.raises(ValidationError):
        participation_actions.remove_participant(chiara, cafe, greta, reason=" ")
    with pytest.raises(PermissionDenied):
        participation_actions.remove_participant(bruno, cafe, greta, reason="Stört")
    with pytest.raises(PermissionDenied):
        participation_actions.remove_participant(anna, table, bruno, reason="Gehört zur Gruppe")
    with pytest.raises(PermissionDenied):
        participation_actions.remove_participant(chiara, cafe, chiara, reason="Ich selbst")


def test_the_office_comes_in_openly_for_a_day_and_says_why(anna, chiara, time_machine, table):
    time_machine.move_to("2026-11-23T10:00:00Z", tick=False)
    say(anna, table)
    assert room_policy.can_see_room(chiara, fresh(table))
    assert not room_policy.can_read_room(chiara, fresh(table))
    assert reads(chiara, table) == []
    with pytest.raises(ValidationError):
        participation_actions.enter_room(chiara, fresh(table))
    participation_actions.enter_room(chiara, fresh(table), reason="Meldung 2026-17")
    assert reads(chiara, table) == [1]
    assert AuditEvent.objects.get(verb="enter_room").reason == "Meldung 2026-17"
    assert part_of(chiara, table).invited_by == chiara
    time_machine.shift(timedelta(days=1))
    assert reads(chiara, table) == []


def test_read_marks_only_move_forward_and_never_beyond_the_end(anna, greta, cafe):
    for _ in range(3):
        say(anna, cafe)
    participation_actions.enter_room(greta, cafe)
    Participation.objects.filter(member=greta).update(read_seq=0)
    for seq, expected in ((2, 2), (1, 2), (99, 3), (0, 3)):
        participation_actions.mark_room_read(greta, fresh(cafe), seq=seq)
        assert part_of(greta, cafe).read_seq == expected


def test_levels(greta, cafe):
    participation_actions.enter_room(greta, cafe)
    assert part_of(greta, cafe).level == "mentions"
    participation_actions.set_level(greta, fresh(cafe), level="nothing")
    assert part_of(greta, cafe).level == "nothing"
    with pytest.raises(ValueError):
        participation_actions.set_level(greta, fresh(cafe), level="manchmal")
