"""Threads: one question or one subject, at home in one action field."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.text import slugify_de
from forum.crossposting.models import MOST_FURTHER_FIELDS, CrossPosting
from forum.posts.models import Post
from forum.reading.models import unread_expressions

STALE_AFTER = timedelta(days=365)


# Words that stand behind a thread's number in addresses of their own. A title that reads the same must not hide
# behind them; a test holds this list against the addresses.
RESERVED_SLUGS = {
    "akte",
    "anheften",
    "antworten",
    "beitraege",
    "gelesen",
    "konsent",
    "loesen",
    "notiz",
    "oeffnen",
    "schliessen",
    "spaeter",
    "stichworte",
    "teilen",
    "um-antwort-bitten",
    "umbenennen",
    "umfrage",
    "umwandeln",
    "ungelesen",
    "verlangsamen",
    "verschieben",
    "weitere-felder",
    "zusammenfassung",
    "zusammenfuehren",
}


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, viewer: Any) -> ThreadQuerySet:
        """Threads of public fields for everyone, all threads for admitted members; none that went into another."""
        unmerged = self.filter(merged_into__isnull=True)
        if getattr(viewer, "is_admitted", False):
            return unmerged
        return unmerged.filter(field__is_public=True)

    def in_field(self, field: Any) -> ThreadQuerySet:
        return self.filter(field=field, merged_into__isnull=True)

    def shown_in(self, field: Any) -> ThreadQuerySet:
        """Threads at home in `field` and those shown there too. Asks at once which these are: mostly none, and then
        an index still holds the rest in order."""
        further = list(CrossPosting.objects.filter(field=field).values_list("thread", flat=True))
        if not further:
            return self.in_field(field)
        return self.filter(Q(field=field) | Q(pk__in=further), merged_into__isnull=True)

    def pinned(self) -> ThreadQuerySet:
        """Those that stand on top of their field today, the one that stays longest first."""
        return self.filter(pinned_until__gt=timezone.now()).order_by("-pinned_until", "-id")

    def unanswered(self) -> ThreadQuerySet:
        """Questions nobody has replied to."""
        return self.filter(kind=Thread.Kind.QUESTION, reply_count=0, is_closed=False)

    def open_questions(self) -> ThreadQuerySet:
        """Questions without an accepted answer, replies or not."""
        return self.filter(kind=Thread.Kind.QUESTION, is_answered=False, is_closed=False)

    def answered(self) -> ThreadQuerySet:
        return self.filter(is_answered=True)

    def tagged(self, tag: Any) -> ThreadQuerySet:
        return self.filter(tags=tag)

    def summarised(self) -> ThreadQuerySet:
        """Those whose outcome somebody wrote down."""
        return self.filter(is_summarised=True)

    def started_by(self, member: Any) -> ThreadQuerySet:
        return self.filter(author=member)

    def with_unread(self, viewer: Any) -> ThreadQuerySet:
        """Annotates `unread`: how many posts are new to the viewer (0 for visitors)."""
        if not getattr(viewer, "is_admitted", False):
            return self.annotate(unread=models.Value(0))
        expressions = unread_expressions(viewer)
        threads = self
        for name, expression in expressions.items():
            threads = threads.annotate(**{name: expression})
        return threads

    def unread_by(self, viewer: Any) -> ThreadQuerySet:
        """Threads with at least one post the viewer has not seen."""
        return self.with_unread(viewer).filter(Q(("unread__gt", 0)))

    def newest_first(self) -> ThreadQuerySet:
        return self.order_by("-active_at", "-id")

    def with_excerpt(self) -> ThreadQuerySet:
        """Annotates `opening_excerpt`: how the thread begins."""
        opening = Post.objects.filter(thread=OuterRef("pk"), number=1, removal__isnull=True)
        return self.annotate(opening_excerpt=Subquery(opening.values("excerpt")[:1]))

    def with_card(self) -> ThreadQuerySet:
        """Loads what one line of a list needs in the same query."""
        return self.select_related(
            "field", "author", "author__municipality", "latest_author", "latest_author__municipality"
        )


class Thread(models.Model):
    class Kind(models.TextChoices):
        QUESTION = "question", _("Frage")
        DISCUSSION = "discussion", _("Diskussion")

    field = models.ForeignKey("forum.ActionField", on_delete=models.PROTECT, related_name="threads")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.QUESTION)
    title = models.CharField(_("Titel"), max_length=200)
    slug = models.CharField(max_length=80)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="threads")
    created_at = models.DateTimeField(default=timezone.now)

    # Raised under this row's lock: `head` with every durable change, `last_number` with every new post.
    head = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    last_branch = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    active_at = models.DateTimeField(default=timezone.now)
    latest_author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    # Kept equal to the rows that say who and why (`Acceptance`, `Summary`, `Closure`): lists filter by them.
    is_answered = models.BooleanField(default=False)
    is_summarised = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)
    # What the office set; who and why stands in the thread's events.
    pinned_until = models.DateTimeField(null=True)
    slow_minutes = models.PositiveSmallIntegerField(default=0)
    in_field_since = models.DateTimeField(null=True, help_text="when it came from another field")
    # All posts went there; the row stays, so that its address can say where they are.
    # Indexed below only where it is set: of nearly all threads "not merged" is true, and no list may start from that.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False
    )
    # So that the usual thread need not be asked for rows it does not have.
    event_count = models.PositiveIntegerField(default=0)
    trace_count = models.PositiveIntegerField(default=0)
    crossposting_count = models.PositiveSmallIntegerField(default=0)
    tags = models.ManyToManyField("forum.Tag", through="forum.ThreadTag")

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        indexes = [
            models.Index(fields=["field", "-active_at", "-id"], name="thread_by_field_activity"),
            models.Index(fields=["-active_at", "-id"], name="thread_by_activity"),
            models.Index(fields=["author", "-active_at"], name="thread_by_author"),
            models.Index(
                fields=["field", "-active_at"],
                condition=Q(kind="question", is_answered=False, is_closed=False),
                name="thread_open_question",
            ),
            models.Index(
                fields=["field", "-pinned_until"],
                condition=Q(pinned_until__isnull=False),
                name="thread_pinned_in_field",
            ),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="thread_merged"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(head__gte=F("last_number")), name="thread_head_counts_every_post"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="a_thread_does_not_go_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(crossposting_count__lte=MOST_FURTHER_FIELDS),
                name="a_thread_is_shown_in_few_further_fields",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/themen/{self.pk}/{self.slug}/"

    @property
    def stream(self) -> str:
        return f"thread:{self.pk}"

    @property
    def is_question(self) -> bool:
        return self.kind == self.Kind.QUESTION

    @property
    def is_pinned(self) -> bool:
        return self.pinned_until is not None and self.pinned_until > timezone.now()

    @property
    def is_stale(self) -> bool:
        """Nobody has written here for so long that a new thread may serve better."""
        return self.active_at < timezone.now() - STALE_AFTER

    @property
    def state(self) -> str:
        """The one word beside the title: ``closed``, ``answered``, ``open`` or nothing for a discussion."""
        if self.is_closed:
            return "closed"
        if self.is_answered:
            return "answered"
        return "open" if self.is_question else ""

    @staticmethod
    def slug_for(title: str) -> str:
        """The readable end of the thread's address, which no other address has: "Umfrage" becomes "thema-umfrage"."""
        slug = slugify_de(title)
        return f"thema-{slug}" if slug in RESERVED_SLUGS else slug


class Acceptance(models.Model):
    """This post answered the question; the asker or the office said so."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="acceptance")
    post = models.ForeignKey("forum.Post", on_delete=models.CASCADE, related_name="+")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.thread} ← {self.post_id}"


class Closure(models.Model):
    """No more replies, since when, by whom, and why."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="closure")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="closing_a_thread_needs_a_reason")
        ]

    def __str__(self) -> str:
        return self.reason
