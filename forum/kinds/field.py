"""What an action field is in the house."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.kinds import Kind, register
from community.notices.actions import watch
from community.notices.kind import Watchable, Watched
from community.notices.models import Level
from community.notices.reading import levels_of
from community.people.models import Member
from community.people.viewer import Viewer
from forum.fields import policy as field_policy
from forum.models import ActionField


@register
class FieldKind(Kind[ActionField], Watchable):
    slug, model, label = "field", ActionField, _("Handlungsfeld")
    word = "handlungsfeld"

    def visible_to(self, viewer: Viewer) -> QuerySet[ActionField]:
        return ActionField.objects.visible_to(viewer)

    def can_see(self, viewer: Viewer, field: ActionField) -> Any:
        return field_policy.can_see_field(viewer, field)

    def title(self, field: ActionField) -> str:
        return field.name

    def author(self, field: ActionField) -> None:
        """Nobody's."""

    # How much of it a member wants to hear

    watched_heading = _("Handlungsfelder")
    levels_mean = {
        Level.ALL: _("jedes neue Thema, und die Montagspost"),
        Level.IMPORTANT: _("wenn Sie jemand anspricht, und die Montagspost"),
        Level.NOTHING: _("nichts, auch keine Montagspost"),
    }

    def watched(self, member: Member) -> list[Watched]:
        """All fields, whether somebody has chosen or not."""
        levels = levels_of(member, self.slug)
        return [
            Watched(
                field.pk,
                field.name,
                field.get_absolute_url(),
                levels.get(field.pk, Level.IMPORTANT),
                _("von Ihnen gewählt") if field.pk in levels else _("voreingestellt"),
            )
            for field in self.visible_to(member)
        ]

    def set_level(self, member: Member, key: int, level: str) -> None:
        watch(member, self.slug, key, level)
