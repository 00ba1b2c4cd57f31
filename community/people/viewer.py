"""Who looks at something: a member, or somebody who is not signed in."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from community.people.models import Member

Viewer = Member | AnonymousUser
