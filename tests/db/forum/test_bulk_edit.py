"""Many threads at once: a dry run that changes nothing, one reason, one way back."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.moderation.models import ModerationAction
from community.moderation.undo.actions import undo_action
from community.people.models import Member
from forum.bulk_edit import actions as bulk_edit_actions
from forum.models import ActionField, Thread
from tests.db.forum.looks import overview
from tests.db.forum.test_splitting import check_house
from tests.factories.forum import ActionFieldFactory, close, make_thread
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def chiara() -> Member:
    return MemberFactory(name="Chiara Brandt", office=True)


@pytest.fixture
def field() -> ActionField:
    return ActionFieldFactory(public=True)


@pytest.fixture
def threads(field: ActionField, anna: Member, chiara: Member) -> list[Thread]:
    made = [
        make_thread(anna, field=field, title=f"Thema {n}", replies=n, by=MemberFactory()) for n in range(3)
    ]
    return [*made, close(make_thread(anna, field=field), by=chiara)]


def test_a_survey_counts_and_says_what_is_left_out(anna, chiara, field, threads):
    before = overview([anna])
    found = bulk_edit_actions.survey(chiara, field, [thread.pk for thread in threads], "close_thread")
    assert (len(found.threads), found.posts, found.people) == (3, 6, 3)
    assert [(thread.pk, "geschlossen" in why) for thread, why in found.left_out] == [(threads[3].pk, True)]
    assert overview([anna]) == before


@pytest.mark.parametrize("verb", ["close_thread", "move_thread", "merge_thread"])
def test_a_selection_is_done_and_taken_back_as_one(anna, chiara, field, threads, verb):
    more = {
        "close_thread": {},
        "move_thread": {"field": ActionFieldFactory(public=True)},
        "merge_thread": {"target": threads[0]},
    }[verb]
    before = overview([anna])
    keys = [thread.pk for thread in threads]
    done = bulk_edit_actions.bulk_edit_threads(
        chiara, field, keys=keys, verb=verb, reason="Aufgeräumt", **more
    )
    assert len(done.threads) >= 3
    check_house()
    batch = ModerationAction.objects.whole().order_by("-pk")[0]
    assert batch.steps.count() == len(done.threads)
    assert {step.reason for step in batch.steps.all()} == {"Aufgeräumt"}
    assert overview([anna]) != before
    undo_action(chiara, batch)
    assert overview([anna]) == before
    check_house()
    with pytest.raises(PermissionDenied):
        undo_action(chiara, ModerationAction.objects.get(pk=batch.pk))


def test_one_step_can_be_taken_back_alone_and_the_rest_afterwards(anna, chiara, field, threads):
    before = overview([anna])
    keys = [thread.pk for thread in threads[:2]]
    bulk_edit_actions.bulk_edit_threads(chiara, field, keys=keys, verb="close_thread", reason="Aufgeräumt")
    batch = ModerationAction.objects.whole().order_by("-pk")[0]
    undo_action(chiara, batch.steps.order_by("pk")[0])
    assert not Thread.objects.get(pk=keys[0]).is_closed
    undo_action(chiara, ModerationAction.objects.get(pk=batch.pk))
    assert overview([anna]) == before


def test_nothing_to_do_and_nobody_to_do_it(anna, chiara, field, threads):
    with pytest.raises(ValidationError):
        bulk_edit_actions.bulk_edit_threads(
            chiara, field, keys=[threads[3].pk], verb="close_thread", reason="Zu"
        )
    with pytest.raises(PermissionDenied):
        bulk_edit_actions.bulk_edit_threads(
            anna, field, keys=[threads[0].pk], verb="close_thread", reason="Zu"
        )
    elsewhere = make_thread(anna)
    with pytest.raises(ValidationError):
        bulk_edit_actions.bulk_edit_threads(
            chiara, field, keys=[elsewhere.pk], verb="close_thread", reason="Zu"
        )


def test_the_page_asks_shows_and_does(client, chiara, field, threads):
    client.force_login(chiara)
    address = f"/handlungsfelder/{field.slug}/aufraeumen/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"verb": "close_thread"}).status_code == 422
    wish = {"threads": [threads[0].pk, threads[3].pk], "verb": "close_thread", "reason": "Erledigt"}
    shown = client.post(address, {**wish, "preview": "1"}).content.decode()
    assert "Betrifft 1 Thema" in shown and "Ausgelassen" in shown and "execute" in shown
    assert not Thread.objects.get(pk=threads[0].pk).is_closed
    assert client.post(address, {**wish, "execute": "1"}).status_code == 303
    assert Thread.objects.get(pk=threads[0].pk).is_closed
    assert client.post(address, {**wish, "verb": "move_thread", "preview": "1"}).status_code == 422
