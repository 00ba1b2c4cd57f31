"""Rooms of a working group follow who belongs to it."""

from community.people.groups.registry import when_changed
from community.people.models import Member, WorkingGroup
from realtime.rooms.participation.actions import join_rooms_of_group, leave_rooms_of_group


@when_changed
def follow_group(group: WorkingGroup, member: Member, *, joined: bool) -> None:
    """Called inside the transaction that changed the group."""
    if joined:
        join_rooms_of_group(group, member)
    else:
        leave_rooms_of_group(group, member)
