"""An index by which the newest documents of a kind are read one by one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_things_can_be_found"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["kind", "id"], name="search_newest_of_kind"),
        ),
    ]
