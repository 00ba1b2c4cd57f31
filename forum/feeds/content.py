"""Atom feeds: threads of the house, of a field, of a tag, and what a search finds, the latest movement first.

Without a key they are for everyone and say what a visitor reads, whoever is signed in. With a key they say what its
owner may read at this moment. Both ask `visible_to`, as the pages do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from community.people.viewer import Viewer
from community.search.asking import LONGEST_QUERY
from community.search.finding import Narrowing, find, load
from community.text.gate import for_xml
from forum.feeds.actions import reader_behind
from forum.fields import policy as field_policy
from forum.models import ActionField, Tag, Thread
from forum.tags import policy as tag_policy
from forum.tags.models import shown_tags

ENTRIES = 30


LONGEST_SUMMARY = 300


NOTHING_YET = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One thread or post. `lasting` is the address that never changes: it makes the entry's identity."""

    title: str
    url: str
    lasting: str
    summary: str
    author: str
    written_at: datetime
    moved_at: datetime
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Channel:
    """One feed as its reader gets it. `page` is the page that shows the same, `lasting` the feed's public address."""

    title: str
    page: str
    lasting: str
    host: str
    entries: list[Entry]


class HouseAtom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """A feed without entries says the same at each fetch."""
        latest: datetime = super().latest_post_date()
        return latest if self.items else NOTHING_YET


class HouseFeed(Feed):
    """What all feeds share: who reads, what an entry says, and what a program that asks again gets."""

    feed_type = HouseAtom
    language = "de"
    author_name = "Demografiedialog"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """304 where nothing has changed. Only the tag counts: a text that was taken down moves no date."""
        answer = super().__call__(request, *args, **kwargs)
        etag = f'"{sha256(answer.content).hexdigest()[:32]}"'
        found: HttpResponse = get_conditional_response(request, etag=etag, response=answer) or answer
        found["ETag"] = etag
        found["Cache-Control"] = "private, no-cache" if "secret" in kwargs else "public, max-age=300"
        if "secret" in kwargs:
            found["X-Robots-Tag"] = "noindex"
        return found

    def get_object(self, request: HttpRequest, secret: str | None = None, **named: str) -> Channel:
        viewer = AnonymousUser() if secret is None else reader_behind(secret)
        if viewer is None:
            raise Http404
        return self.channel(request, viewer, **named)

    def channel(self, request: HttpRequest, viewer: Viewer, **named: str) -> Channel:
        raise NotImplementedError

    def title(self, channel: Channel) -> str:
        return for_xml(channel.title)

    def link(self, channel: Channel) -> str:
        return channel.page

    def feed_guid(self, channel: Channel) -> str:
        return f"{channel.host}{channel.lasting}"

    def items(self, channel: Channel) -> list[tuple[str, Entry]]:
        return [(channel.host, entry) for entry in channel.entries]

    def item_title(self, item: Any) -> str:
        return for_xml(item[1].title)

    def item_link(self, item: Any) -> str:
        return str(item[1].url)

    def item_guid(self, item: Any) -> str:
        return f"{item[0]}{item[1].lasting}"

    def item_description(self, item: Any) -> str:
        return escape(Truncator(for_xml(item[1].summary)).chars(LONGEST_SUMMARY))

    def item_author_name(self, item: Any) -> str:
        return for_xml(item[1].author)

    def item_pubdate(self, item: Any) -> datetime:
        return item[1].written_at

    def item_updateddate(self, item: Any) -> datetime:
        return item[1].moved_at

    def item_categories(self, item: Any) -> tuple[str, ...]:
        return tuple(map(for_xml, item[1].words))


class ThreadsFeed(HouseFeed):
    def channel(self, request: HttpRequest, viewer: Viewer, **named: str) -> Channel:
        threads = Thread.objects.visible_to(viewer)
        return _of_threads(
            request, threads, _("Alle Themen"), reverse("list_threads"), reverse("feed_threads")
        )


class FieldFeed(HouseFeed):
    def channel(self, request: HttpRequest, viewer: Viewer, **named: str) -> Channel:
        field = ActionField.objects.get(slug=named["slug"])
        field_policy.can_see_field(viewer, field).require()
        threads = Thread.objects.visible_to(viewer).shown_in(field)
        lasting = reverse("feed_field", args=[field.slug])
        return _of_threads(request, threads, field.name, field.get_absolute_url(), lasting)


class TagFeed(HouseFeed):
    def channel(self, request: HttpRequest, viewer: Viewer, **named: str) -> Channel:
        tag = Tag.objects.select_related("main").get(slug=named["slug"])
        tag = tag.main or tag  # what was merged goes on being read
        tag_policy.can_see_tag(viewer, tag).require()
        threads = Thread.objects.visible_to(viewer).tagged(tag)
        return _of_threads(
            request, threads, tag.name, tag.get_absolute_url(), reverse("feed_tag", args=[tag.slug])
        )


class SearchFeed(HouseFeed):
    """What a search finds in the forum, by time. Rooms are not among it: what is said there stays there."""

    def channel(self, request: HttpRequest, viewer: Viewer, **named: str) -> Channel:
        query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
        if not query:
            raise Http404
        found = find(viewer, query, Narrowing(kinds=("thread", "post"))).ranked
        latest = sorted(found, key=lambda row: (row.at, row.pk), reverse=True)[:ENTRIES]
        asked = urlencode({"q": query})
        entries = [
            Entry(
                title=hit.title,
                url=hit.url,
                lasting=f"/{'themen' if row.kind == 'thread' else 'beitraege'}/{row.object_id}/",
                summary=hit.text,
                author=hit.author.name,
                written_at=hit.at,
                moved_at=hit.at,
            )
            for row, hit in load(viewer, latest)
        ]
        title = _("Suche: %(query)s") % {"query": query}
        return Channel(
            _named(title),
            f"{reverse('search')}?{asked}",
            f"{reverse('feed_search')}?{asked}",
            _host(request),
            entries,
        )

    def feed_url(self, channel: Channel) -> str:
        return channel.lasting


def _of_threads(request: HttpRequest, threads: Any, title: str, page: str, lasting: str) -> Channel:
    rows = threads.with_card().with_excerpt().prefetch_related(shown_tags()).newest_first()[:ENTRIES]
    entries = [
        Entry(
            title=thread.title,
            url=thread.get_absolute_url(),
            lasting=reverse("show_thread_short", args=[thread.pk]),
            summary=thread.opening_excerpt or "",
            author=thread.author.name,
            written_at=thread.created_at,
            moved_at=thread.active_at,
            words=(thread.field.name, *(tag.name for tag in thread.shown_tags)),
        )
        for thread in rows
    ]
    return Channel(_named(title), page, lasting, _host(request), entries)


def _named(title: str) -> str:
    return f"{title} – Demografiedialog"


def _host(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
