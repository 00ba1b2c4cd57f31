"""Each action field can have moderators of its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.roles.registry import Scope, provide
from forum.models import ActionField


@provide
def action_fields() -> list[Scope]:
    words = _("Handlungsfeld „%(name)s“")
    return [Scope(f"field:{field.pk}", words % {"name": field.name}) for field in ActionField.objects.all()]
