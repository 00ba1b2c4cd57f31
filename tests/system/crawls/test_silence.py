"""Who asks through the office cannot be found out: the house says the same to everybody else, whoever of two it was.

The same story is told twice, once with each of two people as the asker; in between the database is as before. All
that readers outside the office can get at is compared: pages, fragments, JSON, feeds, files, notices, mails. A
difference anywhere, in a name, a number, an order or a count, is a leak. Nobody has to think of where to look.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone

from community.mail.models import OutgoingMail
from community.notices.mailing import write_due
from community.people.models import Member
from forum.answers import actions as answer_actions
from forum.confidential import actions as confidential_actions
from forum.drafts import actions as draft_actions
from forum.models import ConfidentialQuestion, Thread
from forum.posts import actions as post_actions
from forum.reactions import actions as reaction_actions
from forum.reading import actions as reading_actions
from forum.writing import actions as writing_actions
from tests.contracts.cast import Cast
from tests.counters import read_counters, turn_back
from tests.factories.people import MemberFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

READERS = ("visitor", "waiting", "member", "warden")
PLACES = (
    "/",
    "/themen/",
    "/themen/?filter=unbeantwortet",
    "/handlungsfelder/",
    "/handlungsfelder/mobilitaet/",
    "/mitglieder/",
    "/mitglieder/vorschlaege/?q=kommune",
    "/kommunen/",
    "/suche/?q=Holunderfrage",
    "/suche/?q=Xaveria",
    "/suche/?q=Yolanda",
    "/suche/vorschlaege/?q=Xaveria",
    "/themen/ansprechen/?q=eine-kommune",
    "/feeds/themen/",
    "/feeds/handlungsfelder/mobilitaet/",
    "/feeds/suche/?q=Holunderfrage",
    "/hinweise/",
    "/entwuerfe/",
    "/vertrauliche-fragen/",
    "/wartende-beitraege/",
    "/moderation/",
    "/moderation/vorgaenge/",
    "/moderation/massnahmen/",
    "/moderation/protokoll/",
)
# What is made anew for every page, or says nothing about anybody.
ANEW = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|nonce="[^"]*"|&quot;X-CSRFToken[^}]*'
)
# Questions have random numbers, which the office alone knows; here they are only tried.
NUMBER = re.compile(r"\d{13,16}")
NEVER_TOLD = ("xaveria", "quendelbusch", "yolanda", "zimtrispe", "oberzwirnfeld", "unterbirkwald")
MOST = 130


@pytest.fixture(scope="module")
def twins(cast: Cast) -> tuple[Member, Member]:
    """Two who differ in everything, and have done nothing else."""
    return (
        MemberFactory(name="Xaveria Quendelbusch", municipality=MunicipalityFactory(name="Oberzwirnfeld")),
        MemberFactory(
            name="Yolanda Zimtrispe",
            municipality=MunicipalityFactory(name="Unterbirkwald", population=90_000),
        ),
    )


def test_the_house_says_the_same_whoever_of_two_it_was(cast: Cast, twins: tuple[Member, Member]) -> None:
    first, second = (_told(cast, asker) for asker in twins)
    assert len(first) > 300 and any("Holunderfrage" in text for text in first.values())
    assert set(first) == set(second)
    different = {
        where: _difference(first[where], second[where]) for where in first if first[where] != second[where]
    }
    assert different == {}
    assert _named(first) == []


def _named(said: dict[str, str]) -> list[tuple[str, str]]:
    """Where the question is spoken of and one of the two is named as well, outside of lists of people."""
    about = {where: text.lower() for where, text in said.items() if "Holunderfrage" in text}
    assert {where.partition(" ")[0] for where in about} >= {"visitor", "member", "warden", "mail"}
    listing = ("/mitglieder", "/kommunen", "?q=", "/suche")
    return [
        (where, word)
        for where, text in about.items()
        for word in NEVER_TOLD
        if word in text and not any(part in where for part in listing)
    ]


def _morning() -> datetime:
    """The next working day at nine, when nobody rests and the sessions of the cast still last."""
    at = timezone.now().astimezone(UTC).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return at + timedelta(days=max(7 - at.weekday(), 0) if at.weekday() > 4 else 0)


def _told(cast: Cast, asker: Member) -> dict[str, str]:
    """Where and what, for all readers; the database and its counters are as before afterwards."""
    counters = read_counters()
    said: dict[str, str] = {}
    with transaction.atomic(), time_machine.travel(_morning(), tick=False) as clock:
        thread = _story(cast, asker, clock)
        for role in READERS:
            for address, text in _crawl(cast, role, thread):
                said[f"{role} {address}"] = ANEW.sub("", text)
        for letter in OutgoingMail.objects.exclude(to=asker.email).order_by("pk"):
            said[f"mail {letter.to} {letter.pk}"] = f"{letter.subject} {letter.text}"
        transaction.set_rollback(True)
    turn_back(counters)
    mail.outbox.clear()
    return said


def _story(cast: Cast, asker: Member, clock: Any) -> Thread:
    """Handed in, worded, published, answered, answered back under the pseudonym, edited, accepted, mailed about."""
    head, member, expert = (cast.people[role] for role in ("head", "member", "expert"))
    asker = Member.objects.select_related("admission", "municipality").get(pk=asker.pk)
    keys = (UUID(int=number) for number in range(1, 9))
    ask = confidential_actions.ask_confidentially(
        asker,
        cast.public.field,
        title="Wer hat die Holunderfrage?",
        text="Wir haben einen Streit.",
        discloses="nothing",
        key=next(keys),
    )
    clock.shift(timedelta(hours=1))
    ask = confidential_actions.propose_words(
        head, ask, title=ask.title, text="Es gibt Streit. Holunderfrage!", remark="", seen=1
    )
    ask = confidential_actions.agree_to_words(asker, ask, seen=ask.version)
    clock.shift(timedelta(hours=1))
    opening = confidential_actions.publish_confidential(head, ask, seen=ask.version)
    thread = opening.thread
    ask = ConfidentialQuestion.objects.with_page().get(pk=ask.pk)
    reading_actions.mark_read(member, thread, number=1)
    answer = writing_actions.reply(
        expert, thread, text="Zur Holunderfrage: Reden hilft.", key=next(keys)
    ).post
    back = confidential_actions.reply_masked(
        asker, ask, text="Danke für die Holunderfrage.", key=next(keys), reply_to=2
    ).post
    writing_actions.reply(
        member, thread, text="Uns auch, Holunderfrage.", key=next(keys), reply_to=back.number
    )
    reaction_actions.react_to_post(member, back, kind="danke")
    post_actions.edit_post(
        ask.pseudonym, back, text="Danke, die Holunderfrage ist geklärt.", reason="Tippfehler"
    )
    answer_actions.accept_answer(head, answer)
    draft_actions.save_words(ask.pseudonym, f"thread:{thread.pk}", text="Angefangene Holunderfrage")
    clock.shift(timedelta(minutes=30))
    while write_due():
        pass
    return Thread.objects.get(pk=thread.pk)


def _crawl(cast: Cast, role: str, thread: Thread) -> Iterator[tuple[str, str]]:
    """The places, the thread in all its forms, and what is linked from there."""
    client: Any = cast.client(role)
    posts = list(thread.posts.order_by("number").values_list("pk", "author"))
    own = [
        thread.get_absolute_url(),
        f"{thread.get_absolute_url()}?ansicht=verzweigt",
        f"/themen/{thread.pk}/beitraege/?nach=0",
    ]
    own += [
        f"/beitraege/{pk}/{part}"
        for pk, _author in posts
        for part in ("", "verlauf/", "kontext/", "zitat/", "antworten/", "reaktionen/", "bearbeiten/")
    ]
    own += [f"/mitglieder/{author}/" for _pk, author in posts]
    people = [
        f"/mitglieder/{member.pk}/"
        for member in Member.objects.filter(name__in=["Xaveria Quendelbusch", "Yolanda Zimtrispe"])
    ]
    towns = [
        f"/kommunen/{ars}/"
        for ars in Member.objects.filter(name__startswith="Xaveria").values_list("municipality", flat=True)
    ]
    asks = [f"/vertrauliche-fragen/{pk}/" for pk in ConfidentialQuestion.objects.values_list("pk", flat=True)]
    waiting, known = [*PLACES, *own, *people, *towns, *asks], set()
    deep = len(waiting)
    while waiting:
        address = waiting.pop(0)
        if address in known:
            continue
        known.add(address)
        deep -= 1
        answer = client.get(address)
        text = f"{answer.status_code} {answer.get('Location', '')} {answer.getvalue().decode('utf-8', 'replace')}"
        yield NUMBER.sub("…", address), text
        if deep >= 0 and "Holunderfrage" in text:
            waiting += [link for link in _links(address, text) if link not in known and len(known) < MOST]
    json = client.get(thread.get_absolute_url(), headers={"Accept": "application/json"})
    yield "json", json.getvalue().decode("utf-8", "replace")
    for form in ("md", "zip"):
        answer = client.post(f"/themen/{thread.pk}/akte/", {"als": form})
        yield f"file {form}", _words(answer)


def _words(answer: Any) -> str:
    content = answer.getvalue()
    if not content.startswith(b"PK"):
        return str(content.decode("utf-8", "replace"))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return " ".join(
            f"{name} {archive.read(name).decode('utf-8', 'replace')}" for name in archive.namelist()
        )


def _links(here: str, page: str) -> Iterator[str]:
    for link in dict.fromkeys(re.findall(r'href="([^"#]+)', page)):
        address = urljoin(here, unescape(link))
        if address.startswith("/") and not address.startswith(("/static/", "/konto/")):
            yield address


def _difference(first: str, second: str) -> str:
    at = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    return f"{first[max(at - 80, 0) : at + 80]} | {second[max(at - 80, 0) : at + 80]}"
