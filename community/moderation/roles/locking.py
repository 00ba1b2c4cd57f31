"""The leadership of the office, locked: who takes power from somebody in the office must still have it then."""

from __future__ import annotations

from community.people.models import Member, Role, RoleGrant


def locked_head(head: Member) -> Member:
    """Who acts, as they are now. Until the transaction ends no other head gains or loses power by this way.

    The page had asked already; meanwhile the other one may have been quicker, and a head must remain.
    """
    in_force = RoleGrant.objects.filter(role=Role.HEAD, revoked_at__isnull=True)
    list(in_force.select_for_update().order_by("pk").values_list("pk"))
    return Member.objects.as_now(head)
