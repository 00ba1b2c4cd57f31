"""Feeds, and the page on which members make and end the addresses of their private ones."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.people.requests import MemberRequest
from community.web.answers import refused, require_valid
from community.web.doors import door
from community.web.refusals import REFUSALS
from community.web.responses import see_other
from forum.feeds import actions, policy
from forum.feeds.content import FieldFeed, SearchFeed, TagFeed, ThreadsFeed
from forum.feeds.forms import FeedKeyForm
from forum.models import ActionField, FeedKey, Tag
from forum.threads.access import writer_required


@require_safe
def feed_threads(request: HttpRequest, **named: str) -> HttpResponse:
    """GET /feeds/themen/, /feeds/mein/…/themen/"""
    return ThreadsFeed()(request, **named)


@require_safe
def feed_field(request: HttpRequest, **named: str) -> HttpResponse:
    """GET /feeds/handlungsfelder/wohnen/, /feeds/mein/…/handlungsfelder/wohnen/"""
    return FieldFeed()(request, **named)


@require_safe
def feed_tag(request: HttpRequest, **named: str) -> HttpResponse:
    """GET /feeds/stichworte/kita/, /feeds/mein/…/stichworte/kita/"""
    return TagFeed()(request, **named)


@require_safe
def feed_search(request: HttpRequest, **named: str) -> HttpResponse:
    """GET /feeds/suche/?q=Leerstand, /feeds/mein/…/suche/?q=Leerstand"""
    return SearchFeed()(request, **named)


@require_http_methods(["GET", "HEAD", "POST"])
@door(policy.can_keep_feeds)
@never_cache
def list_feeds(request: MemberRequest) -> HttpResponse:
    """GET /konto/feeds/, and POST with `name`: the addresses with the new secret are in this one answer only."""
    form = FeedKeyForm(request.POST or None)
    context: dict[str, object] = {"form": form, "keys": FeedKey.objects.of_member(request.user).in_force()}
    show = partial(render, request, "forum/feeds/feeds.html", context)
    if not form.is_bound:
        return show()
    try:
        require_valid(form)
        key, secret = actions.make_feed_key(request.user, **form.cleaned_data)
    except REFUSALS as refusal:
        return refused(request, refusal, form, show=show)
    context |= {"form": FeedKeyForm(), "made": key, "addresses": _addresses(request, secret)}
    return show()


@require_POST
@writer_required(lambda pk: "new:")
def revoke_feed_key(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /konto/feeds/7/beenden/"""
    actions.revoke_feed_key(request.user, get_object_or_404(FeedKey, pk=pk))
    messages.success(request, _("Diese Adressen führen jetzt nirgends mehr hin."))
    return see_other("list_feeds")


def _addresses(request: HttpRequest, secret: str) -> list[tuple[str, str]]:
    """Name and address of each feed one can read with the new secret."""
    fields = ActionField.objects.visible_to(request.user)
    tags = Tag.objects.visible_to(request.user).vocabulary()
    feeds = [
        (_("Alle Themen"), reverse("private_feed_threads", args=[secret])),
        *((field.name, reverse("private_feed_field", args=[secret, field.slug])) for field in fields),
        *(
            (
                _("Stichwort: %(name)s") % {"name": tag.name},
                reverse("private_feed_tag", args=[secret, tag.slug]),
            )
            for tag in tags
        ),
        (_("Suche, hier nach Leerstand"), f"{reverse('private_feed_search', args=[secret])}?q=Leerstand"),
    ]
    return [(name, request.build_absolute_uri(address)) for name, address in feeds]
