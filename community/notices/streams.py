"""Everyone's own bell: it rings when there is something new for them."""

from __future__ import annotations

from django.db.models import Max

from community.live import Naming, Stream, register
from community.live.registry import Pair
from community.notices.models import Notice
from community.people.models import Member


@register
class OwnBell(Stream):
    slug, naming = "me", Naming.OWN

    def may_listen(self, member: Member, key: int) -> bool:
        return bool(member.is_admitted and member.pk == key)

    def may_listen_many(self, pairs: set[Pair]) -> set[Pair]:
        asked = Member.objects.admitted().filter(pk__in={member for member, _key in pairs})
        admitted = set(asked.values_list("pk", flat=True))
        return {(member, key) for member, key in pairs if member == key and member in admitted}

    def head(self, key: int) -> int:
        return Notice.objects.filter(member=key).aggregate(top=Max("pk"))["top"] or 0

    def heads(self, keys: set[int]) -> dict[int, int]:
        tops = Notice.objects.filter(member__in=keys).values("member").annotate(top=Max("pk"))
        return dict.fromkeys(keys, 0) | dict(tops.values_list("member", "top"))
