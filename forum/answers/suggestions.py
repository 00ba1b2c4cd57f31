"""Who could answer a question: members who said so in their profile, or who have solved questions of the field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.notices.models import Level, Watch
from community.people import sanctions
from community.people.models import Expertise, Member, RoleGrant
from community.people.roles.models import OFFICE_ROLES
from forum.models import Acceptance, AnswerRequest, Thread

NAMED = 3


REST = timedelta(days=14)


TRIED = 12  # candidates looked at for each question


OFTEN = 2  # requests within that time; who got so many is left in peace


@dataclass(frozen=True)
class Helper:
    """Somebody who could answer, and the reason why them."""

    member: Member
    why: str


@dataclass(frozen=True)
class Asking:
    """What is known about one question: who was asked, and up to three who could be."""

    asked: list[AnswerRequest] = field(default_factory=list)
    helpers: list[Helper] = field(default_factory=list)


def askings(threads: Iterable[Thread]) -> dict[int, Asking]:
    """For each of the threads, with its field loaded, by its key. Six queries, however many threads."""
    threads = list(threads)
    if not threads:
        return {}
    slugs = {thread.field_id: thread.field.slug for thread in threads}
    skilled, solved, deaf = _skilled(slugs), _solved(slugs), _deaf(slugs)
    asked, weary = _requests(threads)
    chosen: dict[int, list[int]] = {}
    for thread in threads:
        place = thread.field_id
        people = (skilled[place] | solved[place].keys()) - deaf[place] - weary
        people -= {thread.author_id} | {request.member_id for request in asked[thread.pk]}
        chosen[thread.pk] = sorted(people, key=lambda key: (-solved[place][key], key))[:TRIED]
    members = _present({key for keys in chosen.values() for key in keys})
    return {
        thread.pk: Asking(
            asked[thread.pk],
            [
                Helper(members[key], _why(solved[thread.field_id][key]))
                for key in chosen[thread.pk]
                if key in members and _is_free(members[key], thread)
            ][:NAMED],
        )
        for thread in threads
    }


def _is_free(member: Member, thread: Thread) -> bool:
    """Nobody is asked whom the office lets only read here."""
    return bool(sanctions.may_write(member, f"field:{thread.field_id}"))


def _why(solved: int) -> str:
    if not solved:
        return _("kann laut Profil bei diesem Handlungsfeld helfen")
    return ngettext(
        "hat hier schon %(n)d Frage beantwortet", "hat hier schon %(n)d Fragen beantwortet", solved
    ) % {"n": solved}


def _skilled(slugs: dict[int, str]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    fields = {slug: key for key, slug in slugs.items()}
    rows = Expertise.objects.filter(subject__in=fields, direction=Expertise.Direction.HELPS)
    for subject, member in rows.values_list("subject", "member"):
        found[fields[subject]].add(member)
    return found


def _solved(slugs: dict[int, str]) -> dict[int, Counter[int]]:
    """How many answers of whom were accepted in each field."""
    found: dict[int, Counter[int]] = defaultdict(Counter)
    rows = Acceptance.objects.filter(thread__field__in=slugs)
    counted = rows.values("thread__field", "post__author").annotate(n=Count("pk"))
    for place, member, number in counted.values_list("thread__field", "post__author", "n"):
        found[place][member] = number
    return found


def _deaf(slugs: dict[int, str]) -> dict[int, set[int]]:
    """Who wants to hear nothing of a field."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Watch.objects.filter(place="field", key__in=slugs, level=Level.NOTHING)
    for place, member in rows.values_list("key", "member"):
        found[place].add(member)
    return found


def _requests(threads: list[Thread]) -> tuple[dict[int, list[AnswerRequest]], set[int]]:
    """Who was asked about each of the threads, and who was asked so often lately that they are left in peace."""
    asked: dict[int, list[AnswerRequest]] = defaultdict(list)
    lately: Counter[int] = Counter()
    since, keys = timezone.now() - REST, [thread.pk for thread in threads]
    rows = AnswerRequest.objects.filter(Q(thread__in=keys) | Q(asked_at__gte=since))
    for request in rows.select_related("member", "asked_by").order_by("asked_at", "pk"):
        if request.thread_id in keys:
            asked[request.thread_id].append(request)
        if request.asked_at >= since:
            lately[request.member_id] += 1
    return asked, {member for member, times in lately.items() if times >= OFTEN}


def _present(keys: set[int]) -> dict[int, Member]:
    """Those who are here, with what a line about them shows. The office does not ask itself."""
    office = RoleGrant.objects.filter(role__in=OFFICE_ROLES, scope="", revoked_at__isnull=True)
    rows = Member.objects.admitted().filter(pk__in=keys).exclude(pk__in=office.values("member"))
    return rows.with_card().in_bulk()
