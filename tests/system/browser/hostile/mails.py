"""Mails that go out of a hostile house: every letter there is, about what hostile people wrote."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from django.utils import timezone

from community.moderation.appeals import actions as appeal_actions
from community.moderation.conversations import actions as conversation_actions
from community.moderation.decisions import actions as decision_actions
from community.moderation.desk import daily_digest
from community.moderation.models import Appeal, Sanction
from community.moderation.registrations import actions as registration_actions
from community.moderation.registrations.assessment import Welcome
from community.moderation.roles import actions as role_actions
from community.moderation.sanctions import actions as sanction_actions
from community.notices.incoming import _answer_politely
from community.notices.mailing import write_due
from community.notices.models import MailWish, Notice
from community.notices.weekly_digest import post_monday_letters
from community.people.invitations.actions import send_invitation
from community.people.letters import send_letter, send_neutral_letter
from community.people.models import Member, Role, RoleGrant
from forum.approval import actions as approval_actions
from forum.confidential import actions as confidential_actions
from forum.models import PendingPost, WatchedWord
from forum.screening import actions as screening_actions
from tests.contracts.cast import Cast, _loaded
from tests.factories.forum import make_pending_reply, make_reply, make_thread
from tests.factories.moderation import case_of, confirm, decide, report_post
from tests.factories.people import MemberFactory
from tests.system.browser.hostile.doings import UNLAWFUL
from tests.system.browser.hostile.words import packed_lines, packed_sources

MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=ZoneInfo("Europe/Berlin"))
LINE, TEXT = packed_lines(200)[0], packed_sources()[0]


def send_everything(cast: Cast) -> None:
    """What the house writes to people; the mails are queued, and sent after the commit."""
    WatchedWord.objects.all().delete()  # hostile ones, which would hold back what is written now
    _to_those_concerned(cast)
    _to_members(cast)
    MailWish.objects.all().delete()
    MailWish.objects.bulk_create(
        MailWish(member=member, quiet_from=24, quiet_until=0, weekends=True)
        for member in Member.objects.all()
    )
    Notice.objects.update(read_at=None, mail_due_at=timezone.now() - timedelta(minutes=5), mail=None)
    write_due(portion=1_000)
    post_monday_letters(MONDAY)
    daily_digest.send_summaries(MONDAY)


def _to_those_concerned(cast: Cast) -> None:
    """Statements, outcomes, receipts, answers, and that it was all a mistake."""
    head, moderator = cast.people["head"], cast.people["moderator"]
    writer = MemberFactory(name=LINE)
    thread = make_thread(cast.people["author"], field=cast.public.field, title=LINE)
    for reverses in (True, False):
        post = make_reply(thread, writer, text=TEXT)
        report = report_post(cast.people["lead"], post, text=TEXT)
        confirm(report_post(None, post, **{**UNLAWFUL, "text": TEXT, "law": LINE, "name": LINE}))
        penalty = sanction_actions.Penalty(Sanction.Kind.READ_ONLY, days=3, here=True)
        decision = decide(moderator, case_of(report), "hide", penalty=penalty, reasons=TEXT, shown=LINE)
        if reverses:
            appeal_actions.grant(head, appeal_actions.file_appeal(decision, None, text=TEXT), reasons=TEXT)
        else:
            decision_actions.take_back_decision(moderator, decision, because=TEXT)
    conversation_actions.write_to_person(head, cast.public.case, None, text=TEXT)
    for appeal in Appeal.objects.filter(outcome="")[:1]:
        appeal_actions.uphold(head, appeal, reasons=TEXT)


def _to_members(cast: Cast) -> None:
    """Welcome or not, roles, words that wait, answers that came by mail."""
    head, author = cast.people["head"], _loaded(cast.people["author"])
    registration_actions.admit_member(head, _loaded(cast.people["waiting"]), Welcome(greeting=TEXT))
    registration_actions.decline_member(head, _loaded(MemberFactory(name=LINE, waiting=True)), reason=TEXT)
    role_actions.grant_role(head, cast.people["lead"], role=Role.EXPERT, reason=LINE)
    role_actions.revoke_role(
        head, RoleGrant.objects.get(member=cast.people["lead"], revoked_at=None), reason=LINE
    )
    screening_actions.watch_word(head, word="Wart*", purpose="Für die Probe")
    hold = make_pending_reply(cast.public.unanswered, author, text=f"Wartezeit. {TEXT}")
    send_letter(author, "held", hold=hold)  # as for an answer by mail
    approval_actions.approve_post(head, PendingPost.objects.get(pk=hold.pk), text=TEXT)
    send_invitation(_loaded(cast.invited))
    send_neutral_letter(MemberFactory(name=LINE))
    confidential_actions.refuse_confidential(head, cast.asks.waiting, reason=LINE)
    _answer_politely(author, EmailMessage(), TEXT, LINE)
