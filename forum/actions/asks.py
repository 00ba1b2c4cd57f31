"""Questions through the office: handed in, worded together, published in nobody's name, or refused with a reason.

Mails say only that there is something new: mailboxes of town halls are read by more than one person.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.record import record
from community.notices.actions import watch
from community.notices.models import Level
from community.people.letters import send_letter
from community.people.voices import make_voice
from community.text import POST_LIMIT, TITLE_LIMIT, TextRefused, clean_line, clean_source
from forum import ask_policy as policy
from forum.actions.posting import start_thread
from forum.asks import NAME, disclosed
from forum.models import ActionField, Ask, Post

State = Ask.State
REMARK_LIMIT = 2_000


def ask_confidentially(
    asker: Any, field: ActionField, *, title: str, text: str, discloses: str, key: UUID
) -> Ask:
    """Hand a question to the office. The same `key` again returns the first one. Raises `TextRefused`."""
    policy.can_ask_confidentially(asker, field).require()
    words = _cleaned(title, text)
    ask, _made = Ask.objects.get_or_create(
        asker=asker, key=key, defaults={"field": field, "discloses": Ask.Discloses(discloses), **words}
    )
    return ask


@transaction.atomic
def change_ask(asker: Any, ask: Ask, *, field: ActionField, title: str, text: str, discloses: str) -> Ask:
    """The asker words it anew; a proposal of the office is off the table. Raises `TextRefused`."""
    ask = locked_ask(ask)
    policy.can_change_ask(asker, ask).require()
    policy.can_ask_confidentially(asker, field).require()
    words = _cleaned(title, text)
    return _move(
        ask,
        State.WAITING,
        **words,
        field=field,
        discloses=Ask.Discloses(discloses),
        proposed_title="",
        proposed_text="",
    )


@transaction.atomic
def propose_words(officer: Any, ask: Ask, *, title: str, text: str, remark: str, seen: int) -> Ask:
    """The office would word it otherwise; the asker is asked. Raises `TextRefused`."""
    ask = _seen(ask, seen)
    policy.can_propose_words(officer, ask).require()
    words = _cleaned(title, text)
    remark = clean_source(remark, limit=REMARK_LIMIT) if remark.strip() else ""
    proposed = {"proposed_title": words["title"], "proposed_text": words["text"], "remark": remark}
    ask = _move(ask, State.PROPOSED, **proposed)
    send_letter(ask.asker, "ask_moved", ask=ask)
    return ask


@transaction.atomic
def agree_to_words(asker: Any, ask: Ask, *, seen: int) -> Ask:
    """The proposal becomes the asker's words. Raises `TextRefused` where it has changed meanwhile."""
    ask = _seen(ask, seen)
    policy.can_agree_to_words(asker, ask).require()
    words = {"title": ask.proposed_title, "text": ask.proposed_text}
    return _move(ask, State.AGREED, **words, proposed_title="", proposed_text="", remark="")


@transaction.atomic
def refuse_ask(officer: Any, ask: Ask, *, reason: str) -> Ask:
    """It will not be asked through the office; the asker reads why, and may still ask under their own name."""
    ask = locked_ask(ask)
    policy.can_refuse_ask(officer, ask).require()
    ask = _move(ask, State.REFUSED, remark=clean_source(reason, limit=REMARK_LIMIT))
    record(officer, "refuse_ask", ask)
    send_letter(ask.asker, "ask_moved", ask=ask)
    return ask


@transaction.atomic
def publish_ask(officer: Any, ask: Ask, *, seen: int) -> Post:
    """Ask it, under a voice of its own, by the way every thread takes. The officer follows the thread from now on.

    Raises `TextRefused` for what cannot stand, or has changed meanwhile.
    """
    ask = _seen(ask, seen)
    policy.can_publish_ask(officer, ask).require()
    voice = make_voice(NAME, about=disclosed(ask))
    post = start_thread(
        voice, ask.field, title=ask.title, text=ask.text, key=ask.post_key, released=True
    ).post
    emptied = dict.fromkeys(("title", "text", "proposed_title", "proposed_text", "remark"), "")
    ask = _move(ask, State.PUBLISHED, voice=voice, opening=post, **emptied)
    watch(officer, "thread", post.thread_id, Level.ALL)
    record(officer, "publish_ask", post.thread)
    send_letter(ask.asker, "ask_moved", ask=ask)
    return post


def locked_ask(ask: Ask) -> Ask:
    """The row, fresh and locked until the transaction ends."""
    return Ask.objects.select_for_update(of=("self",)).with_page().get(pk=ask.pk)


def _seen(ask: Ask, version: int) -> Ask:
    ask = locked_ask(ask)
    if ask.version != version:
        raise TextRefused(
            "seen", _("Die Frage hat sich inzwischen geändert. Bitte sehen Sie sie noch einmal an.")
        )
    return ask


def _cleaned(title: str, text: str) -> dict[str, str]:
    return {"title": clean_line(title, limit=TITLE_LIMIT), "text": clean_source(text, limit=POST_LIMIT)}


def _move(ask: Ask, state: str, **columns: Any) -> Ask:
    ask.state, ask.moved_at, ask.version = state, timezone.now(), ask.version + 1
    for name, value in columns.items():
        setattr(ask, name, value)
    ask.save()
    return ask
