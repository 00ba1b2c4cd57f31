"""What a thread is in the house: its page, its bell, its place in lists. What is written in it are its posts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.kinds import Kind, register
from community.live.kind import Streamed
from community.live.registry import Pair
from community.moderation.kind import Snapshot
from community.notices.kind import Answerable, Entry, Letter
from community.people.models import Member
from community.people.viewer import Viewer
from community.quotes.kind import Card, Continuing, Quotable
from community.search.kind import Hit, Place, Words
from forum.kinds.in_field import FoundInField, ReportedInField
from forum.kinds.indexing import beginning_of, said_by_tags, state_scopes, tag_scopes, with_opening, with_tags
from forum.kinds.measures import ClearTitle, HideOpening
from forum.kinds.post import what_stands
from forum.kinds.thread_notices import THREAD_NOTICES
from forum.kinds.watched_threads import WatchedThreads
from forum.kinds.ways import ways_for_thread
from forum.kinds.writing import answer_by_mail, begin_draft, fields_to_begin_in
from forum.models import ActionField, Post, Tag, Thread, ThreadEvent
from forum.moving import policy as moving_policy
from forum.threads import policy as thread_policy

LABELS = 500
ENTRIES = 10


@register
class ThreadKind(
    Kind[Thread], FoundInField, ReportedInField, Quotable, Continuing, Answerable, WatchedThreads, Streamed
):
    slug, model, label = "thread", Thread, gettext_lazy("Thema")
    word = "thema"

    def rows(self) -> QuerySet[Thread]:
        """A thread that went into another one is there no longer; its posts are found where they are."""
        return Thread.objects.filter(merged_into__isnull=True).select_related("field", "author")

    def visible_to(self, viewer: Viewer) -> QuerySet[Thread]:
        return Thread.objects.visible_to(viewer)

    def can_see(self, viewer: Viewer, thread: Thread) -> Any:
        return thread_policy.can_see_thread(viewer, thread)

    def title(self, thread: Thread) -> str:
        return thread.title

    def field(self, thread: Thread) -> ActionField:
        return thread.field

    def at(self, match: ResolverMatch, fragment: str) -> int | None:
        return match.kwargs["pk"] if match.url_name in ("show_thread", "show_thread_short") else None

    # Found with how it begins and its summary

    heading, filter_word = gettext_lazy("Themen"), "themen"
    has_titles, weight = True, 1.15

    def indexed(self, keys: Collection[int]) -> Iterator[Words]:
        renamed = Prefetch(
            "events", ThreadEvent.objects.filter(verb=ThreadEvent.Verb.RETITLE), to_attr="renamed"
        )
        threads = Thread.objects.filter(pk__in=keys, merged_into__isnull=True)
        for thread in with_opening(threads.prefetch_related(with_tags(), renamed)):
            # Who remembers a former title finds the thread by it.
            former = [event.former for event in thread.renamed]
            yield Words(
                key=thread.pk,
                family=f"thread:{thread.pk}",
                at=thread.active_at,
                title=thread.title,
                text="\n".join([beginning_of(thread), said_by_tags(thread), *former]).strip(),
                author_id=thread.author_id,
                answers=thread.is_answered,
                scopes=(f"field{thread.field_id}", *state_scopes(thread), *tag_scopes(thread)),
            )

    def hits(self, viewer: Viewer, keys: Collection[int]) -> dict[int, Hit]:
        threads = self.visible_to(viewer).filter(pk__in=keys)
        return {
            thread.pk: Hit(
                title=thread.title,
                url=thread.get_absolute_url(),
                text=beginning_of(thread).strip(),
                at=thread.active_at,
                author=thread.author,
                place=thread.field,
                state=thread.state,
            )
            for thread in with_opening(threads.select_related("field", "author__municipality"))
        }

    def places(self, viewer: Viewer) -> list[Place]:
        fields = ActionField.objects.visible_to(viewer)
        return [Place(field.slug, field.name, f"field{field.pk}") for field in fields]

    def labels(self, viewer: Viewer) -> list[Place]:
        return [Place(tag.slug, tag.name, tag.scope) for tag in Tag.objects.visible_to(viewer)[:LABELS]]

    # Reported, decided about

    measures = (HideOpening(), ClearTitle())

    def snapshot(self, thread: Thread) -> Snapshot:
        opening = Post.objects.in_thread(thread).select_related("author", "removal").get(number=1)
        return what_stands(opening) | {"title": thread.title, "context": []}

    def ways(self, viewer: Viewer, thread: Thread) -> list[tuple[str, str]]:
        return ways_for_thread(viewer, thread)

    # Referred to; words from elsewhere become one

    def quoted(self, viewer: Viewer) -> Any:
        threads: Any = self.visible_to(viewer).select_related("field")
        return threads.with_excerpt()

    def card(self, thread: Any) -> Card:
        answers = ngettext("%(n)d Antwort", "%(n)d Antworten", thread.reply_count)
        about = [thread.field.name, answers % {"n": thread.reply_count}]
        if thread.is_answered:
            about.append(_("beantwortet"))
        return Card(
            kind=self.slug,
            key=thread.pk,
            label=_("Frage") if thread.is_question else _("Diskussion"),
            title=thread.title,
            address=thread.get_absolute_url(),
            excerpt=thread.opening_excerpt or "",
            about=" · ".join(about),
            stream=thread.stream,
            head=thread.head,
        )

    continue_words = gettext_lazy("Als neues Thema ins Forum")
    continue_question = gettext_lazy("In welchem Handlungsfeld?")

    def choices(self, viewer: Viewer) -> list[tuple[str, str]]:
        return fields_to_begin_in(viewer)

    def begin(self, actor: Member, choice: str, text: str) -> str:
        return begin_draft(actor, choice, text)

    # Told about, and answered by mail

    notice_types = THREAD_NOTICES

    def mail_label(self, thread: Thread) -> str:
        return thread.field.name

    def unread_address(self, thread: Thread) -> str:
        return reverse("show_unread", args=[thread.pk])

    def entries(self, member: Member, thread: Thread, first: int) -> list[Entry]:
        posts = Post.objects.visible_to(member).not_removed().in_thread(thread).filter(number__gte=first)
        found = posts.exclude(author=member).select_related("author__municipality").order_by("number")
        return [
            Entry(_signed(post), post.created_at, post.source, post.get_absolute_url())
            for post in found[:ENTRIES]
        ]

    def answer(self, member: Member, thread: Thread, letter: Letter) -> None:
        answer_by_mail(member, thread, letter)

    # Followed live

    def may_listen(self, member: Member, key: int) -> bool:
        thread = Thread.objects.select_related("field").filter(pk=key).first()
        return thread is not None and _may_hear(member, thread)

    def may_listen_many(self, pairs: set[Pair]) -> set[Pair]:
        members = Member.objects.for_verdicts({member for member, _key in pairs})
        threads = Thread.objects.select_related("field").in_bulk({key for _member, key in pairs})
        return {
            (member, key)
            for member, key in pairs
            if member in members and key in threads and _may_hear(members[member], threads[key])
        }


def _may_hear(member: Member, thread: Thread) -> bool:
    """Also at a thread that went into another: its open pages must learn of it."""
    return bool(
        thread_policy.can_see_thread(member, thread) or moving_policy.can_see_merged_thread(member, thread)
    )


def _signed(post: Post) -> str:
    place = post.author.place
    return f"{post.author.name}, {place}" if place else post.author.name
