"""Polls: a question to everyone who reads along, hung to the opening post of a thread.

Who cast a ballot is stored so that it can be changed until the poll is closed and counts once. It is shown to
nobody but its owner: no page, no list and no record of the office says who chose what. Only where consent is asked
for, whoever has concerns or objects does so by name and with a reason: they are those one has to talk to. And where a
date is looked for, members answer by name for each other: whoever arranges a meeting must know who can come.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.dates.models import FixedDate

FEWEST_OPTIONS, MOST_OPTIONS = 2, 10


class PollQuerySet(models.QuerySet["Poll"]):
    def visible_to(self, viewer: Any) -> PollQuerySet:
        """Polls of threads the viewer may read; with its opening post a poll is taken down, too."""
        not_removed = self.filter(opening__removal__isnull=True)
        if getattr(viewer, "is_admitted", False):
            return not_removed
        return not_removed.filter(opening__thread__field__is_public=True)

    def in_thread(self, thread: Any) -> PollQuerySet:
        return self.filter(opening__thread=thread)

    def due(self) -> PollQuerySet:
        """Their last moment is over, and nobody has said so yet."""
        return self.filter(closes_at__lte=timezone.now(), closure__isnull=True).order_by("closes_at")

    def with_thread(self) -> PollQuerySet:
        """Loads what the policies look at."""
        return self.select_related("opening__thread__field", "opening__removal", "closure", "outcome")


class Poll(models.Model):
    class Kind(models.TextChoices):
        CHOICE = "choice", _("Umfrage")
        CONSENT = "consent", _("Konsent")
        DATES = "dates", _("Terminfindung")

    opening = models.OneToOneField("forum.Post", on_delete=models.CASCADE, related_name="poll")
    question = models.CharField(_("Frage"), max_length=200)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.CHOICE)
    # What a consent needs: so many ballots, so much agreement and no more objection, in percent of all
    # who did not abstain.
    fewest_ballots = models.PositiveSmallIntegerField(null=True)
    least_agreement = models.PositiveSmallIntegerField(null=True)
    most_objection = models.PositiveSmallIntegerField(null=True)
    # Only where a date is looked for: where one meets, or the link to the video meeting.
    place = models.CharField(_("Ort"), max_length=200, blank=True)
    is_multiple = models.BooleanField(_("mehrere Antworten möglich"), default=False)
    per_municipality = models.BooleanField(_("eine Stimme je Kommune"), default=False)
    closes_at = models.DateTimeField(_("offen bis"), null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("Umfrage")
        verbose_name_plural = _("Umfragen")
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="poll_asks_something"),
            models.CheckConstraint(
                condition=Q(
                    kind="choice",
                    fewest_ballots__isnull=True,
                    least_agreement__isnull=True,
                    most_objection__isnull=True,
                )
                | Q(
                    kind="consent",
                    fewest_ballots__isnull=False,
                    least_agreement__isnull=False,
                    most_objection__isnull=False,
                    fewest_ballots__gte=1,
                    least_agreement__range=(1, 100),
                    most_objection__range=(0, 99),
                    is_multiple=False,
                )
                | Q(
                    kind="dates",
                    fewest_ballots__isnull=True,
                    least_agreement__isnull=True,
                    most_objection__isnull=True,
                    is_multiple=False,
                    per_municipality=False,
                ),
                name="only_a_consent_has_rules",
            ),
            models.CheckConstraint(
                condition=Q(place="") | Q(kind="dates"), name="only_a_search_for_a_date_has_a_place"
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_consent(self) -> bool:
        return self.kind == self.Kind.CONSENT

    @property
    def is_dates(self) -> bool:
        return self.kind == self.Kind.DATES

    @property
    def place_is_link(self) -> bool:
        """Whether the place is nothing but an address in the web."""
        return self.place.startswith(("https://", "http://")) and " " not in self.place

    @property
    def fixed(self) -> FixedDate | None:
        """The date that stands, where one was looked for."""
        return getattr(self, "fixed_date", None)

    @property
    def stated(self) -> PollOutcome | None:
        """What whoever asked says came of it."""
        return getattr(self, "outcome", None)

    @property
    def closing(self) -> PollClosure | None:
        return getattr(self, "closure", None)

    @property
    def closed_at(self) -> datetime | None:
        """Since when it takes no more ballots: closed by hand, or its last day is over. `None` while it is open."""
        if self.closing:
            return self.closing.closed_at
        return self.closes_at if self.closes_at and self.closes_at <= timezone.now() else None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class PollClosure(models.Model):
    """No more ballots, since when and by whom (nobody: its last day was over); moderators say why."""

    poll = models.OneToOneField(Poll, on_delete=models.CASCADE, related_name="closure")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.poll_id} {self.reason}".strip()


class PollOutcome(models.Model):
    """What follows from the result, in the words of whoever asked (or of a moderator), once the poll is closed."""

    poll = models.OneToOneField(Poll, on_delete=models.CASCADE, related_name="outcome")
    text = models.CharField(max_length=500)
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="an_outcome_says_something")]

    def __str__(self) -> str:
        return self.text


class PollOptionQuerySet(models.QuerySet["PollOption"]):
    def counted_for(self, viewer: Any) -> PollOptionQuerySet:
        """One query: `count` votes an option, `ballots` in the whole poll, and of the viewer's own concern only
        whether the option `is_mine` and whether a colleague has voted for the municipality (`is_taken`)."""
        member = viewer.pk or 0
        votes = Vote.objects.filter(option=OuterRef("pk"))
        ballots = Ballot.objects.filter(poll=OuterRef("poll"))
        municipality = getattr(viewer, "municipality_id", None)
        colleagues = ballots.filter(municipality=municipality).exclude(member=member)
        return self.annotate(
            count=Count("votes"),
            ballots=Coalesce(
                Subquery(ballots.order_by().values("poll").annotate(n=Count("pk")).values("n")), Value(0)
            ),
            is_mine=Exists(votes.filter(ballot__member=member)),
            is_taken=Exists(colleagues) if municipality else Value(False, models.BooleanField()),
        ).order_by("position")

    def answered_for(self, viewer: Any) -> PollOptionQuerySet:
        """Dates, in one query: how many said `yes`, `maybe` and `no`, `ballots` in all, and the viewer's own answer
        (`mine`, empty without one)."""
        own = Vote.objects.filter(option=OuterRef("pk"), ballot__member=viewer.pk or 0)
        ballots = Ballot.objects.filter(poll=OuterRef("poll")).order_by().values("poll")
        numbers = {word: Count("votes", filter=Q(votes__answer=word)) for word in Vote.Answer.values}
        return self.annotate(
            **numbers,
            ballots=Coalesce(Subquery(ballots.annotate(n=Count("pk")).values("n")), Value(0)),
            mine=Coalesce(Subquery(own.values("answer")[:1]), Value("")),
        ).order_by("position")


class PollOption(models.Model):
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    # Words to choose, or a date: never both.
    text = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    objects = PollOptionQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "position"], name="poll_options_stand_in_order"),
            models.UniqueConstraint(
                fields=["poll", "text"], condition=~Q(text=""), name="poll_option_is_offered_once"
            ),
            models.UniqueConstraint(fields=["poll", "starts_at"], name="poll_date_is_offered_once"),
            models.CheckConstraint(
                condition=Q(~Q(text=""), starts_at__isnull=True, ends_at__isnull=True)
                | Q(
                    Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                    text="",
                    starts_at__isnull=False,
                ),
                name="an_option_is_words_or_a_date",
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_OPTIONS), name="poll_has_ten_options_at_most"
            ),
        ]

    def __str__(self) -> str:
        return self.text or f"{self.starts_at}"


class Ballot(models.Model):
    """One voting paper: of a member, and of their municipality where each has one vote.

    `municipality` is set in such polls only. When a member leaves, the ballot stays and is nobody's.
    """

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    municipality = models.ForeignKey(
        "people.Municipality", on_delete=models.PROTECT, null=True, related_name="+"
    )
    cast_at = models.DateTimeField(default=timezone.now)
    # Only where consent is asked for: why somebody has concerns or objects. It is shown with their name.
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "member"], name="ballot_is_one_per_member"),
            models.UniqueConstraint(fields=["poll", "municipality"], name="ballot_is_one_per_municipality"),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id}"


class ReplacedBallot(models.Model):
    """A municipality's vote was cast anew by a colleague: who had cast it and who did it anew, never for what."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="replaced_ballots")
    municipality = models.ForeignKey("people.Municipality", on_delete=models.PROTECT, related_name="+")
    cast_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    cast_at = models.DateTimeField()
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    replaced_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.poll_id}: {self.municipality_id}"


class Vote(models.Model):
    """A cross on a ballot; for a date, what the member answers."""

    class Answer(models.TextChoices):
        YES = "yes", _("passt")
        MAYBE = "maybe", _("zur Not")
        NO = "no", _("passt nicht")

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes")
    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="votes")
    # Only where a date is looked for.
    answer = models.CharField(max_length=5, choices=Answer, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "option"], name="vote_is_cast_once"),
            models.CheckConstraint(
                condition=Q(answer__in=["", "yes", "maybe", "no"]), name="a_date_is_answered_in_three_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option_id}"
