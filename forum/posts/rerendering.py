"""Stored HTML follows the renderer: the source stays, what is shown of it is made anew.

Runs beside the living forum: every batch is a short transaction of its own, and a post that is edited meanwhile is
left to the edit, which renders with the new version anyway.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from community.text import RENDERER_VERSION
from forum.models import Post, Summary
from forum.posts.rendering import render_post

BATCH = 200


def render_anew(*, everything: bool = False) -> tuple[int, int]:
    """Render outdated posts (or all) anew; returns how many were rendered and how many came out different."""
    seen = changed = last = 0
    while batch := list(_waiting(everything).filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        seen += len(batch)
        with transaction.atomic():
            changed += sum(_render(post) for post in batch)
    _render_summaries(everything)
    return seen, changed


def _render_summaries(everything: bool) -> None:
    summaries = Summary.objects.only("pk", "source", "version")
    for summary in summaries if everything else summaries.filter(renderer__lt=RENDERER_VERSION):
        unchanged = Summary.objects.filter(pk=summary.pk, version=summary.version)
        unchanged.update(html=render_post(summary.source).html, renderer=RENDERER_VERSION)


def _waiting(everything: bool) -> QuerySet[Post]:
    posts = Post.objects.only("pk", "source", "html", "excerpt", "edit_count")
    return posts if everything else posts.filter(renderer__lt=RENDERER_VERSION)


def _render(post: Post) -> bool:
    rendered = render_post(post.source)
    unchanged = Post.objects.filter(pk=post.pk, edit_count=post.edit_count)
    unchanged.update(html=rendered.html, excerpt=rendered.excerpt, renderer=RENDERER_VERSION)
    return (post.html, post.excerpt) != (rendered.html, rendered.excerpt)
