"""Action fields and lists of threads: the tables, and who sits at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from community.people.requests import MemberRequest
from community.web.pages import Page, paginate
from community.web.responses import see_other
from forum.bulk_edit import policy as bulk_edit_policy
from forum.fields import policy
from forum.models import ActionField, Tag, Thread
from forum.reading import actions as reading_actions
from forum.tags.models import shown_tags
from forum.threads import policy as thread_policy
from forum.threads.access import get_field, writer_required
from forum.threads.addresses import address_with, field_crumbs
from forum.threads.models import ThreadQuerySet

OPEN_SHOWN = 4


PINNED_SHOWN = 5


TAGS_SHOWN = 10


Filter = Callable[[ThreadQuerySet, Any], ThreadQuerySet]


FILTERS: dict[str, tuple[Any, Filter, bool]] = {
    "": (gettext_lazy("Alle"), lambda threads, viewer: threads, False),
    "offen": (gettext_lazy("Offene Fragen"), lambda threads, viewer: threads.open_questions(), False),
    "unbeantwortet": (gettext_lazy("Noch ohne Antwort"), lambda threads, viewer: threads.unanswered(), False),
    "beantwortet": (gettext_lazy("Beantwortet"), lambda threads, viewer: threads.answered(), False),
    "zusammengefasst": (gettext_lazy("Zusammengefasst"), lambda threads, viewer: threads.summarised(), False),
    "ungelesen": (gettext_lazy("Ungelesen"), lambda threads, viewer: threads.unread_by(viewer), True),
    "eigene": (gettext_lazy("Von mir"), lambda threads, viewer: threads.started_by(viewer), True),
}


@require_safe
def list_fields(request: HttpRequest) -> HttpResponse:
    fields = list(ActionField.objects.visible_to(request.user))
    return render(
        request, "forum/fields/fields.html", {"fields": fields, "all_shown": policy.can_write(request.user)}
    )


@require_safe
def show_field(request: HttpRequest, slug: str) -> HttpResponse:
    """A field's page: what it is about, its open questions first, then what moved last, with what is shown here too."""
    field = get_field(request, slug)
    chosen, tag = chosen_filter(request), chosen_tag(request)
    threads = Thread.objects.in_field(field)
    shown = Thread.objects.visible_to(request.user).shown_in(field)
    page = page_of_threads(request, shown.tagged(tag) if tag else shown, chosen)
    begins = not chosen and not tag and page.number == 1
    pinned = _cards(request, threads.pinned()[:PINNED_SHOWN]) if begins else []
    shows_open = begins and field.open_count
    open_questions = (
        _cards(request, threads.open_questions().newest_first()[:OPEN_SHOWN]) if shows_open else []
    )
    on_top = {thread.pk for thread in [*pinned, *open_questions]}
    context = {
        "field": field,
        "crumbs": field_crumbs(field),
        "page": page,
        "filters": filter_links(request, field.get_absolute_url(), chosen, tag),
        "chosen": chosen,
        "chosen_tag": tag,
        "tags": _tags_in(request, field),
        "pinned": pinned,
        "open_questions": [thread for thread in open_questions if thread not in pinned],
        "on_top": on_top,
        "can_start": thread_policy.can_start_thread(request.user, field),
        "can_write": policy.can_write(request.user),
        "can_tend": bulk_edit_policy.can_bulk_edit(request.user, field),
    }
    return render(request, "forum/fields/field.html", context)


@require_safe
def list_threads(request: HttpRequest) -> HttpResponse:
    """All threads the viewer may read, across the fields."""
    chosen, tag = chosen_filter(request), chosen_tag(request)
    threads = Thread.objects.visible_to(request.user)
    page = page_of_threads(request, threads.tagged(tag) if tag else threads, chosen)
    context = {
        "page": page,
        "crumbs": [(_("Handlungsfelder"), reverse("list_fields")), (_("Alle Themen"), "")],
        "on_top": (),
        "filters": filter_links(request, reverse("list_threads"), chosen, tag),
        "chosen": chosen,
        "chosen_tag": tag,
        "can_write": policy.can_write(request.user),
    }
    return render(request, "forum/fields/threads.html", context)


@require_POST
@writer_required(lambda slug: f"new:{slug}")
def mark_field_read(request: MemberRequest, slug: str) -> HttpResponse:
    field = get_field(request, slug)
    policy.can_write(request.user).require()
    reading_actions.mark_all_read(request.user, field)
    messages.success(
        request, _("Alles in „%(field)s“ gilt als gelesen.") % {"field": field.name}, extra_tags="undo-read"
    )
    return see_other(f"{field.get_absolute_url()}?gelesen=1")


@require_POST
@writer_required(lambda slug: f"new:{slug}")
def take_back_field_read(request: MemberRequest, slug: str) -> HttpResponse:
    field = get_field(request, slug)
    policy.can_write(request.user).require()
    reading_actions.take_back_all_read(request.user, field)
    messages.success(request, _("Was vorher neu war, ist wieder neu."))
    return see_other(field)


def chosen_filter(request: HttpRequest) -> str:
    """The filter in the address; unknown ones, and a member's own for visitors, do not exist."""
    chosen = request.GET.get("filter", "")
    if chosen not in FILTERS or (FILTERS[chosen][2] and not policy.can_write(request.user)):
        raise Http404
    return chosen


def chosen_tag(request: HttpRequest) -> Tag | None:
    """The tag in the address (`stichwort`); one the viewer may not know of does not exist."""
    slug = request.GET.get("stichwort", "")
    if not slug:
        return None
    tag = Tag.objects.visible_to(request.user).filter(slug=slug).first()
    if tag is None:
        raise Http404
    return tag


def filter_links(
    request: HttpRequest, address: str, chosen: str, tag: Tag | None = None
) -> list[tuple[str, str, bool]]:
    narrowed = {"stichwort": tag.slug} if tag else {}
    return [
        (str(label), address_with(address, **({"filter": name} if name else {}), **narrowed), name == chosen)
        for name, (label, _apply, personal) in FILTERS.items()
        if not personal or policy.can_write(request.user)
    ]


def page_of_threads(request: HttpRequest, threads: ThreadQuerySet, chosen: str) -> Page[Thread]:
    """The page asked for: first only the keys in order (an index holds them), then the rows of this page."""
    wanted = FILTERS[chosen][1](threads, request.user).newest_first()
    keys = paginate(request, wanted.values_list("pk", flat=True))
    rows = {thread.pk: thread for thread in _cards(request, Thread.objects.filter(pk__in=keys.items))}
    return Page(
        [rows[key] for key in keys.items if key in rows],
        keys.number,
        keys.pages,
        keys.url_for,
        more=keys.more,
        total=keys.total,
    )


def _cards(request: HttpRequest, threads: Any) -> list[Thread]:
    return list(threads.with_card().with_excerpt().with_unread(request.user).prefetch_related(shown_tags()))


def _tags_in(request: HttpRequest, field: ActionField) -> list[Tag]:
    """The words most used in this field."""
    used = Tag.objects.visible_to(request.user).filter(thread__in=Thread.objects.in_field(field))
    return list(used.annotate(used=Count("thread")).order_by("-used", "folded")[:TAGS_SHOWN])
