"""What people report and what the office does: one function per verb; used power goes into the audit record."""

from community.moderation.actions.appeals import (
    AppealAnswered,
    TooLate,
    appeal_of,
    file_appeal,
    grant,
    read_appeal_token,
    uphold,
)
from community.moderation.actions.cases import (
    CaseMovedOn,
    assign_case,
    note_on_case,
    open_case,
    take_case,
    watch_case,
)
from community.moderation.actions.confirming import confirm_municipality, withdraw_confirmation
from community.moderation.actions.conversations import (
    ConversationOver,
    answer_office,
    conversation,
    conversation_address,
    read_conversation_token,
    write_to_person,
)
from community.moderation.actions.deciding import (
    Finding,
    MeasureImpossible,
    ResultDoesNotFit,
    decide_case,
    decide_in_place,
    take_back_decision,
    take_back_in_place,
)
from community.moderation.actions.errands import mark_errand, note_errand
from community.moderation.actions.forgetting import forget_case, forget_cases, forgettable
from community.moderation.actions.inviting import SomebodyWasFaster, invite_members, note_export
from community.moderation.actions.journal import undo_deed
from community.moderation.actions.mornings import send_summaries, tell_at_once
from community.moderation.actions.people import delete_note, forget_notes, note_on_person, read_notes
from community.moderation.actions.registrations import (
    AlreadyDecided,
    admit_member,
    decline_member,
    reconsider_member,
)
from community.moderation.actions.reports import (
    ReportExpired,
    confirm_report,
    expire_reports,
    read_token,
    report_thing,
)
from community.moderation.actions.roles import appoint_head, grant_role, revoke_role
from community.moderation.actions.sanctions import Penalty
from community.moderation.actions.texts import retire_text, word_text

__all__ = [
    "AlreadyDecided",
    "AppealAnswered",
    "CaseMovedOn",
    "ConversationOver",
    "Finding",
    "MeasureImpossible",
    "Penalty",
    "ReportExpired",
    "ResultDoesNotFit",
    "SomebodyWasFaster",
    "TooLate",
    "admit_member",
    "answer_office",
    "appeal_of",
    "appoint_head",
    "assign_case",
    "confirm_municipality",
    "confirm_report",
    "conversation",
    "conversation_address",
    "decide_case",
    "decide_in_place",
    "decline_member",
    "delete_note",
    "expire_reports",
    "file_appeal",
    "forget_case",
    "forget_cases",
    "forget_notes",
    "forgettable",
    "grant",
    "grant_role",
    "invite_members",
    "mark_errand",
    "note_errand",
    "note_export",
    "note_on_case",
    "note_on_person",
    "open_case",
    "read_appeal_token",
    "read_conversation_token",
    "read_notes",
    "read_token",
    "reconsider_member",
    "report_thing",
    "retire_text",
    "revoke_role",
    "send_summaries",
    "take_back_decision",
    "take_back_in_place",
    "take_case",
    "tell_at_once",
    "undo_deed",
    "uphold",
    "watch_case",
    "withdraw_confirmation",
    "word_text",
    "write_to_person",
]
