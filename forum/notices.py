"""What the forum tells people about: threads. And where they choose how much: fields and threads."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any
from uuid import uuid5

from django.utils.translation import gettext_lazy as _

from community.notices import registry
from community.notices.actions import watch
from community.notices.models import Level, Watch
from community.notices.registry import Entry, Kind, Letter, Place, Subject, Watched
from community.people.letters import send_letter
from community.uploads.actions import accept_upload
from community.uploads.bundle import Bundle
from community.web.verdicts import HIDDEN, Verdict
from forum.fields import policy as field_policy
from forum.models import ActionField, Post, ScheduledPost, Thread
from forum.scheduling import policy as scheduling_policy
from forum.threads import policy as thread_policy
from forum.writing import actions as writing_actions
from forum.writing import telling

ENTRIES = 10
LISTED = 100


def _find(keys: Collection[int]) -> dict[int, Thread]:
    return Thread.objects.select_related("field").in_bulk(keys)


def _entries(viewer: Any, thread: Thread, first: int) -> list[Entry]:
    posts = Post.objects.visible_to(viewer).standing().in_thread(thread).filter(number__gte=first)
    found = posts.exclude(author=viewer).select_related("author__municipality").order_by("number")[:ENTRIES]
    return [Entry(_signed(post), post.created_at, post.source, f"/beitraege/{post.pk}/") for post in found]


def _answer(member: Any, thread: Thread, letter: Letter) -> None:
    """An answer by mail, with what was attached to it. Raises as `actions.reply` does."""
    uploads = tuple(
        accept_upload(member, content, name=name, key=uuid5(letter.key, f"{number} {name}"))
        for number, (name, content) in enumerate(letter.files)
    )
    files = Bundle(uploads) if uploads else None
    posted = writing_actions.reply(member, thread, text=letter.text, key=letter.key, files=files)
    if posted.pending:
        send_letter(member, "held", hold=posted.pending)


def _signed(post: Post) -> str:
    place = post.author.place
    return f"{post.author.name}, {place}" if place else post.author.name


def _fields(member: Any) -> list[Watched]:
    levels = _levels(member, "field")
    return [
        Watched(
            field.pk,
            field.name,
            field.get_absolute_url(),
            levels.get(field.pk, Level.IMPORTANT),
            _("von Ihnen gewählt") if field.pk in levels else _("voreingestellt"),
        )
        for field in ActionField.objects.visible_to(member)
    ]


def _threads(member: Any) -> list[Watched]:
    levels = _levels(member, "thread")
    threads = Thread.objects.visible_to(member).filter(pk__in=levels).newest_first()[:LISTED]
    return [
        Watched(thread.pk, thread.title, thread.get_absolute_url(), levels[thread.pk], _("von Ihnen gewählt"))
        for thread in threads
    ]


def _levels(member: Any, place: str) -> dict[int, str]:
    return dict(Watch.objects.filter(member=member, place=place).values_list("key", "level"))


def _can_see_field(member: Any, key: int) -> Verdict:
    field = ActionField.objects.filter(pk=key).first()
    return field_policy.can_see_field(member, field) if field else HIDDEN


def _can_see_thread(member: Any, key: int) -> Verdict:
    thread = _find([key]).get(key)
    return thread_policy.can_see_thread(member, thread) if thread else HIDDEN


def _set_level(place: str, member: Any, key: int, level: str) -> None:
    watch(member, place, key, level)


registry.register_subject(
    Subject(
        "thread",
        find=_find,
        can_see=thread_policy.can_see_thread,
        title=lambda _viewer, thread: thread.title,
        label=lambda thread: thread.field.name,
        address=lambda thread: f"/themen/{thread.pk}/ungelesen/",
        entries=_entries,
        is_closed=lambda thread: False,
        answer=_answer,
    )
)
registry.register_subject(
    Subject(
        "scheduled",
        find=lambda keys: ScheduledPost.objects.with_place().in_bulk(keys),
        can_see=scheduling_policy.can_see_scheduled,
        title=lambda _viewer, scheduled: scheduled.heading,
        label=lambda scheduled: scheduled.home.name,
        address=lambda scheduled: scheduled.get_absolute_url(),
        entries=lambda _viewer, _scheduled, _first: [],
        is_closed=lambda scheduled: False,
    )
)
registry.register_kind(
    Kind(
        telling.FAILURE,
        "scheduled",
        _("Ihr geplanter Beitrag konnte nicht erscheinen. Der Text liegt bei Ihren Entwürfen."),
        _("weil Sie diesen Beitrag geplant haben"),
        entries=False,
    )
)
for slug, says, why, entries in (
    (
        telling.MENTION,
        _("%(who)s hat Sie erwähnt."),
        _("weil Sie, Ihre Kommune oder Ihre Arbeitsgruppe mit „@“ angesprochen sind"),
        True,
    ),
    (
        telling.ANSWER,
        _("%(who)s hat Ihnen geantwortet."),
        _("weil Sie in diesem Thema gefragt oder geschrieben haben"),
        True,
    ),
    (
        telling.POST,
        _("%(who)s hat etwas Neues geschrieben."),
        _("weil Sie für dieses Thema „Alles“ gewählt haben"),
        True,
    ),
    (
        telling.THREAD,
        _("%(who)s hat ein Thema begonnen."),
        _("weil Sie für dieses Handlungsfeld „Alles“ gewählt haben"),
        True,
    ),
    (
        telling.REQUEST,
        _("%(who)s aus der Geschäftsstelle fragt Sie persönlich: Können Sie hier weiterhelfen?"),
        _("weil die Geschäftsstelle glaubt, dass Sie diese Frage beantworten können"),
        True,
    ),
    (
        telling.ACCEPTED,
        _("%(who)s hat Ihre Antwort hervorgehoben: Sie hat die Frage beantwortet."),
        _("weil diese Antwort von Ihnen ist"),
        False,
    ),
    (
        telling.DATE,
        _("%(who)s hat den Termin festgelegt. Er steht unter dem ersten Beitrag, auch für Ihren Kalender."),
        _("weil Sie hier einen Termin gesucht oder dazu geantwortet haben"),
        False,
    ),
    (
        telling.REMINDER,
        _(
            "Hat eine der Antworten Ihre Frage gelöst? Dann heben Sie sie bitte hervor; andere finden sie so schneller."
        ),
        _(
            "weil Sie vor zwei Wochen gefragt haben und noch keine Antwort hervorgehoben ist; das fragen wir einmal"
        ),
        False,
    ),
):
    registry.register_kind(Kind(slug, "thread", says, why, entries=entries))
registry.register_place(
    Place(
        "field",
        heading=_("Handlungsfelder"),
        explains={
            Level.ALL: _("jedes neue Thema, und die Montagspost"),
            Level.IMPORTANT: _("wenn Sie jemand anspricht, und die Montagspost"),
            Level.NOTHING: _("nichts, auch keine Montagspost"),
        },
        listing=_fields,
        can_see=_can_see_field,
        set_level=partial(_set_level, "field"),
    )
)
registry.register_place(
    Place(
        "thread",
        heading=_("Themen"),
        explains={
            Level.ALL: _("jeder neue Beitrag"),
            Level.IMPORTANT: _("Antworten an Sie und Erwähnungen"),
            Level.NOTHING: _("nichts, auch wenn Sie jemand anspricht"),
        },
        listing=_threads,
        can_see=_can_see_thread,
        set_level=partial(_set_level, "thread"),
    )
)
