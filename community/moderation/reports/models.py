"""Reports: what someone says is not in order, through one of two doors, and what the thing looked like then."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.cases.models import Case
from community.uploads.models import Upload

# How long someone who is not a member has to press the button in the mail.
CONFIRM_WITHIN = timedelta(days=7)


def _forgotten() -> Q:
    """Name and address were deleted when their time was over."""
    return Q(name="", email="", anonymised_at__isnull=False)


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, viewer: Any) -> ReportQuerySet:
        """One's own, and those of the cases one may see. What is not confirmed is in no case yet."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(Q(reporter=viewer) | Q(case__in=Case.objects.visible_to(viewer)))

    def expired(self) -> ReportQuerySet:
        """Never confirmed, and too late now."""
        return self.filter(confirmed_at__isnull=True, created_at__lt=timezone.now() - CONFIRM_WITHIN)


class Report(models.Model):
    class Door(models.TextChoices):
        RULES = "rules", _("verstößt gegen die Netiquette")
        LAW = "law", _("ist rechtswidrig")

    class Reason(models.TextChoices):
        INSULT = "insult", _("Beleidigung, Drohung oder Herabsetzung")
        OFF_TOPIC = "off_topic", _("gehört nicht zur Sache oder greift Personen an")
        PRIVATE = "private", _("persönliche oder vertrauliche Angaben")
        FOREIGN = "foreign", _("fremde Texte oder Bilder ohne Erlaubnis")
        ADVERTISING = "advertising", _("Werbung oder Wahlkampf")
        NAME = "name", _("falscher Name oder falsche Funktion")
        OTHER = "other", _("etwas anderes")

    # Where the Netiquette says so.
    PARAGRAPHS = {"name": 1, "off_topic": 2, "insult": 3, "private": 5, "foreign": 6, "advertising": 7}

    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="reports")
    kind = models.CharField(max_length=30, blank=True)
    thing_key = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=500)
    door = models.CharField(max_length=5, choices=Door)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    text = models.TextField(blank=True)
    law = models.CharField(max_length=200, blank=True)
    good_faith = models.BooleanField(default=False)
    # A report outlives the account of whoever made it.
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="reports"
    )
    from_member = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="de")
    anonymised_at = models.DateTimeField(null=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    notify = models.BooleanField(default=True)
    key = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "key"],
                condition=Q(reporter__isnull=False),
                name="report_key_is_unique_per_member",
            ),
            models.UniqueConstraint(
                fields=["email", "key"],
                condition=Q(reporter__isnull=True) & ~Q(email=""),
                name="report_key_is_unique_per_address",
            ),
            models.CheckConstraint(
                condition=Q(from_member=True, name="", email="")
                | (Q(from_member=False, reporter__isnull=True) & (~Q(email="") | _forgotten())),
                name="a_report_comes_from_a_member_or_from_an_address",
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=True) | Q(confirmed_at__isnull=False),
                name="only_confirmed_reports_reach_the_office",
            ),
            models.CheckConstraint(
                condition=(Q(door="rules") & ~Q(reason=""))
                | (Q(door="law", reason="", good_faith=True) & ~Q(text="")),
                name="each_door_asks_for_its_reasons",
            ),
        ]
        indexes = [models.Index(fields=["confirmed_at", "created_at"], name="report_by_confirmation")]

    # How many earlier reports of this member were decided, and how many led to something. Set by the dossier.
    record: tuple[int, int] | None = None
    # Where the office has asked its sender something. Set by the list of one's own reports.
    question_url: str = ""

    def __str__(self) -> str:
        return f"{self.get_door_display()}: {self.address}"

    @property
    def paragraph(self) -> int:
        """The paragraph of the Netiquette the reason belongs to; 0 for none."""
        return self.PARAGRAPHS.get(self.reason, 0)

    @property
    def link(self) -> str:
        """The address where it leads to a page; empty for whatever else someone typed."""
        return self.address if self.address.startswith(("https://", "http://", "/")) else ""

    @property
    def sender(self) -> str:
        return self.reporter.name if self.reporter else self.name

    @property
    def can_be_answered(self) -> bool:
        """Whether the house still knows where to write."""
        return bool(self.reporter or self.email)

    @property
    def wants_outcome(self) -> bool:
        """Who says that something is unlawful is always told; others as they wished."""
        return self.notify or self.door == self.Door.LAW

    @property
    def is_expired(self) -> bool:
        return self.confirmed_at is None and self.created_at < timezone.now() - CONFIRM_WITHIN


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def of_case(self, case: Case) -> EvidenceQuerySet:
        """What was kept of the thing, one for each report, the oldest first."""
        return self.filter(Q(report__case=case) | Q(case=case)).order_by("taken_at", "pk")


class Evidence(models.Model):
    """The thing as it stood when it was reported, or, where nobody did, when it was decided about.

    Nothing that happens to it afterwards changes this.
    """

    report = models.OneToOneField(Report, on_delete=models.CASCADE, null=True, related_name="evidence")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, null=True, related_name="evidence")
    snapshot = models.JSONField()
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField(default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=False, case__isnull=True)
                | Q(report__isnull=True, case__isnull=False),
                name="evidence_belongs_to_a_report_or_to_a_case",
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def is_intact(self) -> bool:
        """Whether the snapshot still is what was kept."""
        return self.sha256 == digest(self.snapshot)


class EvidenceFile(models.Model):
    """A file that hung on the thing: as long as this row is there, the file is kept, wherever it belongs by then."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evidence", "upload"], name="a_file_is_kept_once_as_evidence")
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id}: {self.upload_id}"


def digest(snapshot: dict[str, Any]) -> str:
    """SHA-256 of the snapshot, whatever order a database keeps its keys in."""
    canonical = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
