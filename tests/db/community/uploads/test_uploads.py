"""Handing in, keeping, serving, and clearing away."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from community.uploads import actions
from community.uploads.models import Upload
from community.uploads.views import NOTHING_ACTS
from community.web.refusals import Conflict
from tests.factories.people import MemberFactory
from tests.factories.uploads import make_upload, pdf, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return MemberFactory(name="Anna Weber")


def stored():
    """Every file below the media folder."""
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_the_same_key_returns_the_first_upload(anna):
    key, content = uuid4(), picture()
    first = actions.accept_upload(anna, content, name="a.png", key=key)
    before = stored()
    again = actions.accept_upload(anna, content, name="a.png", key=key)
    assert again.pk == first.pk
    assert stored() == before


def test_the_same_key_with_other_bytes_is_refused(anna):
    key = uuid4()
    actions.accept_upload(anna, picture(), name="a.png", key=key)
    with pytest.raises(Conflict):
        actions.accept_upload(anna, pdf(), name="a.pdf", key=key)
    assert Upload.objects.count() == 1


def test_a_key_belongs_to_one_member(anna):
    key, other = uuid4(), MemberFactory()
    uploads = {actions.accept_upload(member, picture(), name="a.png", key=key).pk for member in (anna, other)}
    assert len(uploads) == 2


def test_who_is_not_admitted_hands_in_nothing():
    before = stored()
    with pytest.raises(PermissionDenied):
        make_upload(MemberFactory(waiting=True))
    assert stored() == before


def test_files_lie_under_names_nobody_can_guess(anna):
    upload = make_upload(anna, pdf(), "../../geheim.pdf")
    path = Path(upload.file.path)
    assert path.is_relative_to(settings.MEDIA_ROOT)
    assert "geheim" not in str(path)
    assert path.suffix == ""
    assert upload.name == "geheim.pdf"


def test_a_document_is_only_ever_stored_by_the_browser(anna, client):
    upload = make_upload(anna, pdf(), "Bericht – Größe.pdf")
    client.force_login(anna)
    answer = client.get(upload.get_absolute_url())
    assert answer.getvalue() == pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Security-Policy"] == NOTHING_ACTS
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-cache" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


def test_an_image_is_shown_as_what_we_made_of_it(anna, client):
    upload = make_upload(anna, picture("JPEG"), "foto.jpg")
    client.force_login(anna)
    answer = client.get(upload.get_absolute_url())
    assert answer["Content-Type"] == "image/webp"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == NOTHING_ACTS
    assert answer.getvalue()[8:12] == b"WEBP"


def test_a_file_the_browser_has_is_not_sent_again(anna, client):
    upload = make_upload(anna)
    client.force_login(anna)
    tag = client.get(upload.get_absolute_url())["ETag"]
    answer = client.get(upload.get_absolute_url(), headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    client.logout()
    assert client.get(upload.get_absolute_url(), headers={"If-None-Match": tag}).status_code == 404


def test_a_wrong_name_leads_to_the_right_address(anna, client):
    upload = make_upload(anna)
    client.force_login(anna)
    for name in ("x.html", "..%2f..%2fetc%2fpasswd", "a\\b"):
        answer = client.get(f"/dateien/{upload.pk}/{name}")
        assert answer.status_code in (302, 404)
        assert answer.get("Location", upload.get_absolute_url()) == upload.get_absolute_url()


def test_what_belongs_to_nothing_is_its_owners_alone(anna, client):
    upload = make_upload(anna)
    assert client.get(upload.get_absolute_url()).status_code == 404
    for member in (MemberFactory(), MemberFactory(waiting=True), MemberFactory(head=True)):
        client.force_login(member)
        assert client.get(upload.get_absolute_url()).status_code == 404
    client.force_login(anna)
    assert client.get(upload.get_absolute_url()).status_code == 200


def test_a_missing_file_is_a_missing_page(anna, client):
    upload = make_upload(anna)
    upload.file.storage.delete(upload.file.name)
    client.force_login(anna)
    assert client.get(upload.get_absolute_url()).status_code == 404


def test_after_a_day_unused_files_are_cleared(anna, capsys, django_capture_on_commit_callbacks):
    old, new = make_upload(anna, name="alt.png"), make_upload(anna, name="neu.png")
    Upload.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(hours=25))
    call_command("clear_uploads", "--dry-run")
    assert capsys.readouterr().out.startswith("1 ")
    assert Path(old.file.path).exists()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("clear_uploads")
    assert list(Upload.objects.all()) == [new]
    assert not Path(old.file.path).exists()
    assert Path(new.file.path).exists()
