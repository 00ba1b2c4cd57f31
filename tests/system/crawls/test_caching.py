"""Every page as every role: what somebody signed in reads is kept by nobody, and what may be kept is nobody's own."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse

from tests.contracts.cast import Cast
from tests.contracts.things import Row, rows

pytestmark = pytest.mark.django_db

SIGNED_IN = ("waiting", "member", "head")
READ = [row for row in rows() if row.method == "GET" and set(row.expected.values()) != {"method"}]
# The same for everybody, whoever is signed in.
PUBLIC = {"feed_threads", "feed_field", "feed_tag", "feed_search", "robots", "security"}
# Kept by the browser and asked for with every look; without a word of a page in them.
ASKED_FOR = {
    "show_upload",
    "show_worker",
    "show_offline",
    "private_feed_threads",
    "private_feed_field",
    "private_feed_tag",
}


@pytest.mark.parametrize("role", SIGNED_IN)
def test_nobody_keeps_what_somebody_signed_in_has_read(cast: Cast, role: str) -> None:
    kept = {}
    for row in READ:
        answer = asked(cast, role, row)
        said = answer.headers["Cache-Control"]
        if "no-store" not in said and not (row.name in ASKED_FOR and "no-cache" in said):
            kept[str(row)] = (answer, said)
    assert {name for name, (answer, said) in kept.items() if not is_open(answer)} == set()
    assert {name.split()[1] for name in kept} <= PUBLIC


def test_what_everybody_may_keep_is_the_same_for_all_and_sets_no_cookie(cast: Cast) -> None:
    public = [row for row in READ if is_public(asked(cast, "visitor", row))]
    assert {row.name for row in public} >= PUBLIC - {"feed_search"}
    for row in public:
        answers = [asked(cast, role, row) for role in ("visitor", *SIGNED_IN)]
        assert not any(answer.cookies for answer in answers), row
        assert "Cookie" in answers[0].headers["Vary"], row
        for answer in answers[1:]:
            assert not is_public(answer) or answer.content == answers[0].content, row


def test_a_visitors_page_with_a_form_stays_in_their_browser(cast: Cast) -> None:
    for row in READ:
        answer = asked(cast, "visitor", row)
        if answer.cookies:
            said = answer.headers["Cache-Control"]
            assert "private" in said or "no-store" in said or row.name in ASKED_FOR, row


def test_what_a_visitor_has_typed_is_kept_by_nobody(cast: Cast) -> None:
    client = cast.client("visitor")
    with transaction.atomic():
        client.post(
            f"/themen/{cast.public.question.pk}/antworten/", {"text": "Mein halber Satz, noch nicht fertig."}
        )
        page = client.get("/kommunen/")
        transaction.set_rollback(True)
    assert "no-store" in page.headers["Cache-Control"] and "sessionid" in client.cookies


def is_public(answer: HttpResponse) -> bool:
    return "public" in answer.headers["Cache-Control"]


def is_open(answer: HttpResponse) -> bool:
    return is_public(answer) and not answer.cookies


def asked(cast: Cast, role: str, row: Row) -> Any:
    client: Any = cast.client(role)
    with transaction.atomic():
        answer = client.get(row.address(cast))
        transaction.set_rollback(True)
    return answer
