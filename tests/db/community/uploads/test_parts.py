"""Files in pieces: a weak line loses a piece, never the file, and nothing is stored twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from community.uploads import parts
from community.uploads.file_types import DOCUMENT_LIMIT
from community.uploads.models import Upload, UploadPart
from tests.factories.people import MemberFactory
from tests.factories.uploads import pdf, picture

pytestmark = pytest.mark.django_db
CONTENT = pdf(b"1 0 obj<</Type/Catalog>>endobj\n" * 40)


@pytest.fixture
def anna():
    return MemberFactory(name="Anna Weber")


def stored():
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def bring(member, key, start, end, content=CONTENT, name="plan.pdf"):
    return parts.accept_part(member, content[start:end], name=name, key=key, start=start, total=len(content))


@how(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(tries=st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=12))
def test_whatever_comes_twice_late_or_never_the_file_is_whole_once(anna, tries):
    """`tries`: pieces in any order, each perhaps twice; then the sender does what it is told."""
    key, size = uuid4(), len(CONTENT) // 6
    for number, twice in tries:
        for _time in range(1 + twice):
            bring(anna, key, number * size, (number + 1) * size)
    upload = None
    while upload is None:
        start = parts.received(anna, key)
        upload = bring(anna, key, start, start + size)
    assert upload.file.read() == CONTENT
    assert Upload.objects.filter(key=key).count() == 1
    assert not UploadPart.objects.filter(key=key).exists()


def test_what_is_whole_is_not_sent_again(anna):
    key = uuid4()
    first = bring(anna, key, 0, len(CONTENT))
    before = stored()
    assert bring(anna, key, 0, len(CONTENT)) == first
    assert (stored(), Upload.objects.count()) == (before, 1)


def test_a_refused_file_leaves_nothing(anna):
    before, key = stored(), uuid4()
    with pytest.raises(ValidationError):
        bring(anna, key, 0, 99, content=b"MZ" + b"x" * 90, name="lieder.exe")
    assert (stored(), UploadPart.objects.count()) == (before, 0)


def test_nobody_fills_the_disk_with_beginnings(anna, monkeypatch):
    monkeypatch.setattr(parts, "UNFINISHED_LIMIT", 1_000)
    with pytest.raises(ValidationError):
        for _file in range(9):
            bring(anna, uuid4(), 0, 400)
    with pytest.raises(ValidationError):
        parts.accept_part(anna, b"x", name="a.pdf", key=uuid4(), start=0, total=DOCUMENT_LIMIT + 1)


def test_beginnings_are_cleared_after_a_day(anna, capsys, time_machine):
    before = stored()
    bring(anna, uuid4(), 0, 100)
    call_command("clear_uploads")
    assert UploadPart.objects.count() == 1
    UploadPart.objects.update(created_at=UploadPart.objects.get().created_at - timedelta(days=2))
    call_command("clear_uploads")
    assert (UploadPart.objects.count(), stored()) == (0, before)


def test_the_call(anna):
    client, key, content = Client(), uuid4(), picture()
    client.force_login(anna)
    url = f"/dateien/eingang/{key}/"

    def send(start, end):
        part = SimpleUploadedFile("part", content[start:end])
        return client.post(url, {"name": "a.png", "total": len(content), "start": start, "part": part})

    assert (client.get(url).status_code, client.get(url).json()) == (202, {"received": 0})
    assert send(0, 50).json() == {"received": 50}
    assert send(0, 50).json() == {"received": 50}
    assert client.get(url).json() == {"received": 50}
    answer = send(50, None)
    upload = Upload.objects.get()
    whole = {"id": upload.pk, "name": "a.webp", "address": upload.get_absolute_url(), "image": True}
    assert (answer.status_code, answer.json()) == (201, whole)
    assert (client.get(url).status_code, client.get(url).json()) == (200, whole)


@pytest.mark.parametrize("sent", [{}, {"start": "x"}, {"name": "a.png", "total": -1, "start": 0}])
def test_what_is_no_piece_is_said_so(anna, sent):
    client = Client()
    client.force_login(anna)
    answer = client.post(f"/dateien/eingang/{uuid4()}/", sent)
    assert (answer.status_code, answer.json()["detail"]) == (400, "Der Aufruf war unvollständig.")


def test_only_members_hand_in(db):
    for client in (Client(), Client()):
        assert client.get(f"/dateien/eingang/{uuid4()}/").status_code == 403
    waiting = Client()
    waiting.force_login(MemberFactory(waiting=True))
    assert waiting.post(f"/dateien/eingang/{uuid4()}/").status_code == 403
