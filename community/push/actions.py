"""What members do with their devices, and what ends them."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.people.accounts.visits import find_visits
from community.people.models import Member
from community.push import keys, policy
from community.push.models import Device, OutgoingPush
from community.push.posting import post

TRIAL_FOR = timedelta(minutes=5)
RESTS_FOR = timedelta(days=60)


def enter_device(
    member: Member, *, session_key: str, endpoint: str, p256dh: str, auth: str, name: str
) -> Device:
    """From now on the member is told on this device, until its sign-in ends. Whoever had this browser before them,
    or what this sign-in had entered before, goes.
    """
    policy.can_enter_device(member, session_key=session_key).require()
    with transaction.atomic():
        Member.objects.select_for_update().get(
            pk=member.pk
        )  # a button pressed twice comes one after the other
        Device.objects.filter(endpoint=endpoint).delete()
        Device.objects.filter(session_key=session_key).delete()
        return Device.objects.create(
            member=member,
            session_key=session_key,
            endpoint=endpoint,
            p256dh=p256dh,
            auth=auth,
            our_key=keys.public_key(),
            name=name,
        )


def resume_device(member: Member, *, session_key: str, endpoint: str) -> bool:
    """The member has signed in again in a browser whose last sign-in ran out: its device belongs to the new one.

    False when there is no such device, which is so after signing out or removing it.
    """
    policy.can_have_devices(member).require()
    with transaction.atomic():
        resting = Device.objects.visible_to(member).filter(endpoint=endpoint)
        if not resting.exists():
            return False
        Device.objects.filter(session_key=session_key).exclude(endpoint=endpoint).delete()
        return bool(resting.update(session_key=session_key, signed_in_at=timezone.now()))


def remove_device(member: Member, device: Device) -> None:
    """It is told nothing more, also nothing that is on its way to the service."""
    policy.can_remove_device(member, device).require()
    device.delete()


def try_device(member: Member, device: Device) -> bool:
    """Send something to look at; False when one is on its way already, of which there is one a minute."""
    policy.can_try_device(member, device).require()
    now = timezone.now()
    key = f"trial:{now:%Y%m%d%H%M}"
    if OutgoingPush.objects.filter(key=f"{key}:{device.pk}").exists():
        return False
    post([device], source="trial", about=[], key=key, until=now + TRIAL_FOR)
    return True


def end_devices(member_pk: int | None, *, session_key: str | None) -> None:
    """A sign-in has ended, or all of a member's: signed out, a new password, suspended. Called after the commit."""
    ended = Device.objects.all() if member_pk is None else Device.objects.of_members([member_pk])
    if session_key is not None:
        ended = ended.filter(session_key=session_key)
    elif member_pk is None:
        raise ValueError("Whose devices?")
    ended.delete()


def forget_resting_devices() -> int:
    """Devices whose sign-in ran out two months ago and whose member has not come back there."""
    old = Device.objects.filter(signed_in_at__lt=timezone.now() - RESTS_FOR)
    keys_of = dict(old.values_list("pk", "session_key"))
    alive = find_visits(set(keys_of.values()))
    gone = [pk for pk, session_key in keys_of.items() if session_key not in alive]
    return Device.objects.filter(pk__in=gone).delete()[0]
