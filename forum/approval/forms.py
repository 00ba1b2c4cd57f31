"""Forms for approving a post and for returning it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.text import POST_LIMIT, TITLE_LIMIT
from community.web.forms import LineField, MarkdownField
from forum.models import PendingPost


class ApproveForm(forms.Form):
    """The words as they will stand."""

    title = LineField(label=_("Titel"), limit=TITLE_LIMIT)
    text = MarkdownField(
        label=_("Text"),
        limit=POST_LIMIT,
        rows=10,
        help_text=_("Ändern Sie nur, was nötig ist. Die Person bekommt die geänderte Fassung per Mail."),
    )

    def __init__(self, *args: Any, pending_post: PendingPost, **kwargs: Any) -> None:
        super().__init__(
            *args, **{"initial": {"title": pending_post.title, "text": pending_post.source}, **kwargs}
        )
        if pending_post.thread:
            del self.fields["title"]


class ReturnForm(forms.Form):
    reason = LineField(
        label=_("Begründung"),
        limit=500,
        help_text=_("Steht in der Mail an die Person, mit „Sie“ und ohne Ihren Namen."),
        error_messages={"required": _("Bitte schreiben Sie der Person, warum.")},
    )
