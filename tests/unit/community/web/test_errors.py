"""Pages for what went wrong say what happened, what was kept and what to do, to people and to programs."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from community.web import answers, errors

PAGES = [
    (errors.bad_request, 400, "bad_request"),
    (errors.permission_denied, 403, "forbidden"),
    (errors.page_not_found, 404, "not_found"),
    (errors.too_large, 413, "too_long"),
    (errors.unavailable, 503, "unavailable"),
]


@pytest.fixture
def ask(rf):
    def make(method: str = "get", data: dict[str, str] | None = None, **headers: str):
        request = getattr(rf, method)("/themen/42/antworten/", data or {}, headers=headers)
        request.user = AnonymousUser()
        return request

    return make


@pytest.mark.parametrize(("view", "status", "code"), PAGES)
def test_people_get_a_page_with_one_heading_and_a_way_on(ask, view, status, code):
    response = view(ask(), None)
    page = response.content.decode()
    assert response.status_code == status
    assert page.count("<h1>") == 1
    assert 'href="/"' in page or "mailto:" in page


@pytest.mark.parametrize(("view", "status", "code"), PAGES)
def test_programs_get_a_code_and_a_sentence(ask, view, status, code):
    response = view(ask(Accept="application/json"), None)
    answer = json.loads(response.content)
    assert response.status_code == status
    assert answer["code"] == code
    assert answer["detail"]


def test_a_refusal_shows_the_sentence_of_the_policy(ask):
    page = errors.permission_denied(ask(), PermissionDenied("Dieses Thema ist geschlossen.")).content.decode()
    assert "Dieses Thema ist geschlossen." in page


def test_the_sentence_is_escaped(ask):
    page = errors.permission_denied(ask(), PermissionDenied("<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in page


def test_our_own_fault_is_said_without_database_and_user(rf):
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Das liegt nicht an Ihnen" in response.content.decode()


def test_our_own_fault_in_json(ask):
    assert json.loads(errors.server_error(ask(Accept="application/json")).content)["code"] == "server_error"


def test_maintenance_says_when_to_come_back(ask):
    assert errors.unavailable(ask()).headers["Retry-After"].isdigit()


def test_an_expired_form_gives_back_what_was_typed(ask):
    typed = {"text": "Ein langer Text & mehr", "title": "Wer kennt das?", "csrfmiddlewaretoken": "geheim"}
    response = errors.csrf_failure(ask("post", typed), "no cookie")
    page = response.content.decode()
    assert response.status_code == 403
    assert "Ein langer Text &amp; mehr</textarea>" in page
    assert "Wer kennt das?</textarea>" in page
    assert "geheim" not in page


@pytest.mark.parametrize(
    "name", ["password", "oldpassword", "password1", "code", "key", "csrfmiddlewaretoken"]
)
def test_an_expired_form_gives_back_no_secret(ask, name):
    assert errors.kept_texts(ask("post", {name: "vier Worte sind geheim"})) == []


def test_an_expired_form_gives_back_no_endless_text(ask):
    kept = errors.kept_texts(ask("post", {"text": "wort " * 100_000}))
    assert len(kept[0]) == answers.KEPT_CHARACTERS


def test_an_expired_form_without_words_says_that_nothing_was_saved(ask):
    page = errors.csrf_failure(ask("post", {"value": "1"})).content.decode()
    assert "<textarea" not in page
    assert "Wir haben nichts gespeichert" in page


def test_an_expired_call_in_json(ask):
    response = errors.csrf_failure(ask("post", {"text": "ein Text"}, Accept="application/json"))
    assert (response.status_code, json.loads(response.content)["code"]) == (403, "forbidden")
