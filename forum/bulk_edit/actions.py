"""One act on a whole selection of threads: one reason, one entry in the journal, one way back; all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.moderation.undo import journal
from community.people.models import Member
from community.web.verdicts import Verdict
from forum.bulk_edit import policy
from forum.closing import policy as closing_policy
from forum.closing.actions import close_thread
from forum.models import ActionField, Post, Thread
from forum.moving import policy as moving_policy
from forum.moving.actions import merge_thread, move_thread
from forum.thread_tools.entries import clean_reason


class Verb:
    """What can be done to many: the act on one, and whether it may be done to that one."""

    def act(self, actor: Member, thread: Thread, **said: Any) -> Any:
        raise NotImplementedError

    def may(self, actor: Member, thread: Thread, more: dict[str, Any]) -> Verdict:
        raise NotImplementedError


class Close(Verb):
    def act(self, actor: Member, thread: Thread, **said: Any) -> Any:
        return close_thread(actor, thread, **said)

    def may(self, actor: Member, thread: Thread, more: dict[str, Any]) -> Verdict:
        return closing_policy.can_close_thread(actor, thread)


class Move(Verb):
    def act(self, actor: Member, thread: Thread, **said: Any) -> Any:
        return move_thread(actor, thread, **said)

    def may(self, actor: Member, thread: Thread, more: dict[str, Any]) -> Verdict:
        return moving_policy.can_move_thread(actor, thread, more["field"])


class Merge(Verb):
    def act(self, actor: Member, thread: Thread, **said: Any) -> Any:
        return merge_thread(actor, thread, **said)

    def may(self, actor: Member, thread: Thread, more: dict[str, Any]) -> Verdict:
        return moving_policy.can_merge_thread(actor, thread, more["target"])


VERBS: dict[str, Verb] = {"close_thread": Close(), "move_thread": Move(), "merge_thread": Merge()}


@dataclass(frozen=True)
class Selection:
    """The threads an act concerns, those it leaves out and why, and how many posts and people that is."""

    threads: list[Thread]
    left_out: list[tuple[Thread, str]]
    posts: int
    people: int


def survey(actor: Member, field: ActionField, keys: Collection[int], /, verb: str, **more: Any) -> Selection:
    """What doing `verb` to these threads of `field` would concern. Changes nothing."""
    may = VERBS[verb].may
    threads, left_out = [], []
    rows = Thread.objects.in_field(field).filter(pk__in=keys).select_related("field").order_by("pk")
    for thread in rows:
        verdict = may(actor, thread, more)
        if verdict:
            threads.append(thread)
        else:
            left_out.append((thread, verdict.reason))
    posts = Post.objects.filter(thread__in=threads)
    return Selection(threads, left_out, posts.count(), posts.values("author").distinct().count())


def bulk_edit_threads(
    actor: Member, field: ActionField, /, *, keys: Collection[int], verb: str, reason: str, **more: Any
) -> Selection:
    """Do `verb` to those of the threads it can be done to. Raises `ValidationError` where that is none."""
    policy.can_bulk_edit(actor, field).require()
    reason = clean_reason(reason)
    with transaction.atomic():
        lock_threads([*keys, *(thread.pk for thread in (more.get("target"),) if thread)])
        selection = survey(actor, field, keys, verb, **more)
        if not selection.threads:
            raise ValidationError({"threads": _("Mit keinem dieser Themen geht das.")})
        number = len(selection.threads)
        title = ngettext("%(n)d Thema in „%(field)s“", "%(n)d Themen in „%(field)s“", number)
        batch = journal.open_batch(
            actor,
            verb,
            title=title % {"n": number, "field": field.name},
            scope=f"field:{field.pk}",
            reason=reason,
            address=field.get_absolute_url(),
        )
        for thread in selection.threads:
            VERBS[verb].act(actor, thread, reason=reason, batch=batch, **more)
    return selection


def lock_threads(keys: Iterable[int]) -> None:
    """All rows at once, in one order, before any field's row: so two selections never wait for each other."""
    rows = Thread.objects.select_for_update(of=("self",)).filter(pk__in=set(keys)).order_by("pk")
    list(rows.values_list("pk", flat=True))
