"""Drafts: saved while the member types; two devices at once are told, and nothing is overwritten silently."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.people.models import Member
from community.web.refusals import Conflict
from forum.models import Draft

TITLE_ROOM = 400
TEXT_ROOM = 60_000
AT_MOST = 100  # of one member; a place is only a name, so that a draft outlives its thread


class DraftConflict(Conflict):
    """Another device saved a newer version; `draft` is that one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(_("Auf einem anderen Gerät wurde an diesem Entwurf weitergeschrieben."))
        self.draft = draft


def save_draft(
    actor: Member,
    place: str,
    *,
    text: str,
    title: str = "",
    reply_to: int | None = None,
    based_on: int = 0,
    device: str = "",
    overwrite: bool = False,
    most: int | None = AT_MOST,
) -> Draft | None:
    """Store what is being written at `place` and return it; an empty text and title discard it (`None`).

    `based_on` is the version the writer last knew (0: none). Where another device has saved since, raises
    `DraftConflict` unless `overwrite`. Text beyond 60,000 characters is cut: it could never be posted.
    Raises `Conflict` for a new draft of somebody who keeps `most` already (`None`: any number).
    """
    title, text = _storable(title)[:TITLE_ROOM], _storable(text)[:TEXT_ROOM]
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(member=actor, place=place).first()
        if draft and draft.version != based_on and draft.device != device and not overwrite:
            raise DraftConflict(draft)
        if not text.strip() and not title.strip():
            Draft.objects.filter(member=actor, place=place).delete()
            return None
        if draft is None and most is not None:
            _require_room(actor, most)
        draft = draft or Draft(member=actor, place=place, version=0)
        draft.title, draft.text, draft.reply_to, draft.device = title, text, reply_to, device[:40]
        draft.version, draft.saved_at = draft.version + 1, timezone.now()
        draft.save()
    return draft


def save_words(
    actor: Member, place: str, *, text: str, title: str = "", reply_to: int | None = None
) -> Draft | None:
    """Take in words that nobody else keeps, beside an older draft, not over it; there is always room."""
    former = Draft.objects.filter(member=actor, place=place).first()
    if former and former.text.strip() and former.text.strip() not in text:
        text = f"{text}\n\n---\n\n{former.text}"
    return save_draft(actor, place, text=text, title=title, reply_to=reply_to, overwrite=True, most=None)


def discard_draft(actor: Member, draft: Draft) -> None:
    clear_draft(actor, draft.place)


def clear_draft(actor: Member, place: str) -> None:
    """The words were posted, or are not wanted any more."""
    Draft.objects.filter(member=actor, place=place).delete()


def _require_room(actor: Member, most: int) -> None:
    if Draft.objects.filter(member=actor).count() >= most:
        sentence = _(
            "Sie haben schon %(number)d Entwürfe. Bitte verwerfen Sie einige; "
            "bis dahin bleibt dieser Text nur im Browser."
        )
        raise Conflict(sentence % {"number": most})


def _storable(text: str) -> str:
    """A draft may be anything a database can hold; the post's own gate judges it later."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
