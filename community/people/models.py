"""People: who is here, where they work, what they may do, and the rules they agreed to."""

from community.people.accounts.models import AddressChange
from community.people.admission.models import Admission, Confirmation
from community.people.belonging.models import MunicipalityStatement
from community.people.groups.models import Membership, WorkingGroup
from community.people.invitations.models import Invitation
from community.people.legal.models import Consent, Document
from community.people.members.expertise import Expertise
from community.people.members.models import Member, display_name
from community.people.members.name_changes import NameChange
from community.people.municipalities.models import Municipality
from community.people.roles.models import Role, RoleGrant

__all__ = [
    "AddressChange",
    "Admission",
    "Confirmation",
    "Consent",
    "Document",
    "Expertise",
    "Invitation",
    "Member",
    "Membership",
    "Municipality",
    "MunicipalityStatement",
    "NameChange",
    "Role",
    "RoleGrant",
    "WorkingGroup",
    "display_name",
]
