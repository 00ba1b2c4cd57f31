"""Forms of the house: how they are rendered, and the fields that clean what people type."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.text import clean_line, clean_source
from community.web.moments import is_within_reach

LINE_LIMIT = 200
TEXT_LIMIT = 20_000
MENTIONS_URL = reverse_lazy("suggest_members")
PREVIEW_URL = reverse_lazy("preview")


class HouseRenderer(TemplatesSetting):
    """Renders every form through `templates/ui/forms/`: label, hint, error and control belong together."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"


class LineField(forms.CharField):
    """One line of text, cleaned by the house's rules; at most `limit` characters."""

    default_error_messages = {"required": _("Bitte füllen Sie dieses Feld aus.")}

    def __init__(self, *, limit: int = LINE_LIMIT, **options: Any) -> None:
        self.limit = limit
        super().__init__(**{"max_length": limit, "strip": True, **options})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return clean_line(text, limit=self.limit) if text else ""


class MarkdownWidget(forms.Textarea):
    """A text box that grows helpers where the browser has JavaScript: marks, mentions, preview, a counter."""

    template_name = "ui/forms/markdown.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        limit: int = TEXT_LIMIT,
        mentions_url: str | Promise = MENTIONS_URL,
    ) -> None:
        self.limit, self.mentions_url = limit, mentions_url
        super().__init__({"rows": 6, **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "limit": self.limit,
            "mentions_url": self.mentions_url,
            "preview_url": PREVIEW_URL,
        }
        return context


class MarkdownField(forms.CharField):
    """Markdown source, cleaned by the house's rules; at most `limit` characters; `mentions_url` offers names."""

    default_error_messages = {"required": _("Bitte schreiben Sie etwas.")}

    def __init__(
        self,
        *,
        limit: int = TEXT_LIMIT,
        rows: int = 6,
        mentions_url: str | Promise = MENTIONS_URL,
        **options: Any,
    ) -> None:
        self.limit = limit
        widget = MarkdownWidget({"rows": rows}, limit=limit, mentions_url=mentions_url)
        super().__init__(**{"max_length": limit, "strip": False, "widget": widget, **options})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: browsers cut silently what is pasted; the server says so instead."""
        return {}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return clean_source(text, limit=self.limit) if text else ""


class PostingKeyField(forms.UUIDField):
    """A hidden key made with the form, so that sending twice stores once."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"initial": uuid.uuid4, "widget": forms.HiddenInput, "label": "", **options})


class DayField(forms.DateField):
    """A day that people could mean. At either end of the calendar a day has no midnight in another time zone."""

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(value)
        if day is not None and not is_within_reach(day):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day
