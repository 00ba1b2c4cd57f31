"""The forum's action fields are what people can be good at."""

from community.people.subjects import Subject, register
from forum.models import ActionField


@register
def action_fields() -> list[Subject]:
    return [
        Subject(field.slug, field.name, field.get_absolute_url(), field.hue)
        for field in ActionField.objects.all()
    ]
