"""One thread in the lists of several fields: one place for answers, one home that says who may read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from community.audit.models import AuditEvent
from community.moderation.models import ModerationAction
from community.moderation.undo.actions import undo_action
from community.moderation.undo.journal import CannotUndo
from community.people.models import Expertise, Member, Role, RoleGrant
from forum.crossposting import actions as crossposting_actions
from forum.models import ActionField, CrossPosting, Thread, first_unread
from forum.moving import actions as moving_actions
from forum.reading import actions as reading_actions
from forum.weekly_digest import open_questions
from tests.factories.forum import ActionFieldFactory, close, make_reply, make_thread
from tests.factories.people import ExpertiseFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Member:
    return MemberFactory(office=True)


@pytest.fixture
def author() -> Member:
    return MemberFactory()


@pytest.fixture
def further() -> ActionField:
    return ActionFieldFactory(public=True, name="Mobilität")


def fresh(thread: Thread) -> Thread:
    return Thread.objects.select_related("field").get(pk=thread.pk)


def shown(thread: Thread) -> set[str]:
    names = {row.field.name for row in CrossPosting.objects.of_thread(thread)}
    assert fresh(thread).crossposting_count == len(names)
    return names


def unread(member: Member, thread: Thread) -> int:
    row = Thread.objects.with_unread(member).get(pk=thread.pk)
    assert bool(row.unread) == (first_unread(member, fresh(thread)) is not None)
    return int(row.unread)


def test_the_author_shows_it_elsewhere_and_everyone_reads_it_in_one_place(
    client: Client, author: Member, further: ActionField
):
    thread = make_thread(author, title="Wer fährt mit dem Rufbus zum Arzt?")
    client.force_login(author)
    address = f"/themen/{thread.pk}/weitere-felder/"
    assert address in client.get(thread.get_absolute_url()).content.decode()
    assert client.post(address, {"further": [further.slug]}).status_code == 303
    assert shown(thread) == {"Mobilität"}
    event = thread.events.get()
    assert (event.verb, event.field, event.by) == ("show", further, author)
    assert not ModerationAction.objects.exists(), "their own thread, their own choice"
    client.logout()
    page = client.get(further.get_absolute_url()).content.decode()
    assert page.count(thread.title) == 1 and 'class="thread-row__home"' in page and thread.field.name in page
    assert 'class="thread-row__home"' not in client.get(thread.field.get_absolute_url()).content.decode()
    assert thread.title in client.get(f"/feeds/handlungsfelder/{further.slug}/").content.decode()
    assert (
        thread.title in client.get(further.get_absolute_url(), {"filter": "unbeantwortet"}).content.decode()
    )
    assert client.get("/themen/").content.decode().count(f'data-thread="{thread.pk}"') == 1
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "auch gezeigt in</strong>: Mobilität" in page and address not in page
    further.refresh_from_db()
    assert (further.thread_count, further.open_count) == (0, 0), "it counts at home"
    client.force_login(author)
    client.post(address, {})
    assert shown(thread) == set() and thread.events.count() == 2


def test_what_members_wrote_for_members_never_shows_in_a_public_list(
    client: Client, author: Member, further: ActionField
):
    thread = make_thread(author, field=ActionFieldFactory(name="Vertrauliches"), title="Nur unter uns?")
    crossposting_actions.crosspost_thread(author, thread, further=[further])
    addresses = (further.get_absolute_url(), f"/feeds/handlungsfelder/{further.slug}/", "/themen/")
    for address in addresses:
        page = client.get(address).content.decode()
        assert thread.title not in page and "Vertrauliches" not in page, address
    assert client.get(thread.get_absolute_url()).status_code == 404
    client.force_login(MemberFactory())
    assert thread.title in client.get(further.get_absolute_url()).content.decode()


def test_a_public_thread_does_not_name_the_closed_field_it_is_shown_in(client: Client, author: Member):
    closed = ActionFieldFactory(name="Vertrauliches")
    thread = make_thread(author)
    crossposting_actions.crosspost_thread(author, thread, further=[closed])
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Vertrauliches" not in page and "Was mit diesem Thema geschah" not in page
    assert not CrossPosting.objects.visible_to(AnonymousUser()).exists()
    client.force_login(MemberFactory())
    assert "Vertrauliches" in client.get(thread.get_absolute_url()).content.decode()


def test_at_most_two_further_fields_and_not_its_own(client: Client, author: Member):
    thread, fields = make_thread(author), ActionFieldFactory.create_batch(3, public=True)
    client.force_login(author)
    sent = {"further": [field.slug for field in fields]}
    answer = client.post(f"/themen/{thread.pk}/weitere-felder/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "höchstens zwei weiteren Handlungsfeldern" in page
    assert page.count("checked") == 3, "what was ticked is kept"
    with pytest.raises(ValidationError):
        crossposting_actions.crosspost_thread(author, thread, further=fields)
    for slug in (thread.field.slug, "gibtesnicht", "\x00"):
        answer = client.post(f"/themen/{thread.pk}/weitere-felder/", {"further": [slug]})
        assert answer.status_code == 422, slug
    with pytest.raises(PermissionDenied):
        crossposting_actions.crosspost_thread(author, thread, further=[thread.field])
    with pytest.raises(IntegrityError), transaction.atomic():
        Thread.objects.filter(pk=thread.pk).update(crossposting_count=3)
    assert shown(thread) == set()


def test_only_the_author_while_it_is_open_and_the_moderation(
    author: Member, officer: Member, further: ActionField
):
    thread = make_thread(author)
    with pytest.raises(PermissionDenied):
        crossposting_actions.crosspost_thread(MemberFactory(), thread, further=[further])
    close(thread, by=officer)
    with pytest.raises(PermissionDenied):
        crossposting_actions.crosspost_thread(author, thread, further=[further])
    with pytest.raises(ValidationError):
        crossposting_actions.crosspost_thread(officer, thread, further=[further])
    crossposting_actions.crosspost_thread(officer, thread, further=[further], reason="Betrifft beide")
    assert shown(thread) == {"Mobilität"}


def test_who_moderates_the_further_field_takes_it_away_there_and_no_more(
    client: Client, author: Member, further: ActionField
):
    other = ActionFieldFactory(public=True, name="Pflege")
    thread = make_thread(author)
    crossposting_actions.crosspost_thread(author, thread, further=[further, other])
    warden = MemberFactory()
    RoleGrant.objects.create(
        member=warden, role=Role.MODERATOR, scope=f"field:{further.pk}", reason="Kennt das Feld"
    )
    client.force_login(warden)
    address = f"/themen/{thread.pk}/weitere-felder/"
    page = client.get(address).content.decode()
    assert further.slug in page and f'value="{other.slug}"' not in page
    assert client.post(address, {"reason": "Passt hier nicht"}).status_code == 303
    assert shown(thread) == {"Pflege"}
    with pytest.raises(PermissionDenied):
        crossposting_actions.crosspost_thread(warden, thread, further=[], reason="Auch nicht")


def test_the_office_is_recorded_and_can_take_it_back(author: Member, officer: Member, further: ActionField):
    other = ActionFieldFactory(public=True, name="Pflege")
    thread = make_thread(author)
    crossposting_actions.crosspost_thread(author, thread, further=[other])
    since = CrossPosting.objects.get().at
    crossposting_actions.crosspost_thread(
        officer, thread, further=[further], reason="Hier sitzen die Richtigen"
    )
    entry = ModerationAction.objects.get(verb="crosspost_thread")
    assert AuditEvent.objects.filter(verb="crosspost_thread").count() == 1
    head = fresh(thread).head
    undo_action(officer, entry)
    assert shown(thread) == {"Pflege"}
    assert (CrossPosting.objects.get().at, CrossPosting.objects.get().by) == (since, author)
    assert [event.verb for event in thread.events.all()] == ["show"]
    assert fresh(thread).head > head, "open pages hear of it"
    crossposting_actions.crosspost_thread(officer, thread, further=[further], reason="Doch")
    crossposting_actions.crosspost_thread(author, thread, further=[])
    with pytest.raises(CannotUndo):
        undo_action(officer, ModerationAction.objects.filter(verb="crosspost_thread").latest("pk"))


def test_moving_it_there_dissolves_the_crossposting_and_back_again(
    author: Member, officer: Member, further: ActionField
):
    thread = make_thread(author)
    crossposting_actions.crosspost_thread(author, thread, further=[further])
    moving_actions.move_thread(officer, thread, field=further, reason="Gehört hierher")
    assert shown(thread) == set() and fresh(thread).field == further
    assert list(Thread.objects.shown_in(further)) == [thread]
    undo_action(officer, ModerationAction.objects.get(verb="move_thread"))
    assert shown(thread) == {"Mobilität"} and fresh(thread).field == thread.field


def test_a_thread_that_went_into_another_is_shown_nowhere_until_it_is_back(
    author: Member, officer: Member, further: ActionField
):
    target, thread = make_thread(author), make_thread(author, replies=2)
    crossposting_actions.crosspost_thread(author, thread, further=[further])
    moving_actions.merge_thread(officer, thread, target=target, reason="Dasselbe")
    assert not Thread.objects.shown_in(further).exists()
    undo_action(officer, ModerationAction.objects.get(verb="merge_thread"))
    assert list(Thread.objects.shown_in(further)) == [thread]
    part = moving_actions.split_thread(
        officer, thread, numbers=[2, 3], title="Ein anderes", kind="question", reason="Eigenes Thema"
    )
    assert shown(part) == set() and shown(thread) == {"Mobilität"}


def test_all_read_in_a_field_is_said_about_what_is_shown_there(
    author: Member, officer: Member, further: ActionField
):
    reader = MemberFactory()
    reader.admission.decided_at = timezone.now() - timedelta(days=90)
    reader.admission.save()
    thread = make_thread(author)
    reading_actions.mark_all_read(reader, further)
    crossposting_actions.crosspost_thread(author, thread, further=[further])
    assert unread(reader, thread) == 1, "it came after that was said"
    reading_actions.mark_all_read(reader, further)
    assert unread(reader, thread) == 0
    reading_actions.take_back_all_read(reader, further)
    assert unread(reader, thread) == 1
    reading_actions.mark_all_read(reader, further)
    make_reply(thread, author, text="Und noch etwas.")
    assert unread(reader, thread) == 1
    crossposting_actions.crosspost_thread(author, fresh(thread), further=[])
    assert unread(reader, thread) == 1, "what was read stays read when it leaves"


def test_the_monday_letter_names_it_once(author: Member, further: ActionField):
    home = ActionFieldFactory(public=True)
    thread = make_thread(author, field=home, title="Wer fährt mit?")
    crossposting_actions.crosspost_thread(author, thread, further=[further])
    reader = MemberFactory()
    ExpertiseFactory(member=reader, subject=further.slug, direction=Expertise.Direction.HELPS)
    assert [[line.title for line in part.lines] for part in open_questions(reader, {})] == [[thread.title]]
    ExpertiseFactory(member=reader, subject=home.slug, direction=Expertise.Direction.HELPS)
    assert [line.title for part in open_questions(reader, {}) for line in part.lines] == [thread.title]


def test_a_list_costs_the_same_with_many_of_them(
    client: Client, author: Member, further: ActionField, django_assert_max_num_queries: Any
):
    client.force_login(MemberFactory())
    crossposting_actions.crosspost_thread(author, make_thread(author), further=[further])
    client.get(further.get_absolute_url())
    with django_assert_max_num_queries(30) as few:
        client.get(further.get_absolute_url())
    for _number in range(5):
        crossposting_actions.crosspost_thread(author, make_thread(author), further=[further])
    with django_assert_max_num_queries(len(few)):
        page = client.get(further.get_absolute_url()).content.decode()
    assert page.count('class="thread-row__home"') == 6
