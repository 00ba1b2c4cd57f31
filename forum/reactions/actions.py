"""Reactions to posts. Each change is told through the thread's head; making one twice changes nothing."""

from __future__ import annotations

from django.db import transaction

from community.people.models import Member
from forum.models import Post, Reaction
from forum.reactions import policy
from forum.threads.heads import locked, raise_head


def react_to_post(actor: Member, post: Post, *, kind: str) -> None:
    """Say one of the four things. Raises `ValueError` for any other."""
    kind = Reaction.Kind(kind)
    with transaction.atomic():
        thread = locked(post.thread)
        policy.can_react_to_post(actor, _fresh(post)).require()
        _reaction, made = Reaction.objects.get_or_create(post=post, member=actor, kind=kind)
        if made:
            Post.objects.filter(pk=post.pk).update(rev=raise_head(thread))


def withdraw_reaction(actor: Member, post: Post, *, kind: str) -> None:
    """Take a reaction back."""
    kind = Reaction.Kind(kind)
    with transaction.atomic():
        thread = locked(post.thread)
        policy.can_withdraw_reaction(actor, _fresh(post)).require()
        taken, _rows = Reaction.objects.filter(post=post, member=actor, kind=kind).delete()
        if taken:
            Post.objects.filter(pk=post.pk).update(rev=raise_head(thread))


def _fresh(post: Post) -> Post:
    return Post.objects.select_related("thread__field", "removal", "lock").get(pk=post.pk)
