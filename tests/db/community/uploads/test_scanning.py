"""With a scanner set, nothing is kept that it has not seen; without one, everything is as before."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from community.uploads.models import Upload
from tests.db.community.uploads.scanner import EICAR, scanner
from tests.factories.people import MemberFactory
from tests.factories.uploads import make_upload, pdf

pytestmark = pytest.mark.django_db


def refusal(content: bytes = b"Harmlos", name: str = "notiz.txt") -> str:
    with pytest.raises(ValidationError) as refused:
        make_upload(MemberFactory(), content, name)
    assert name in refused.value.messages[0]
    assert not Upload.objects.exists()
    return refused.value.code


def test_what_is_clean_is_kept_and_was_seen_whole(settings: Any) -> None:
    content = pdf(b"x" * 300_000)
    with scanner() as (address, scanned):
        settings.CLAMD_URL = address
        make_upload(MemberFactory(), content, "bericht.pdf")
    assert scanned == [content]
    assert Upload.objects.count() == 1


def test_what_carries_something_is_refused(settings: Any) -> None:
    with scanner() as (address, _scanned):
        settings.CLAMD_URL = address
        assert refusal(b"Anhang: " + EICAR) == "virus"


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\n", b"stream: broken ERROR\n", b"?\n", b""]
)
def test_a_scanner_that_cannot_say_takes_nothing(settings: Any, answer: bytes) -> None:
    with scanner(answer=answer or b"\n") as (address, _scanned):
        settings.CLAMD_URL = address
        assert refusal() == "unscanned"


def test_a_scanner_that_is_not_there_takes_nothing(settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMD_URL = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        assert refusal() == "unscanned"
