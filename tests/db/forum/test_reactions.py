"""Reactions to posts: four words, once each, told like every change, and still there after whatever happens."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from community.people.models import Member
from forum.models import Post, Reaction, Thread
from forum.moving import actions as moving_actions
from forum.posts import actions as post_actions
from forum.reactions import actions as reaction_actions
from tests.factories.forum import fresh, make_reply, make_thread, opening, remove
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client: Client, settings: Any) -> Member:
    settings.OFFICE_SECOND_FACTOR = False
    member = MemberFactory(name="Anna Weber")
    client.force_login(member)
    return member


@pytest.fixture
def post(anna: Member) -> Post:
    return make_reply(make_thread(MemberFactory()), MemberFactory())


def _made(post: Post) -> list[tuple[Any, ...]]:
    return sorted(Reaction.objects.filter(post=post).values_list("member", "kind", "made_at"))


def test_a_reaction_is_made_once_and_told_once(anna, post):
    head = Thread.objects.get().head
    for _twice in range(2):
        reaction_actions.react_to_post(anna, post, kind="danke")
    assert Thread.objects.get().head == fresh(post).rev == head + 1
    reaction_actions.react_to_post(anna, post, kind="hilfreich")
    for _twice in range(2):
        reaction_actions.withdraw_reaction(anna, post, kind="danke")
    assert [kind for _member, kind, _at in _made(post)] == ["hilfreich"]
    assert Thread.objects.get().head == fresh(post).rev == head + 3


def test_nobody_thanks_themselves_and_there_are_only_four(anna, post):
    with pytest.raises(PermissionDenied, match="andere"):
        reaction_actions.react_to_post(post.author, post, kind="danke")
    with pytest.raises(ValueError, match="Applaus"):
        reaction_actions.react_to_post(anna, post, kind="Applaus")
    with pytest.raises(PermissionDenied):
        reaction_actions.react_to_post(anna, remove(post), kind="danke")


def test_without_a_script_the_way_leads_back_to_the_post(client, anna, post):
    address = f"/beitraege/{post.pk}/reaktion/"
    answer = client.post(address, {"kind": "danke"})
    assert answer.status_code == 303 and answer["Location"].endswith("#beitrag-2")
    page = client.get(answer["Location"]).content.decode()
    assert 'aria-pressed="true">Danke <span class="reaction__count">1</span>' in page
    assert "Anna Weber" in client.get(f"/beitraege/{post.pk}/reaktionen/").content.decode()
    assert "gibt es hier nicht" in client.post(address, {"kind": "Applaus"}, follow=True).content.decode()
    assert (
        client.post(address, {"kind": "Applaus"}, headers={"accept": "application/json"}).status_code == 400
    )
    assert len(_made(post)) == 1


def test_visitors_see_how_many_but_not_who(client, anna, post):
    reaction_actions.react_to_post(anna, post, kind="machen-wir-auch")
    client.logout()
    page = client.get(post.thread.get_absolute_url()).content.decode()
    assert 'Machen wir auch <span class="reaction__count">1</span>' in page
    assert "/reaktionen/" not in page and "Anna Weber" not in page
    assert client.get(f"/beitraege/{post.pk}/reaktionen/").status_code == 302


def test_removing_and_restoring_changes_nothing(client, anna, post):
    reaction_actions.react_to_post(anna, post, kind="danke")
    before = _made(post)
    remove(post)
    assert "reaction__count" not in client.get(post.thread.get_absolute_url()).content.decode()
    post_actions.restore_post(post.author, fresh(post))
    assert _made(post) == before
    assert "reaction__count" in client.get(post.thread.get_absolute_url()).content.decode()


def test_reactions_go_with_their_post(anna, post):
    reaction_actions.react_to_post(anna, post, kind="danke")
    before = _made(post)
    officer = MemberFactory(office=True)
    source = post.thread
    moving_actions.split_thread(
        officer, source, numbers={2}, title="Eigenes", kind="question", reason="Eigenes"
    )
    target = fresh(post).thread
    assert target != source and fresh(post).is_opening and _made(post) == before
    moving_actions.merge_thread(officer, target, target=source, reason="Doch dasselbe")
    assert fresh(post).thread == source and _made(post) == before
    assert not _made(opening(source))
