"""Grounds: the paragraphs of the rules in force, or the law; and what the EU calls each of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from community.moderation.models import Decision, Report
from community.people.legal.documents import paragraph_titles
from community.people.models import Document

LAW = "law"


WHOLE = "rules:0"


OTHER = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"


UNSPECIFIED = "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE"


# For the paragraphs of the shipped rules; see `Report.PARAGRAPHS`.
CATEGORIES = {
    "insult": "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
    "private": "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
    "foreign": "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS",
    "advertising": "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
    "name": OTHER,
    "off_topic": OTHER,
}


@dataclass(frozen=True)
class Ground:
    """What a decision rests on: a paragraph of one version of the rules (0: all of them), or a law."""

    basis: str
    paragraph: int = 0
    title: str = ""
    rules: Document | None = None

    @property
    def value(self) -> str:
        return LAW if self.basis == Decision.Basis.LAW else f"rules:{self.paragraph}"

    @property
    def category(self) -> str:
        """The EU's category where the ground alone says it."""
        if self.basis == Decision.Basis.LAW:
            return UNSPECIFIED
        reasons = {number: reason for reason, number in Report.PARAGRAPHS.items()}
        return CATEGORIES.get(reasons.get(self.paragraph, ""), OTHER)

    @property
    def label(self) -> str:
        if self.basis == Decision.Basis.LAW:
            return _("Gesetz")
        if not self.paragraph:
            return _("Netiquette insgesamt")
        return _("Netiquette, Absatz %(number)d: %(title)s") % {
            "number": self.paragraph,
            "title": self.title,
        }

    @property
    def address(self) -> str:
        """Where these rules can be read as they were, at the paragraph; empty for the law."""
        if self.rules is None:
            return ""
        anchor = f"#p-{self.paragraph}" if self.paragraph else ""
        return f"{reverse('rules')}?fassung={self.rules.version}{anchor}"


def grounds() -> list[Ground]:
    """What one can choose now: each paragraph of the rules in force, the rules as a whole, the law. One query."""
    rules = Document.objects.current(Document.Slug.RULES)
    titles = paragraph_titles(rules.source) if rules else []
    paragraphs = [Ground("rules", number, title, rules) for number, title in enumerate(titles, 1)]
    return [*paragraphs, Ground("rules", 0, "", rules), Ground("law")]


def ground_of(value: str) -> Ground:
    """The ground of this name; the rules as a whole where there is none such (any more)."""
    known = {ground.value: ground for ground in grounds()}
    return known.get(value) or known[WHOLE]


def ground_in(decision: Decision) -> Ground:
    """The ground a decision rested on, in the words of that version."""
    titles = paragraph_titles(decision.rules.source) if decision.rules else []
    title = titles[decision.paragraph - 1] if 0 < decision.paragraph <= len(titles) else ""
    return Ground(decision.basis, decision.paragraph if title else 0, title, decision.rules)
