"""Erasing for good takes two people, leaves nothing but the tombstone, and has no way back."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.people.models import Member
from community.uploads.bundle import Bundle
from forum.erasure import actions as erasure_actions
from forum.models import Erasure, Post, PostRevision
from forum.posts import actions as post_actions
from tests.db.forum.looks import current
from tests.factories.forum import edit, fresh, make_reply, make_thread, remove
from tests.factories.people import MemberFactory
from tests.factories.uploads import make_upload

pytestmark = pytest.mark.django_db
SECRET = "Frau Beispiel ist schwer krank."


@pytest.fixture
def anna() -> Member:
    return MemberFactory()


@pytest.fixture
def chiara() -> Member:
    return MemberFactory(office=True)


@pytest.fixture
def dora() -> Member:
    return MemberFactory(head=True)


@pytest.fixture
def removed(anna, chiara) -> Post:
    thread = make_thread(anna)
    post = make_reply(thread, anna, text=SECRET, files=Bundle((make_upload(anna),)))
    make_reply(thread, anna, reply_to=2)
    return remove(edit(post, text=f"{SECRET} Und mehr."), by=chiara, reason="Persönliche Daten")


def test_one_asks_and_another_does_it(client, anna, chiara, dora, removed):
    erasure_actions.propose_erasure(chiara, removed, reason="Auf Wunsch der Familie")
    with pytest.raises(PermissionDenied):
        erasure_actions.confirm_erasure(chiara, fresh(removed))
    with pytest.raises(PermissionDenied):
        erasure_actions.confirm_erasure(anna, fresh(removed))
    assert fresh(removed).source.startswith(SECRET)
    head = current(removed.thread).head
    erasure_actions.confirm_erasure(dora, fresh(removed))
    post = fresh(removed)
    assert (post.source, post.html, post.excerpt) == ("", "", "")
    assert not PostRevision.objects.filter(post=post).exists() and not post.attachments.exists()
    assert post.rev > head and post.replies.count() == 1
    with pytest.raises(PermissionDenied):
        post_actions.restore_post(dora, post)
    client.force_login(dora)
    for address in (post.thread.get_absolute_url(), f"/beitraege/{post.pk}/verlauf/"):
        assert SECRET not in client.get(address).content.decode()
    assert "endgültig gelöscht" in client.get(post.thread.get_absolute_url()).content.decode()


def test_only_what_was_removed_by_moderators_with_a_reason(anna, chiara, removed):
    with pytest.raises(PermissionDenied):
        erasure_actions.propose_erasure(anna, removed, reason="Weg")
    with pytest.raises(ValidationError):
        erasure_actions.propose_erasure(chiara, removed, reason=" ")
    present = make_reply(current(removed.thread), anna)
    with pytest.raises(PermissionDenied):
        erasure_actions.propose_erasure(chiara, present, reason="Weg")


def test_a_proposal_can_be_declined_and_restoring_ends_it(chiara, dora, removed):
    erasure_actions.propose_erasure(chiara, removed, reason="Weg")
    erasure_actions.withdraw_erasure(dora, fresh(removed))
    erasure_actions.propose_erasure(dora, fresh(removed), reason="Doch weg")
    post_actions.restore_post(chiara, fresh(removed))
    with pytest.raises(PermissionDenied):
        erasure_actions.confirm_erasure(chiara, fresh(removed))


def test_the_database_asks_for_two_people(chiara, removed):
    wrong = {"confirmed_by": chiara, "confirmed_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.create(post=removed, proposed_by=chiara, reason="Allein", **wrong)


def test_the_pages_lead_through_it(client, chiara, dora, removed):
    address = f"/beitraege/{removed.pk}/endgueltig/"
    client.force_login(chiara)
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Auf Wunsch"}).status_code == 303
    assert "jemand anderes" in client.get(address).content.decode()
    client.force_login(dora)
    assert "Auf Wunsch" in client.get("/moderation/").content.decode()
    assert client.post(f"{address}ausfuehren/").status_code == 303
    assert fresh(removed).source == ""
