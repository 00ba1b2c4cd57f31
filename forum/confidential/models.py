"""Questions a member hands to the office, to be asked in nobody's name: "Eine Kommune fragt".

What stands in the thread belongs to a pseudonym (`community.people.pseudonyms`). This row is the only thing in the
house that leads from there to the person, and it goes as soon as nobody needs it any more.
"""

from __future__ import annotations

import secrets
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ConfidentialQuestionQuerySet(models.QuerySet["ConfidentialQuestion"]):
    def visible_to(self, viewer: Any) -> ConfidentialQuestionQuerySet:
        """One's own, and all of them for the office. Moderators of a field are not the office."""
        if not getattr(viewer, "is_admitted", False):
            return self.none()
        if viewer.acts_for_office:
            return self.all()
        return self.filter(asker=viewer)

    def waiting_for_office(self) -> ConfidentialQuestionQuerySet:
        """Those on which somebody in the office has to act; the longest wait first."""
        return self.filter(
            state__in=[ConfidentialQuestion.State.WAITING, ConfidentialQuestion.State.AGREED]
        ).order_by("moved_at", "pk")

    def with_page(self) -> ConfidentialQuestionQuerySet:
        return self.select_related(
            "asker__municipality",
            "asker__admission",
            "field",
            "pseudonym__municipality",
            "pseudonym__admission",
            "opening__thread__field",
        )


def random_number() -> int:
    """Between 2⁴⁰ and 2⁵², which scripts can count: no number tells how many there were before, or which was next."""
    return 2**40 + secrets.randbelow(2**52 - 2**40)


class ConfidentialQuestion(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("wartet auf die Geschäftsstelle")
        PROPOSED = "proposed", _("neuer Wortlaut vorgeschlagen")
        AGREED = "agreed", _("Wortlaut vereinbart")
        PUBLISHED = "published", _("veröffentlicht")
        REFUSED = "refused", _("abgelehnt")

    class Discloses(models.TextChoices):
        NOTHING = "nothing", _("nichts")
        SIZE = "size", _("die Größenklasse")
        STATE = "state", _("die Größenklasse und das Land")

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="confidential_questions"
    )
    key = models.UUIDField()
    field = models.ForeignKey("forum.ActionField", on_delete=models.PROTECT, related_name="+")
    # Emptied once they stand in the thread.
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    discloses = models.CharField(max_length=10, choices=Discloses, default=Discloses.NOTHING)
    made_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    moved_at = models.DateTimeField(default=timezone.now)
    # Raised with every change of words or state: nobody agrees to or publishes what they have not seen.
    version = models.PositiveSmallIntegerField(default=1)
    proposed_title = models.CharField(max_length=200, blank=True)
    proposed_text = models.TextField(blank=True)
    # What the office says to the asker: why other words, or why not at all.
    remark = models.TextField(blank=True)

    # The key of the post it becomes: published twice it is still one thread.
    post_key = models.UUIDField(default=uuid4)
    pseudonym = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="ask_behind"
    )
    opening = models.OneToOneField("forum.Post", on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ConfidentialQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vertrauliche Frage")
        verbose_name_plural = _("Vertrauliche Fragen")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["asker", "key"], name="ask_key_is_unique_per_asker"),
            models.CheckConstraint(
                condition=Q(state="published", pseudonym__isnull=False)
                | (~Q(state="published") & Q(pseudonym__isnull=True)),
                name="a_question_has_a_pseudonym_once_it_is_published",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(remark=""), name="refusing_an_ask_needs_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="proposed") | ~Q(proposed_text=""), name="a_proposal_has_words"
            ),
        ]
        indexes = [models.Index(fields=["state", "moved_at"], name="ask_by_state")]

    def __str__(self) -> str:
        """Stands in the record of used power, so it says neither who nor what."""
        return f"Vertrauliche Frage {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/vertrauliche-fragen/{self.pk}/"

    @property
    def heading(self) -> str:
        """The title as it stands, or is to stand."""
        if self.opening:
            return self.opening.thread.title
        return self.title or str(self)

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_refused(self) -> bool:
        return self.state == self.State.REFUSED

    @property
    def is_proposed(self) -> bool:
        return self.state == self.State.PROPOSED

    @property
    def waits_for_office(self) -> bool:
        return self.state in (self.State.WAITING, self.State.AGREED)

    @property
    def is_open(self) -> bool:
        """Neither published nor refused yet."""
        return not (self.is_published or self.is_refused)
