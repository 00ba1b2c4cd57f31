"""Who sends a file while all turns are taken waits a while, hears why, and sends again without choosing it anew."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from community.people.models import Member
from community.uploads import images, limits
from community.uploads.models import Upload, UploadPart
from community.web.turns import Turns
from forum.models import Post
from tests.factories.forum import make_thread
from tests.factories.people import MemberFactory
from tests.factories.uploads import pdf, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["picture", "file"])
def turns(request: Any, monkeypatch: Any) -> Turns:
    """One of the two bounds, where nobody waits."""
    found = {"picture": images.ONE_AT_A_TIME, "file": limits.FILES}[request.param]
    monkeypatch.setattr(found, "within", 0)
    monkeypatch.setattr(found, "at_once", 1)
    return found


@pytest.fixture
def anna() -> Member:
    return MemberFactory(name="Anna Weber")


@pytest.fixture
def client(anna: Member) -> Client:
    client = Client()
    client.force_login(anna)
    return client


def where() -> str:
    return f"/themen/{make_thread(MemberFactory()).pk}/antworten/"


def form(**more: Any) -> dict[str, Any]:
    return {"text": "Hier der Plan von heute.", "key": str(uuid4()), "with_files": "on", **more}


def sent_again(page: Any) -> dict[str, Any]:
    """What a browser sends when the form is sent as it came back; it cannot keep a chosen file."""
    files = page.context["files_form"]
    data = (
        {"kept": [str(upload.pk) for upload in files.fields["kept"].queryset]}
        if "kept" in files.fields
        else {}
    )
    return data | {"unfinished": files["unfinished"].value()}


def test_nothing_that_was_typed_or_sent_is_lost(client: Client, anna: Member, turns: Turns) -> None:
    url, words = where(), form()
    with turns.take("no"):
        page = client.post(url, words | {"files": SimpleUploadedFile("plan.png", picture())})
        assert page.status_code == 422
        said = page.content.decode()
        assert "„plan.png“ ist bei uns" in said
        assert words["text"] in said
        assert 'name="unfinished"' in said
        assert not Upload.objects.exists()
        # Still no turn: the same again.
        page = client.post(url, words | sent_again(page))
        assert page.status_code == 422
    answer = client.post(url, words | sent_again(page))
    assert answer.status_code == 303
    post = Post.objects.get(key=words["key"])
    assert [attachment.upload.name for attachment in post.attachments.all()] == ["plan.webp"]
    assert not UploadPart.objects.exists()


def test_the_other_files_of_the_form_are_kept_too(client: Client, turns: Turns) -> None:
    url, words = where(), form()
    files = [SimpleUploadedFile("a.png", picture()), SimpleUploadedFile("b.pdf", pdf(b" " * 5_000_000))]
    with turns.take("no"):
        page = client.post(url, words | {"files": files})
        assert page.status_code == 422
    assert client.post(url, words | sent_again(page)).status_code == 303
    post = Post.objects.get(key=words["key"])
    assert {attachment.upload.name for attachment in post.attachments.all()} == {"a.webp", "b.pdf"}
    assert {upload.size for upload in Upload.objects.filter(name="b.pdf")} == {len(pdf(b" " * 5_000_000))}


def test_a_script_sends_only_the_question_again(client: Client, turns: Turns) -> None:
    content, url = picture(), f"/dateien/eingang/{uuid4()}/"
    piece = {"name": "plan.png", "total": len(content), "start": 0}
    with turns.take("no"):
        answer = client.post(url, piece | {"part": SimpleUploadedFile("part", content)})
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert answer.json()["retry_after"] == int(answer["Retry-After"]) >= 5
    assert client.get(url).json() == {"received": len(content)}
    last = piece | {"start": len(content), "part": SimpleUploadedFile("part", b"")}
    assert client.post(url, last).status_code == 201
    assert not UploadPart.objects.exists()


def test_what_is_named_and_is_not_there_is_said(client: Client, anna: Member) -> None:
    url, words = where(), form()
    page = client.post(url, words | {"unfinished": [f"{uuid4()} plan.png", "Unfug"]})
    assert page.status_code == 422
    assert "„plan.png“ ist nicht mehr da" in page.content.decode()
    assert not Post.objects.filter(key=words["key"]).exists()


def test_nobody_finishes_the_file_of_somebody_else(client: Client, turns: Turns) -> None:
    url, words = where(), form()
    with turns.take("no"):
        page = client.post(url, words | {"files": SimpleUploadedFile("plan.png", picture())})
    other = Client()
    other.force_login(MemberFactory())
    assert other.post(url, form() | sent_again(page)).status_code == 422
    assert not Upload.objects.exists()
