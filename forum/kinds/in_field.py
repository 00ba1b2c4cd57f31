"""What all things of the forum have in common: they stand in an action field."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from community.kinds import needs
from community.moderation.kind import Reportable
from community.people.viewer import Viewer
from community.search.kind import Searchable
from forum.models import ActionField


class FoundInField(Searchable):
    """Found in the fields that the viewer may read."""

    def scopes_of(self, viewer: Viewer) -> tuple[str, ...] | None:
        if getattr(viewer, "is_admitted", False):
            return None
        fields = ActionField.objects.visible_to(viewer).values_list("pk", flat=True)
        return tuple(f"field{pk}" for pk in fields)


@needs("field")
class ReportedInField(Reportable):
    """Whoever moderates the field is responsible."""

    def field(self, thing: Any) -> ActionField:
        """Where it stands."""
        raise NotImplementedError

    def scope(self, thing: Any) -> str:
        return f"field:{self.field(thing).pk}"

    def place(self, thing: Any) -> str:
        return _("Handlungsfeld „%(field)s“") % {"field": self.field(thing).name}
