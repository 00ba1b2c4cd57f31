"""Erasing for good: the one act without a way back, so it takes two people. The first asks, another one does it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from community.audit.record import record
from community.people.models import Member
from forum.erasure import policy
from forum.models import Erasure, Poll, Post, PostAttachment, PostRevision, Reaction
from forum.thread_tools.entries import clean_reason
from forum.threads.heads import locked, raise_head
from forum.threads.indexing import follow_post


def propose_erasure(actor: Member, post: Post, *, reason: str) -> Erasure:
    """Ask for the removed post to be erased. Nothing is gone yet."""
    reason = clean_reason(reason)
    with transaction.atomic():
        locked(post.thread)
        policy.can_propose_erasure(actor, _fresh(post)).require()
        erasure = Erasure.objects.create(post=post, proposed_by=actor, reason=reason)
        record(actor, "propose_erasure", post, reason=reason)
    return erasure


def withdraw_erasure(actor: Member, post: Post) -> None:
    """Leave the post as it is: removed, and restorable."""
    with transaction.atomic():
        locked(post.thread)
        policy.can_withdraw_erasure(actor, _fresh(post)).require()
        Erasure.objects.filter(post=post, confirmed_at=None).delete()
        record(actor, "withdraw_erasure", post)


def confirm_erasure(actor: Member, post: Post) -> None:
    """Erase words, versions, files, mentions, quotes and reactions. The tombstone stays: answers keep their place."""
    with transaction.atomic():
        thread = locked(post.thread)
        post = _fresh(post)
        policy.can_confirm_erasure(actor, post).require()
        Erasure.objects.filter(post=post).update(confirmed_by=actor, confirmed_at=timezone.now())
        PostRevision.objects.filter(post=post).delete()
        # Files that belong to nothing are cleared away by the uploads' own job.
        PostAttachment.objects.filter(post=post).delete()
        post.mentions.all().delete()
        post.quotes.all().delete()
        Reaction.objects.filter(post=post).delete()
        Poll.objects.filter(opening=post).delete()
        Post.objects.filter(pk=post.pk).update(
            source="", html="", excerpt="", edit_count=0, edited_at=None, rev=raise_head(thread)
        )
        follow_post(Post.objects.get(pk=post.pk))
        record(actor, "confirm_erasure", post, reason=post.erasure.reason)


def _fresh(post: Post) -> Post:
    return Post.objects.select_related("thread__field", "author", "removal", "erasure").get(pk=post.pk)
