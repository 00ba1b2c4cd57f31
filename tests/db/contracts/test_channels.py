"""What threads say as files and in feeds, for every role: what its reader may read and nothing that was taken down.

Pages are crawled in `test_visibility`, notices and mails in `test_notices`, the search in `tests.db.community.search`.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from forum.feeds.actions import make_feed_key
from forum.models import Thread
from forum.thread_tools.actions import add_staff_note
from tests.contracts.cast import GROUPS, ROLES, Cast
from tests.contracts.secrets import SECRETS

pytestmark = pytest.mark.django_db
NOTE = "Schneckenpost unter uns"
# Not even those who could still read it take it along.
GONE = {"geheimapfelkahn", "geheimquittenzwieback", "geheimpflaumenmus", "rohrspatzentwurf", NOTE.lower()}


@pytest.mark.parametrize("role", ROLES)
def test_a_file_says_no_word_too_much(cast: Cast, role: str) -> None:
    officer = cast.people["head"]
    for scene in (cast.public, cast.members):
        add_staff_note(officer, Thread.objects.select_related("field").get(pk=scene.question.pk), text=NOTE)
    said = ""
    for thread in Thread.objects.filter(merged_into=None):
        said += _files(cast, role, thread)
    words = {word for word in [*SECRETS, *GONE] if word.lower() in said}
    assert words & GONE == set()
    assert {word for word in words if role not in SECRETS[word]} == set()
    assert ({"apfelkahn", "quittenzwieback"} <= words) == (role in GROUPS["admitted"])


@pytest.mark.parametrize("role", ["visitor", *GROUPS["admitted"]])
def test_a_feed_says_no_word_too_much(cast: Cast, role: str) -> None:
    """A reading programme is nobody: it has only the secret of its member."""
    member = cast.people[role]
    door = f"mein/{make_feed_key(member, name='Leser')[1]}/" if role != "visitor" else ""
    places = [f"handlungsfelder/{scene.field.slug}/" for scene in (cast.public, cast.members)]
    searches = [f"suche/?q={word.replace(' ', '+')}" for word in [*SECRETS, "wer"]]
    answers = [cast.client("visitor").get(f"/feeds/{door}{part}") for part in ("themen/", *places, *searches)]
    feeds = [answer.content.decode() for answer in answers if answer.status_code == 200]
    said = " ".join(
        re.sub(r"suche/\?q=[^<\"]*|<(title|id)>[^<]*Suche[^<]*</\1>", "", feed) for feed in feeds
    ).lower()
    words = {word for word in [*SECRETS, *GONE] if word.lower() in said}
    assert words & GONE == set()
    assert {word for word in words if role not in SECRETS[word]} == set()
    assert {"apfelkahn"} <= words
    assert ("quittenzwieback" in words) == (role != "visitor")


def _files(cast: Cast, role: str, thread: Thread) -> str:
    """Everything the forms say, in lower case; nothing where this role may take nothing along."""
    client: Any = cast.client(role)
    said = ""
    forms = {"md": _text, "zip": _unpacked}
    if thread.pk in (cast.public.question.pk, cast.members.question.pk):  # what was taken down stands there
        forms["pdf"] = _pages
    for form, words in forms.items():
        answer = client.post(reverse("export_thread", args=[thread.pk]), {"als": form})
        said += words(answer.getvalue()) if answer.status_code == 200 else _text(answer.getvalue())
    return said.lower()


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _pages(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def _unpacked(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return " ".join(f"{name} {_text(archive.read(name))}" for name in archive.namelist())
