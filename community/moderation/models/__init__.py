"""Reports, the cases that gather them, decisions with what follows, appeals, and the journal of what was done."""

from community.moderation.models.appeals import Appeal
from community.moderation.models.cases import Case, CaseNote
from community.moderation.models.conversations import CaseMessage
from community.moderation.models.decisions import Decision, Letter, Restriction, Sanction
from community.moderation.models.errands import Errand
from community.moderation.models.journal import Deed, DeedPart, Undoing
from community.moderation.models.people import PersonNote
from community.moderation.models.reports import Evidence, EvidenceFile, Report
from community.moderation.models.texts import ReadyText

__all__ = [
    "Appeal",
    "Case",
    "CaseMessage",
    "CaseNote",
    "Decision",
    "Deed",
    "DeedPart",
    "Errand",
    "Evidence",
    "EvidenceFile",
    "Letter",
    "PersonNote",
    "ReadyText",
    "Report",
    "Restriction",
    "Sanction",
    "Undoing",
]
