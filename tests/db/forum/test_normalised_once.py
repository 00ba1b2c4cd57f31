"""A text goes through the gate once, however many look at it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from community.text import gate
from forum.models import Post
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory


@pytest.mark.django_db
def test_a_reply_is_normalised_once(client, monkeypatch):
    anna = MemberFactory()
    thread, seen, plain = make_thread(anna), [], gate._normalise
    monkeypatch.setattr(gate, "_normalise", lambda text, **more: seen.append(text) or plain(text, **more))
    client.force_login(anna)
    client.post(f"/themen/{thread.pk}/antworten/", {"text": "Gern, am Markt.", "key": uuid4()})
    assert Post.objects.filter(number=2).exists()
    assert seen.count("Gern, am Markt.") == 2, "once at the gate, once for the HTML"
