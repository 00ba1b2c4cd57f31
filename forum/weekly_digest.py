"""The forum's part of the Montagspost: open questions that fit a member."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext as _

from community.notices.models import Level, Watch
from community.notices.weekly_digest import Line, Pins, Section, register
from community.people.models import Expertise, Member, Municipality
from community.people.municipalities.models import SIZE_CLASSES, SizeClass, in_size_class
from forum.models import ActionField, Thread
from forum.threads import policy as thread_policy

QUESTIONS = 3


FIELDS = 3


@register
def open_questions(member: Member, pins: Pins) -> list[Section]:
    """Up to three fields, of each up to three questions: towns of the same size first, then the least answered."""
    sections: list[Section] = []
    told: set[int] = set()
    for field in _fields(member):
        section = _section(member, field, pins, told)
        if section.lines or section.pinned:
            sections.append(section)
        if len(sections) == FIELDS:
            break
    return sections


def _fields(member: Member) -> list[ActionField]:
    """Where they can help first, then what they look for or watch; all, for who has said nothing yet."""
    levels = dict(Watch.objects.filter(member=member, place="field").values_list("key", "level"))
    said = {(row.subject, row.direction) for row in Expertise.objects.filter(member=member)}
    chosen: list[tuple[int, ActionField]] = []
    for field in ActionField.objects.visible_to(member):
        if levels.get(field.pk) == Level.NOTHING:
            continue
        if (field.slug, Expertise.Direction.HELPS) in said:
            rank = 0
        elif levels.get(field.pk) == Level.ALL or (field.slug, Expertise.Direction.SEEKS) in said:
            rank = 1
        else:
            rank = 2
        chosen.append((rank, field))
    best = [field for rank, field in sorted(chosen, key=lambda pair: pair[0]) if rank < 2]
    return best or [field for _rank, field in chosen]


def _section(member: Member, field: ActionField, pins: Pins, told: set[int]) -> Section:
    """What is shown in several fields stands in the first of them; `told` grows by what stands here."""
    size = _size_of(member)
    questions = Thread.objects.visible_to(member).shown_in(field).exclude(pk__in=told)
    questions = questions.open_questions().exclude(author=member)
    questions = questions.exclude(posts__author=member).select_related("author__municipality")
    near = (
        Case(
            When(in_size_class(size, "author__municipality__"), then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        if size
        else Value(0)
    )
    pinned = _pinned(member, field, pins)
    found = questions.exclude(pk=pinned.pk) if pinned else questions
    ordered = list(found.order_by(near, "reply_count", "-active_at", "-pk")[:QUESTIONS])
    told.update(thread.pk for thread in ordered)
    return Section(
        field.name,
        [_line(thread, size) for thread in ordered],
        Line(pinned.title, "", pinned.get_absolute_url()) if pinned else None,
    )


def _pinned(member: Member, field: ActionField, pins: Pins) -> Thread | None:
    pin = pins.get(("field", field.pk))
    if pin is None or pin.subject != "thread":
        return None
    thread = Thread.objects.select_related("field").filter(pk=pin.subject_key).first()
    return thread if thread and thread_policy.can_see_thread(member, thread) else None


def _line(thread: Thread, size: SizeClass | None) -> Line:
    place = thread.author.place
    why = _("aus %(place)s") % {"place": place} if place else ""
    if size and place and _in(size, thread.author.municipality):
        why = _("aus %(place)s, auch eine %(size)s") % {"place": place, "size": size}
    return Line(thread.title, why, thread.get_absolute_url())


def _size_of(member: Member) -> SizeClass | None:
    return next((size for size in SIZE_CLASSES if _in(size, member.municipality)), None)


def _in(size: SizeClass, town: Municipality | None) -> bool:
    """Whether a town belongs to a class; the same lines as `in_size_class` draws."""
    if town is None or town.is_district or town.population is None:
        return False
    return size.least <= town.population and (size.below is None or town.population < size.below)
