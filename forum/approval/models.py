"""Posts that wait for approval before they appear, with their files.

What waits is no post: it has no number, counts nowhere and is in no list of posts, so nothing can show it by
mistake."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.cases.models import moderated_scopes
from community.people import pseudonyms
from community.uploads.models import Upload


def own_authors(viewer: Any) -> list[int]:
    """The keys under which the viewer writes: their own, and those of their pseudonyms."""
    return [viewer.pk, *pseudonyms.keys_of(viewer)]


class PendingPostQuerySet(models.QuerySet["PendingPost"]):
    def visible_to(self, viewer: Any) -> PendingPostQuerySet:
        """One's own, and those of the fields one looks after."""
        if not getattr(viewer, "is_admitted", False):
            return self.none()
        if viewer.acts_for_office:
            return self.all()
        fields = [scope.removeprefix("field:") for scope in moderated_scopes(viewer) if ":" in scope]
        return self.filter(
            Q(author__in=own_authors(viewer)) | Q(field__in=[key for key in fields if key.isdigit()])
        )

    def of(self, viewer: Any) -> PendingPostQuerySet:
        """What the viewer wrote, under their name or a pseudonym."""
        return self.filter(author__in=own_authors(viewer))

    def of_others(self, viewer: Any) -> PendingPostQuerySet:
        """Those on which the viewer may decide, as far as it depends on who wrote them."""
        return self.exclude(author__in=own_authors(viewer))

    def waiting(self) -> PendingPostQuerySet:
        """Nobody has decided yet; the longest wait first."""
        return self.filter(state=PendingPost.State.WAITING).order_by("held_at", "pk")


class PendingPost(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("wartet auf Freigabe")
        RELEASED = "released", _("freigegeben")
        RETURNED = "returned", _("zurückgegeben")

    class Cause(models.TextChoices):
        FIRST = "first", _("einer der ersten Beiträge")
        WATCHED = "watched", _("enthält ein Wort, das vorgelegt wird")

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pending_posts"
    )
    key = models.UUIDField()
    field = models.ForeignKey("forum.ActionField", on_delete=models.PROTECT, related_name="+")
    # None: it would begin a thread.
    thread = models.ForeignKey(
        "forum.Thread", on_delete=models.CASCADE, null=True, related_name="pending_posts"
    )
    reply_to = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200, blank=True)
    source = models.TextField()
    poll = models.JSONField(null=True)
    tags = models.JSONField(default=list, help_text="words, as they were written")
    cause = models.CharField(max_length=10, choices=Cause)
    found = models.CharField(max_length=80, blank=True)
    held_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    post = models.OneToOneField(
        "forum.Post", on_delete=models.SET_NULL, null=True, related_name="pending_post"
    )
    # What was given back was given back by a decision, with its letter and the way to object.
    decision = models.ForeignKey("moderation.Decision", on_delete=models.PROTECT, null=True, related_name="+")

    objects = PendingPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wartender Beitrag")
        verbose_name_plural = _("Wartende Beiträge")
        ordering = ["held_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="hold_key_is_unique_per_author"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="a_hold_ends_when_somebody_decides",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(decision__isnull=False),
                name="words_are_given_back_only_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(thread__isnull=False, title="") | (Q(thread__isnull=True) & ~Q(title="")),
                name="a_hold_answers_or_begins_a_thread",
            ),
        ]
        indexes = [models.Index(fields=["state", "held_at"], name="hold_by_state")]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return f"/wartende-beitraege/{self.pk}/"

    @property
    def heading(self) -> str:
        """The title of the thread it would begin or stand in."""
        return self.thread.title if self.thread else self.title

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def place(self) -> str:
        """Where its draft is kept, as in `Draft.place`."""
        return f"thread:{self.thread_id}" if self.thread_id else f"new:{self.field.slug}"


class PendingFile(models.Model):
    """A file that waits with the words; it belongs to the post as soon as there is one."""

    pending_post = models.ForeignKey(PendingPost, on_delete=models.CASCADE, related_name="files")
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.pending_post_id}: {self.upload_id}"
