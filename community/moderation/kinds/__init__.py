"""What the office knows by itself: the profiles of people, who stand below it, and its own cases."""

from community.moderation.kinds.case import CaseKind
from community.moderation.kinds.member import MemberKind

__all__ = ["CaseKind", "MemberKind"]
