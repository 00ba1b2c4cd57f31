"""Forms for editing and removing a post."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.text import POST_LIMIT
from community.web.forms import LineField, MarkdownField, PostingKeyField
from forum.writing.forms import ADDRESSEES_URL


class EditForm(forms.Form):
    """A changed post, and why it was changed."""

    text = MarkdownField(limit=POST_LIMIT, mentions_url=ADDRESSEES_URL, rows=12, label=_("Ihr Beitrag"))
    reason = LineField(
        limit=200,
        required=False,
        label=_("Grund der Änderung"),
        help_text=_("Erscheint im Verlauf des Beitrags, zum Beispiel: Zahl berichtigt."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = PostingKeyField(required=False)


class RemovalForm(forms.Form):
    """Taking down a post: moderators must say why, authors may."""

    reason = LineField(limit=500, label=_("Grund"), required=False)

    def __init__(self, *args: Any, must_explain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = must_explain
