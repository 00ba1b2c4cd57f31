"""What a poll is in the house: a part of the post that begins a thread, read and taken down with it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.kinds import Kind, register
from community.people.models import Member
from community.people.viewer import Viewer
from forum.models import Poll
from forum.polls import policy as poll_policy


@register
class PollKind(Kind[Poll]):
    slug, model, label = "poll", Poll, _("Umfrage")
    word, within = "umfrage", "post"

    def rows(self) -> QuerySet[Poll]:
        return Poll.objects.with_thread()

    def visible_to(self, viewer: Viewer) -> QuerySet[Poll]:
        return Poll.objects.visible_to(viewer)

    def can_see(self, viewer: Viewer, poll: Poll) -> Any:
        return poll_policy.can_see_poll(viewer, poll)

    def title(self, poll: Poll) -> str:
        return poll.question

    def address(self, poll: Poll) -> str:
        """The post that asks."""
        return poll.opening.get_absolute_url()

    def author(self, poll: Poll) -> Member:
        return poll.created_by
