"""The outline of a field: the office writes it, members get it filled in with what is known of them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from community.audit.record import record
from community.people.models import Member
from community.text import clean_source
from community.web.moments import number
from forum.models import ActionField, Outline
from forum.outlines import policy

OUTLINE_LIMIT = 2_000


TOWN, POPULATION = "{Kommune}", "{Einwohnerzahl}"


@transaction.atomic
def write_outline(actor: Member, field: ActionField, *, text: str) -> None:
    """Suggest this outline in the field from now on; an empty one suggests none. Raises `ValidationError`."""
    policy.can_write_outline(actor, field).require()
    text = clean_source(text, limit=OUTLINE_LIMIT, field="text") if text.strip() else ""
    former = Outline.objects.select_for_update().filter(field=field).first()
    if text == (former.text if former else ""):
        return
    if text:
        said = {"text": text, "written_by": actor, "written_at": timezone.now()}
        Outline.objects.update_or_create(field=field, defaults=said)
    elif former:
        former.delete()
    record(
        actor, "write_outline", field, before={"text": former.text if former else ""}, after={"text": text}
    )


def outline_for(member: Member, field: ActionField | None) -> str:
    """The field's outline with the member's municipality and its population; empty where there is none."""
    outline = Outline.objects.filter(field=field).first() if field else None
    if outline is None:
        return ""
    town = getattr(member, "municipality", None)
    text = outline.text.replace(TOWN, town.called if town else "")
    return text.replace(POPULATION, number(town.population) if town else "")
