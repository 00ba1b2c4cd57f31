"""What can be done with people and working groups: one function per verb."""

from community.people.actions.forgetting import (
    forget_addresses_of_sessions,
    forget_unconfirmed_registrations,
)
from community.people.actions.groups import (
    add_municipality,
    add_to_group,
    edit_group,
    found_group,
    remove_from_group,
    remove_municipality,
    set_group_lead,
)
from community.people.actions.inviting import (
    InvitationOver,
    accept_invitation,
    forget_invitations,
    invite_member,
    send_invitation,
)
from community.people.actions.members import (
    AddressTaken,
    choose_language,
    choose_presentation,
    register,
    set_expertise,
    store_profile,
    update_profile,
)

__all__ = [
    "AddressTaken",
    "InvitationOver",
    "accept_invitation",
    "add_municipality",
    "add_to_group",
    "choose_language",
    "choose_presentation",
    "edit_group",
    "forget_addresses_of_sessions",
    "forget_invitations",
    "forget_unconfirmed_registrations",
    "found_group",
    "invite_member",
    "register",
    "remove_from_group",
    "remove_municipality",
    "send_invitation",
    "set_expertise",
    "set_group_lead",
    "store_profile",
    "update_profile",
]
