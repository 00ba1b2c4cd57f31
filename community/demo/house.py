"""What every installation starts with: the register, the legal pages, the twelve action fields, thirteen tags."""

from __future__ import annotations

from django.core.management import call_command

from community.demo.content import read
from community.people.models import Document, Municipality
from community.text import fold
from forum.models import ActionField, Outline, Tag
from forum.tags.content import meant_by, new_tag


def furnish() -> None:
    """Load what is missing; what the office has changed since stays as it is."""
    if not Municipality.objects.exists():
        call_command("import_municipalities", verbosity=0)
    if not Document.objects.exists():
        call_command("load_documents", verbosity=0)
    known = set(ActionField.objects.values_list("slug", flat=True))
    new = ActionField.objects.bulk_create(
        ActionField(
            slug=item["slug"],
            name=item["name"],
            summary=item["summary"],
            description=item["description"],
            is_public=item["public"],
            hue=item["hue"],
            position=position,
        )
        for position, item in enumerate(read("fields")["field"])
        if item["slug"] not in known
    )
    suggested = {item["slug"]: item["outline"] for item in read("fields")["field"] if "outline" in item}
    Outline.objects.bulk_create(
        Outline(field=field, text=suggested[field.slug].strip()) for field in new if field.slug in suggested
    )
    _furnish_tags()


def _furnish_tags() -> None:
    """The vocabulary with its other words; only for a house that has none yet."""
    if Tag.objects.filter(in_vocabulary=True).exists():
        return
    for item in read("tags")["tag"]:
        main = meant_by([item["name"]]).get(fold(item["name"])) or new_tag(item["name"])
        main.in_vocabulary = True
        main.save()
        known = meant_by(item["also"])
        for name in item["also"]:
            if fold(name) not in known:
                new_tag(name, main=main).save()
