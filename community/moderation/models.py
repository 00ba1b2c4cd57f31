"""Reports, the cases that gather them, decisions with what follows, appeals, and the journal of what was done."""

from community.moderation.appeals.models import Appeal
from community.moderation.cases.models import Case, CaseNote
from community.moderation.conversations.models import CaseMessage
from community.moderation.decisions.models import Decision, Letter
from community.moderation.decisions.restrictions import Restriction
from community.moderation.persons.models import PersonNote
from community.moderation.ready_texts.models import ReadyText
from community.moderation.reports.models import Evidence, EvidenceFile, Report
from community.moderation.sanctions.models import Sanction
from community.moderation.tasks.models import Task
from community.moderation.undo.models import ModerationAction, ModerationActionPart, Undoing

__all__ = [
    "Appeal",
    "Case",
    "CaseMessage",
    "CaseNote",
    "Decision",
    "Evidence",
    "EvidenceFile",
    "Letter",
    "ModerationAction",
    "ModerationActionPart",
    "PersonNote",
    "ReadyText",
    "Report",
    "Restriction",
    "Sanction",
    "Task",
    "Undoing",
]
