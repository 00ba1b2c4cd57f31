"""What was stored under former names is found under slugs: the migrations, back and forth, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from community.moderation.models import Case, Report, Restriction
from community.notices.models import Notice
from community.people.models import Member
from community.quotes.models import Citation
from community.search.finding import find, load
from community.search.models import Document, Help
from community.uploads.bundle import Bundle
from forum.models import PostAttachment
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
NOW = [
    ("forum", "0002_each_kind_has_one_name_in_the_forum"),
    ("rooms", "0002_each_kind_has_one_name_in_rooms"),
    ("moderation", "0002_profiles_are_called_by_one_name"),
]
FORMER = {
    "post": "beitrag",
    "thread": "thema",
    "file": "anhang",
    "message": "nachricht",
    "member": "mitglied",
}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def forward_again(settings: Any) -> Iterator[None]:
    settings.OFFICE_SECOND_FACTOR = False
    yield
    migrate(NOW)


def migrate(to: list[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(to)


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
