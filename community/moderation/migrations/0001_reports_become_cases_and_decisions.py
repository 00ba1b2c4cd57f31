import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("moderation", "0001_reports_are_gathered_in_cases"),
        ("moderation", "0002_what_was_done_can_be_taken_back"),
        ("moderation", "0003_cases_end_in_decisions"),
        ("moderation", "0004_old_cases_are_forgotten"),
        ("moderation", "0005_ready_texts_say_what_they_are_for"),
        ("moderation", "0006_the_office_notes_what_is_due"),
        ("moderation", "0007_people_are_noted_for_a_time"),
        ("moderation", "0008_files_and_questions_belong_to_cases"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_people_and_where_they_belong"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("uploads", "0001_files_come_in_pieces_and_say_something"),
    ]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by_author", models.BooleanField()),
                ("text", models.TextField()),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "Die Entscheidung bleibt"),
                            ("granted", "Dem Widerspruch wird abgeholfen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reasons", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first_decider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Widerspruch",
                "verbose_name_plural": "Widersprüche",
                "ordering": ["received_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="an_appeal_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("first_decider")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_on_an_appeal_against_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("decided_by__isnull", True), ("outcome", "")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("reasons", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_answered_appeal_says_who_when_and_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("kind", models.CharField(blank=True, max_length=30)),
                ("thing_key", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("address", models.CharField(max_length=500)),
                ("scope", models.CharField(blank=True, max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "neu"), ("in_review", "in Prüfung"), ("settled", "entschieden")],
                        default="new",
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("is_legal", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField(null=True)),
                ("forgotten_at", models.DateTimeField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("watched_until", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "watched_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Vorgang",
                "verbose_name_plural": "Vorgänge",
                "indexes": [models.Index(fields=["state", "opened_at"], name="case_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "serial"), name="case_number_is_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("kind", ""), _negated=True),
                            models.Q(("state", "settled"), _negated=True),
                        ),
                        fields=("kind", "thing_key"),
                        name="a_thing_has_one_open_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_at__isnull", True), ("state", "settled"), _negated=True),
                        name="a_settled_case_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", ""), ("thing_key", "")),
                            models.Q(
                                models.Q(("kind", ""), _negated=True),
                                models.Q(("thing_key", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="case_names_its_thing_wholly",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="moderation.case",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_note_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("restricted", "eingeschränkt"),
                            ("stays", "bleibt stehen"),
                            ("void", "gegenstandslos"),
                            ("forwarded", "weitergeleitet"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("notice", "auf eine Meldung hin"),
                            ("own", "von uns aus"),
                            ("order", "auf Anordnung einer Behörde"),
                        ],
                        default="notice",
                        max_length=6,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("rules", "Netiquette"), ("law", "Gesetz")], default="rules", max_length=5
                    ),
                ),
                ("paragraph", models.PositiveSmallIntegerField(default=0)),
                ("law", models.CharField(blank=True, max_length=200)),
                (
                    "category",
                    models.CharField(default="STATEMENT_CATEGORY_OTHER_VIOLATION_TC", max_length=80),
                ),
                ("reasons", models.TextField()),
                ("note", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("taken_back_because", models.TextField(blank=True)),
                (
                    "appeal",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_after",
                        to="moderation.appeal",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="moderation.case",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rules",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.document",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Entscheidung",
                "ordering": ["decided_at", "pk"],
                "indexes": [models.Index(fields=["decided_at"], name="decision_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("appeal__isnull", True)),
                        fields=("case",),
                        name="a_case_is_decided_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reasons", ""), _negated=True), name="deciding_needs_reasons"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "law"), ("result", "restricted"), _negated=True),
                            models.Q(("law", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="who_restricts_by_law_names_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_back_at__isnull", True), ("taken_back_by__isnull", True)),
                            models.Q(
                                ("taken_back_at__isnull", False),
                                models.Q(("taken_back_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="taking_back_a_decision_needs_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="appeal",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="appeals", to="moderation.decision"
            ),
        ),
        migrations.CreateModel(
            name="Deed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=60)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("scope", models.CharField(blank=True, max_length=60)),
                ("title", models.CharField(max_length=300)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("memo", models.JSONField(default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="moderation.deed",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["scope", "-id"], name="deed_by_scope")],
            },
        ),
        migrations.CreateModel(
            name="DeedPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "deed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="moderation.deed",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["name", "deed"], name="deed_part_by_name")],
                "constraints": [
                    models.UniqueConstraint(fields=("deed", "name"), name="deed_touches_a_part_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Errand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Was ist zu tun?")),
                ("due_on", models.DateField(verbose_name="Bis wann?")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("prepared_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Vormerkung",
                "verbose_name_plural": "Vormerkungen",
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["due_on", "id"],
                        name="errand_undone_by_day",
                    ),
                    models.Index(
                        condition=models.Q(("done_at__isnull", False)),
                        fields=["done_at"],
                        name="errand_by_done",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="an_errand_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("prepared_at__isnull", True), ("prepared_by__isnull", True)),
                            models.Q(("prepared_at__isnull", False), ("prepared_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_errand_says_who_prepared_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_errand_says_who_did_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("snapshot", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("taken_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="moderation.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="moderation.evidence",
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="uploads.upload"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evidence", "upload"), name="a_file_is_kept_once_as_evidence"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("contact", "Absprache mit der Person"),
                            ("belonging", "Zugehörigkeit zur Kommune"),
                            ("moderation", "Moderation"),
                            ("event", "Veranstaltung oder Förderung"),
                        ],
                        max_length=12,
                        verbose_name="Zweck",
                    ),
                ),
                ("text", models.TextField(verbose_name="Notiz")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_on", models.DateField(verbose_name="Gelöscht am")),
                (
                    "author",
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
            ],
            options={
                "ordering": ["-written_at", "-pk"],
                "indexes": [models.Index(fields=["expires_on"], name="person_note_by_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            ("purpose__in", ["contact", "belonging", "moderation", "event"]),
                        ),
                        name="a_note_about_a_person_has_words_and_a_purpose",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadyText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("decision", "Entscheidung über eine Meldung"),
                            ("greeting", "Begrüßung neuer Mitglieder"),
                            ("refusal", "Ablehnung einer Anmeldung"),
                            ("return", "Zurückgeben eines Beitrags"),
                        ],
                        default="decision",
                        max_length=10,
                        verbose_name="Wofür",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="Titel")),
                ("ground", models.CharField(blank=True, max_length=20)),
                ("law", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(verbose_name="Text")),
                ("version", models.PositiveIntegerField(default=1)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="moderation.readytext",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Textvorlage",
                "verbose_name_plural": "Textvorlagen",
                "ordering": ["title", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="a_ready_text_has_words",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at__isnull", True)),
                        fields=("title",),
                        name="a_ready_text_is_in_use_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=30)),
                ("thing_key", models.CharField(blank=True, max_length=40)),
                ("address", models.CharField(max_length=500)),
                (
                    "door",
                    models.CharField(
                        choices=[("rules", "verstößt gegen die Netiquette"), ("law", "ist rechtswidrig")],
                        max_length=5,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("insult", "Beleidigung, Drohung oder Herabsetzung"),
                            ("off_topic", "gehört nicht zur Sache oder greift Personen an"),
                            ("private", "persönliche oder vertrauliche Angaben"),
                            ("foreign", "fremde Texte oder Bilder ohne Erlaubnis"),
                            ("advertising", "Werbung oder Wahlkampf"),
                            ("name", "falscher Name oder falsche Funktion"),
                            ("other", "etwas anderes"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("law", models.CharField(blank=True, max_length=200)),
                ("good_faith", models.BooleanField(default=False)),
                ("from_member", models.BooleanField(default=False)),
                ("language", models.CharField(default="de", max_length=5)),
                ("anonymised_at", models.DateTimeField(null=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("notify", models.BooleanField(default=True)),
                ("key", models.UUIDField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="moderation.case",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Meldung",
                "verbose_name_plural": "Meldungen",
                "ordering": ["created_at", "pk"],
                "indexes": [
                    models.Index(fields=["confirmed_at", "created_at"], name="report_by_confirmation")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reporter__isnull", False)),
                        fields=("reporter", "key"),
                        name="report_key_is_unique_per_member",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("reporter__isnull", True), models.Q(("email", ""), _negated=True)
                        ),
                        fields=("email", "key"),
                        name="report_key_is_unique_per_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), ("from_member", True), ("name", "")),
                            models.Q(
                                ("from_member", False),
                                ("reporter__isnull", True),
                                models.Q(
                                    models.Q(("email", ""), _negated=True),
                                    models.Q(("anonymised_at__isnull", False), ("email", ""), ("name", "")),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="a_report_comes_from_a_member_or_from_an_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("case__isnull", True), ("confirmed_at__isnull", False), _connector="OR"
                        ),
                        name="only_confirmed_reports_reach_the_office",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("door", "rules"), models.Q(("reason", ""), _negated=True)),
                            models.Q(
                                ("door", "law"),
                                ("good_faith", True),
                                ("reason", ""),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="each_door_asks_for_its_reasons",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("statement", "Begründung an die Verfasserin oder den Verfasser"),
                            ("outcome", "Ergebnis an die meldende Person"),
                            ("receipt", "Eingang des Widerspruchs"),
                            ("answer", "Antwort auf den Widerspruch"),
                            ("lifted", "Rücknahme"),
                        ],
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                ("subject", models.CharField(max_length=300)),
                ("body", models.TextField()),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="moderation.decision",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="moderation.report",
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="report",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="moderation.report",
            ),
        ),
        migrations.CreateModel(
            name="CaseMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_office", models.BooleanField()),
                ("text", models.TextField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="moderation.case",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="moderation.report",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="a_message_about_a_case_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_office", True), ("written_by__isnull", False)),
                            models.Q(("from_office", False), ("written_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="the_office_knows_who_wrote_for_it",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="appeal",
            name="report",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="appeals",
                to="moderation.report",
            ),
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("thing_key", models.CharField(max_length=40)),
                ("measure", models.CharField(max_length=30)),
                ("done", models.CharField(max_length=300)),
                ("visibility", models.CharField(blank=True, max_length=60)),
                ("before", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restrictions",
                        to="moderation.decision",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("kind", "thing_key", "measure"),
                        name="a_measure_is_in_force_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sanction",
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
                            ("hint", "Hinweis"),
                            ("warning", "Verwarnung"),
                            ("read_only", "Nur lesen"),
                            ("pause", "Pause"),
                            ("exclusion", "Ausschluss"),
                        ],
                        max_length=10,
                    ),
                ),
                ("scope", models.CharField(blank=True, max_length=60)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("starts_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(null=True)),
                ("struck_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sanctions",
                        to="moderation.decision",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sanctions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "struck_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Sanktion",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["member", "struck_at"], name="sanction_by_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="a_sanction_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["warning", "pause"]), ("until__isnull", True), _negated=True
                        ),
                        name="warnings_and_pauses_come_to_an_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope", ""), ("kind", "read_only"), _connector="OR"),
                        name="only_reading_has_a_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Undoing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("undone_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "deed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undoing",
                        to="moderation.deed",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", True), ("report__isnull", False)),
                    models.Q(("case__isnull", False), ("report__isnull", True)),
                    _connector="OR",
                ),
                name="evidence_belongs_to_a_report_or_to_a_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("by_author", True)), fields=("decision",), name="an_author_appeals_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("by_author", False)),
                fields=("decision", "report"),
                name="a_reporter_appeals_once",
            ),
        ),
    ]
