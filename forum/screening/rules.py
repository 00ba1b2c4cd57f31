"""Whether words have to wait for the office: the first ones of a new member, and those with a watched word."""

from __future__ import annotations

import re

from community.people.admission.newcomers import is_newcomer
from community.people.models import Member
from community.text import fold
from forum.fields import policy as field_policy
from forum.models import ActionField, FirstPosts, PendingPost, Post, WatchedWord

STEM = "*"


def needs_approval(author: Member, field: ActionField, *words: str) -> tuple[str, str] | None:
    """The cause and what was found, or `None`: the words may stand at once. Nobody's own moderators wait."""
    if field_policy.moderates(author, field):
        return None
    if is_newcomer(author) and Post.objects.filter(author=author).count() < first_posts():
        return PendingPost.Cause.FIRST, ""
    found = watched_word(*words)
    return (PendingPost.Cause.WATCHED, found) if found else None


def first_posts() -> int:
    """How many posts of a new member wait; 0: none."""
    return FirstPosts.objects.values_list("number", flat=True).first() or 0


def watched_word(*words: str) -> str:
    """The first watched word that stands in the text as a whole, or as a beginning where it ends with a star."""
    text = fold(" ".join(words))
    for word, folded in WatchedWord.objects.in_force().values_list("word", "folded"):
        stem = folded.removesuffix(STEM).strip()
        end = "" if folded.endswith(STEM) else r"(?!\w)"
        if re.search(rf"(?<!\w){re.escape(stem)}{end}", text):
            return word
    return ""
