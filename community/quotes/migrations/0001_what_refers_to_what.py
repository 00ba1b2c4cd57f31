import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("citing_kind", models.CharField(max_length=20)),
                ("citing_key", models.PositiveBigIntegerField()),
                ("cited_kind", models.CharField(max_length=20)),
                ("cited_key", models.PositiveBigIntegerField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["cited_kind", "cited_key"], name="citation_by_what_is_cited")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("citing_kind", "citing_key", "cited_kind", "cited_key"),
                        name="citation_is_made_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("citing_key", models.F("cited_key")),
                            ("citing_kind", models.F("cited_kind")),
                            _negated=True,
                        ),
                        name="nothing_cites_itself",
                    ),
                ],
            },
        ),
    ]
