"""Tags: words under which threads are found. The office's vocabulary, and what members propose beside it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.threads.models import Thread

MOST_TAGS = 5


TAG_LIMIT = 40


class TagQuerySet(models.QuerySet["Tag"]):
    def visible_to(self, viewer: Any) -> TagQuerySet:
        """The vocabulary for everyone; a proposed word only where the viewer may read a thread that carries it."""
        carried = ThreadTag.objects.filter(tag=OuterRef("pk"), thread__in=Thread.objects.visible_to(viewer))
        return self.in_use().filter(Q(in_vocabulary=True) | Exists(carried))

    def in_use(self) -> TagQuerySet:
        """Main words that are still offered: no synonyms, nothing that was put away."""
        return self.filter(main__isnull=True, retired_at__isnull=True)

    def vocabulary(self) -> TagQuerySet:
        return self.in_use().filter(in_vocabulary=True)

    def proposals(self) -> TagQuerySet:
        """What members wrote and nobody has confirmed yet, the oldest first."""
        return self.in_use().filter(in_vocabulary=False).order_by("created_at", "pk")

    def with_threads(self, viewer: Any) -> TagQuerySet:
        """Annotates `threads_shown`: how many threads with it the viewer may read."""
        shown = Q(thread__in=Thread.objects.visible_to(viewer))
        return self.annotate(threads_shown=Count("thread", filter=shown))


class Tag(models.Model):
    """One word. With `main` it is a synonym: whoever means it gets the main word.

    What the office did to it stands in the journal and the record, with who and why.
    """

    name = models.CharField(_("Stichwort"), max_length=TAG_LIMIT)
    slug = models.SlugField(max_length=70, unique=True)
    folded = models.CharField(max_length=TAG_LIMIT * 2, unique=True, editable=False)
    in_vocabulary = models.BooleanField(default=False)
    main = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="synonyms")
    retired_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("Stichwort")
        verbose_name_plural = _("Stichwörter")
        ordering = ["folded", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(main__isnull=True) | ~Q(main=F("id")), name="a_tag_is_no_synonym_of_itself"
            ),
            models.CheckConstraint(
                condition=Q(main__isnull=True) | Q(in_vocabulary=False),
                name="the_vocabulary_has_no_synonyms",
            ),
            models.CheckConstraint(condition=~Q(folded=""), name="a_tag_says_something"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/stichworte/{self.slug}/"

    @property
    def scope(self) -> str:
        """What the search narrows by."""
        return f"tag{self.pk}"


class ThreadTag(models.Model):
    """A thread carries a tag."""

    thread = models.ForeignKey("forum.Thread", on_delete=models.CASCADE, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "tag"], name="a_thread_carries_a_tag_once")]

    def __str__(self) -> str:
        return f"{self.thread_id} # {self.tag_id}"


def shown_tags() -> models.Prefetch:
    """For lists of threads: their tags that are in use, as `shown_tags`."""
    return models.Prefetch("tags", Tag.objects.in_use(), to_attr="shown_tags")
