"""The office's page about tags: what was proposed, the vocabulary, what was put away, and the acts on each word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.moderation.access import office_only
from community.people.models import Member
from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.models import Tag, Thread
from forum.tags.forms import EditTagForm, MergeTagForm, NameTagForm
from forum.vocabulary import actions

BLANK = {"use_required_attribute": False}


@office_only
@require_safe
def list_vocabulary(request: MemberRequest) -> HttpResponse:
    """GET /moderation/stichworte/"""
    tags = Tag.objects.with_threads(request.user)
    context = {
        "proposals": tags.proposals().select_related("proposed_by__municipality"),
        "vocabulary": tags.vocabulary().prefetch_related("synonyms"),
        "retired": tags.filter(retired_at__isnull=False, main__isnull=True),
    }
    return render(request, "forum/vocabulary/vocabulary.html", context)


@office_only
@require_http_methods(["GET", "HEAD", "POST"])
def add_tag(request: MemberRequest) -> HttpResponse:
    """GET and POST /moderation/stichworte/neu/ with `name` and `reason`"""
    form = NameTagForm(request.POST or None)
    show = partial(render, request, "forum/vocabulary/add_tag.html", {"form": form})
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        tag = actions.add_tag(request.user, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _("„%(name)s“ gehört jetzt zum Vokabular.") % {"name": tag.name})
    return see_other("list_vocabulary")


@office_only
@require_safe
def edit_tag(request: MemberRequest, pk: int) -> HttpResponse:
    """GET /moderation/stichworte/7/: everything one can do with a word."""
    return _page(request, _tag(pk))


@office_only
@require_POST
def confirm_tag(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /moderation/stichworte/7/bestaetigen/ with `reason`"""
    return _act(request, pk, "confirm", actions.confirm_tag, _("Das Stichwort gehört jetzt zum Vokabular."))


@office_only
@require_POST
def retire_tag(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /moderation/stichworte/7/ablegen/ with `reason`"""
    return _act(request, pk, "retire", actions.retire_tag, _("Das Stichwort wird nicht mehr angeboten."))


@office_only
@require_POST
def rename_tag(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /moderation/stichworte/7/umbenennen/ with `name` and `reason`"""
    done = _("Umbenannt. Der frühere Name führt weiter hierher.")
    return _act(request, pk, "rename", actions.rename_tag, done)


@office_only
@require_POST
def add_synonym(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /moderation/stichworte/7/synonym/ with `name` and `reason`"""

    def add(actor: Member, tag: Tag, *, name: str, reason: str) -> None:
        actions.add_tag(actor, name=name, reason=reason, main=tag)

    return _act(request, pk, "synonym", add, _("Wer dieses Wort schreibt, bekommt jetzt das Stichwort."))


@office_only
@require_POST
def merge_tags(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /moderation/stichworte/7/zusammenfuehren/ with `target` and `reason`"""
    return _act(request, pk, "merge", actions.merge_tags, _("Zusammengeführt. Beide Wörter führen zu einem."))


def _tag(pk: int) -> Tag:
    return get_object_or_404(Tag.objects.filter(main__isnull=True), pk=pk)


def _forms(tag: Tag, data: Any = None, bound: str = "") -> dict[str, Form]:
    """One form for each act; the one that was sent holds what was typed."""

    def sent(name: str) -> dict[str, Any]:
        return {"data": data if name == bound else None, "auto_id": f"id_{name}_%s", **BLANK}

    return {
        "confirm": EditTagForm(**sent("confirm")),
        "rename": NameTagForm(**sent("rename"), initial={"name": tag.name}),
        "synonym": NameTagForm(**sent("synonym")),
        "merge": MergeTagForm(tag=tag, **sent("merge")),
        "retire": EditTagForm(**sent("retire")),
    }


def _act(request: MemberRequest, pk: int, name: str, act: Callable[..., Any], done: str) -> HttpResponse:
    """Do it and go back to the list; what was refused is said beside its field."""
    tag = _tag(pk)
    forms = _forms(tag, request.POST, name)
    form = forms[name]
    try:
        require_valid(form)
        act(request.user, tag, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=partial(_page, request, tag, forms=forms, opened=name))
    messages.success(request, done)
    return see_other("list_vocabulary")


def _page(
    request: HttpRequest,
    tag: Tag,
    *,
    forms: dict[str, Form] | None = None,
    opened: str = "",
    status: int = 200,
) -> HttpResponse:
    forms = forms or _forms(tag)
    acts = [
        ("confirm", "confirm_tag", _("Ins Vokabular aufnehmen"), not tag.in_vocabulary or tag.retired_at),
        ("rename", "rename_tag", _("Umbenennen"), tag.retired_at is None),
        ("synonym", "add_synonym", _("Anderes Wort dafür"), tag.retired_at is None),
        ("merge", "merge_tags", _("Mit einem anderen zusammenführen"), tag.retired_at is None),
        ("retire", "retire_tag", _("Nicht mehr anbieten"), tag.retired_at is None),
    ]
    context = {
        "tag": tag,
        "synonyms": list(tag.synonyms.order_by("folded")),
        "threads_shown": Thread.objects.visible_to(request.user).tagged(tag).count(),
        "acts": [
            (label, reverse(view, args=[tag.pk]), forms[name], name == opened)
            for name, view, label, fits in acts
            if fits
        ],
    }
    return render(request, "forum/vocabulary/edit_tag.html", context, status=status)
