"""What one may not know of is nowhere: lists and policies agree, and no page says a word too much."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import quote, urljoin

import pytest
from django.apps import apps
from django.db import models, transaction

from community.moderation.appeals import policy as appeal_policy
from community.moderation.cases import policy as case_policy
from community.moderation.models import Appeal, Case, ModerationAction, Report
from community.moderation.reports import policy as report_policy
from community.moderation.undo import policy as undo_policy
from community.people.groups import policy as group_policy
from community.people.members import policy as member_policy
from community.people.models import Member, Municipality, WorkingGroup
from community.people.municipalities import policy as municipality_policy
from community.push import policy as push
from community.push.models import Device
from forum.approval import policy as approval_policy
from forum.confidential import policy as confidential_policy
from forum.crossposting import policy as crossposting_policy
from forum.drafts import actions as draft_actions
from forum.fields import policy as field_policy
from forum.models import (
    ActionField,
    ConfidentialQuestion,
    CrossPosting,
    PendingPost,
    Poll,
    Post,
    ScheduledPost,
    Summary,
    Tag,
    Thread,
)
from forum.polls import policy as poll_policy
from forum.posts import policy as post_policy
from forum.scheduling import policy as scheduling_policy
from forum.summaries import policy as summary_policy
from forum.tags import policy as tag_policy
from forum.threads import policy as thread_policy
from realtime.rooms.messages import policy as message_policy
from realtime.rooms.models import Message, Room
from realtime.rooms.room import policy as room_policy
from tests.contracts.cast import GROUPS, NAMES, ROLES, Cast
from tests.contracts.things import rows

pytestmark = pytest.mark.django_db

POLICIES: dict[Any, Callable[..., Any]] = {
    ActionField: field_policy.can_see_field,
    Thread: thread_policy.can_see_thread,
    Post: post_policy.can_see_post,
    Tag: tag_policy.can_see_tag,
    Poll: poll_policy.can_see_poll,
    CrossPosting: crossposting_policy.can_see_crossposting,
    PendingPost: approval_policy.can_see_pending_post,
    ConfidentialQuestion: confidential_policy.can_see_confidential,
    Summary: summary_policy.can_see_summary,
    ScheduledPost: scheduling_policy.can_see_scheduled,
    Member: member_policy.can_see_member,
    Municipality: municipality_policy.can_see_municipality,
    WorkingGroup: group_policy.can_see_group,
    Device: push.can_remove_device,
    Room: room_policy.can_see_room,
    Message: message_policy.can_see_message,
    Case: case_policy.can_see_case,
    Report: report_policy.can_see_report,
    ModerationAction: undo_policy.can_see_action,
    Appeal: appeal_policy.can_see_appeal,
}

EVERYONE = set(ROLES)
ADMITTED = set(GROUPS["admitted"])
OFFICE = set(GROUPS["office"])
# Words of the cast, and who may come across them on any page at all.
SECRETS: dict[str, set[str]] = {
    "apfelkahn": EVERYONE,
    "quittenzwieback": ADMITTED,
    "geheimapfelkahn": {"author", *OFFICE},
    "telefon taubenschlag": {"author"},
    "geheimquittenzwieback": {"author", "warden", *OFFICE},
    "warteapfelkahn": {"author", *OFFICE},
    "wartequittenzwieback": {"author", "warden", *OFFICE},
    "dohlenvermerk": OFFICE,
    "rohrspatzentwurf": {"author"},
    "nebelkrähen": {"author", *OFFICE},
    "amtsleiter": EVERYONE,
    "lerchensporn": {"author"},
    "dattelkreuzung": ADMITTED,
    "zwiebelturm": ADMITTED,
    "pfefferkeller": ADMITTED,
    "pflaumenmus": ADMITTED,
    "geheimpflaumenmus": {"author", *OFFICE},
    "rübenkompass": {"lead", "expert", *OFFICE},
    "nach westen": {"lead", "expert", "head"},
    "flüsterdistel": {"author", "expert"},
    "spinnwebfaden": ADMITTED,
    NAMES["member"]: ADMITTED,
    NAMES["lead"]: ADMITTED,
    NAMES["warden"]: ADMITTED,
    NAMES["waiting"]: {"waiting", *OFFICE},
    NAMES["declined"]: {"declined", *OFFICE},
    NAMES["technician"]: {"technician", *OFFICE},
    "Ottilie Oxhoft": OFFICE,
}
SEARCHES = (
    "/suche/",
    "/suche/vorschlaege/",
    "/kommunen/",
    "/kommunen/vorschlaege/",
    "/mitglieder/",
    "/mitglieder/vorschlaege/",
)
# Parts of names, not the whole: a search page repeats what was searched for.
PARTS = ("e", "walt", "dorn", "lind")
FRAGMENTS = re.compile(r"/(?:kontext|antworten|beitraege|vorschlaege)/")
MOST_PAGES = 1_200
# Whoever knows the secret reads in its owner's place: `test_feeds` looks at what that is.
BEHIND_A_SECRET = ("/feeds/mein/", "/einladung/")
WAYS_TO_ASK = 4  # of one page: filters and orders multiply, and say the same


def test_every_model_with_a_reading_language_has_a_policy() -> None:
    reading = {model for model in apps.get_models() if hasattr(model._default_manager, "visible_to")}
    assert reading == set(POLICIES)


@pytest.mark.parametrize("role", ROLES)
def test_lists_and_policies_agree(cast: Cast, role: str) -> None:
    viewer = cast.people[role]
    for model, can_see in POLICIES.items():
        everything = list(_with_parents(model))
        allowed = {thing for thing in everything if can_see(viewer, thing)}
        assert set(model.objects.visible_to(viewer)) == allowed, (role, model)
        assert len(everything) > 1 or model is WorkingGroup


def test_the_cast_tells_what_is_visible_from_what_is_not(cast: Cast) -> None:
    """Otherwise both sides of the comparison above could be empty, or both everything."""
    for model in (ActionField, Thread, Post, Poll, Tag, Member, WorkingGroup):
        seen = {role: model.objects.visible_to(cast.people[role]).count() for role in ROLES}
        assert seen["visitor"] < seen["member"] == model.objects.visible_to(cast.people["author"]).count()


@pytest.mark.once
@pytest.mark.parametrize("role", ROLES)
def test_no_page_says_a_word_too_much(cast: Cast, role: str) -> None:
    said: dict[str, str] = {}
    for address, page in _crawl(cast, role):
        for word in SECRETS:
            if word.lower() in page:
                said.setdefault(word, address)
    due = {word for word, readers in SECRETS.items() if role in readers}
    too_much = {word: address for word, address in said.items() if word not in due}
    assert too_much == {}
    assert due - set(said) == set(), "the crawl did not reach what this role may read"


def test_nobody_learns_a_name_by_trying_handles(cast: Cast) -> None:
    handle = cast.people["lead"].handle
    said = {}
    for role in ROLES:
        page = cast.client(role).post("/vorschau/", {"text": f"@{handle}"}).content.decode()
        said[role] = NAMES["lead"] in page
    assert said == {role: role in ADMITTED for role in ROLES}


def test_a_suggestion_never_names_who_is_not_admitted(cast: Cast) -> None:
    page = cast.client("head").get("/mitglieder/vorschlaege/", {"q": "w"}).content.decode()
    assert NAMES["warden"] in page
    assert NAMES["waiting"] not in page


def test_words_typed_signed_out_tell_nothing_about_what_is_there(cast: Cast) -> None:
    """Where a draft can be continued is said only to those who may see the place."""
    draft_actions.save_words(cast.people["waiting"], "post:999999", text="Ins Leere")
    draft_actions.save_words(cast.people["waiting"], f"post:{cast.members.answer.pk}", text="Ins Verborgene")
    page = cast.client("waiting").get("/entwuerfe/").content.decode()
    assert page.count("besteht nicht mehr") == 3
    assert f"/themen/{cast.members.question.pk}/" not in page


def _with_parents(model: Any) -> models.QuerySet[Any]:
    """All rows with what their policies look at."""
    parents = {
        Message: ["room"],
        Thread: ["field"],
        Post: ["thread__field"],
        Poll: ["opening__thread__field"],
        Member: ["admission"],
    }
    return model.objects.select_related(*parents.get(model, []))


def _crawl(cast: Cast, role: str) -> Iterator[tuple[str, str]]:
    """Address and lower-case text of every page this role can open: the table's addresses and where they lead."""
    client: Any = cast.client(role)
    searches = [f"{address}?q={part}" for address in SEARCHES for part in PARTS]
    named = {row.address(cast) for row in rows() if row.method == "GET"}
    waiting = [*(address for address in named if not address.startswith(BEHIND_A_SECRET)), *searches]
    known = set(waiting)
    asked: Counter[str] = Counter()
    with transaction.atomic():
        while waiting:
            address = waiting.pop()
            for headers in ({}, {"HX-Request": "true"}) if FRAGMENTS.search(address) else ({},):
                answer = client.get(address, headers=headers)
                text = f"{answer.get('Location', '')} {answer.getvalue().decode('utf-8', 'replace')}"
                yield address, _without(address, text)
            for link in sorted(set(_links(address, text)) - known):
                path = link.partition("?")[0]
                asked[path] += 1
                known.add(link)
                if asked[path] <= WAYS_TO_ASK:
                    waiting.append(link)
            assert len(known) < MOST_PAGES, "the crawl does not end"
        transaction.set_rollback(True)


def _without(address: str, page: str) -> str:
    """The page in lower case without the address that was asked for: whoever asks for it knows it."""
    for known in (quote(address, safe=""), quote(address, safe="/"), address):
        page = page.replace(known, "")
    return page.lower()


def _links(here: str, page: str) -> Iterator[str]:
    for link in re.findall(r'href="([^"#]+)', page):
        address = urljoin(here, unescape(link))
        if address.startswith("/") and not address.startswith(("/static/", "/konto/")):
            yield address
