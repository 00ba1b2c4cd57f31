"""A text passes the gate once: what a form has cleaned, the action takes as it is."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from community.text import clean_line, clean_source, gate
from forum.models import Post
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory


def test_what_has_passed_is_not_looked_at_again(monkeypatch):
    text, line = clean_source("Bänke\r\naus Holz"), clean_line("  Bänke  ")
    monkeypatch.setattr(gate, "_normalise", None)
    assert clean_source(text) is text
    assert clean_line(line) is line


def test_a_line_is_no_source_and_a_changed_text_is_a_new_one():
    assert type(clean_source(clean_line("Bänke"))) is type(clean_source("Bänke"))
    assert type(clean_source("Bänke") + "!") is str


def test_a_smaller_limit_counts():
    with pytest.raises(ValidationError, match="zu lang"):
        clean_source(clean_source("x" * 20), limit=10)


@pytest.mark.django_db
def test_a_reply_is_normalised_once(client, monkeypatch):
    anna = MemberFactory()
    thread, seen, plain = make_thread(anna), [], gate._normalise
    monkeypatch.setattr(gate, "_normalise", lambda text, **more: seen.append(text) or plain(text, **more))
    client.force_login(anna)
    client.post(f"/themen/{thread.pk}/antworten/", {"text": "Gern, am Markt.", "key": uuid4()})
    assert Post.objects.filter(number=2).exists()
    assert seen.count("Gern, am Markt.") == 2, "once at the gate, once for the HTML"
