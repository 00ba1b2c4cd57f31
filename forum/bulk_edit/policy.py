"""Who may edit many threads of a field at once."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.web.verdicts import Verdict, denied
from forum.fields import policy as field_policy
from forum.models import ActionField


def can_bulk_edit(viewer: Viewer, field: ActionField) -> Verdict:
    """Act on many threads of a field at once."""
    seen = field_policy.can_see_field(viewer, field)
    if seen and not field_policy.moderates(viewer, field):
        return denied(_("Das kann nur die Moderation dieses Handlungsfelds."))
    return seen
