"""What can be found, the words it is made of, and what people did with the search.

`Document` is written in the transaction of the change it follows. The database keeps the index over it by itself:
a generated `vector` column on PostgreSQL, triggers into the FTS5 table `search_entry` on SQLite (see the migration).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Document(models.Model):
    """One thing that can be found: its terms (see `words`), never its text. `scope` are terms to narrow by."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    family = models.CharField(max_length=40, help_text="what belongs together in a list, such as thread:12")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    at = models.DateTimeField()
    answers = models.BooleanField(default=False, help_text="a question with its answer, or that answer")
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)
    context = models.TextField(blank=True, help_text="terms of what it stands in, such as its thread's title")
    scope = models.CharField(max_length=200)
    version = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="thing_has_one_search_document")
        ]
        indexes = [models.Index(fields=["kind", "id"], name="search_newest_of_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


def kind_scope(kind: str) -> str:
    """The scope term that all documents of a kind have."""
    return f"kind{kind.replace('_', '')}"


class Entry(models.Model):
    """SQLite's full-text table over the documents. PostgreSQL has none."""

    document = models.OneToOneField(
        Document, primary_key=True, db_column="rowid", on_delete=models.DO_NOTHING, related_name="entry"
    )

    class Meta:
        managed = False
        db_table = "search_entry"

    def __str__(self) -> str:
        return str(self.pk)


class Word(models.Model):
    """A word that stands in some document, folded, with its term: for compounds, prefixes and slips of the finger."""

    folded = models.CharField(max_length=80)
    term = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["folded", "term"], name="search_word_is_learnt_once")]
        indexes = [models.Index(fields=["term"], name="search_word_by_term")]

    def __str__(self) -> str:
        return self.folded


class FruitlessSearch(models.Model):
    """Words that found nothing, and how often. Who searched is not stored."""

    words = models.CharField(max_length=80, unique=True)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["-times", "-last_at"], name="fruitless_by_times")]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="fruitless_search_has_words")]

    def __str__(self) -> str:
        return self.words


class Help(models.Model):
    """A member was about to ask and said that this thing helps instead."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "member"], name="help_is_said_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.kind} {self.object_id}"
