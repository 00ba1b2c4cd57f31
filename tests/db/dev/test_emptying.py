"""What is left behind after a test that commits."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.people.models import Member
from forum.models import Post
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
