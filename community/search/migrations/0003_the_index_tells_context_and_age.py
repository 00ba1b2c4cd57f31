"""On PostgreSQL, terms of the context and of the scope are marked, and there are terms for the age of a document.

The index used to know the first by their weight only, which stands in the row and not in the index.
"""

from django.db import migrations

PLAIN = "to_tsvector('simple', {})".format
# A term has no ß; see `community.search.words.plain`.
MARKED = r"to_tsvector('simple', regexp_replace({}, '(\S+)', '{}\1', 'g'))".format
AGED = "to_tsvector('simple', 'ßßß{span}' || kind || id / {span})".format
WEIGHED = "setweight(to_tsvector('simple', {}), '{}')".format
SPANS = (1_000, 30_000)  # of keys

INDEX = "CREATE INDEX search_document_by_vector ON search_document USING gin (vector)"
DROP = "ALTER TABLE search_document DROP COLUMN vector"  # and its index with it


def mark(apps, schema_editor):
    said = PLAIN("title"), PLAIN("body")
    _replace(
        schema_editor,
        *said,
        MARKED("context", "ß"),
        MARKED("scope", "ßß"),
        *(AGED(span=span) for span in SPANS),
    )


def weigh(apps, schema_editor):
    _replace(
        schema_editor,
        *(
            WEIGHED(name, weight)
            for name, weight in zip(("title", "body", "context", "scope"), "ABCD", strict=True)
        ),
    )


def _replace(schema_editor, *parts):
    if schema_editor.connection.vendor == "postgresql":
        column = "ADD COLUMN vector tsvector GENERATED ALWAYS AS ({}) STORED".format(" || ".join(parts))
        for statement in (DROP, f"ALTER TABLE search_document {column}", INDEX):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_the_newest_of_a_kind_are_found_first"),
    ]

    operations = [migrations.RunPython(mark, weigh)]
