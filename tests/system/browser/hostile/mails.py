"""Mails that go out of a hostile house: every letter there is, about what hostile people wrote."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from django.utils import timezone

from community.moderation import actions as office
from community.moderation.models import Appeal, Sanction
from community.moderation.registrations import Welcome
from community.notices.incoming import _answer_politely
from community.notices.mailing import write_due
from community.notices.models import MailWish, Notice
from community.notices.mondays import post_monday_letters
from community.people.actions import send_invitation
from community.people.letters import send_letter
from community.people.models import Member, Role, RoleGrant
from forum import actions as forum
from forum.models import Hold, WatchedWord
from tests.contracts.cast import Cast, _loaded
from tests.factories.forum import hold_reply, make_reply, make_thread
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
    office.send_summaries(MONDAY)


def _to_those_concerned(cast: Cast) -> None:
    """Statements, outcomes, receipts, answers, and that it was all a mistake."""
    head, moderator = cast.people["head"], cast.people["moderator"]
    writer = MemberFactory(name=LINE)
    thread = make_thread(cast.people["author"], field=cast.public.field, title=LINE)
    for reverses in (True, False):
        post = make_reply(thread, writer, text=TEXT)
        report = report_post(cast.people["lead"], post, text=TEXT)
        confirm(report_post(None, post, **{**UNLAWFUL, "text": TEXT, "law": LINE, "name": LINE}))
        penalty = office.Penalty(Sanction.Kind.READ_ONLY, days=3, here=True)
        decision = decide(moderator, case_of(report), "hide", penalty=penalty, reasons=TEXT, shown=LINE)
        if reverses:
            office.grant(head, office.file_appeal(decision, None, text=TEXT), reasons=TEXT)
        else:
            office.take_back_decision(moderator, decision, because=TEXT)
    office.write_to_person(head, cast.public.case, None, text=TEXT)
    for appeal in Appeal.objects.filter(outcome="")[:1]:
        office.uphold(head, appeal, reasons=TEXT)


def _to_members(cast: Cast) -> None:
    """Welcome or not, roles, words that wait, answers that came by mail."""
    head, author = cast.people["head"], _loaded(cast.people["author"])
    office.admit_member(head, _loaded(cast.people["waiting"]), Welcome(greeting=TEXT))
    office.decline_member(head, _loaded(MemberFactory(name=LINE, waiting=True)), reason=TEXT)
    office.grant_role(head, cast.people["lead"], role=Role.EXPERT, reason=LINE)
    office.revoke_role(head, RoleGrant.objects.get(member=cast.people["lead"], revoked_at=None), reason=LINE)
    forum.watch_word(head, word="Wart*", purpose="Für die Probe")
    hold = hold_reply(cast.public.unanswered, author, text=f"Wartezeit. {TEXT}")
    send_letter(author, "held", hold=hold)  # as for an answer by mail
    forum.release_hold(head, Hold.objects.get(pk=hold.pk), text=TEXT)
    send_invitation(_loaded(cast.invited))
    forum.refuse_ask(head, cast.asks.waiting, reason=LINE)
    _answer_politely(author, EmailMessage(), TEXT, LINE)
