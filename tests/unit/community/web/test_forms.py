"""Forms as people meet them: labels, hints, errors and the summary, tied to their fields; cleaned text."""

from __future__ import annotations

import re
import uuid

import pytest
from django import forms
from django.utils.translation import override

from community.web.forms import LineField, MarkdownField, PostingKeyField


class Question(forms.Form):
    title = LineField(limit=40, label="Titel", help_text="In einem Satz")
    text = MarkdownField(limit=50, label="Ihr Beitrag")
    place = LineField(label="Ort", required=False)
    reach = forms.ChoiceField(
        label="Wer liest mit?", choices=[("a", "Alle"), ("b", "Mitglieder")], widget=forms.RadioSelect
    )
    tags = forms.MultipleChoiceField(
        label="Schlagworte",
        choices=[("x", "X"), ("y", "Y")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agree = forms.BooleanField(label="Ich bin einverstanden")
    wants_mail = forms.BooleanField(label="Per Mail", required=False)
    key = PostingKeyField()


GOOD = {"title": "Wer kennt das?", "text": "Hallo", "reach": "a", "agree": "on", "key": str(uuid.uuid4())}


@pytest.fixture(autouse=True)
def _german():
    with override("de"):
        yield


def refused(**changes: str) -> str:
    form = Question({**GOOD, **changes})
    assert not form.is_valid()
    return str(form)


def tag(html: str, identifier: str) -> str:
    return re.search(rf'<[^>]*\bid="{identifier}"[^>]*>', html)[0]


def test_every_control_has_a_label_and_its_hint():
    html = str(Question())
    assert re.search(r'<label[^>]* for="id_title">Titel\s*</label>', html)
    assert 'aria-describedby="id_title_helptext"' in tag(html, "id_title")
    assert "In einem Satz" in html


def test_what_may_stay_empty_says_so_in_words():
    """But no box to tick does: it always may."""
    html = str(Question())
    assert html.count("freiwillig") == 2
    assert re.search(r'for="id_place">Ort.*?freiwillig', html, re.DOTALL)


def test_an_error_is_tied_to_its_field():
    html = refused(title="")
    title = tag(html, "id_title")
    assert 'aria-invalid="true"' in title
    assert 'aria-describedby="id_title_helptext id_title_error"' in title
    assert "Bitte füllen Sie dieses Feld aus." in html


def test_the_summary_comes_first_takes_the_focus_and_leads_to_the_fields():
    html = refused(title="", agree="")
    summary = html[: html.index('for="id_title"')]
    assert "autofocus" in summary
    assert 'tabindex="-1"' in summary
    assert "Bitte prüfen Sie 2 Angaben." in summary
    assert '<a href="#id_title">Titel</a>' in summary
    assert '<a href="#id_agree">Ich bin einverstanden</a>' in summary


def test_the_links_of_the_summary_lead_to_something():
    html = refused(title="", text="", reach="", agree="")
    for target in re.findall(r'<a href="#([^"]+)"', html):
        assert f'id="{target}"' in html


def test_a_form_without_errors_has_no_summary():
    assert "data-error-summary" not in str(Question())


def test_choices_are_a_group_with_a_legend_and_keep_what_was_chosen():
    html = str(Question({**GOOD, "reach": "b", "tags": ["y"]}))
    assert re.search(r"<fieldset[^>]*>\s*<legend[^>]*>Wer liest mit\?", html)
    assert " checked" in tag(html, "id_reach_1")
    assert " checked" not in tag(html, "id_reach_0")
    assert " checked" in tag(html, "id_tags_1")


def test_typed_text_comes_back_exactly():
    html = refused(text="<b>„Hallo“</b>\n  & mehr", title="")
    assert "&lt;b&gt;„Hallo“&lt;/b&gt;\n  &amp; mehr</textarea>" in html


def test_the_key_is_new_with_every_form_and_stays_with_a_refused_one():
    keys = {re.search(r'name="key" value="([^"]+)"', str(Question()))[1] for _ in range(3)}
    assert len(keys) == 3
    assert f'value="{GOOD["key"]}"' in refused(title="")


def test_lines_are_cleaned_to_one_line():
    form = Question({**GOOD, "title": "  Wer\tkennt  das? \u200b"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == "Wer kennt das?"


@pytest.mark.parametrize(
    ("field", "text"), [("title", "x" * 41), ("text", "x" * 51), ("text", "a\x00b"), ("title", "a\x00b")]
)
def test_refused_text_is_an_error_in_words_and_no_crash(field, text):
    form = Question({**GOOD, field: text})
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert all(len(str(error).split()) > 2 for error in form.errors[field])


def test_markdown_is_not_cut_by_the_browser_and_brings_its_helpers():
    html = str(Question()["text"])
    assert "maxlength" not in html
    assert 'data-limit="50"' in html
    assert 'keys="@"' in html
    assert 'for="id_text"' in html


def test_helpers_that_need_javascript_are_hidden_without_it():
    bar = re.search(r"<div[^>]*data-bar[^>]*>", str(Question()))[0]
    assert " hidden" in bar


def test_passwords_can_be_shown_and_are_never_filled_in():
    class Entrance(forms.Form):
        password = forms.CharField(label="Passwort", widget=forms.PasswordInput)

    html = str(Entrance({"password": "werkstatt"}))
    assert "werkstatt" not in html
    assert re.search(r'<button type="button"[^>]*hidden', html)
