"""What the mechanisms stored about things of the forum carries the slugs of `forum.kinds`, a file the key of its upload."""

from django.db import migrations
from django.db.models import BigIntegerField, ExpressionWrapper, F, OuterRef, Subquery, Value

from community.kinds.renaming import REFERRED, REPORTED, TOLD, renaming

NAMES = {
    "beitrag": "post",
    "thema": "thread",
    "anhang": "file",
    "zusammenfassung": "summary",
    "wartend": "pending_post",
}


def key_by_upload(apps, schema_editor):
    """The search knew a file by its place at a post."""
    _rekey(apps, schema_editor, former="pk", new="upload")


def key_by_place(apps, schema_editor):
    _rekey(apps, schema_editor, former="upload", new="pk")


def _rekey(apps, schema_editor, *, former, new):
    alias = schema_editor.connection.alias
    attachments = apps.get_model("forum", "PostAttachment").objects.using(alias)
    for name in ("Document", "Help"):
        rows = apps.get_model("search", name).objects.using(alias).filter(kind="file")
        rows.exclude(object_id__in=attachments.values(former)).delete()
        found = Subquery(attachments.filter(**{former: OuterRef("object_id")}).values(new)[:1])
        # Below zero first: a new key may be the former one of another file.
        rows.update(object_id=_negative(found))
        rows.update(object_id=_negative(F("object_id")))


def _negative(key):
    return ExpressionWrapper(Value(0) - key, output_field=BigIntegerField())


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0001_fields_threads_and_posts"),
        ("moderation", "0001_reports_become_cases_and_decisions"),
        ("notices", "0001_people_and_their_devices_are_told"),
        ("quotes", "0001_what_refers_to_what"),
        ("search", "0001_things_can_be_found_the_newest_first"),
    ]

    operations = [
        renaming(NAMES, (*REPORTED, *REFERRED)),
        renaming({"scheduled": "scheduled_post"}, TOLD),
        migrations.RunPython(key_by_upload, key_by_place),
    ]
