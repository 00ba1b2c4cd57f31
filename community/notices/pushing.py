"""Notices become pushes: one for each member, thing and device, worded at the moment it goes, of what they may know.

It says who and where, never what: a phone lies on the table. Of what only some may read it does not even say that,
where the member keeps its words out of mails.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community import live
from community.notices.kind import told
from community.notices.models import MailWish, Notice
from community.notices.quiet import next_moment, quiet_again
from community.notices.reading import sentence_of, visible_things
from community.people.models import Member
from community.push import sources
from community.push.models import Device
from community.push.posting import KEPT, post
from community.push.sources import Words

SOURCE = "notices"
PORTION = 50
APART = 3  # things of one moment that are told apart; more are one push, as on a morning


def post_due(*, portion: int = PORTION) -> int:
    """Post pushes about up to `portion` notices that are due; returns how many were looked at.

    Several workers may do this side by side.
    """
    now = timezone.now()
    with transaction.atomic():
        due = list(Notice.objects.due_for_push(now).select_for_update(skip_locked=True)[:portion])
        members = {notice.member_id for notice in due}
        if not members:
            return 0
        wishes = {wish.member_id: wish for wish in MailWish.objects.filter(member__in=members)}
        devices = defaultdict(list)
        for device in Device.objects.of_members(members):
            devices[device.member_id].append(device)
        for member in members:
            _post(member, wishes.get(member) or MailWish(), devices[member], now)
    return len(due)


def _post(member: int, wish: MailWish, devices: Sequence[Device], now: datetime) -> None:
    """All that is due for one member, or later if they want their quiet."""
    due = Notice.objects.filter(member=member).due_for_push(now)
    quiet_until = next_moment(now, wish)
    if quiet_until > now:  # their wishes have changed, or the worker was away
        due.update(push_due_at=quiet_until)
        return
    notices = list(due)
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for notice in notices:
        groups[notice.subject, notice.subject_key].append(notice.pk)
    told = list(groups.values()) if len(groups) <= APART else [[notice.pk for notice in notices]]
    for about in told:
        until = min(now + KEPT, quiet_again(now, wish))
        post(devices, source=SOURCE, about=about, key=f"{SOURCE}:{min(about)}", until=until)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(push_due_at=None)


def compose(member: Member, about: list[int]) -> Words | None:
    """What a device is told of these notices now. Nothing while the member looks at a page of ours: there is a bell."""
    wish = MailWish.objects.filter(member=member).first() or MailWish()
    now = timezone.now()
    if next_moment(now, wish) > now or live.who_is_here([member.pk]):
        return None
    unread = Notice.objects.of(member).unread().filter(pk__in=about)
    notices = list(unread.select_related("actor").order_by("-pk"))
    things = visible_things(member, notices)
    visible = [notice for notice in notices if _is_visible(member, notice, things)]
    if not visible:
        return None
    if len({(notice.subject, notice.subject_key) for notice in visible}) > 1:
        title = _("%(count)s neue Hinweise im Demografiedialog") % {"count": len(visible)}
        return Words(title, _("Worum es geht, sehen Sie nach dem Öffnen."), reverse("list_notices"), SOURCE)
    return _of_one(member, wish, visible[0], things[visible[0].subject, visible[0].subject_key])


def _is_visible(member: Member, notice: Notice, things: dict[tuple[str, int], Any]) -> bool:
    """Whether it is still to be seen: the thing, and where the notice is of something said there, any of that."""
    thing = things.get((notice.subject, notice.subject_key))
    if thing is None:
        return False
    found = told(notice.kind)
    if found is None or not found.type.entries:
        return True
    return bool(found.kind.entries(member, thing, notice.thing))


def _of_one(member: Member, wish: MailWish, notice: Notice, thing: Any) -> Words:
    found = told(notice.kind)
    assert found is not None, "what nobody tells of any more is not shown"
    address, tag = reverse("open_notice", args=[notice.pk]), f"{notice.subject}:{notice.subject_key}"
    if found.kind.is_closed(thing) and not wish.closed_words:
        title = _("Neuer Hinweis im Demografiedialog")
        return Words(title, _("Worum es geht, sehen Sie nach dem Öffnen."), address, tag)
    about = f"{found.kind.mail_label(thing)}: {found.kind.title_for(member, thing)}"
    return Words(sentence_of(notice), about, address, tag)


sources.register(SOURCE, compose)
