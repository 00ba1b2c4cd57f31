"""What a moderator can do in a thread beside deciding."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from forum.closing import policy as closing_policy
from forum.models import Thread


def ways_for_thread(viewer: Viewer, thread: Thread) -> list[tuple[str, str]]:
    """Pairs of words and address."""
    if not closing_policy.can_close_thread(viewer, thread):
        return []
    return [(_("Thema schließen …"), reverse("close_thread", args=[thread.pk]))]
