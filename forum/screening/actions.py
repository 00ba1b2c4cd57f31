"""The office says when words wait: how many first posts, and with which words."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.record import record
from community.people.models import Member
from community.text import clean_line, fold
from forum.models import FirstPosts, WatchedWord
from forum.screening import policy
from forum.screening.rules import STEM

WORD_LIMIT = 80


SHORTEST = 3


@transaction.atomic
def choose_first_posts(officer: Member, *, number: int) -> FirstPosts:
    """From now on so many posts of a new member wait; 0: none."""
    policy.can_set_screening(officer).require()
    chosen = FirstPosts.objects.create(number=number, chosen_by=officer)
    record(officer, "choose_first_posts", chosen, after={"number": number})
    return chosen


@transaction.atomic
def watch_word(officer: Member, *, word: str, purpose: str) -> WatchedWord:
    """Texts with this word wait from now on. Twice is once. Raises `ValidationError` for too short a word."""
    policy.can_set_screening(officer).require()
    word, purpose = (
        clean_line(word, limit=WORD_LIMIT, field="word"),
        clean_line(purpose, limit=300, field="purpose"),
    )
    folded = fold(word)
    if len(folded.removesuffix(STEM).strip()) < SHORTEST:
        raise ValidationError(
            {"word": _("Bitte nennen Sie mindestens drei Zeichen: Kürzeres steht in fast jedem Text.")}
        )
    known = WatchedWord.objects.in_force().filter(folded=folded).first()
    if known:
        return known
    watched = WatchedWord.objects.create(word=word, folded=folded, purpose=purpose, added_by=officer)
    record(officer, "watch_word", watched, after={"word": word}, reason=purpose)
    return watched


@transaction.atomic
def drop_word(officer: Member, watched: WatchedWord) -> None:
    """Watch for it no longer; the row stays."""
    policy.can_set_screening(officer).require()
    in_force = WatchedWord.objects.in_force().filter(pk=watched.pk)
    if in_force.update(dropped_at=timezone.now(), dropped_by=officer):
        record(officer, "drop_word", watched, before={"word": watched.word})
