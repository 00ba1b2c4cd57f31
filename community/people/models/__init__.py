"""People: who is here, where they work, what they may do, and the rules they agreed to."""

from community.people.models.admission import Admission, Confirmation
from community.people.models.documents import Consent, Document
from community.people.models.expertise import Expertise
from community.people.models.groups import Membership, WorkingGroup
from community.people.models.invitations import Invitation
from community.people.models.member import Member, display_name
from community.people.models.municipality import Municipality
from community.people.models.roles import Role, RoleGrant

__all__ = [
    "Admission",
    "Confirmation",
    "Consent",
    "Document",
    "Expertise",
    "Invitation",
    "Member",
    "Membership",
    "Municipality",
    "Role",
    "RoleGrant",
    "WorkingGroup",
    "display_name",
]
