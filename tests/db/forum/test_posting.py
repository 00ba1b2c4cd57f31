"""Writing: threads, replies, keys, counters, bells."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404

from community.text import POST_LIMIT
from community.web.refusals import Conflict
from forum.models import ActionField, Mention, Post, PostQuote, Thread
from forum.writing import actions as writing_actions
from tests.factories.forum import (
    ActionFieldFactory,
    close,
    edit,
    fresh,
    make_reply,
    make_thread,
    opening,
    remove,
)
from tests.factories.people import MemberFactory
from tests.transports import carry

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def bruno():
    return MemberFactory(name="Bruno Krüger")


def test_a_thread_begins_with_its_opening_post(anna):
    field = ActionFieldFactory(public=True)
    posted = writing_actions.start_thread(
        anna, field, title="  Wer kennt   Bürgerbusse? ", text="Bitte *melden*.", key=uuid4()
    )
    thread = posted.post.thread
    assert (thread.title, thread.slug) == ("Wer kennt Bürgerbusse?", "wer-kennt-buergerbusse")
    assert (posted.post.number, posted.post.rev, posted.post.branch, posted.post.path) == (1, 1, 0, "")
    assert "<em>melden</em>" in posted.post.html
    field.refresh_from_db()
    assert (field.thread_count, field.post_count, field.open_count) == (1, 1, 1)


def test_replies_count_up_and_move_the_thread(anna, bruno):
    thread = make_thread(anna)
    first, second = make_reply(thread, bruno), make_reply(thread, anna)
    thread.refresh_from_db()
    assert [first.number, second.number] == [2, 3]
    assert (thread.last_number, thread.reply_count, thread.head, thread.latest_author) == (3, 2, 3, anna)
    assert thread.active_at == second.created_at
    assert ActionField.objects.get().post_count == 3


def test_the_same_key_returns_the_first_post(anna, bruno):
    thread, key = make_thread(anna), uuid4()
    first = writing_actions.reply(bruno, thread, text="Gern!", key=key)
    again = writing_actions.reply(bruno, thread, text="Gern!  ", key=key)
    assert (first.created, again.created) == (True, False)
    assert again.post.pk == first.post.pk
    assert Post.objects.in_thread(thread).count() == 2


def test_the_same_key_returns_the_first_post_after_an_edit_too(anna, bruno):
    thread, key = make_thread(anna), uuid4()
    post = writing_actions.reply(bruno, thread, text="Gern!", key=key).post
    edit(fresh(post), text="Sehr gern!")
    assert writing_actions.reply(bruno, thread, text="Gern!", key=key).post.pk == post.pk


def test_a_key_with_other_words_is_a_conflict(anna, bruno):
    thread, key = make_thread(anna), uuid4()
    writing_actions.reply(bruno, thread, text="Gern!", key=key)
    with pytest.raises(Conflict):
        writing_actions.reply(bruno, thread, text="Ungern!", key=key)


def test_another_author_may_use_the_same_key(anna, bruno):
    thread, key = make_thread(anna), uuid4()
    assert writing_actions.reply(anna, thread, text="Ja", key=key).created
    assert writing_actions.reply(bruno, thread, text="Ja", key=key).created


def test_a_key_still_returns_its_post_when_the_thread_was_closed_meanwhile(anna, bruno):
    thread, key = make_thread(anna), uuid4()
    post = writing_actions.reply(bruno, thread, text="Gern!", key=key).post
    close(thread, by=MemberFactory(head=True))
    assert (
        writing_actions.reply(bruno, Thread.objects.get(pk=thread.pk), text="Gern!", key=key).post.pk
        == post.pk
    )


@pytest.mark.parametrize("text", ["", "  \n ", "a" * (POST_LIMIT + 1), "\0", "\ud800", "​"])
def test_text_that_cannot_stand_is_refused_with_a_sentence(anna, text):
    thread = make_thread(anna)
    with pytest.raises(ValidationError) as refused:
        writing_actions.reply(anna, thread, text=text, key=uuid4())
    assert len(refused.value.message_dict["text"][0]) > 20
    assert Post.objects.count() == 1


def test_a_reply_must_answer_a_post_that_is_not_removed_of_the_same_thread(anna, bruno):
    thread, other = make_thread(anna), make_thread(anna, replies=3)
    gone = remove(make_reply(thread, bruno))
    for number, words in ((other.last_number + 5, "gehört nicht"), (gone.number, "entfernt")):
        with pytest.raises(ValidationError, match=words):
            writing_actions.reply(bruno, thread, text="Antwort", key=uuid4(), reply_to=number)


def test_who_may_write(anna):
    inside, outside = ActionFieldFactory(), ActionFieldFactory(public=True)
    waiting = MemberFactory(waiting=True)
    with pytest.raises(Http404):
        writing_actions.start_thread(waiting, inside, title="Darf ich?", text="Bitte", key=uuid4())
    with pytest.raises(PermissionDenied, match="geprüft"):
        writing_actions.start_thread(waiting, outside, title="Darf ich?", text="Bitte", key=uuid4())
    closed = close(make_thread(anna), by=MemberFactory(office=True))
    with pytest.raises(PermissionDenied, match="geschlossen"):
        writing_actions.reply(anna, closed, text="Noch etwas", key=uuid4())


def test_mentions_and_quotes_are_recorded(anna, bruno):
    thread = make_thread(anna)
    waiting = MemberFactory(waiting=True, name="Jonas Neumann")
    source = opening(thread)
    quoted = f"> **[Anna schrieb]({source.get_absolute_url()}):**\n>\n> Frage"
    text = f"{quoted}\n\n@{anna.handle} und @{waiting.handle}: ja."
    post = make_reply(thread, bruno, text=text)
    assert list(Mention.objects.values_list("member", flat=True)) == [anna.pk]
    assert PostQuote.objects.get().quoted == source
    assert f'href="/mitglieder/{anna.pk}/"' in post.html
    edit(post, text="Ohne alles.")
    assert not Mention.objects.exists()
    assert not PostQuote.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_after_the_commit_and_only_then(anna, bruno):
    thread = make_thread(anna)
    heard = []
    silence = carry(lambda stream, event: heard.append((stream, event["head"], Post.objects.count())))
    try:
        make_reply(thread, bruno)
        with pytest.raises(RuntimeError), transaction.atomic():
            writing_actions.reply(bruno, thread, text="Doch nicht", key=uuid4())
            raise RuntimeError
    finally:
        silence()
    assert [ring for ring in heard if not ring[0].startswith("me:")] == [(f"thread:{thread.pk}", 2, 2)]


@pytest.mark.django_db(transaction=True)
def test_a_broken_carrier_fails_no_post(anna, bruno, caplog):
    thread = make_thread(anna)

    def broken(stream, event):
        raise ConnectionError("no carrier")

    silence = carry(broken)
    try:
        assert make_reply(thread, bruno).number == 2
    finally:
        silence()
    assert "failed to ring" in caplog.text
