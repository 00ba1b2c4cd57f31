"""Nothing is taken from anybody without a decision: held by the database, or by the one place that writes it.

Every table and column that sounds like a restriction stands in `HELD` or, with the reason why it is none, in
`NONE`. Whoever adds another one has to say which it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from community.moderation.models import Decision, Restriction, Sanction
from forum.models import PendingPost, PostAttachment, PostLock, Removal
from realtime.rooms.models import Exclusion, MessageRemoval
from tests.factories.forum import ActionFieldFactory, make_reply, make_thread
from tests.factories.people import MemberFactory
from tests.factories.rooms import make_room, say
from tests.unit.contracts.test_house import calls, functions, modules

pytestmark = pytest.mark.django_db

SOUNDS = re.compile(
    r"ban|block|clear|deny|erasure|exclu|forbid|hidden|hide|lock|mute|refus|remov|restrict|sanction|silenc|suspend"
    r"|taken|withh|closure|declin|retired|frozen|held|hold|pending",
    re.IGNORECASE,
)
# A row of these cannot stand without a decision; see the test for each.
HELD = {"PostLock", "Removal", "Exclusion", "MessageRemoval", "Restriction", "Sanction"}
# These are not rows but what follows from such rows: a reference to the decision itself, or written in one place.
FOLLOWS = {"PostAttachment.withheld_by", "Summary.withheld_by", "Member.silenced", "Member.suspended_until"}
NONE = {
    "Closure": "for everyone alike, with a shown reason; nobody's words are touched",
    "PollClosure": "a poll ends for everyone alike",
    "Erasure": "only of what a decision has removed, by two people",
    "ReadyText.retired_at": "a text of the office itself",
    "Tag.retired_at": "a word of the vocabulary, nobody's own",
    "Case.taken_by": "who looks into a case",
    "Case.taken_at": "who looks into a case",
    "Decision.taken_back_at": "the end of a restriction",
    "Decision.taken_back_by": "the end of a restriction",
    "Decision.taken_back_because": "the end of a restriction",
    "PendingPost": "words that wait, where the office wants it; giving them back needs a decision",
    "PendingFile": "a file that waits with such words",
    "Evidence.taken_at": "when a thing was kept",
    "UploadText.taken_at": "since when a worker has been reading it",
}


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


def models_of_the_house() -> Iterator[type[models.Model]]:
    return (
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in ("community", "forum", "realtime")
    )


def sounding() -> set[str]:
    """Names of models, and of columns of other models, that sound as if something was taken from somebody."""
    found = set()
    for model in models_of_the_house():
        name = model.__name__
        if SOUNDS.search(name):
            found.add(name)
            continue
        columns = (field.name for field in model._meta.concrete_fields)
        found |= {f"{name}.{column}" for column in columns if SOUNDS.search(column)}
    return found


def test_every_restriction_is_known_here() -> None:
    assert sounding() == HELD | FOLLOWS | NONE.keys()
    columns = [field for model in models_of_the_house() for field in model._meta.concrete_fields]
    referring = {field.model.__name__ for field in columns if field.related_model is Decision}
    assert referring - HELD - {"PostAttachment", "Summary", "PendingPost"} == {"Letter", "Appeal"}


def _lock() -> Any:
    return PostLock(post=make_reply(make_thread(MemberFactory()), MemberFactory()), reason="Streit")


def _removal() -> Any:
    return Removal(
        post=make_reply(make_thread(MemberFactory()), MemberFactory()), by_office=True, reason="Streit"
    )


def _message_removal() -> Any:
    return MessageRemoval(message=say(MemberFactory(), make_room()), by_moderation=True, reason="Streit")


def _exclusion() -> Any:
    return Exclusion(room=make_room(), member=MemberFactory(), reason="Streit")


def _restriction() -> Any:
    return Restriction(kind="member", thing_key="1", measure="clear_about", done="Leer.")


def _sanction() -> Any:
    return Sanction(member=MemberFactory(), kind="exclusion")


@pytest.mark.parametrize("make", [_lock, _removal, _message_removal, _exclusion, _restriction, _sanction])
def test_the_database_refuses_a_restriction_without_a_decision(make: Callable[[], Any]) -> None:
    row, officer = make(), MemberFactory(office=True)
    assert type(row).__name__ in HELD
    for column in ("locked_by", "removed_by", "excluded_by"):
        if hasattr(type(row), column):
            setattr(row, column, officer)
    with pytest.raises(IntegrityError, match=r"decision"), transaction.atomic():
        row.save()


def test_words_are_given_back_by_a_decision_only() -> None:
    member, field = MemberFactory(), ActionFieldFactory()
    words = {
        "title": "Wer hat Bänke?",
        "source": "Wir suchen welche.",
        "cause": "first",
        "decided_at": timezone.now(),
    }
    with pytest.raises(IntegrityError, match=r"decision"), transaction.atomic():
        PendingPost.objects.create(author=member, key=uuid4(), field=field, state="returned", **words)


def test_what_is_held_back_refers_to_its_decision() -> None:
    """A file is withheld by a decision or not at all: there is no other column that could say so."""
    field = PostAttachment._meta.get_field("withheld_by")
    assert field.related_model is Decision and field.remote_field.on_delete is models.PROTECT


def test_what_sanctions_do_is_written_in_one_place() -> None:
    """The two columns every policy reads come from the sanctions in force, by one function that one function calls."""
    callers = {
        (path.as_posix(), function.name)
        for path, tree in modules().items()
        for function in functions(tree)
        for call in calls(function)
        if isinstance(call.func, ast.Name) and call.func.id == "set_sanctions"
    }
    assert callers == {("community/moderation/sanctions/actions.py", "apply_sanctions")}
    writers = {
        path.as_posix()
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if _writes(node, "silenced") or _writes(node, "suspended_until")
    }
    assert writers == {"community/people/sanctions.py", "community/moderation/sanctions/actions.py"}


def _writes(node: ast.AST, name: str) -> bool:
    """Stores to an attribute of this name, or passes it on by name."""
    stores = isinstance(node, ast.Attribute) and node.attr == name and isinstance(node.ctx, ast.Store)
    return stores or (isinstance(node, ast.keyword) and node.arg == name)
