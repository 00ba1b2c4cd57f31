import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import community.uploads.models


class Migration(migrations.Migration):
    replaces = [
        ("uploads", "0001_files_of_members_are_kept"),
        ("uploads", "0002_files_come_in_pieces"),
        ("uploads", "0003_documents_say_something"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(choices=[("image", "Bild"), ("document", "Dokument")], max_length=10),
                ),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField(help_text="bytes as kept")),
                ("sha256", models.CharField(max_length=64)),
                ("width", models.PositiveIntegerField(null=True)),
                ("height", models.PositiveIntegerField(null=True)),
                ("alt_text", models.CharField(blank=True, max_length=300)),
                (
                    "reuse",
                    models.CharField(
                        choices=[
                            ("ask", "Nur nach Rückfrage"),
                            ("yes", "Ja, darf nachgenutzt werden"),
                            ("no", "Nein"),
                        ],
                        default="ask",
                        max_length=3,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("file", models.FileField(upload_to=community.uploads.models.stored_under)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Datei",
                "verbose_name_plural": "Dateien",
                "indexes": [models.Index(fields=["created_at"], name="upload_by_time")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "key"), name="upload_key_is_unique_per_owner"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("height__gt", 0), ("kind", "image"), ("width__gt", 0)),
                            models.Q(("height__isnull", True), ("kind", "document"), ("width__isnull", True)),
                            _connector="OR",
                        ),
                        name="images_and_only_images_have_measures",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="an_upload_is_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UploadText",
            fields=[
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="said",
                        serialize=False,
                        to="uploads.upload",
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("read_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="UploadPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("start", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("file", models.FileField(upload_to=community.uploads.models.stored_under)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["start"],
                "indexes": [models.Index(fields=["created_at"], name="upload_part_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "key", "start"), name="upload_part_is_stored_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)), name="an_upload_part_is_not_empty"
                    ),
                ],
            },
        ),
    ]
