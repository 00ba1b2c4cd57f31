"""Founding and keeping working groups."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from community.people.groups import policy, registry
from community.people.models import Member, Membership, Municipality, WorkingGroup
from community.text import slugify_de

RESERVED_SLUG = "neu"  # the address of the form that founds a group


@transaction.atomic
def found_group(actor: Member, *, name: str, purpose: str, description: str) -> WorkingGroup:
    """A new, empty working group with its own address."""
    policy.can_found_group(actor).require()
    slug = _free_slug(name)
    return WorkingGroup.objects.create(slug=slug, name=name, purpose=purpose, description=description)


def edit_group(actor: Member, group: WorkingGroup, *, name: str, purpose: str, description: str) -> None:
    """Store what the group says about itself; its address stays."""
    policy.can_manage_group(actor, group).require()
    group.name, group.purpose, group.description = name, purpose, description
    group.save(update_fields=["name", "purpose", "description"])


def add_municipality(actor: Member, group: WorkingGroup, municipality: Municipality) -> None:
    """The group belongs to this municipality too."""
    policy.can_manage_group(actor, group).require()
    group.municipalities.add(municipality)


def remove_municipality(actor: Member, group: WorkingGroup, municipality: Municipality) -> None:
    policy.can_manage_group(actor, group).require()
    group.municipalities.remove(municipality)


@transaction.atomic
def add_to_group(actor: Member, group: WorkingGroup, member: Member, *, leads: bool = False) -> Membership:
    """Make `member` part of the group. Who is in it already stays in it, once."""
    policy.can_add_to_group(actor, group, member).require()
    membership, joined = Membership.objects.get_or_create(
        group=group, member=member, left_at=None, defaults={"leads": leads, "added_by": actor}
    )
    if joined:
        registry.tell(group, member, joined=True)
    return membership


@transaction.atomic
def remove_from_group(actor: Member, group: WorkingGroup, member: Member) -> None:
    """End the membership; the row stays. Nothing happens where there is none."""
    policy.can_remove_from_group(actor, group, member).require()
    current = Membership.objects.current().filter(group=group, member=member)
    if current.update(left_at=timezone.now()):
        registry.tell(group, member, joined=False)


@transaction.atomic
def set_group_lead(actor: Member, group: WorkingGroup, member: Member, *, leads: bool) -> None:
    """Let a member of the group lead it, or no longer."""
    policy.can_manage_group(actor, group).require()
    Membership.objects.current().filter(group=group, member=member).update(leads=leads)


def _free_slug(name: str) -> str:
    """The first of ``kinderstadtplan``, ``kinderstadtplan-2``, … that no group has."""
    stem = slugify_de(name)[:50].strip("-")
    taken = set(WorkingGroup.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken.add(RESERVED_SLUG)
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug
