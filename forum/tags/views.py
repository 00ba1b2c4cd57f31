"""Tags: all of them, the threads of one, suggestions, and other tags for a thread."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, IntegerField, Q, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.people.requests import MemberRequest
from community.text import fold
from community.web.answers import refused, require_valid
from community.web.refusals import ANY_REFUSAL
from community.web.responses import see_other
from forum.fields import policy as field_policy
from forum.fields.views import chosen_filter, filter_links, page_of_threads
from forum.models import Tag, Thread
from forum.tags import actions, policy
from forum.tags.forms import RetagForm
from forum.tags.models import TAG_LIMIT
from forum.threads.access import get_thread, writer_required
from forum.threads.addresses import thread_crumbs

SUGGESTED = 8


@require_safe
def list_tags(request: HttpRequest) -> HttpResponse:
    """GET /stichworte/: the vocabulary first, then what members proposed beside it."""
    tags = list(Tag.objects.visible_to(request.user).with_threads(request.user).order_by("folded", "pk"))
    context = {
        "vocabulary": [tag for tag in tags if tag.in_vocabulary],
        "proposed": [tag for tag in tags if not tag.in_vocabulary],
        "can_tend": policy.can_manage_tags(request.user),
        "crumbs": [(_("Handlungsfelder"), reverse("list_fields")), (_("Stichwörter"), "")],
    }
    return render(request, "forum/tags/tags.html", context)


@require_safe
def show_tag(request: HttpRequest, slug: str) -> HttpResponse:
    """GET /stichworte/kinderbetreuung/: the threads with this tag; another word for it leads here."""
    tag = Tag.objects.select_related("main").filter(slug=slug).first()
    if tag is None:
        raise Http404
    if tag.main:
        policy.can_see_tag(request.user, tag.main).require()
        return redirect(tag.main)
    policy.can_see_tag(request.user, tag).require()
    chosen = chosen_filter(request)
    threads = Thread.objects.visible_to(request.user).tagged(tag)
    context = {
        "tag": tag,
        "synonyms": list(tag.synonyms.order_by("folded")),
        "page": page_of_threads(request, threads, chosen),
        "filters": filter_links(request, tag.get_absolute_url(), chosen),
        "chosen": chosen,
        "on_top": (),
        "is_public": bool(policy.can_see_tag(AnonymousUser(), tag)),
        "can_tend": policy.can_manage_tags(request.user),
        "crumbs": [(_("Stichwörter"), reverse("list_tags")), (tag.name, "")],
    }
    return render(request, "forum/tags/tag.html", context)


@require_safe
def suggest_tags(request: HttpRequest) -> HttpResponse:
    """GET /stichworte/vorschlaege/?q= : a fragment of at most eight options."""
    policy.can_suggest_tags(request.user).require()
    query = fold(request.GET.get("q", "")[:TAG_LIMIT])
    begins = When(Q(folded__startswith=query) | Q(synonyms__folded__startswith=query), then=Value(0))
    fits = Q(folded__contains=query) | Q(synonyms__folded__startswith=query)
    tags = Tag.objects.visible_to(request.user).filter(fits) if query else Tag.objects.none()
    best = tags.annotate(place=Case(begins, default=Value(1), output_field=IntegerField()))
    found = dict.fromkeys(best.order_by("place", "-in_vocabulary", "folded")[: 2 * SUGGESTED])
    return render(request, "forum/tags/_tag_suggestions.html", {"tags": list(found)[:SUGGESTED]})


@require_http_methods(["GET", "HEAD", "POST"])
@writer_required(lambda pk: f"thread:{pk}")
def retag_thread(request: MemberRequest, pk: int) -> HttpResponse:
    """GET and POST /themen/7/stichworte/ with `tags` and, for the moderation, `reason`"""
    thread = get_thread(request, pk)
    policy.can_retag_thread(request.user, thread).require()
    must_explain = field_policy.moderates(request.user, thread.field)
    names = ", ".join(tag.name for tag in thread.tags.in_use())
    form = RetagForm(request.POST or None, must_explain=must_explain, initial={"tags": names})
    context = {
        "thread": thread,
        "form": form,
        "title": _("Stichwörter ändern"),
        "back": thread.get_absolute_url(),
        "crumbs": thread_crumbs(thread, here=False),
        "is_undone_later": must_explain,
    }
    show = partial(render, request, "forum/tags/retag_thread.html", context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        actions.retag_thread(request.user, thread, **form.cleaned_data)
    except ANY_REFUSAL as refusal:
        return refused(request, refusal, form, show=show)
    messages.success(request, _("Die Stichwörter sind gespeichert."))
    return see_other(thread)
