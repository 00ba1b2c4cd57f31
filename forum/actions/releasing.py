"""Letting words go that waited: they become a post of their author, now, through the way all posts take."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from forum import hold_policy
from forum.actions.holding import change_words, finish_release, locked_hold, words_of
from forum.actions.posting import Posted, reply, start_thread
from forum.models import HeldFile, Hold, Post
from forum.tags import still_offered


@transaction.atomic
def release_hold(officer: Any, hold: Hold, *, text: str, title: str = "") -> Post:
    """Publish the words, as they are or as changed here. Raises `TextRefused` for what cannot stand."""
    hold_policy.can_see_hold(officer, hold).require()
    hold = locked_hold(hold)
    hold_policy.can_release_hold(officer, hold).require()
    was = change_words(hold, title=title, text=text)
    post = _publish(hold).post
    finish_release(officer, hold, post, was=was)
    return post


def _publish(hold: Hold) -> Posted:
    poll, files = words_of(hold)
    HeldFile.objects.filter(hold=hold).delete()
    if thread := hold_policy.destination(hold):
        return reply(
            hold.author,
            thread,
            text=hold.source,
            key=hold.key,
            reply_to=hold.reply_to if thread.pk == hold.thread_id else None,
            files=files,
            released=True,
        )
    return start_thread(
        hold.author,
        hold.field,
        title=hold.title,
        text=hold.source,
        key=hold.key,
        kind=hold.kind,
        tags=still_offered(hold.tags),
        poll=poll,
        files=files,
        released=True,
    )
