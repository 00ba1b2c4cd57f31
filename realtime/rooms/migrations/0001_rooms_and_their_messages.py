import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("rooms", "0001_conversations_of_working_groups"),
        ("rooms", "0002_messages_hold_files_and_cards"),
        ("rooms", "0003_others_remove_only_by_a_decision"),
        ("rooms", "0004_shutting_out_is_a_decision"),
        ("rooms", "0005_answers_are_found_by_what_they_answer"),
    ]

    initial = True

    dependencies = [
        ("moderation", "0001_reports_become_cases_and_decisions"),
        ("people", "0001_people_and_where_they_belong"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("uploads", "0001_files_come_in_pieces_and_say_something"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq", models.PositiveIntegerField()),
                ("rev", models.PositiveIntegerField()),
                ("key", models.UUIDField()),
                ("reply_to", models.PositiveIntegerField(blank=True, null=True)),
                ("source", models.TextField()),
                ("html", models.TextField()),
                ("excerpt", models.CharField(blank=True, max_length=300)),
                ("folded", models.TextField(blank=True, editable=False)),
                ("renderer", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("edit_count", models.PositiveSmallIntegerField(default=0)),
                ("has_cards", models.BooleanField(default=False)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Nachricht",
                "verbose_name_plural": "Nachrichten",
                "indexes": [models.Index(fields=["renderer"], name="message_by_renderer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rev__gte", models.F("seq"))),
                        name="message_rev_is_not_before_its_birth",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply_to__isnull", True), ("reply_to__lt", models.F("seq")), _connector="OR"
                        ),
                        name="message_answers_an_earlier_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("open", "offener Raum"),
                            ("closed", "Raum einer Arbeitsgruppe"),
                            ("direct", "Gespräch zu zweit"),
                        ],
                        max_length=10,
                    ),
                ),
                ("slug", models.SlugField(blank=True, max_length=60)),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="Name")),
                ("purpose", models.CharField(blank=True, max_length=300, verbose_name="Worum es geht")),
                (
                    "history",
                    models.CharField(
                        choices=[
                            ("all", "Neue sehen alles, was geschrieben wurde"),
                            ("joining", "Neue sehen, was ab ihrem Beitritt geschrieben wird"),
                        ],
                        default="all",
                        max_length=10,
                        verbose_name="Verlauf für Neue",
                    ),
                ),
                (
                    "retention_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Aufbewahrung"),
                ),
                ("slow_seconds", models.PositiveSmallIntegerField(default=0, verbose_name="Langsam-Modus")),
                (
                    "meeting_url",
                    models.CharField(blank=True, max_length=500, verbose_name="Adresse für Videotreffen"),
                ),
                ("head", models.PositiveIntegerField(default=0)),
                ("active_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("is_archived", models.BooleanField(default=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rooms",
                        to="people.workinggroup",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Raum",
                "verbose_name_plural": "Räume",
                "indexes": [models.Index(fields=["kind", "-active_at"], name="room_by_activity")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("group__isnull", True),
                                ("kind", "direct"),
                                ("name", ""),
                                ("slug", ""),
                                ("first__isnull", False),
                                ("first__lt", models.F("second")),
                                ("second__isnull", False),
                            ),
                            models.Q(
                                ("first__isnull", True),
                                ("group__isnull", False),
                                ("kind", "closed"),
                                ("second__isnull", True),
                            ),
                            models.Q(("first__isnull", True), ("kind", "open"), ("second__isnull", True)),
                            _connector="OR",
                        ),
                        name="room_kind_says_to_whom_it_belongs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "direct"),
                            models.Q(
                                models.Q(("name", ""), _negated=True), models.Q(("slug", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="room_for_many_has_a_name",
                    ),
                    models.UniqueConstraint(fields=("first", "second"), name="direct_room_is_one_per_pair"),
                    models.UniqueConstraint(
                        condition=models.Q(("slug", ""), _negated=True),
                        fields=("slug",),
                        name="room_slug_is_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retention_days__isnull", True),
                            ("retention_days__in", (30, 90, 365)),
                            _connector="OR",
                        ),
                        name="room_retention_is_one_of_those_offered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("pinned_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pin", to="rooms.message"
                    ),
                ),
                (
                    "pinned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pins", to="rooms.room"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("room", "place"), name="pin_has_a_place_of_its_own"),
                    models.CheckConstraint(
                        condition=models.Q(("place__gte", 1), ("place__lte", 5)),
                        name="a_room_has_five_pins_at_most",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("from_seq", models.PositiveIntegerField(default=0)),
                ("read_seq", models.PositiveIntegerField(default=0)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("all", "Alles"),
                            ("mentions", "Wenn ich erwähnt werde"),
                            ("nothing", "Nichts"),
                        ],
                        default="mentions",
                        max_length=10,
                        verbose_name="Benachrichtigen über",
                    ),
                ),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="Zugang bis")),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="rooms.room",
                    ),
                ),
            ],
            options={
                "verbose_name": "Teilnahme",
                "indexes": [models.Index(fields=["member", "room"], name="participation_by_member")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True)),
                        fields=("room", "member"),
                        name="participation_is_current_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("invited_by__isnull", False), _connector="OR"
                        ),
                        name="only_guests_come_for_a_time",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="message",
            name="room",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="rooms.room"
            ),
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("excluded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(max_length=500)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.decision",
                    ),
                ),
                (
                    "excluded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exclusions",
                        to="rooms.room",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("room", "member"), name="exclusion_is_stated_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="excluding_someone_needs_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Archival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("archived_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(max_length=500)),
                (
                    "archived_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "room",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="archival", to="rooms.room"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="archiving_a_room_needs_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageAttachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="rooms.message",
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="uploads.upload"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("message", "position"), name="files_of_a_message_stand_one_behind_the_other"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageMention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentioned_in_messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="rooms.message",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("message", "member"), name="message_mention_is_made_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageRemoval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("removed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_moderation", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.decision",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="removal",
                        to="rooms.message",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_moderation", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="the_words_of_others_are_removed_only_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_moderation", False), ("decision__isnull", True)),
                            models.Q(("by_moderation", True), ("decision__isnull", False)),
                            _connector="OR",
                        ),
                        name="the_words_of_others_are_removed_only_by_a_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("source", models.TextField()),
                ("edited_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "edited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="rooms.message",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("message", "number"), name="message_revision_is_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("danke", "Danke"),
                            ("hilfreich", "Hilfreich"),
                            ("machen-wir-auch", "Machen wir auch"),
                            ("moechten-wir-auch", "Möchten wir auch"),
                        ],
                        max_length=20,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions",
                        to="rooms.message",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("message", "member", "kind"), name="reaction_is_made_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["danke", "hilfreich", "machen-wir-auch", "moechten-wir-auch"])
                        ),
                        name="reaction_is_one_of_those_offered",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["room", "created_at"], name="message_by_time"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["author", "room", "-seq"], name="message_by_author"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("reply_to__isnull", False)),
                fields=["room", "reply_to"],
                name="message_by_what_it_answers",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("room", "seq"), name="message_seq_is_unique_in_room"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(fields=("room", "rev"), name="message_rev_is_unique_in_room"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("room", "author", "key"), name="message_key_is_unique_per_author_and_room"
            ),
        ),
    ]
