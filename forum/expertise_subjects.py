"""The forum's action fields are what people can be good at."""

from community.people.subjects import Subject, provide
from forum.models import ActionField


@provide
def action_fields() -> list[Subject]:
    return [
        Subject(field.slug, field.name, field.get_absolute_url(), field.hue)
        for field in ActionField.objects.all()
    ]
