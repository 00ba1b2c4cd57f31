"""Who is behind a request: one member, loaded with what every policy asks about them."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from community.compiled_queries import CompiledQuery
from community.people.models import Member


class MemberBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Member | None:
        """The active member with municipality and admission, in one query; `None` for others.

        Roles are looked up by the first policy that asks for them, and kept.
        """
        member = _by_key.first(pk=int(user_id))
        return member if member and self.user_can_authenticate(member) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """As in the library; nobody signs in as a pseudonym of the house."""
        return bool(super().user_can_authenticate(user)) and not user.is_pseudonym


_by_key: CompiledQuery[Member] = CompiledQuery(
    lambda pk: Member.objects.select_related("municipality", "admission").filter(pk=pk), pk=int
)
