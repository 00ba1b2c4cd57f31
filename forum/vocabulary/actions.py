"""The vocabulary of tags: the office adds, confirms, renames, merges and retires words. Each with a reason, in the
journal, and with a way back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.record import record
from community.moderation.undo import journal
from community.moderation.undo.journal import CannotUndo, UndoData
from community.people.models import Member
from community.text import fold
from forum.models import Tag, ThreadTag
from forum.tags import policy as tag_policy
from forum.tags.content import clean_name, meant_by, new_tag
from forum.thread_tools.entries import clean_reason
from forum.threads.indexing import follow_thread_keys


@transaction.atomic
def add_tag(actor: Member, *, name: str, reason: str, main: Tag | None = None) -> Tag:
    """A new word of the vocabulary, or with `main` another word for one of it. Raises `ValidationError` (`name`)."""
    tag_policy.can_manage_tags(actor).require()
    name, reason = _unknown(name), clean_reason(reason)
    tag = new_tag(name, main=main, in_vocabulary=main is None)
    tag.save(force_insert=True)
    _enter(actor, "add_tag", tag, reason=reason, undo_data={"main": main.pk if main else None})
    if main:
        follow_thread_keys(_carrying([main.pk]))
    return tag


@transaction.atomic
def confirm_tag(actor: Member, tag: Tag, *, reason: str) -> None:
    """A proposed word, or one that was put away, belongs to the vocabulary. Repeating it changes nothing."""
    tag = _ready(actor, tag)
    if tag.in_vocabulary and tag.retired_at is None:
        return
    _change(actor, "confirm_tag", tag, reason=reason, in_vocabulary=True, retired_at=None)


@transaction.atomic
def retire_tag(actor: Member, tag: Tag, *, reason: str) -> None:
    """Offer and show the word no longer; threads keep it for the day it comes back."""
    tag = _ready(actor, tag)
    if tag.retired_at is None:
        _change(actor, "retire_tag", tag, reason=reason, retired_at=timezone.now())


@transaction.atomic
def rename_tag(actor: Member, tag: Tag, *, name: str, reason: str) -> None:
    """Give the word another name; the former one leads here from now on. Raises `ValidationError` (`name`)."""
    tag = _ready(actor, tag)
    reason = clean_reason(reason)
    if fold(name) == tag.folded:
        _change(actor, "rename_tag", tag, reason=reason, name=clean_name(name, field="name"))
        return
    fresh = new_tag(_unknown(name))
    former = Tag(name=tag.name, slug=tag.slug, folded=tag.folded, main=tag)
    before = _state(tag)
    Tag.objects.filter(pk=tag.pk).update(name=fresh.name, slug=fresh.slug, folded=fresh.folded)
    former.save(force_insert=True)
    tag.refresh_from_db()
    undo_data = {"former": before, "synonym": former.pk, "after": tag.name}
    _enter(actor, "rename_tag", tag, reason=reason, undo_data=undo_data)
    follow_thread_keys(_carrying([tag.pk]))


@transaction.atomic
def merge_tags(actor: Member, tag: Tag, *, target: Tag, reason: str) -> None:
    """`tag` becomes another word for `target`, which its threads carry from now on."""
    if tag.pk == target.pk:
        raise ValidationError({"target": _("Das ist dasselbe Stichwort. Bitte wählen Sie ein anderes.")})
    tag, target = _ready(actor, tag), _ready(actor, target)
    threads, beside = set(_carrying([tag.pk])), set(_carrying([target.pk]))
    synonyms = list(tag.synonyms.values_list("pk", flat=True))
    undo_data = {
        "target": target.pk,
        "moved": sorted(threads - beside),
        "doubled": sorted(threads & beside),
        "synonyms": synonyms,
        "in_vocabulary": tag.in_vocabulary,
    }
    reason = clean_reason(reason)
    ThreadTag.objects.filter(tag=tag, thread__in=beside).delete()
    ThreadTag.objects.filter(tag=tag).update(tag=target)
    Tag.objects.filter(pk__in=[tag.pk, *synonyms]).update(main=target, in_vocabulary=False)
    _enter(actor, "merge_tags", tag, reason=reason, undo_data=undo_data, also=[target])
    follow_thread_keys(threads | beside)


def _undoing(way_back: Callable[[Tag, UndoData], None]) -> Callable[[Any, UndoData], None]:
    """The undo of one verb: the word under its lock, the way back, and what the search knows of its threads."""

    def undo(actor: Member, undo_data: UndoData) -> None:
        with transaction.atomic():
            tag = Tag.objects.select_for_update().filter(pk=undo_data["tag"]).first()
            if tag is None:
                raise CannotUndo(_("Dieses Stichwort gibt es nicht mehr."))
            beside = [undo_data[name] for name in ("target", "main") if undo_data.get(name)]
            threads = _carrying([tag.pk, *beside])
            way_back(tag, undo_data)
            follow_thread_keys(threads)

    return undo


def _restore(tag: Tag, undo_data: UndoData) -> None:
    Tag.objects.filter(pk=tag.pk).update(**undo_data["before"])


def _unadd(tag: Tag, undo_data: UndoData) -> None:
    if _carrying([tag.pk]) or tag.synonyms.exists():
        raise CannotUndo(_("Das Stichwort wird inzwischen benutzt. Legen Sie es stattdessen ab."))
    tag.delete()


def _unrename(tag: Tag, undo_data: UndoData) -> None:
    if "synonym" not in undo_data:  # only the spelling had changed
        _restore(tag, undo_data)
        return
    if Tag.objects.filter(pk=undo_data["synonym"], main=tag).delete()[0] == 0:
        raise CannotUndo(_("Der frühere Name gehört inzwischen zu einem anderen Stichwort."))
    Tag.objects.filter(pk=tag.pk).update(**undo_data["former"])


def _unmerge(tag: Tag, undo_data: UndoData) -> None:
    if tag.main_id != undo_data["target"]:
        raise CannotUndo(_("Das Stichwort steht inzwischen für ein anderes."))
    Tag.objects.filter(pk=tag.pk).update(main=None, in_vocabulary=undo_data["in_vocabulary"])
    Tag.objects.filter(pk__in=undo_data["synonyms"], main=undo_data["target"]).update(main=tag)
    ThreadTag.objects.filter(tag=undo_data["target"], thread__in=undo_data["moved"]).update(tag=tag)
    still = ThreadTag.objects.filter(tag=undo_data["target"], thread__in=undo_data["doubled"])
    ThreadTag.objects.bulk_create(
        [ThreadTag(thread_id=row.thread_id, tag=tag, added_by_id=row.added_by_id) for row in still],
        ignore_conflicts=True,
    )


undo_change, undo_add, undo_rename, undo_merge = map(_undoing, (_restore, _unadd, _unrename, _unmerge))


def _ready(actor: Member, tag: Tag) -> Tag:
    """The word under its lock, after the policy was asked; a synonym is tended at its main word."""
    tag_policy.can_manage_tags(actor).require()
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    if tag.main_id:
        raise ValidationError({"name": _("Das ist inzwischen ein anderes Wort für ein Stichwort.")})
    return tag


def _change(actor: Member, verb: str, tag: Tag, *, reason: str, **changes: Any) -> None:
    reason, before = clean_reason(reason), {name: getattr(tag, name) for name in changes}
    Tag.objects.filter(pk=tag.pk).update(**changes)
    before = {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in before.items()
    }
    _enter(actor, verb, tag, reason=reason, undo_data={"before": before, "after": changes.get("name", "")})
    follow_thread_keys(_carrying([tag.pk]))


def _enter(
    actor: Member, verb: str, tag: Tag, *, reason: str, undo_data: UndoData, also: Collection[Tag] = ()
) -> None:
    """Journal and record, in the transaction of the act."""
    record(actor, verb, tag, reason=reason, after={"name": tag.name})
    journal.enter(
        actor,
        verb,
        title=tag.name,
        scope="",
        address=reverse("edit_tag", args=[tag.main_id or undo_data.get("target") or tag.pk]),
        reason=reason,
        undo_data={"tag": tag.pk, **undo_data},
        touches=[f"tag:{touched.pk}" for touched in (tag, *also)],
    )


def _unknown(name: str) -> str:
    """The cleaned word, which must be nobody's yet."""
    name = clean_name(name, field="name")
    if known := meant_by([name]).get(fold(name)):
        raise ValidationError(
            {
                "name": _(
                    "„%(name)s“ gibt es schon, es gehört zu „%(main)s“. Führen Sie die beiden zusammen."
                )
                % {"name": name, "main": known.name}
            }
        )
    return name


def _state(tag: Tag) -> dict[str, str]:
    return {"name": tag.name, "slug": tag.slug, "folded": tag.folded}


def _carrying(tags: Collection[int]) -> list[int]:
    return list(ThreadTag.objects.filter(tag__in=tags).values_list("thread", flat=True).distinct())
