"""The small network of `corpus.toml`, built once for a module."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from community.people.models import Member
from community.search.reindexing import catch_up
from forum.models import Post, Thread
from tests.factories.forum import ActionFieldFactory, accept, make_reply, make_thread
from tests.factories.people import MemberFactory, MunicipalityFactory

HERE = Path(__file__).parent
PEOPLE = {
    "anna": ("Anna Weber", "Demografiebeauftragte", "Coburg", 41_000),
    "bruno": ("Bruno Krüger", "Ehrenamtlicher", "Spelle", 9_000),
    "fatma": ("Fatma Yıldız", "Sozialplanerin", "Kornwestheim", 33_000),
    "emil": ("Emil Østergård", "Hochschule", "Zwickau", 90_000),
    "greta": ("Greta Lindner", "Bürgermeisterin", "Riesa", 30_000),
}


@dataclass
class Network:
    """Everybody by first name, threads by `id`, posts by `id/number`."""

    people: dict[str, Member]
    threads: dict[str, Thread] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    @property
    def reader(self) -> Member:
        return self.people["anna"]

    def names(self) -> dict[tuple[str, int], str]:
        """What a hit is called in the lists of what is expected."""
        threads = {("thread", thread.pk): name for name, thread in self.threads.items()}
        return threads | {("post", post.pk): name for name, post in self.posts.items()}


@pytest.fixture(scope="module")
def network(django_db_setup: None, django_db_blocker: Any) -> Iterator[Network]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def build() -> Network:
    MunicipalityFactory(name="Übach-Palenberg", population=24_000)
    network = Network({name: _person(*about) for name, about in PEOPLE.items()})
    fields: dict[str, Any] = {}
    for item in tomllib.loads((HERE / "corpus.toml").read_text(encoding="utf-8"))["thread"]:
        home = fields.setdefault(item["field"], None) or ActionFieldFactory(slug=item["field"], public=True)
        fields[item["field"]] = home
        author = network.people[item["author"]]
        thread = make_thread(author, field=home, title=item["title"], text=item["text"])
        network.threads[item["id"]] = thread
        for number, (name, text) in enumerate(item.get("replies", []), start=2):
            network.posts[f"{item['id']}/{number}"] = make_reply(thread, network.people[name], text=text)
        if "accepted" in item:
            accept(network.posts[f"{item['id']}/{item['accepted']}"])
    for _progress in catch_up(everything=True):
        pass
    return network


def _person(name: str, function: str, town: str, population: int) -> Member:
    place = MunicipalityFactory(name=town, population=population)
    return MemberFactory(name=name, function=function, municipality=place)
