"""What was stored under former names is found under slugs: the migrations, back and forth, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from community.moderation.models import (
    Case,
    ModerationAction,
    ModerationActionPart,
    Report,
    Restriction,
    Task,
)
from community.notices.models import Notice
from community.people.models import Member
from community.quotes.models import Citation
from community.search.finding import find, load
from community.search.models import Document, Help
from community.uploads.bundle import Bundle
from forum.models import MovedPost, PendingPost, PostAttachment
from tests.factories.forum import make_reply, make_thread
from tests.factories.moderation import case_of, decide, report_thing
from tests.factories.people import MemberFactory
from tests.factories.rooms import make_room, say
from tests.factories.uploads import make_upload

BEFORE = [
    ("forum", "0001_fields_threads_and_posts"),
    ("rooms", "0001_rooms_and_their_messages"),
    ("moderation", "0001_reports_become_cases_and_decisions"),
]
SLUGS = [
    ("forum", "0002_each_kind_has_one_name_in_the_forum"),
    ("moderation", "0002_profiles_are_called_by_one_name"),
]
NOW: list[tuple[str, str]] = []
FORMER = {
    "post": "beitrag",
    "thread": "thema",
    "file": "anhang",
    "message": "nachricht",
    "member": "mitglied",
}

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow("migrates back and forth")]


@pytest.fixture(autouse=True)
def forward_again(settings: Any) -> Iterator[None]:
    settings.OFFICE_SECOND_FACTOR = False
    yield
    migrate(NOW)


def migrate(to: list[tuple[str, str]]) -> None:
    """To these migrations, or with `NOW` to the newest of all."""
    executor = MigrationExecutor(connection)
    executor.migrate(to or executor.loader.graph.leaf_nodes())


def stored() -> dict[str, Any]:
    """All that names a kind, and what of it a key stands for."""
    return {
        "cases": list(Case.objects.order_by("pk").values_list("pk", "kind", "thing_key")),
        "reports": list(Report.objects.order_by("pk").values_list("pk", "kind", "thing_key")),
        "restrictions": list(Restriction.objects.order_by("pk").values_list("pk", "kind", "thing_key")),
        "citations": list(Citation.objects.order_by("pk").values()),
        "notices": list(Notice.objects.order_by("pk").values_list("pk", "kind", "subject", "subject_key")),
        "documents": list(Document.objects.order_by("pk").values_list("pk", "kind", "object_id", "scope")),
        "helps": list(Help.objects.order_by("pk").values_list("pk", "kind", "object_id")),
    }


def hits(viewer: Member) -> list[tuple[str, int, str]]:
    found = find(viewer, "Quitten").ranked
    return [(row.kind, row.object_id, hit.url) for row, hit in load(viewer, found)]


def test_back_and_forth() -> None:
    anna, gerd, chiara = MemberFactory(), MemberFactory(about="Quitten"), MemberFactory(office=True)
    thread = make_thread(gerd, title="Quitten und mehr")
    # The first file is gone, so that places and uploads have different keys, and each the key of another.
    make_upload(gerd, b"Eins", "eins.txt")
    files = [make_upload(gerd, name.encode(), f"{name} Quitten.txt") for name in ("Zwei", "Drei", "Vier")]
    post = make_reply(thread, gerd, text="Quitten", files=Bundle(tuple(files)))
    message = say(gerd, make_room(), f"Quitten: [dort]({thread.get_absolute_url()})")
    for slug, thing in {
        "post": post,
        "thread": thread,
        "file": files[1],
        "message": message,
        "member": gerd,
    }.items():
        case_of(report_thing(anna, slug, thing))
    decide(chiara, Case.objects.get(kind="message"), "hide")
    Help.objects.create(kind="file", object_id=files[0].pk, member=anna)
    Notice.objects.create(member=anna, kind="forum.failure", subject="scheduled_post", subject_key=7)
    now, found = stored(), hits(anna)
    assert len(found) > 4 and {kind for kind, _key, _url in found} == {"thread", "post", "file"}

    migrate(BEFORE)
    assert set(Case.objects.values_list("kind", flat=True)) == set(FORMER.values())
    assert Restriction.objects.get().kind == "nachricht"
    assert set(Citation.objects.values_list("citing_kind", "cited_kind")) == {("nachricht", "thema")}
    assert Notice.objects.get(kind="forum.failure").subject == "scheduled"
    places = dict(PostAttachment.objects.values_list("pk", "upload"))
    assert set(Document.objects.filter(kind="file").values_list("object_id", flat=True)) == set(places)
    assert places[Help.objects.get().object_id] == files[0].pk

    migrate(NOW)
    assert stored() == now and hits(anna) == found


def test_documents_of_files_that_are_gone_go() -> None:
    migrate(BEFORE)
    gone = Document.objects.create(
        kind="file", object_id=99, family="thread:1", at="2026-01-01T00:00Z", scope="kindfile", version=1
    )
    migrate(NOW)
    assert not Document.objects.filter(pk=gone.pk).exists()


def test_tables_and_fields_keep_what_they_hold_under_the_former_names() -> None:
    officer, author = MemberFactory(office=True), MemberFactory()
    thread = make_thread(author, title="Quitten")
    undone = ModerationAction.objects.create(
        actor=officer, verb="change_kind", title="Quitten", undo_data={"kind": "question"}
    )
    part = ModerationActionPart.objects.create(entry=undone, name=f"thread:{thread.pk}:kind")
    task = Task.objects.create(title="Seminar", due_on="2026-12-01", made_by=officer)
    waiting = PendingPost.objects.create(
        author=author, field=thread.field, thread=thread, source="Noch nicht", key=uuid4(), cause="first"
    )
    moved = MovedPost.objects.create(thread=thread, number=7, rev=1, post=make_reply(thread, author))

    migrate(SLUGS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb FROM moderation_deed WHERE id = %s", [undone.pk])
        assert cursor.fetchone() == ("recast_thread",)
        for table, column, key in (
            ("moderation_deedpart", "deed_id", part.pk),
            ("moderation_errand", "title", task.pk),
            ("forum_hold", "source", waiting.pk),
            ("forum_trace", "number", moved.pk),
        ):
            cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [key])
            assert cursor.fetchone() in ((undone.pk,), ("Seminar",), ("Noch nicht",), (7,))

    migrate(NOW)
    again = ModerationAction.objects.get()
    assert (again.verb, again.undo_data) == ("change_kind", {"kind": "question"})
    assert ModerationActionPart.objects.get().entry == again and Task.objects.get() == task
    assert PendingPost.objects.get().source == "Noch nicht" and MovedPost.objects.get().number == 7
