import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("forum", "0001_threads_and_posts"),
        ("forum", "0002_threads_can_carry_a_poll"),
        ("forum", "0003_posts_can_hold_files"),
        ("forum", "0004_threads_are_cared_for"),
        ("forum", "0005_erasing_takes_two_people"),
        ("forum", "0006_polls_close_by_themselves"),
        ("forum", "0007_the_office_removes_only_by_a_decision"),
        ("forum", "0008_posts_can_be_kept"),
        ("forum", "0009_posts_can_be_reacted_to"),
        ("forum", "0010_locking_a_post_is_a_decision"),
        ("forum", "0011_members_are_asked_for_answers"),
        ("forum", "0012_words_can_wait_for_the_office"),
        ("forum", "0013_threads_carry_tags_and_feeds_have_keys"),
        ("forum", "0014_threads_have_summaries_consent_and_posts_for_later"),
        ("forum", "0015_no_thread_hides_behind_an_address"),
        ("forum", "0016_threads_are_shown_in_further_fields"),
        ("forum", "0017_tags_wait_with_the_words"),
        ("forum", "0018_lists_do_not_start_from_not_merged"),
        ("forum", "0019_members_ask_through_the_office"),
        ("forum", "0020_members_find_a_date"),
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
            name="ActionField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=120, verbose_name="Name")),
                ("summary", models.CharField(max_length=200, verbose_name="Worum es geht")),
                ("description", models.TextField(blank=True, verbose_name="Beschreibung")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="Reihenfolge")),
                ("is_public", models.BooleanField(default=False, verbose_name="öffentlich sichtbar")),
                ("hue", models.PositiveSmallIntegerField(default=0)),
                ("thread_count", models.PositiveIntegerField(default=0)),
                ("post_count", models.PositiveIntegerField(default=0)),
                ("open_count", models.PositiveIntegerField(default=0)),
                ("active_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "Handlungsfeld",
                "verbose_name_plural": "Handlungsfelder",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="FeedKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="Wofür")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("used_on", models.DateField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feed_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FirstPosts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("chosen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "chosen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("reply_to", models.PositiveIntegerField(null=True)),
                ("kind", models.CharField(blank=True, max_length=10)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("source", models.TextField()),
                ("poll", models.JSONField(null=True)),
                ("tags", models.JSONField(default=list, help_text="words, as they were written")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("first", "einer der ersten Beiträge"),
                            ("watched", "enthält ein Wort, das vorgelegt wird"),
                        ],
                        max_length=10,
                    ),
                ),
                ("found", models.CharField(blank=True, max_length=80)),
                ("held_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wartet auf Freigabe"),
                            ("released", "freigegeben"),
                            ("returned", "zurückgegeben"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="forum.actionfield"
                    ),
                ),
            ],
            options={
                "verbose_name": "Wartender Beitrag",
                "verbose_name_plural": "Wartende Beiträge",
                "ordering": ["held_at", "pk"],
                "indexes": [models.Index(fields=["state", "held_at"], name="hold_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("author", "key"), name="hold_key_is_unique_per_author"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="a_hold_ends_when_somebody_decides",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            ("decision__isnull", False),
                            _connector="OR",
                        ),
                        name="words_are_given_back_only_by_a_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="uploads.upload"
                    ),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="forum.hold"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Poll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=200, verbose_name="Frage")),
                (
                    "kind",
                    models.CharField(
                        choices=[("choice", "Umfrage"), ("consent", "Konsent"), ("dates", "Terminfindung")],
                        default="choice",
                        max_length=8,
                    ),
                ),
                ("fewest_ballots", models.PositiveSmallIntegerField(null=True)),
                ("least_agreement", models.PositiveSmallIntegerField(null=True)),
                ("most_objection", models.PositiveSmallIntegerField(null=True)),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="Ort")),
                ("is_multiple", models.BooleanField(default=False, verbose_name="mehrere Antworten möglich")),
                (
                    "per_municipality",
                    models.BooleanField(default=False, verbose_name="eine Stimme je Kommune"),
                ),
                ("closes_at", models.DateTimeField(null=True, verbose_name="offen bis")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Umfrage",
                "verbose_name_plural": "Umfragen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("question", ""), _negated=True), name="poll_asks_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("fewest_ballots__isnull", True),
                                ("kind", "choice"),
                                ("least_agreement__isnull", True),
                                ("most_objection__isnull", True),
                            ),
                            models.Q(
                                ("fewest_ballots__gte", 1),
                                ("fewest_ballots__isnull", False),
                                ("is_multiple", False),
                                ("kind", "consent"),
                                ("least_agreement__isnull", False),
                                ("least_agreement__range", (1, 100)),
                                ("most_objection__isnull", False),
                                ("most_objection__range", (0, 99)),
                            ),
                            models.Q(
                                ("fewest_ballots__isnull", True),
                                ("is_multiple", False),
                                ("kind", "dates"),
                                ("least_agreement__isnull", True),
                                ("most_objection__isnull", True),
                                ("per_municipality", False),
                            ),
                            _connector="OR",
                        ),
                        name="only_a_consent_has_rules",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place", ""), ("kind", "dates"), _connector="OR"),
                        name="only_a_search_for_a_date_has_a_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cast_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(blank=True, max_length=300)),
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
                    "municipality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.municipality",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ballots", to="forum.poll"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("poll", "member"), name="ballot_is_one_per_member"),
                    models.UniqueConstraint(
                        fields=("poll", "municipality"), name="ballot_is_one_per_municipality"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PollClosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "poll",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="closure", to="forum.poll"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PollOption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(blank=True, max_length=120)),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="options", to="forum.poll"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("poll", "position"), name="poll_options_stand_in_order"),
                    models.UniqueConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        fields=("poll", "text"),
                        name="poll_option_is_offered_once",
                    ),
                    models.UniqueConstraint(fields=("poll", "starts_at"), name="poll_date_is_offered_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("text", ""), _negated=True),
                                ("ends_at__isnull", True),
                                ("starts_at__isnull", True),
                            ),
                            models.Q(
                                models.Q(
                                    ("ends_at__isnull", True),
                                    ("ends_at__gt", models.F("starts_at")),
                                    _connector="OR",
                                ),
                                ("starts_at__isnull", False),
                                ("text", ""),
                            ),
                            _connector="OR",
                        ),
                        name="an_option_is_words_or_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 1), ("position__lte", 10)),
                        name="poll_has_ten_options_at_most",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FixedDate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("fixed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "fixed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "poll",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fixed_date",
                        to="forum.poll",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forum.polloption"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="a_fixed_date_has_a_version"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PollOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("stated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "poll",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="outcome", to="forum.poll"
                    ),
                ),
                (
                    "stated_by",
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
                        condition=models.Q(("text", ""), _negated=True), name="an_outcome_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("rev", models.PositiveIntegerField()),
                ("key", models.UUIDField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("placed_at", models.DateTimeField(null=True)),
                ("branch", models.PositiveIntegerField(default=0)),
                ("place_in_branch", models.PositiveIntegerField(default=0)),
                ("path", models.CharField(blank=True, max_length=240)),
                ("reply_count", models.PositiveIntegerField(default=0)),
                (
                    "branch_size",
                    models.PositiveIntegerField(
                        default=0, help_text="posts in the branch, kept at its first post"
                    ),
                ),
                ("source", models.TextField()),
                ("html", models.TextField()),
                ("excerpt", models.CharField(blank=True, max_length=300)),
                ("renderer", models.PositiveSmallIntegerField(default=0)),
                ("edited_at", models.DateTimeField(null=True)),
                ("edit_count", models.PositiveSmallIntegerField(default=0)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="forum.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "Beitrag",
                "verbose_name_plural": "Beiträge",
                "indexes": [
                    models.Index(fields=["author", "-created_at"], name="post_by_author"),
                    models.Index(fields=["-created_at"], name="post_by_time"),
                    models.Index(fields=["renderer"], name="post_by_renderer"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("author", "key"), name="post_key_is_unique_per_author"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("branch", 0), ("number", 1), ("path", "")),
                            models.Q(("branch__gt", 0), ("number__gt", 1), ("path__gt", "")),
                            _connector="OR",
                        ),
                        name="only_the_opening_post_stands_outside_the_branches",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rev__gte", models.F("number"))),
                        name="post_rev_is_not_before_its_birth",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="poll",
            name="opening",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="poll", to="forum.post"
            ),
        ),
        migrations.CreateModel(
            name="Mention",
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
                        related_name="mentioned_in",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="forum.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("post", "member"), name="mention_is_made_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="hold",
            name="post",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="hold", to="forum.post"
            ),
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(max_length=500)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="erasure", to="forum.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="erasing_a_post_needs_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_erasure_is_confirmed_by_someone_at_some_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="erasing_a_post_takes_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="Notiz")),
                ("due_on", models.DateField(null=True, verbose_name="Wiedervorlage am")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookmarks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bookmarks", to="forum.post"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_on__isnull", False)),
                        fields=["member", "due_on"],
                        name="bookmark_by_due_day",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "post"), name="a_post_is_kept_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Ask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("title", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(blank=True)),
                (
                    "discloses",
                    models.CharField(
                        choices=[
                            ("nothing", "nichts"),
                            ("size", "die Größenklasse"),
                            ("state", "die Größenklasse und das Land"),
                        ],
                        default="nothing",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wartet auf die Geschäftsstelle"),
                            ("proposed", "neuer Wortlaut vorgeschlagen"),
                            ("agreed", "Wortlaut vereinbart"),
                            ("published", "veröffentlicht"),
                            ("refused", "abgelehnt"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("moved_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("proposed_title", models.CharField(blank=True, max_length=200)),
                ("proposed_text", models.TextField(blank=True)),
                ("remark", models.TextField(blank=True)),
                ("post_key", models.UUIDField(default=uuid.uuid4)),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="forum.actionfield"
                    ),
                ),
                (
                    "voice",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ask_behind",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opening",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="forum.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "Vertrauliche Frage",
                "verbose_name_plural": "Vertrauliche Fragen",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["state", "moved_at"], name="ask_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("asker", "key"), name="ask_key_is_unique_per_asker"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), ("voice__isnull", False)),
                            models.Q(
                                models.Q(("state", "published"), _negated=True), ("voice__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="an_ask_has_a_voice_once_it_is_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("remark", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="refusing_an_ask_needs_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "proposed"), _negated=True),
                            models.Q(("proposed_text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_proposal_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostAttachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="forum.post",
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="uploads.upload"
                    ),
                ),
                (
                    "withheld_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("post", "position"), name="attachments_stand_one_behind_the_other"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PostLock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("locked_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "locked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lock", to="forum.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="locking_a_post_needs_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PostQuote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edit_count", models.PositiveSmallIntegerField(default=0)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quotes", to="forum.post"
                    ),
                ),
                (
                    "quoted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quoted_in", to="forum.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("post", "quoted"), name="quote_is_recorded_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PostRevision",
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
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="Grund der Änderung")),
                (
                    "edited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="forum.post"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("post", "number"), name="post_revision_is_unique")
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
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reactions", to="forum.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("post", "member", "kind"), name="reaction_to_a_post_is_made_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["danke", "hilfreich", "machen-wir-auch", "moechten-wir-auch"])
                        ),
                        name="reaction_to_a_post_is_one_of_those_offered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("removed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_office", models.BooleanField(default=False)),
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
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="removal", to="forum.post"
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
                            ("by_office", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="the_office_removes_only_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by_office", False), ("decision__isnull", True)),
                            models.Q(("by_office", True), ("decision__isnull", False)),
                            _connector="OR",
                        ),
                        name="the_office_removes_only_by_a_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Summary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("source", models.TextField()),
                ("html", models.TextField()),
                ("renderer", models.PositiveSmallIntegerField(default=0)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "withheld_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.decision",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Zusammenfassung",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="a_summary_has_a_first_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="a_summary_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SummaryVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("source", models.TextField()),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="Grund der Änderung")),
                (
                    "summary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="forum.summary",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("summary", "number"), name="summary_version_is_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="Stichwort")),
                ("slug", models.SlugField(max_length=70, unique=True)),
                ("folded", models.CharField(editable=False, max_length=80, unique=True)),
                ("in_vocabulary", models.BooleanField(default=False)),
                ("retired_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "main",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="synonyms",
                        to="forum.tag",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Stichwort",
                "verbose_name_plural": "Stichwörter",
                "ordering": ["folded", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("main__isnull", True),
                            models.Q(("main", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_tag_is_no_synonym_of_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("main__isnull", True), ("in_vocabulary", False), _connector="OR"),
                        name="the_vocabulary_has_no_synonyms",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("folded", ""), _negated=True), name="a_tag_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thread",
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
                        choices=[("question", "Frage"), ("discussion", "Diskussion")],
                        default="question",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Titel")),
                ("slug", models.CharField(max_length=80)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("head", models.PositiveIntegerField(default=0)),
                ("last_number", models.PositiveIntegerField(default=0)),
                ("last_branch", models.PositiveIntegerField(default=0)),
                ("reply_count", models.PositiveIntegerField(default=0)),
                ("active_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("is_answered", models.BooleanField(default=False)),
                ("is_summarised", models.BooleanField(default=False)),
                ("is_closed", models.BooleanField(default=False)),
                ("pinned_until", models.DateTimeField(null=True)),
                ("slow_minutes", models.PositiveSmallIntegerField(default=0)),
                (
                    "in_field_since",
                    models.DateTimeField(help_text="when it came from another field", null=True),
                ),
                ("event_count", models.PositiveIntegerField(default=0)),
                ("trace_count", models.PositiveIntegerField(default=0)),
                ("crossposting_count", models.PositiveSmallIntegerField(default=0)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="forum.actionfield",
                    ),
                ),
                (
                    "latest_author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="forum.thread",
                    ),
                ),
            ],
            options={
                "verbose_name": "Thema",
                "verbose_name_plural": "Themen",
                "indexes": [
                    models.Index(fields=["field", "-active_at", "-id"], name="thread_by_field_activity"),
                    models.Index(fields=["-active_at", "-id"], name="thread_by_activity"),
                    models.Index(fields=["author", "-active_at"], name="thread_by_author"),
                    models.Index(
                        condition=models.Q(
                            ("is_answered", False), ("is_closed", False), ("kind", "question")
                        ),
                        fields=["field", "-active_at"],
                        name="thread_open_question",
                    ),
                    models.Index(
                        condition=models.Q(("pinned_until__isnull", False)),
                        fields=["field", "-pinned_until"],
                        name="thread_pinned_in_field",
                    ),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="thread_merged",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("head__gte", models.F("last_number"))),
                        name="thread_head_counts_every_post",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_thread_does_not_go_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("crossposting_count__lte", 2)),
                        name="a_thread_is_shown_in_few_further_fields",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="summary",
            name="thread",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="summary", to="forum.thread"
            ),
        ),
        migrations.CreateModel(
            name="StaffNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("text", models.CharField(max_length=2000)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff_notes",
                        to="forum.thread",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="a_staff_note_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScheduledPost",
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
                        choices=[("question", "Frage"), ("discussion", "Diskussion")],
                        default="discussion",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField()),
                ("due_at", models.DateTimeField(verbose_name="Zeitpunkt")),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("failed_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=500)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scheduled",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.actionfield",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scheduled",
                        to="forum.thread",
                    ),
                ),
            ],
            options={
                "verbose_name": "geplanter Beitrag",
                "indexes": [
                    models.Index(
                        condition=models.Q(("failed_at__isnull", True)),
                        fields=["due_at"],
                        name="scheduled_post_by_time",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("author", "key"), name="scheduled_key_is_unique_per_author"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("field__isnull", True), ("thread__isnull", False), ("title", "")),
                            models.Q(
                                ("field__isnull", False),
                                ("thread__isnull", True),
                                models.Q(("title", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_scheduled_post_knows_its_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("failed_at__isnull", True), ("failure", "")),
                            models.Q(("failed_at__isnull", False), models.Q(("failure", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_scheduled_post_fails_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0)),
                ("read_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forum.thread"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "thread"), name="read_mark_is_one_per_thread")
                ],
            },
        ),
        migrations.AddField(
            model_name="post",
            name="thread",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="forum.thread"
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="thread",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="holds",
                to="forum.thread",
            ),
        ),
        migrations.CreateModel(
            name="CrossPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crosspostings",
                        to="forum.actionfield",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crosspostings",
                        to="forum.thread",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("thread", "field"), name="a_thread_is_shown_once_in_a_further_field"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Continuation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="the post of the source that became the opening here"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="continuations",
                        to="forum.thread",
                    ),
                ),
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="continuation",
                        to="forum.thread",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(max_length=500)),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="closure", to="forum.thread"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="closing_a_thread_needs_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "asked_by",
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
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requests",
                        to="forum.thread",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-asked_at"], name="answer_request_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("thread", "member"), name="a_member_is_asked_once_about_a_question"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminder",
                        to="forum.thread",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("accepted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forum.post"
                    ),
                ),
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acceptance",
                        to="forum.thread",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ThreadEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("retitle", "umbenannt"),
                            ("move", "in ein anderes Handlungsfeld verschoben"),
                            ("recast", "umgewandelt"),
                            ("pin", "angeheftet"),
                            ("unpin", "nicht mehr angeheftet"),
                            ("slow", "verlangsamt"),
                            ("hurry", "nicht mehr verlangsamt"),
                            ("split", "geteilt"),
                            ("merge", "zusammengeführt"),
                            ("retag", "Stichwörter geändert"),
                            ("show", "auch gezeigt in"),
                            ("hide", "nicht mehr gezeigt in"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "former",
                    models.CharField(
                        blank=True, help_text="the former title, field, kind or tags", max_length=200
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.actionfield",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.thread",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="events", to="forum.thread"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="caring_for_a_thread_needs_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThreadTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forum.tag"
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="forum.thread"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("thread", "tag"), name="a_thread_carries_a_tag_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="thread",
            name="tags",
            field=models.ManyToManyField(through="forum.ThreadTag", to="forum.tag"),
        ),
        migrations.CreateModel(
            name="Trace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("rev", models.PositiveIntegerField()),
                ("is_quiet", models.BooleanField(default=False)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="traces", to="forum.post"
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="traces", to="forum.thread"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["thread", "rev"], name="trace_by_change")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("thread", "number"), name="trace_number_is_unique_in_thread"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "passt"), ("maybe", "zur Not"), ("no", "passt nicht")],
                        max_length=5,
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="forum.ballot"
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="forum.polloption",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ballot", "option"), name="vote_is_cast_once"),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["", "yes", "maybe", "no"])),
                        name="a_date_is_answered_in_three_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WatchedWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=80, verbose_name="Wort")),
                ("folded", models.CharField(max_length=100)),
                ("purpose", models.CharField(max_length=300)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dropped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["folded", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True)),
                        fields=("folded",),
                        name="a_word_is_watched_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("folded", ""), _negated=True), models.Q(("purpose", ""), _negated=True)
                        ),
                        name="a_watched_word_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=80)),
                ("title", models.CharField(blank=True, max_length=400)),
                ("text", models.TextField(blank=True)),
                ("reply_to", models.PositiveIntegerField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("device", models.CharField(blank=True, max_length=40)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Entwurf",
                "verbose_name_plural": "Entwürfe",
                "ordering": ["-saved_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "place"), name="draft_is_one_per_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_at", models.DateTimeField(null=True)),
                ("previous_at", models.DateTimeField(null=True)),
                (
                    "field",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="forum.actionfield",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "field"), name="field_reading_is_one_per_field"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("field__isnull", True)),
                        fields=("member",),
                        name="field_reading_is_one_in_general",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="Gliederung")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "field",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outline",
                        to="forum.actionfield",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="an_outline_says_something"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["thread", "branch", "path"], name="post_by_tree"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["thread", "rev"], name="post_by_change"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(
                fields=("thread", "number"), name="post_number_is_unique_in_thread"
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("thread__isnull", False), ("title", "")),
                    models.Q(("thread__isnull", True), models.Q(("title", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_hold_answers_or_begins_a_thread",
            ),
        ),
    ]
