"""Files are part of what is reported: kept with their hash as long as the case knows them, and reported alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from community.moderation.decisions import actions as decision_actions
from community.moderation.models import Evidence
from community.moderation.things import at_address, find
from community.people.models import Member
from community.uploads.actions import clear_uploads
from community.uploads.bundle import Bundle
from community.uploads.models import Upload
from community.uploads.policy import can_see_upload
from forum.models import Post, PostAttachment
from forum.posts import actions as post_actions
from tests.factories.forum import fresh, make_reply, make_thread
from tests.factories.moderation import case_of, decide, report_post, report_thing
from tests.factories.people import MemberFactory
from tests.factories.rooms import make_room, say
from tests.factories.uploads import make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.OFFICE_SECOND_FACTOR = False


@pytest.fixture
def gerd() -> Member:
    return MemberFactory(name="Gerd Grantig")


@pytest.fixture
def files(gerd: Member) -> list[Upload]:
    return [make_upload(gerd, b"Erstens", "eins.txt"), make_upload(gerd, b"Zweitens", "zwei.txt")]


@pytest.fixture
def post(gerd: Member, files: list[Upload]) -> Post:
    return make_reply(make_thread(MemberFactory()), gerd, files=Bundle(tuple(files)))


def test_files_are_kept_whatever_becomes_of_the_post(gerd: Member, post: Post, files: list[Upload]) -> None:
    report = report_post(MemberFactory(), post)
    evidence = Evidence.objects.get(report=report)
    assert [(one["name"], one["sha256"]) for one in evidence.snapshot["files"]] == [
        (upload.name, upload.sha256) for upload in files
    ]
    post_actions.edit_post(gerd, fresh(post), text="Ohne Dateien.", files=Bundle(()))
    Upload.objects.update(created_at=timezone.now() - timedelta(days=9))
    assert clear_uploads() == 0 and Upload.objects.count() == 2
    assert can_see_upload(MemberFactory(office=True), files[0])
    for other in (MemberFactory(), AnonymousUser()):
        assert not can_see_upload(other, files[0]), other
    evidence.delete()
    assert clear_uploads() == 2


def test_the_case_shows_them(client: Client, post: Post, files: list[Upload]) -> None:
    client.force_login(MemberFactory(office=True))
    case = case_of(report_post(MemberFactory(), post))
    page = client.get(case.get_absolute_url()).content.decode()
    assert files[0].get_absolute_url() in page and f"SHA-256 {files[0].sha256[:12]}" in page


def test_a_file_is_reported_and_taken_down_by_itself(
    client: Client, gerd: Member, post: Post, files: list[Upload]
) -> None:
    anna, chiara = MemberFactory(name="Anna Weber"), MemberFactory(office=True)
    client.force_login(anna)
    path = f"/melden/anhang/{files[0].pk}/"
    assert path in client.get(post.thread.get_absolute_url()).content.decode()
    assert client.get(path).status_code == 200
    assert at_address(files[0].get_absolute_url()) == ("anhang", str(files[0].pk))
    decision = decide(chiara, case_of(report_thing(anna, "anhang", files[0])), "withhold")
    assert [bool(can_see_upload(anna, file)) for file in files] == [False, True]
    assert client.get(path).status_code == 404
    post_actions.edit_post(gerd, fresh(post), text="Dieselben Dateien.", files=Bundle(tuple(reversed(files))))
    assert not can_see_upload(anna, files[0]), "an edit does not bring back what was withheld"
    assert can_see_upload(gerd, files[0])
    decision_actions.take_back_decision(chiara, decision, because="Doch nicht.")
    assert can_see_upload(anna, files[0])
    assert not PostAttachment.objects.filter(withheld_by__isnull=False).exists()


def test_a_file_in_a_room_is_part_of_its_message(gerd: Member) -> None:
    message = say(gerd, make_room())
    upload = make_upload(gerd, b"Drittens", "drei.txt")
    message.attachments.create(upload=upload, position=0)
    assert at_address(upload.get_absolute_url()) == ("nachricht", str(message.pk))
    found = find("nachricht", str(message.pk))
    assert found and [one["name"] for one in found[0].snapshot(found[1])["files"]] == ["drei.txt"]
