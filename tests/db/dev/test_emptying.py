"""What is left behind after a test that commits."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from community.people.models import Member
from forum.models import Post
from tests import emptying
from tests.emptying import empty_written_tables
from tests.factories.forum import make_reply, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_written_is_gone_whoever_refers_to_whom() -> None:
    make_reply(make_thread(MemberFactory()), MemberFactory())
    empty_written_tables()
    assert not Member.objects.exists() and not Post.objects.exists()


def test_what_migrating_wrote_stays() -> None:
    empty_written_tables()
    assert ContentType.objects.count() > 50 and Permission.objects.count() > 200


def test_tables_without_rows_are_left_alone() -> None:
    MemberFactory(municipality=None, newcomer=True)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        empty_written_tables()
    emptied = {query["sql"].split('"')[1] for query in asked if query["sql"].startswith("DELETE")}
    assert emptied == {"account_emailaddress", "people_admission", "people_member"}


def test_a_row_that_comes_meanwhile_is_emptied_too(monkeypatch: pytest.MonkeyPatch) -> None:
    MemberFactory()
    empty, came = emptying._empty, []

    def with_a_latecomer() -> None:
        if not came:
            came.append(MemberFactory())
            raise IntegrityError("still referred to")
        empty()

    monkeypatch.setattr(emptying, "_empty", with_a_latecomer)
    empty_written_tables()
    assert came and not Member.objects.exists()


def test_what_cannot_be_emptied_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> None:
        raise IntegrityError("still referred to")

    with monkeypatch.context() as patch:
        patch.setattr(emptying, "_empty", never)
        patch.setattr(emptying.time, "sleep", lambda seconds: None)
        with pytest.raises(IntegrityError):
            empty_written_tables()
