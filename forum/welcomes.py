"""The forum suggests to new members the fields that they said they know about or look for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.moderation.registrations.registry import Suggestion, provide
from community.people.models import Expertise, Member
from forum.models import ActionField


@provide
def fields_named(member: Member) -> list[Suggestion]:
    named = Expertise.objects.filter(member=member).values("subject")
    words = _("Handlungsfeld „%(name)s“")
    return [
        Suggestion(f"field:{field.pk}", words % {"name": field.name}, field.get_absolute_url(), fits=True)
        for field in ActionField.objects.filter(slug__in=named)
    ]
