import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("notices", "0001_people_are_told_what_matters"), ("notices", "0002_devices_are_told_too")]

    initial = True

    dependencies = [
        ("mail", "0001_mails_are_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IncomingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("message_id", models.CharField(max_length=200, unique=True)),
                ("subject", models.CharField(blank=True, max_length=20)),
                ("subject_key", models.PositiveBigIntegerField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("posted", "eingestellt"),
                            ("refused", "höflich abgelehnt"),
                            ("ignored", "nicht beachtet"),
                            ("bounce", "Rückläufer"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("came_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-came_at"], name="incoming_mail_by_time")],
            },
        ),
        migrations.CreateModel(
            name="MailWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by_mail",
                    models.BooleanField(default=True, verbose_name="Hinweise auch per Mail schicken"),
                ),
                ("monday", models.BooleanField(default=True, verbose_name="Montagspost schicken")),
                ("quiet_from", models.PositiveSmallIntegerField(default=18, verbose_name="Ruhe ab")),
                ("quiet_until", models.PositiveSmallIntegerField(default=7, verbose_name="Ruhe bis")),
                ("weekends", models.BooleanField(default=False, verbose_name="Auch am Wochenende schicken")),
                (
                    "closed_words",
                    models.BooleanField(
                        default=True, verbose_name="Auch aus geschlossenen Räumen den Wortlaut mitschicken"
                    ),
                ),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_wish",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quiet_from__lte", 24),
                            ("quiet_until__lt", models.F("quiet_from")),
                            ("quiet_until__lte", 23),
                        ),
                        name="a_day_has_hours_for_mail",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MondayPin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=20)),
                ("place_key", models.PositiveBigIntegerField()),
                ("subject", models.CharField(max_length=20)),
                ("subject_key", models.PositiveBigIntegerField()),
                ("pinned_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "pinned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "place_key"), name="one_thing_is_pinned_to_a_letter"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=20)),
                ("subject_key", models.PositiveBigIntegerField()),
                ("thing", models.PositiveBigIntegerField(default=0)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("mail_due_at", models.DateTimeField(blank=True, null=True)),
                ("push_due_at", models.DateTimeField(blank=True, null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notices",
                        to="mail.outgoingmail",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Hinweis",
                "verbose_name_plural": "Hinweise",
                "indexes": [
                    models.Index(fields=["member", "-id"], name="notice_by_member"),
                    models.Index(
                        condition=models.Q(("mail_due_at__isnull", False), ("read_at__isnull", True)),
                        fields=["mail_due_at", "id"],
                        name="notice_to_be_mailed",
                    ),
                    models.Index(
                        condition=models.Q(("push_due_at__isnull", False), ("read_at__isnull", True)),
                        fields=["push_due_at", "id"],
                        name="notice_to_be_pushed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=("member", "kind", "subject_key"),
                        name="a_thing_is_told_once_until_it_is_read",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=20)),
                ("key", models.PositiveBigIntegerField()),
                (
                    "level",
                    models.CharField(
                        choices=[("all", "Alles"), ("important", "Wichtiges"), ("nothing", "Nichts")],
                        max_length=10,
                    ),
                ),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["place", "key", "level"], name="watch_by_place")],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "place", "key"), name="a_level_is_chosen_once"),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["all", "important", "nothing"])),
                        name="a_level_is_one_of_three",
                    ),
                ],
            },
        ),
    ]
