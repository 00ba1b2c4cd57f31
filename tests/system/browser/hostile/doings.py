"""What has happened in the house besides what the contract tests need: done in good faith, before it is poisoned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.utils import timezone

from community.moderation.appeals import actions as appeal_actions
from community.moderation.cases import actions as case_actions
from community.moderation.conversations import actions as conversation_actions
from community.moderation.decisions import actions as decision_actions
from community.moderation.models import Decision, ReadyText, Report, Sanction
from community.moderation.ready_texts import actions as ready_text_actions
from community.moderation.reports import actions as report_actions
from community.moderation.sanctions import actions as sanction_actions
from community.people.models import Municipality, MunicipalityStatement
from community.search.models import FruitlessSearch, Help
from community.uploads.bundle import Bundle
from forum.answers import actions as answer_actions
from forum.bookmarks import actions as bookmark_actions
from forum.drafts import actions as draft_actions
from forum.erasure import actions as erasure_actions
from forum.models import Poll, ScheduledPost, Thread
from forum.moving import actions as moving_actions
from forum.outlines import actions as outline_actions
from forum.polls import actions as poll_actions
from forum.polls.consent import ConsentRule
from forum.reactions import actions as reaction_actions
from forum.scheduling import actions as scheduling_actions
from forum.thread_tools import actions as thread_tool_actions
from realtime.rooms.management import actions as management_actions
from realtime.rooms.marks import actions as mark_actions
from realtime.rooms.models import Message, Room
from realtime.rooms.sending import actions as sending_actions
from tests.contracts.cast import Cast, _loaded
from tests.factories.forum import (
    ActionFieldFactory,
    cast_vote,
    fresh_poll,
    make_pending_reply,
    make_poll,
    make_reply,
    make_thread,
)
from tests.factories.moderation import OUTSIDER, case_of, confirm, decide, report_post, report_thing
from tests.factories.people import MemberFactory
from tests.factories.rooms import say
from tests.factories.uploads import make_upload

# The form lets anything pass; it stays a text.
TYPED = 'javascript:window.pwned=1//"><img src=x onerror=window.pwned=1>'
UNLAWFUL = {"door": "law", "reason": "", "law": "§ 185 StGB", "text": "Sehen Sie selbst.", "good_faith": True}
INSULT = {"door": "rules", "reason": "insult", "text": "Das geht zu weit."}
RULE = ConsentRule(fewest_ballots=4, least_agreement=70, most_objection=5)


@dataclass
class Doings:
    """Where to look at what was done: addresses and rows that the tour asks for."""

    polls: list[Poll]
    split: Thread
    decided: Decision
    outside: Report
    unconfirmed: Report
    answered: Message


def do_more(cast: Cast) -> Doings:
    cast.people["gerd"] = _loaded(MemberFactory(name="Gerd Grantig"))
    _keep_things(cast)
    _move_house(cast)
    split = _tend(cast)
    decided = _decide(cast)
    outside, unconfirmed = _report(cast)
    _search(cast)
    return Doings(
        polls=_ask_all(cast),
        split=split,
        decided=decided,
        outside=outside,
        unconfirmed=unconfirmed,
        answered=_talk(cast),
    )


def _keep_things(cast: Cast) -> None:
    """What people keep for themselves: bookmarks, drafts, posts for later, a key."""
    author, thread = cast.people["author"], cast.public.question
    today = timezone.localdate()
    bookmark_actions.bookmark_post(author, cast.public.answer, note="Für die Sitzung", due_on=today)
    bookmark_actions.bookmark_post(author, cast.public.opening, note="Noch einmal lesen")
    draft_actions.save_words(author, f"thread:{thread.pk}", text="Ich denke noch nach.")
    for role in ("lead", "member", "expert"):
        reaction_actions.react_to_post(cast.people[role], cast.public.edited, kind="danke")
    late = scheduling_actions.schedule_reply(
        author, cast.public.unanswered, text="Zu spät", key=uuid4(), due_at=timezone.now() + timedelta(days=1)
    )
    ScheduledPost.objects.filter(pk=late.pk).update(failed_at=timezone.now(), failure="Das Thema ist zu")
    make_pending_reply(thread, author, text="Warteschlange, die zweite.")
    key = Authenticator.objects.get(pk=cast.passkey.pk)
    key.data = {**key.data, "name": "<img src=x onerror=window.pwned=1>"}
    key.save()


def _move_house(cast: Cast) -> None:
    """Two say that they belong elsewhere: one waits, the other was refused."""
    town = Municipality.objects.first()
    MunicipalityStatement.objects.create(member=cast.people["member"], municipality=town)
    MunicipalityStatement.objects.create(
        member=cast.people["head"],
        municipality=town,
        state=MunicipalityStatement.State.REFUSED,
        decided_at=timezone.now(),
        decided_by=cast.people["moderator"],
        reason="Kein Beleg",
    )


def _tend(cast: Cast) -> Thread:
    """What moderators do: notes, events, a lock, a trace, an erasure, asking somebody, ready texts, quiet fields."""
    head, scene, author = cast.people["head"], cast.public, cast.people["author"]
    thread_tool_actions.add_staff_note(head, scene.question, text="Bitte im Auge behalten")
    thread_tool_actions.retitle_thread(
        head, scene.question, title="Wer kennt es wirklich?", reason="Klarer so"
    )
    thread_tool_actions.lock_post(head, scene.answer, reason="Gerade in Prüfung")
    erasure_actions.propose_erasure(head, scene.taken_down, reason="Fremde Namen darin")
    answer_actions.ask_for_answer(head, scene.unanswered, cast.people["lead"])
    outline_actions.write_outline(head, scene.field, text="Was haben Sie schon versucht?")
    long = make_thread(author, field=scene.field, title="Lang geworden", replies=4)
    moving_actions.split_thread(
        head, long, numbers=[3, 4], title="Eigenes Thema", kind="question", reason="Anderes"
    )
    for purpose in ReadyText.Purpose.values:
        ready_text_actions.word_text(head, title=f"Vorlage {purpose}", text="Ein Satz dazu.", purpose=purpose)
    quiet = make_thread(author, field=ActionFieldFactory(public=True), title="Ganz still hier")
    for thread, days in ((quiet, 40), (scene.unanswered, 5)):
        earlier = timedelta(days=days)
        Thread.objects.filter(pk=thread.pk).update(
            created_at=F("created_at") - earlier, active_at=F("active_at") - earlier
        )
    return long


def _ask_all(cast: Cast) -> list[Poll]:
    """A poll that is over and has led to something, and a consent with reasons."""
    author, field = cast.people["author"], cast.public.field
    over = make_poll(make_thread(author, field=field, title="Abgestimmt"), question="Und nun?")
    cast_vote(over, cast.people["lead"], "Bank")
    poll_actions.close_poll(author, fresh_poll(over), reason="Alle waren da")
    poll_actions.state_outcome(author, fresh_poll(over), text="Wir nehmen die Bank")
    agreed = make_poll(
        make_thread(author, field=field, title="Einig?"),
        question="So machen wir es.",
        options=(),
        consent=RULE,
    )
    options = list(agreed.options.order_by("pk").values_list("pk", flat=True))
    for role, option in (("lead", 2), ("member", 3), ("author", 0)):
        poll_actions.vote(
            cast.people[role], fresh_poll(agreed), chosen=[options[option]], reason="Es ist noch zu früh"
        )
    return [over, agreed]


def _decide(cast: Cast) -> Decision:
    """Questions and answers within a case, decisions, two appeals, and one decision that was taken back."""
    head, moderator, scene, gerd = (
        cast.people["head"],
        cast.people["moderator"],
        cast.public,
        cast.people["gerd"],
    )
    case_actions.note_on_case(head, scene.case, text="Schon der zweite Fall")
    conversation_actions.write_to_person(head, scene.case, None, text="Wie war das gemeint?")
    conversation_actions.answer_office(scene.case, None, text="Als Zitat war es gemeint.")
    rude = make_reply(scene.question, gerd, text="Grober Unfug!")
    report = report_post(cast.people["author"], rude, text="Das verletzt Menschen.")
    confirm(report_post(None, rude, **UNLAWFUL))
    penalty = sanction_actions.Penalty(Sanction.Kind.WARNING)
    decided = decide(moderator, case_of(report), "hide", penalty=penalty, note="Vermerk", shown="Beleidigung")
    appeal = appeal_actions.file_appeal(decided, None, text="Das war ein Scherz.")
    appeal_actions.uphold(head, appeal, reasons="Es bleibt dabei, leider.")
    stays = decide(moderator, case_of(report_post(cast.people["lead"], scene.closing)), result="stays")
    appeal_actions.file_appeal(stays, stays.case.reports.get(), text="Das sehe ich anders.")
    mild = make_reply(scene.question, gerd, text="Noch einmal Unfug!")
    back = decide(moderator, case_of(report_post(cast.people["author"], mild)), "hide")
    decision_actions.take_back_decision(moderator, back, because="Wir haben uns geirrt")
    return decided


def _report(cast: Cast) -> tuple[Report, Report]:
    """A person, and what is no address at all: by a member, by an outsider, and not confirmed yet."""
    report_thing(cast.people["lead"], "member", cast.people["gerd"], text="Droht in Nachrichten")
    nowhere: Any = {"address": TYPED, **OUTSIDER, **UNLAWFUL}
    confirmed, waiting = (
        report_actions.report_thing(AnonymousUser(), None, None, key=uuid4(), **nowhere) for _ in "ab"
    )
    report_actions.report_thing(cast.people["author"], None, None, key=uuid4(), address=TYPED, **INSULT)
    return confirm(confirmed), waiting


def _search(cast: Cast) -> None:
    FruitlessSearch.objects.create(words="nirgends zu finden", times=7)
    Help.objects.create(kind="thread", object_id=cast.public.question.pk, member=cast.people["author"])


def _talk(cast: Cast) -> Message:
    """Answers, files, cards of what was said elsewhere, something pinned, and a word from a talk of two."""
    author, expert, cafe = cast.people["author"], cast.people["expert"], cast.rooms.cafe
    thread, post = cast.public.question, cast.public.edited
    said = say(
        author, cafe, f"Siehe [hier]({thread.get_absolute_url()}) und [dort]({post.get_absolute_url()})"
    )
    say(author, cafe, f"Und [das]({cast.rooms.changed.get_absolute_url()})", reply_to=said.seq)
    mark_actions.pin_message(cast.people["moderator"], said)
    mark_actions.react(author, said, kind="danke")
    sending_actions.send_message(
        author,
        cafe,
        text="Mit Bild",
        key=uuid4(),
        files=Bundle((make_upload(author, name="Skizze vom Tisch.png"),)),
    )
    management_actions.edit_room(
        cast.people["moderator"],
        Room.objects.with_owners().get(pk=cafe.pk),
        meeting_url="https://treffen.example/x",
    )
    answered = cast.rooms.table_message
    say(expert, cast.rooms.table, "Nach Westen also", reply_to=answered.seq)
    say(expert, cast.rooms.table, f"Dazu: [{thread.title}]({thread.get_absolute_url()})")
    return answered
