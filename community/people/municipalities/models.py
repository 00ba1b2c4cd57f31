"""Municipalities of the official register, keyed by their regional key (ARS)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.text import fold

WORDS_SEARCHED = 8


# Where people say the kind with the name: "Landkreis Coburg" beside the town, "Samtgemeinde Spelle".
SPOKEN_KINDS = ("Landkreis", "Kreis", "Samtgemeinde", "Verbandsgemeinde", "Amt")


KIND_PARTS = ("kreis", "Kreis", "Region", "region", "Amt ")  # such names say their kind themselves


DISTRICT_KINDS = ("Landkreis", "Kreis", "Regionalverband")


_WORD = re.compile(r"[^\s,()]+")


@dataclass(frozen=True)
class SizeClass:
    """A type of town by population as the BBSR draws the lines."""

    slug: str
    name: Promise
    least: int
    below: int | None

    def __str__(self) -> str:
        return str(self.name)


SIZE_CLASSES = (
    SizeClass("grossstadt", _("Großstadt"), 100_000, None),
    SizeClass("mittelstadt", _("Mittelstadt"), 20_000, 100_000),
    SizeClass("kleinstadt", _("Kleinstadt"), 5_000, 20_000),
    SizeClass("landgemeinde", _("Landgemeinde"), 0, 5_000),
)


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def visible_to(self, viewer: Any) -> MunicipalityQuerySet:
        """The register is public: everyone sees every municipality."""
        return self.all()

    def matching(self, words: str) -> MunicipalityQuerySet:
        """Rows for what people type: parts of name, kind, district or the postcode; best and largest first.

        Only the first words count; none at all finds nothing.
        """
        named = fold(words)
        wanted = _WORD.findall(named)[:WORDS_SEARCHED]
        if not wanted:
            return self.none()
        best = Case(
            When(folded_name=named, then=Value(0)),
            When(folded_name__startswith=named, then=Value(1)),
            When(folded_name__contains=named, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
        found = self.filter(*(Q(folded__contains=word) for word in wanted))
        return found.order_by(best, models.F("population").desc(nulls_last=True), "ars")

    def of_size(self, slug: str) -> MunicipalityQuerySet:
        """Municipalities of one size class; nothing for an unknown slug."""
        size = next((size for size in SIZE_CLASSES if size.slug == slug), None)
        return self.filter(in_size_class(size)) if size else self.none()

    def with_members(self) -> MunicipalityQuerySet:
        """Those where admitted members work, each with their number as `people`."""
        taking_part = self.filter(
            Q(members__suspended_until__isnull=True) | Q(members__suspended_until__lte=timezone.now()),
            members__is_active=True,
            members__admission__outcome="admitted",
        )
        return taking_part.annotate(people=Count("members"))


def in_size_class(size: SizeClass, prefix: str = "") -> Q:
    """The condition for `size`; `prefix` is the way to the municipality, such as ``municipality__``."""
    bounds = {f"{prefix}population__gte": size.least}
    if size.below is not None:
        bounds[f"{prefix}population__lt"] = size.below
    return Q(**bounds) & ~Q(**{f"{prefix}kind__in": DISTRICT_KINDS})


class Municipality(models.Model):
    """A row of the register: municipality, joint municipality or district. Source: Destatis, dl-de/by-2-0."""

    ars = models.CharField(_("Regionalschlüssel"), max_length=12, primary_key=True)
    ags = models.CharField(_("Gemeindeschlüssel"), max_length=8, blank=True)
    name = models.CharField(_("amtlicher Name"), max_length=200)
    short_name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Art"), max_length=60)
    district = models.CharField(_("Kreis"), max_length=200, blank=True)
    state = models.CharField(_("Land"), max_length=60)
    population = models.PositiveIntegerField(_("Einwohnerzahl"), null=True, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    folded_name = models.CharField(max_length=200, editable=False, db_index=True)
    folded = models.CharField(max_length=600, editable=False)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kommune")
        verbose_name_plural = _("Kommunen")
        ordering = ["folded_name", "ars"]

    def __str__(self) -> str:
        return f"{self.short_name} ({self.surroundings})"

    def get_absolute_url(self) -> str:
        return f"/kommunen/{self.ars}/"

    @property
    def is_district(self) -> bool:
        return self.kind in DISTRICT_KINDS

    @property
    def called(self) -> str:
        """The name as people say it: ``Coburg`` for the town, ``Landkreis Coburg`` for the district."""
        said_with_kind = self.kind in SPOKEN_KINDS and not any(part in self.short_name for part in KIND_PARTS)
        return f"{self.kind} {self.short_name}" if said_with_kind else self.short_name

    @property
    def surroundings(self) -> str:
        """Kind, district and state, to stand beside the short name; without what that says already."""
        return ", ".join(
            part for part in (self.kind, self.district, self.state) if part != self.short_name and part
        )

    @property
    def locality(self) -> str:
        """Like `surroundings`, to stand beside `called`: ``Emsland, Niedersachsen``."""
        return (
            self.surroundings.removeprefix(f"{self.kind}, ")
            if self.kind in self.called.split()
            else self.surroundings
        )

    @property
    def size_class(self) -> str:
        """Type of town by population; empty for districts and unknown numbers."""
        if self.is_district or self.population is None:
            return ""
        return next(str(size) for size in SIZE_CLASSES if self.population >= size.least)

    def folding(self, more: str = "") -> str:
        """What `matching` looks into; `more` are further words, such as postcodes of its municipalities."""
        words = (
            f"{self.short_name} {self.name} {self.kind} {self.district} {self.state} {self.postcode} {more}"
        )
        return fold(words)[:600]
