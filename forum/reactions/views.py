"""Reactions under posts: making and taking back, how they are shown, and who made them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from community.people.viewer import Viewer
from community.web.answers import require_valid, wants_json
from community.web.pages import paginate
from community.web.responses import see_other
from forum.models import Post, Reaction
from forum.reactions import actions, policy
from forum.reactions.forms import ReactionForm
from forum.threads.access import get_post, writer_required
from forum.threads.addresses import post_address, thread_crumbs

WHO_PER_PAGE = 60


@dataclass(frozen=True)
class ReactionCount:
    """One of the four reactions under a post: how many chose it, and whether the viewer did."""

    kind: str
    label: str
    count: int
    mine: bool


def count_reactions(viewer: Viewer, posts: Sequence[Post]) -> dict[int, list[ReactionCount]]:
    """All four for every post, with one query however many reacted."""
    found = {
        (row["post"], row["kind"]): (row["n"], bool(row["mine"]))
        for row in Reaction.objects.filter(post__in=posts).counted(viewer)
    }
    return {
        post.pk: [
            ReactionCount(kind, str(label), *found.get((post.pk, kind), (0, False)))
            for kind, label in Reaction.Kind.choices
        ]
        for post in posts
    }


@require_POST
@writer_required(lambda pk: f"post:{pk}")
def react_to_post(request: HttpRequest, pk: int) -> HttpResponse:
    return _mark(request, pk, policy.can_react_to_post, actions.react_to_post)


@require_POST
@writer_required(lambda pk: f"post:{pk}")
def withdraw_reaction(request: HttpRequest, pk: int) -> HttpResponse:
    return _mark(request, pk, policy.can_withdraw_reaction, actions.withdraw_reaction)


@require_safe
@writer_required(lambda pk: f"post:{pk}")
def list_reactions(request: HttpRequest, pk: int) -> HttpResponse:
    """Who reacted, the latest last; as a fragment it unfolds below the post."""
    post = get_post(request, pk)
    policy.can_see_reactions(request.user, post).require()
    made = Reaction.objects.filter(post=post).select_related("member__municipality").order_by("pk")
    page = paginate(request, made, per_page=WHO_PER_PAGE)
    context = {"post": post, "page": page, "crumbs": thread_crumbs(post.thread, here=False)}
    template = (
        "forum/reactions/_reactions.html"
        if "HX-Request" in request.headers
        else "forum/reactions/reactions.html"
    )
    return render(request, template, context)


def _mark(request: HttpRequest, pk: int, may: Callable[..., Any], verb: Callable[..., None]) -> HttpResponse:
    """Back to the post; a script only needs to know that it is done and fetches what changed."""
    post = get_post(request, pk)
    form = ReactionForm(request.POST)
    require_valid(form, may=partial(may, request.user, post))
    verb(request.user, post, kind=form.cleaned_data["kind"])
    return HttpResponse(status=204) if wants_json(request) else see_other(post_address(post))
