"""What people fill in for posts that are to appear later."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.text import POST_LIMIT, TITLE_LIMIT
from community.web.forms import DayField, LineField, MarkdownField, PostingKeyField
from forum.scheduling.actions import clean_due
from forum.writing.forms import SecondThought, ThreadForm


class Timed(forms.Form):
    """A day and a time of day, together `due_at`."""

    day = DayField(
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        label=_("Tag"),
        error_messages={"invalid": _("Bitte geben Sie ein Datum an, zum Beispiel 30.11.2026.")},
    )
    at = forms.TimeField(
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        label=_("Uhrzeit"),
        help_text=_("Der Beitrag erscheint in der Minute danach."),
        error_messages={"invalid": _("Bitte geben Sie eine Uhrzeit an, zum Beispiel 8:30.")},
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not date(2000, 1, 1) <= day < date(2100, 1, 1):
            raise ValidationError(_("Bitte wählen Sie einen Tag in diesem Jahrhundert."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "day" in data and "at" in data:
            moment = timezone.make_aware(datetime.combine(data["day"], data["at"]))
            try:
                data["due_at"] = clean_due(moment)
            except ValidationError as refusal:
                self.add_error("day", refusal.messages)
        return data

    def words(self, *names: str) -> dict[str, Any]:
        """What was filled in under these names, after `is_valid`."""
        return {name: self.cleaned_data[name] for name in names}


class ChangedReplyForm(Timed, SecondThought):
    text = MarkdownField(limit=POST_LIMIT, rows=10, label=_("Ihr Beitrag"))
    field_order = ["text", "day", "at"]


class ChangedThreadForm(ChangedReplyForm):
    title = LineField(limit=TITLE_LIMIT, label=_("Titel"))
    field_order = ["title", "text", "day", "at"]


class ScheduledReplyForm(ChangedReplyForm):
    key = PostingKeyField()


class ScheduledThreadForm(Timed, ThreadForm):
    tags = None  # type: ignore[assignment]  # given once the thread stands
    field_order = ["field", "kind", "title", "text", "day", "at"]
