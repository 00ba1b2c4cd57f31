"""The right to listen ends: at once where it is said, with the check where nobody said it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from community.people.models import Admission, Member
from tests.factories.forum import ActionFieldFactory, make_thread
from tests.factories.people import PASSWORD, MemberFactory, WorkingGroupFactory
from tests.factories.rooms import make_room
from tests.system.realtime.delivery.serving import SOON, Guest


@pytest.fixture
def by_word(server):
    """Nothing is found by the check: what ends was said."""
    server.call("checks/", on=False)
    yield
    server.call("checks/", on=True)


@pytest.fixture
def anna():
    return MemberFactory(name="Anna Weber", shows_presence=True)


@pytest.mark.usefixtures("by_word")
def test_signing_out_ends_the_sockets_of_this_browser_only(server, visit, anna):
    here, elsewhere = visit(anna), visit(anna)
    first, second, other = here.hear("stage:1"), here.hear("stage:2"), elsewhere.hear("stage:1")
    assert here.post("/konto/logout/") == 200
    assert first.ended(SOON) == 4003
    assert second.ended(SOON) == 4003
    server.ring("stage:1")
    assert other.until("head")
    other.close()


@pytest.mark.usefixtures("by_word")
def test_a_new_password_ends_the_sockets_of_all_devices_and_this_one_comes_back(server, visit, anna):
    here, elsewhere = visit(anna), visit(anna)
    lines = [here.hear("stage:1"), elsewhere.hear("stage:1")]
    words = {"oldpassword": PASSWORD, "password1": "etwas-neues-2026-x", "password2": "etwas-neues-2026-x"}
    here.post("/konto/password/change/", **words)
    assert Member.objects.get(pk=anna.pk).check_password("etwas-neues-2026-x"), "the fault did not happen"
    assert [line.ended(SOON) for line in lines] == [4003, 4003]
    assert elsewhere.refused() == 403


@pytest.mark.usefixtures("by_word")
def test_ending_another_device_ends_its_sockets(server, visit, anna):
    here, elsewhere = visit(anna), visit(anna)
    line = elsewhere.hear("stage:1")
    for guest in (here, elsewhere):
        UserSession.objects.create(user=anna, session_key=guest.session, ip="192.0.2.1", user_agent="Probe")
    here.post("/konto/sessions/")
    assert not Session.objects.filter(session_key=elsewhere.session).exists(), "the fault did not happen"
    assert line.ended(SOON) == 4003


@pytest.mark.usefixtures("by_word")
def test_withdrawing_one_stream_leaves_the_others(server, visit, anna):
    line, other = visit(anna).hear("stage:1", "stage:2"), visit(MemberFactory()).hear("stage:1")
    server.call("withdraw/", member=anna.pk, stream="stage:1", reason="left")
    assert line.until("revoked", SOON) == {"type": "revoked", "stream": "stage:1", "reason": "left"}
    server.ring("stage:1")
    server.ring("stage:2")
    assert line.until("head")["stream"] == "stage:2"
    assert other.until("head")["stream"] == "stage:1"
    line.close()
    other.close()


@pytest.mark.usefixtures("by_word")
def test_withdrawing_everything_names_each_stream(server, visit, anna):
    line = visit(anna).hear("stage:1", "mine")
    server.call("withdraw/", member=anna.pk, stream=None, reason="suspended")
    told = {line.until("revoked", SOON)["stream"] for _ in range(2)}
    assert told == {"stage:1", "mine"}
    line.close()


@pytest.mark.usefixtures("by_word")
def test_my_own_stream_can_be_withdrawn(server, visit, anna):
    line = visit(anna).hear("mine")
    server.call("withdraw/", member=anna.pk, stream=f"mine:{anna.pk}", reason="removed")
    assert line.until("revoked", SOON)["stream"] == "mine"
    line.close()


@pytest.mark.usefixtures("by_word")
def test_hanging_up_on_a_member_takes_them_off_the_list_of_those_here(server, visit, anna):
    watching = visit(MemberFactory()).hear("stage:41")
    line = visit(anna).hear("stage:41")
    line.say(type="here", streams=["stage:41"])
    assert watching.until("presence")["here"] == [anna.pk]
    server.call("hang-up/", member=anna.pk)
    assert line.ended(SOON) == 4003
    assert watching.until("presence", SOON)["here"] == []
    watching.close()


@pytest.mark.usefixtures("by_word")
def test_who_is_removed_from_a_working_group_no_longer_hears_its_room(server, visit, anna):
    bruno, chiara = MemberFactory(), MemberFactory()
    group = WorkingGroupFactory(lead=anna, with_members=[bruno, chiara])
    room = make_room(group)
    line, other = visit(bruno).hear(room.stream, "stage:1"), visit(chiara).hear(room.stream)
    assert visit(anna).post(f"/arbeitsgruppen/{group.slug}/entfernen/", member=str(bruno.pk)) == 200
    assert line.until("revoked", SOON) == {"type": "revoked", "stream": room.stream, "reason": "removed"}
    say(anna, server, room)
    assert other.until("message", SOON)["stream"] == room.stream
    assert only_hears_stage(server, line)
    line.close()
    other.close()


@pytest.mark.usefixtures("by_word")
def test_an_archived_room_falls_silent_for_everyone_and_says_so_once(server, visit, anna):
    room, chiara = make_room(), MemberFactory(office=True)
    lines = [visit(member).hear(room.stream, "stage:1") for member in (anna, chiara, MemberFactory())]
    assert visit(chiara).post(f"/raeume/{room.pk}/archivieren/", reason="Es ist alles gesagt.") == 200
    for line in lines:
        assert line.until("revoked", SOON)["reason"] == "archived"
    for line in lines:
        assert only_hears_stage(server, line)
        line.close()


@pytest.mark.usefixtures("by_word")
def test_who_loses_a_role_loses_what_came_with_it(server, visit):
    dora, chiara = MemberFactory(head=True), MemberFactory(office=True)
    line, other = visit(chiara).hear("lobby", "stage:1"), visit(dora).hear("lobby")
    grant = chiara.grants.get()
    assert visit(dora).post(f"/moderation/rollen/entziehen/{grant.pk}/", reason="Sie hat gewechselt.") == 200
    assert line.until("revoked", SOON)["stream"] == "lobby"
    assert only_hears_stage(server, line)
    server.ring("lobby")
    assert other.until("head", SOON)["stream"] == "lobby"
    line.close()
    other.close()


@pytest.mark.usefixtures("by_word")
def test_a_member_whose_rights_have_changed_is_looked_at_at_once(server, visit, anna):
    line, other = visit(anna).hear("stage:1"), visit(MemberFactory()).hear("stage:1")
    Member.objects.filter(pk=anna.pk).update(is_active=False)
    server.call("review/", member=anna.pk)
    assert line.ended(SOON) == 4003
    server.ring("stage:1")
    assert other.until("head")
    other.close()


@pytest.mark.usefixtures("by_word")
def test_a_session_ends_with_its_time_unless_it_was_prolonged(server, visit, anna):
    ending, prolonged = visit(anna), visit(anna)
    for guest in (ending, prolonged):
        expire(guest, in_seconds=3)
    lines = ending.hear("stage:1"), prolonged.hear("stage:1")
    expire(prolonged, in_seconds=3600)
    assert lines[0].ended(SOON) == 4003
    assert ending.refused() == 403
    assert only_hears_stage(server, lines[1])
    lines[1].close()


def test_what_nobody_said_is_found_by_the_check(server, visit):
    """Seven ways to lose a right that no action announces, all within one round; and someone whom none of it meets."""
    field = ActionFieldFactory(public=True)
    author = MemberFactory()
    thread = make_thread(author, field=field)
    suspended, declined, gone, expired, ended, changed = (MemberFactory() for _ in range(6))
    guests = {
        name: visit(member)
        for name, member in {
            "suspended": suspended,
            "declined": declined,
            "gone": gone,
            "expired": expired,
            "ended": ended,
            "changed": changed,
            "room": MemberFactory(),
            "lucky": MemberFactory(),
        }.items()
    }
    lines = {
        name: guest.hear("stage:42" if name == "room" else thread.stream) for name, guest in guests.items()
    }
    Member.objects.filter(pk=suspended.pk).update(is_active=False)
    Admission.objects.filter(member=declined).update(outcome="declined", reason="Irrtum")
    Session.objects.filter(session_key=guests["expired"].session).update(expire_date=timezone.now())
    Session.objects.filter(session_key=guests["ended"].session).delete()
    Member.objects.filter(pk=changed.pk).update(password="!")
    erase(gone)
    server.call("close/", key=42)
    codes = {name: lines[name].ended(SOON) for name in list(lines)[:6]}
    assert codes == dict.fromkeys(list(lines)[:6], 4003)
    assert lines["room"].until("revoked", SOON)["reason"] == "removed"
    assert all(guests[name].refused() == 403 for name in list(lines)[:6])
    assert lines["lucky"].silent()
    for name in ("room", "lucky"):
        lines[name].close()


def erase(member: Member) -> None:
    member.emailaddress_set.all().delete()
    Admission.objects.filter(member=member).delete()
    Member.objects.filter(pk=member.pk).delete()


def expire(guest, *, in_seconds: float) -> None:
    until = timezone.now() + timedelta(seconds=in_seconds)
    Session.objects.filter(session_key=guest.session).update(expire_date=until)


def say(member: Member, server, room) -> None:
    assert Guest(server, member).post(f"/raeume/{room.pk}/nachrichten/", text="Und?", key=str(uuid4())) == 201


def only_hears_stage(server, line) -> bool:
    """Whether the next that comes is what is rung now, and nothing of another stream before it."""
    server.ring("stage:1")
    return line.next(SOON)["stream"] == "stage:1"
