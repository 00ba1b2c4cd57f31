"""The tables, and the database's own index over them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# On PostgreSQL the terms of the context and of the scope are marked, and there are terms for the age of a document: its
# key in thousands and in thirty thousands (see `community.search.index.postgresql`). What is said holds no ß.
PLAIN = "to_tsvector('simple', {})".format
MARKED = r"to_tsvector('simple', regexp_replace({}, '(\S+)', '{}\1', 'g'))".format
AGED = "to_tsvector('simple', 'ßßß{span}' || kind || id / {span})".format
PARTS = (
    PLAIN("title"),
    PLAIN("body"),
    MARKED("context", "ß"),
    MARKED("scope", "ßß"),
    AGED(span=1_000),
    AGED(span=30_000),
)
POSTGRESQL = (
    f"ALTER TABLE search_document ADD COLUMN vector tsvector GENERATED ALWAYS AS ({' || '.join(PARTS)}) STORED",
    "CREATE INDEX search_document_by_vector ON search_document USING gin (vector)",
)
COLUMNS = "title, body, context, scope"
OLD = ", ".join(f"old.{name}" for name in COLUMNS.split(", "))
NEW = ", ".join(f"new.{name}" for name in COLUMNS.split(", "))
REMOVE = f"INSERT INTO search_entry(search_entry, rowid, {COLUMNS}) VALUES ('delete', old.id, {OLD});"
ENTER = f"INSERT INTO search_entry(rowid, {COLUMNS}) VALUES (new.id, {NEW});"
SQLITE = (
    f"""
    CREATE VIRTUAL TABLE search_entry USING fts5(
        {COLUMNS}, content='search_document', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
    )
    """,
    f"CREATE TRIGGER search_document_entered AFTER INSERT ON search_document BEGIN {ENTER} END",
    f"CREATE TRIGGER search_document_left AFTER DELETE ON search_document BEGIN {REMOVE} END",
    f"""
    CREATE TRIGGER search_document_changed AFTER UPDATE OF {COLUMNS} ON search_document
    BEGIN {REMOVE} {ENTER} END
    """,
)


def build_index(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def remove_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("entered", "left", "changed"):
            schema_editor.execute(f"DROP TRIGGER search_document_{name}")
        schema_editor.execute("DROP TABLE search_entry")


class Migration(migrations.Migration):
    replaces = [
        ("search", "0001_things_can_be_found"),
        ("search", "0002_the_newest_of_a_kind_are_found_first"),
        ("search", "0003_the_index_tells_context_and_age"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.BigIntegerField()),
                (
                    "family",
                    models.CharField(
                        help_text="what belongs together in a list, such as thread:12", max_length=40
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "answers",
                    models.BooleanField(
                        default=False, help_text="a question with its answer, or that answer"
                    ),
                ),
                ("title", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                (
                    "context",
                    models.TextField(
                        blank=True, help_text="terms of what it stands in, such as its thread's title"
                    ),
                ),
                ("scope", models.CharField(max_length=200)),
                ("version", models.PositiveSmallIntegerField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "id"], name="search_newest_of_kind")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "object_id"), name="thing_has_one_search_document"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "document",
                    models.OneToOneField(
                        db_column="rowid",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="entry",
                        serialize=False,
                        to="search.document",
                    ),
                ),
            ],
            options={
                "db_table": "search_entry",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="FruitlessSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=80, unique=True)),
                ("times", models.PositiveIntegerField(default=1)),
                ("first_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [models.Index(fields=["-times", "-last_at"], name="fruitless_by_times")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="fruitless_search_has_words"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Help",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.BigIntegerField()),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    models.UniqueConstraint(fields=("kind", "object_id", "member"), name="help_is_said_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("folded", models.CharField(max_length=80)),
                ("term", models.CharField(max_length=80)),
            ],
            options={
                "indexes": [models.Index(fields=["term"], name="search_word_by_term")],
                "constraints": [
                    models.UniqueConstraint(fields=("folded", "term"), name="search_word_is_learnt_once")
                ],
            },
        ),
        migrations.RunPython(build_index, remove_index),
    ]
