"""Finding a kind: by slug, by what addresses call it, by mixin, by address; whoever came first makes no difference."""

from __future__ import annotations

import pytest

from community import kinds
from community.kinds import Kind, registry
from community.moderation.kind import Reportable
from community.quotes.kind import Quotable, linked_at
from community.search.kind import Searchable
from tests.factories.forum import make_reply, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def test_by_slug_and_by_what_addresses_say() -> None:
    assert kinds.get("post") is kinds.named("beitrag") is kinds.named("post")
    assert kinds.get("beitrag") is None, "code knows the slug alone"
    assert kinds.get("room", Searchable) is None and kinds.named("raum", Searchable) is None
    assert kinds.get("nothing") is None and kinds.named("nichts") is None and kinds.named("") is None


def test_by_mixin() -> None:
    assert {kind.slug for kind in kinds.of(Searchable)} == {"thread", "post", "file", "message"}
    assert {kind.slug for kind in kinds.of(Quotable)} == {"thread", "post", "message"}


@pytest.mark.parametrize("turned", [False, True])
def test_by_address_the_part_comes_before_the_whole(monkeypatch: pytest.MonkeyPatch, turned: bool) -> None:
    known = list(registry._kinds.items())
    monkeypatch.setattr(registry, "_kinds", dict(reversed(known) if turned else known))
    post = make_reply(make_thread(MemberFactory()), MemberFactory())
    page = post.thread.get_absolute_url()
    for path, fragment, slug, key in [
        (page, "", "thread", post.thread_id),
        (page, "beitrag-2", "post", post.pk),
        (page, "beitrag-99", "thread", post.thread_id),
        (page, "zusammenfassung", "thread", post.thread_id),
        (f"/beitraege/{post.pk}/", "", "post", post.pk),
        (f"/mitglieder/{post.author_id}/", "", "member", post.author_id),
    ]:
        found = kinds.at(path, fragment)
        assert found and (found[0].slug, found[1]) == (slug, key), (path, fragment)
        assert kinds.at(path, fragment, mixin=Reportable) == found
    assert kinds.at("/suche/") is kinds.at("/gibt-es-nicht/") is kinds.at("kein Pfad") is None
    assert linked_at(page, "beitrag-2") == ("thread", post.thread_id), (
        "a link into a thread is about the thread"
    )


@pytest.mark.parametrize("key", ["", "x", "-1", "1.0", "٣", "9" * 19, "1; DROP TABLE"])
def test_what_is_no_key_is_nothing(key: str) -> None:
    assert all(kind.find(key) is None for kind in kinds.of(Kind))
