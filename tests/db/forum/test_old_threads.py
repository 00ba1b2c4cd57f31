"""A thread that has been quiet for a year offers a new one that points back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community.people.models import Member
from forum.models import Thread
from tests.factories.forum import ActionFieldFactory, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db
OFFER = "Neues Thema mit Verweis"


@pytest.fixture
def anna(client: Client) -> Member:
    member = MemberFactory()
    client.force_login(member)
    return member


def test_after_a_year_a_new_thread_is_offered(client, anna):
    thread = make_thread(anna, title="Alte [Sache]")
    assert OFFER not in client.get(thread.get_absolute_url()).content.decode()
    Thread.objects.filter(pk=thread.pk).update(active_at=timezone.now() - timedelta(days=366))
    assert OFFER in client.get(thread.get_absolute_url()).content.decode()
    form = client.get(f"/themen/neu/?feld={thread.field.slug}&bezug={thread.pk}").content.decode()
    assert f"[Alte (Sache)]({thread.get_absolute_url()})" in form


@pytest.mark.parametrize("asked", ["999999", "x", "", "-1"])
def test_what_one_may_not_see_is_not_named(client, anna, asked):
    assert "Fortsetzung" not in client.get(f"/themen/neu/?bezug={asked}").content.decode()
    hidden = make_thread(anna, field=ActionFieldFactory(), title="Vertraulich")
    client.force_login(MemberFactory(waiting=True))
    assert "Vertraulich" not in client.get(f"/themen/neu/?bezug={hidden.pk}").content.decode()
