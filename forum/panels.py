"""What the office sees of the forum: questions that wait for an answer, and what was written lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.moderation.desk import activity
from community.moderation.desk.activity import Happened
from community.moderation.desk.registry import Panel, counted, register
from community.notices.models import MondayPin
from community.people.models import Member
from forum.answers.suggestions import askings
from forum.models import (
    ActionField,
    ConfidentialQuestion,
    Erasure,
    PendingPost,
    PollClosure,
    Post,
    Tag,
    Thread,
)

SHOWN = 8


PATIENCE = timedelta(days=3)


LATELY = timedelta(days=3)


QUIET = timedelta(days=14)


@dataclass(frozen=True)
class QuietField:
    """A field in which nobody writes, and a thread to bring back; `is_pinned`: the next Montagspost begins with it."""

    field: ActionField
    last: datetime | None
    proposal: Thread | None
    is_pinned: bool


@register
def unanswered_questions(officer: Member) -> Panel | None:
    """Questions nobody answered within three days, the longest wait first."""
    waiting = Thread.objects.visible_to(officer).unanswered().filter(created_at__lt=timezone.now() - PATIENCE)
    threads, total = counted(waiting.with_card().order_by("created_at"), SHOWN)
    known = askings(threads)
    for thread in threads:
        thread.asking = known[thread.pk]
    return Panel(
        slug="unbeantwortet",
        title=_("Unbeantwortet"),
        template="forum/answers/_panel_questions.html",
        items=threads,
        total=total,
        more_url=f"{reverse('list_threads')}?filter=unbeantwortet",
        order=40,
    )


@register
def waiting_posts(officer: Member) -> Panel | None:
    """Posts that wait to be let go, the longest wait first; nothing where nothing is held back."""
    waiting = PendingPost.objects.visible_to(officer).of_others(officer).waiting()
    pending_posts, total = counted(waiting.select_related("author__municipality", "field", "thread"), SHOWN)
    if not total:
        return None
    return Panel(
        slug="wartende-beitraege",
        title=_("Wartende Beiträge"),
        template="forum/approval/_panel_pending_posts.html",
        items=pending_posts,
        total=total,
        more_url=reverse("list_pending_posts"),
        order=21,
    )


@register
def confidential_asks(officer: Member) -> Panel | None:
    """Questions to be asked in nobody's name, the longest wait first. Names of people stand on their pages only."""
    waiting = ConfidentialQuestion.objects.visible_to(officer).waiting_for_office().exclude(asker=officer)
    items, total = counted(waiting.select_related("field"), SHOWN)
    if not total:
        return None
    return Panel(
        slug="vertrauliche-fragen",
        title=_("Vertrauliche Fragen"),
        template="forum/confidential/_panel_confidential.html",
        items=items,
        total=total,
        more_url=reverse("list_confidential"),
        order=22,
    )


@register
def quiet_fields(officer: Member) -> Panel | None:
    """Fields in which nobody has written for two weeks, the quietest first, each with a thread worth another look."""
    silent = timezone.now() - QUIET
    best = Thread.objects.visible_to(officer).filter(field=OuterRef("pk"), is_closed=False)
    first = Subquery(best.order_by("is_answered", "-kind", "-reply_count", "-pk").values("pk")[:1])
    fields = ActionField.objects.visible_to(officer).annotate(last=Max("threads__active_at"), best=first)
    rows = fields.filter(Q(last__lt=silent) | Q(last__isnull=True)).order_by(F("last").asc(nulls_first=True))
    quiet = _with_proposals(officer, list(rows))
    return Panel(
        slug="lebendig",
        title=_("Lebendig halten"),
        template="forum/fields/_panel_fields.html",
        items=quiet[:SHOWN],
        total=len(quiet),
        more_url=reverse("list_fields"),
        order=50,
        waits=False,
    )


@register
def new_posts(officer: Member) -> Panel | None:
    """What was written in the last three days, the newest first."""
    lately = Post.objects.visible_to(officer).filter(created_at__gte=timezone.now() - LATELY)
    posts = lately.select_related("author__municipality", "thread__field").order_by("-created_at", "-pk")
    newest, total = counted(posts, SHOWN)
    return Panel(
        slug="neue-beitraege",
        title=_("Neue Beiträge"),
        template="forum/posts/_panel_posts.html",
        items=newest,
        total=total,
        more_url=reverse("list_threads"),
        order=90,
        waits=False,
    )


@register
def erasures(officer: Member) -> Panel | None:
    """Removed posts somebody wants erased for good: they wait for a second person."""
    waiting = Erasure.objects.filter(confirmed_at=None).select_related("post__thread", "proposed_by")
    items, total = counted(waiting.order_by("proposed_at"), SHOWN)
    if not items:
        return None
    return Panel(
        slug="endgueltig",
        title=_("Endgültig löschen: eine zweite Person fehlt"),
        template="forum/erasure/_panel_erasures.html",
        items=items,
        total=total,
        order=35,
    )


@activity.register
def closed_polls(officer: Member, since: datetime) -> Iterable[Happened]:
    """Polls whose last day was over."""
    rows = PollClosure.objects.filter(closed_at__gte=since, closed_by__isnull=True)
    rows = rows.filter(poll__opening__thread__in=Thread.objects.visible_to(officer).values("pk"))
    for closure in rows.select_related("poll__opening__thread").order_by("-closed_at")[:SHOWN]:
        thread = closure.poll.opening.thread
        yield Happened(closure.closed_at, _("Umfrage beendet"), thread.title, thread.get_absolute_url())


def _with_proposals(officer: Member, fields: list[Any]) -> list[QuietField]:
    """Each field with the thread that deserves another look: what is pinned, else an open question, else much said."""
    keys = [field.pk for field in fields]
    pins = MondayPin.objects.filter(place="field", place_key__in=keys, subject="thread")
    pinned = dict(pins.values_list("place_key", "subject_key"))
    chosen = {field.pk: field.best for field in fields} | pinned
    threads = Thread.objects.visible_to(officer).in_bulk([key for key in chosen.values() if key])
    return [
        QuietField(field, field.last, threads.get(chosen[field.pk]), field.pk in pinned) for field in fields
    ]


@register
def proposed_tags(officer: Member) -> Panel | None:
    """Words that members proposed, the longest wait first."""
    waiting = Tag.objects.proposals()
    total = waiting.count()
    if not total:
        return None
    return Panel(
        slug="stichwoerter",
        title=_("Vorgeschlagene Stichwörter"),
        template="forum/vocabulary/_panel_tags.html",
        items=list(waiting.with_threads(officer)[:SHOWN]),
        total=total,
        more_url=reverse("list_vocabulary"),
        order=60,
        waits=False,
    )
