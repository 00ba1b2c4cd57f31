"""How threads and posts look elsewhere, and how words from elsewhere become a thread."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.quotes import Beginning, Card, Quotable, begin_here, show
from forum.drafts import actions as draft_actions
from forum.fields import policy as field_policy
from forum.models import ActionField, Post, Thread
from forum.threads import policy as thread_policy


def _threads(viewer: Any, keys: Collection[int]) -> dict[int, Card]:
    threads: Any = Thread.objects.visible_to(viewer).filter(pk__in=keys).select_related("field")
    return {thread.pk: _thread_card(thread) for thread in threads.with_excerpt()}


def _thread_card(thread: Any) -> Card:
    answers = ngettext("%(n)d Antwort", "%(n)d Antworten", thread.reply_count)
    about = [thread.field.name, answers % {"n": thread.reply_count}]
    if thread.is_answered:
        about.append(_("beantwortet"))
    return Card(
        kind="thema",
        key=thread.pk,
        label=_("Frage") if thread.is_question else _("Diskussion"),
        title=thread.title,
        address=thread.get_absolute_url(),
        excerpt=thread.opening_excerpt or "",
        about=" · ".join(about),
        stream=f"thread:{thread.pk}",
        head=thread.head,
    )


def _posts(viewer: Any, keys: Collection[int]) -> dict[int, Card]:
    posts = Post.objects.visible_to(viewer).standing().filter(pk__in=keys)
    return {
        post.pk: Card(
            kind="beitrag",
            key=post.pk,
            label=_("Beitrag von %(name)s") % {"name": post.author.name},
            title=post.thread.title,
            address=post.get_absolute_url(),
            excerpt=post.excerpt,
            about=str(post.thread.field.name),
        )
        for post in posts.select_related("thread__field", "author")
    }


def _thread_at(match: ResolverMatch, fragment: str) -> int | None:
    return match.kwargs["pk"] if match.url_name in ("show_thread", "show_thread_short") else None


def _post_at(match: ResolverMatch, fragment: str) -> int | None:
    return match.kwargs["pk"] if match.url_name == "show_post" else None


def _fields(viewer: Any) -> list[tuple[str, str]]:
    """The fields in which the viewer may begin a thread; those that everyone can read say so."""
    if not field_policy.can_write(viewer):
        return []
    reach = {True: _("öffentlich lesbar"), False: _("nur für Mitglieder")}
    return [
        (field.slug, f"{field.name} ({reach[field.is_public]})")
        for field in ActionField.objects.visible_to(viewer)
        if thread_policy.can_start_thread(viewer, field)
    ]


def _begin(actor: Any, slug: str, text: str) -> str:
    """A draft at the place where a new thread of the field is written, beside what waited there."""
    if slug not in dict(_fields(actor)):
        raise ValueError(slug)
    draft_actions.save_words(actor, f"new:{slug}", text=text)
    return f"/themen/neu/?feld={slug}"


show(Quotable("thema", cards=_threads, recognise=_thread_at))
show(Quotable("beitrag", cards=_posts, recognise=_post_at))
begin_here(
    Beginning(
        kind="thema",
        words=gettext_lazy("Als neues Thema ins Forum"),
        question=gettext_lazy("In welchem Handlungsfeld?"),
        choices=_fields,
        begin=_begin,
    )
)
