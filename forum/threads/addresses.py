"""Where a post is read: its page of the thread, in the order it is numbered."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from forum.models import ActionField, Post, Thread

PER_PAGE = 30


def page_of(number: int) -> int:
    """The page of the thread on which post `number` stands, from 1."""
    return (number - 1) // PER_PAGE + 1


def thread_address(thread: Thread, *, page: int = 1) -> str:
    return thread.get_absolute_url() + (f"?seite={page}" if page > 1 else "")


def post_address(post: Post) -> str:
    """Address of the post inside its thread's page, with its anchor."""
    return f"{thread_address(post.thread, page=page_of(post.number))}#{post.anchor}"


def address_with(address: str, **asked: str) -> str:
    """The address with what is asked for in it, if anything is."""
    return f"{address}?{urlencode(asked)}" if asked else address


def field_crumbs(field: ActionField, *, here: bool = True) -> list[tuple[str, str]]:
    """The way to a field; `here` means the field's page itself is open."""
    return [
        (_("Handlungsfelder"), reverse("list_fields")),
        (field.name, "" if here else field.get_absolute_url()),
    ]


def thread_crumbs(thread: Thread, *, here: bool = True) -> list[tuple[str, str]]:
    """The way to a thread, or to a page about one of its posts."""
    return [
        *field_crumbs(thread.field, here=False),
        (thread.title, "" if here else thread.get_absolute_url()),
    ]
