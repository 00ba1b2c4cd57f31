"""Who a viewer is, and who acts for the office."""

from __future__ import annotations

from typing import Any

from community.people.accounts.security import is_secured
from community.people.models import Member

Viewer = Any  # a Member or the anonymous user


def acts_for_office(member: Member) -> bool:
    """Has an office role that does not rest for want of a second factor."""
    return member.is_office and is_secured(member)
