"""Forms for editing and removing a message."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.text import MESSAGE_LIMIT
from community.web.forms import LineField, MarkdownField


class EditForm(forms.Form):
    """The changed text of a message."""

    text = MarkdownField(limit=MESSAGE_LIMIT, rows=5, label=_("Ihre Nachricht"))


class RemovalForm(forms.Form):
    """Taking down a message: the words of others need a reason, one's own may have one."""

    reason = LineField(limit=500, label=_("Grund"), required=False)

    def __init__(self, *args: Any, must_explain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = must_explain
