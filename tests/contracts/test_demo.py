"""The demo network is complete, its people can sign in, and loading it again adds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models, transaction
from django.test import Client, override_settings
from django.utils import timezone

from community.moderation.models import Case, Task
from community.people.models import Document, Member, Membership, Municipality, WorkingGroup
from forum.models import ActionField, Mention, PendingPost, Poll, Post, PostAttachment, Thread, Vote
from realtime.rooms.models import Message, Room

pytestmark = pytest.mark.django_db

PASSWORD = "werkstatt-demo-2024"
# Login: name, place, role beyond discussing, a working group they are in.
CAST = {
    "anna@coburg.example": ("Anna Weber", "Coburg", "", "Kinderstadtplan"),
    "bruno@spelle.example": ("Bruno Krüger", "Samtgemeinde Spelle", "", "Ehrenamtsstammtisch"),
    "fatma@kornwestheim.example": (
        "Fatma Yıldız",
        "Kornwestheim",
        "",
        "Generationenübergreifendes Miteinander",
    ),
    "emil@hochschule.example": ("Emil Østergård", "Göttingen", "expert", ""),
    "greta@riesa.example": ("Greta Lindner", "Riesa", "", ""),
    "chiara@geschaeftsstelle.example": ("Chiara Brandt", "Bielefeld", "moderator", ""),
    "dora@geschaeftsstelle.example": ("Dora Schäfer", "Bielefeld", "head", ""),
    "neu@vrees.example": ("Jonas Neumann", "Vrees", "", ""),
}


@pytest.fixture(scope="module")
def _demo_mode() -> Iterator[None]:
    with override_settings(DEMO=True, OFFICE_SECOND_FACTOR=False):
        yield


@pytest.fixture(scope="module")
def demo(_demo_mode: None, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """`manage.py demo`, once."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", again=True, verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("login", CAST)
def test_cast(login: str) -> None:
    name, place, role, group = CAST[login]
    member = Member.objects.get(email=login)
    groups = set(WorkingGroup.objects.of_member(member).values_list("name", flat=True))
    assert (member.name, member.place) == (name, place)
    assert member.roles == ({(role, "")} if role else set())
    assert member.is_admitted == (login != "neu@vrees.example")
    assert not group or group in groups


@pytest.mark.usefixtures("demo")
def test_fatma_leads_her_group() -> None:
    leads = Membership.objects.filter(leads=True, member__email="fatma@kornwestheim.example")
    assert [membership.group.name for membership in leads] == ["Generationenübergreifendes Miteinander"]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("login", CAST)
def test_everybody_signs_in_with_the_one_password(login: str) -> None:
    client = Client()
    answer = client.post("/konto/login/", {"login": login, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").context["user"].email == login
    office = client.get("/moderation/").status_code
    assert office == (200 if CAST[login][2] in ("moderator", "head") else 404)


@pytest.mark.usefixtures("demo")
def test_twelve_fields_some_of_them_public() -> None:
    fields = list(ActionField.objects.all())
    assert len(fields) == 12
    assert len({field.hue for field in fields}) == 12
    assert {field.is_public for field in fields} == {True, False}
    assert all(field.summary and field.description and field.thread_count >= 3 for field in fields)


@pytest.mark.usefixtures("demo")
def test_conversations_like_the_real_thing() -> None:
    assert Thread.objects.count() >= 40
    assert Post.objects.count() >= 300
    assert Thread.objects.unanswered().exists()
    assert Thread.objects.answered().exists()
    assert Thread.objects.filter(is_closed=True).exists()
    for part in ("<table", "<blockquote", "<ul", "<ol"):
        assert Post.objects.filter(html__contains=part).exists(), part
    assert Post.objects.filter(edit_count__gt=0).exists()
    assert Post.objects.filter(reply_to__reply_to__isnull=False).exists()
    assert Mention.objects.exists()
    places = Municipality.objects.filter(members__posts__isnull=False).distinct()
    assert places.count() >= 10
    assert len(set(places.values_list("state", flat=True))) >= 5


@pytest.mark.usefixtures("demo")
def test_posts_with_files_that_can_be_opened() -> None:
    kinds = set()
    for attachment in PostAttachment.objects.select_related("upload", "post__thread__field"):
        upload = attachment.upload
        assert attachment.post.thread.field.is_public
        answer = Client().get(upload.get_absolute_url())
        assert (answer.status_code, answer["Content-Type"]) == (200, upload.media_type)
        assert not upload.is_image or upload.alt_text
        kinds.add(upload.media_type)
    assert kinds == {"application/pdf", "image/webp"}


@pytest.mark.usefixtures("demo")
def test_a_poll_in_which_people_vote() -> None:
    polls = Poll.objects.filter(closure__isnull=True).annotate(count=models.Count("ballots"))
    assert any(poll.count >= 5 and not poll.is_closed for poll in polls)


@pytest.mark.usefixtures("demo")
def test_a_date_that_is_looked_for() -> None:
    poll = Poll.objects.get(kind=Poll.Kind.DATES)
    starts = list(poll.options.values_list("starts_at", flat=True))
    assert starts == sorted(starts) and starts[0] > timezone.now() and not poll.is_closed
    answers = Vote.objects.filter(option__poll=poll).values_list("answer", flat=True)
    assert len(answers) == poll.ballots.count() * len(starts) and set(answers) == {"yes", "maybe", "no"}


@pytest.mark.usefixtures("demo")
def test_every_group_has_its_room_and_everyone_the_cafe() -> None:
    assert Message.objects.count() >= 200
    assert not WorkingGroup.objects.filter(rooms__isnull=True).exists()
    assert not Room.objects.filter(kind=Room.Kind.CLOSED, messages__isnull=True).exists()
    assert Room.objects.get(name="Netzwerk-Café").is_open
    assert Message.objects.filter(pin__isnull=False).exists()
    anna = Member.objects.get(email="anna@coburg.example")
    assert Room.objects.visible_to(anna).count() < Room.objects.count()


@pytest.mark.usefixtures("demo")
def test_nobody_writes_twice_the_same_or_before_they_came() -> None:
    texts = list(Post.objects.values_list("source", flat=True))
    assert len(texts) == len(set(texts))
    assert not Post.objects.filter(created_at__lt=models.F("author__registered_at")).exists()
    assert not Post.objects.filter(created_at__lt=models.F("thread__created_at")).exists()


@pytest.mark.usefixtures("demo")
def test_five_groups_each_with_a_lead() -> None:
    groups = list(WorkingGroup.objects.all())
    assert len(groups) == 5
    for group in groups:
        assert group.memberships.filter(leads=True).count() == 1, group
        assert group.memberships.count() >= 3, group


@pytest.mark.usefixtures("demo")
def test_the_legal_pages_are_there() -> None:
    assert {document.slug for document in Document.objects.all()} == set(Document.Slug.values)


@pytest.mark.usefixtures("demo")
def test_the_office_has_a_week_before_it() -> None:
    assert Task.objects.count() == 3 and Task.objects.this_week().count() == 3


@pytest.mark.usefixtures("demo")
def test_a_reported_post_waits_in_the_office() -> None:
    case = Case.objects.open().get()
    assert sorted(report.door for report in case.reports.all()) == ["law", "rules"]
    assert all(report.created_at >= case.opened_at for report in case.reports.all())


@pytest.mark.usefixtures("demo")
def test_a_post_with_a_watched_word_waits() -> None:
    (hold,) = PendingPost.objects.waiting()
    assert hold.cause == "watched" and hold.found == "Gewinnspiel*"
    assert not Post.objects.filter(key=hold.key).exists()


@pytest.mark.usefixtures("demo")
def test_repeating_adds_nothing() -> None:
    before = _counts()
    call_command("demo", again=True, verbosity=0)
    assert _counts() == before


def _counts() -> dict[str, int]:
    kept = [model for model in apps.get_models() if model._meta.managed]
    return {model._meta.label: model._default_manager.count() for model in kept}
