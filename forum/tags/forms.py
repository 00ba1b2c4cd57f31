"""Tags as people write them: a line of words with suggestions, and what the office does to the vocabulary."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from community.web.forms import LineField
from forum.models import Tag
from forum.tags.content import LONGEST_LIST, clean_name, read_names
from forum.tags.models import TAG_LIMIT

SUGGESTIONS_URL = reverse_lazy("suggest_tags")


class TagsWidget(forms.TextInput):
    """A line of words; where the browser has JavaScript, known ones are offered while somebody types."""

    template_name = "forum/tags/widgets/tags.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["suggestions_url"] = SUGGESTIONS_URL
        return context


class TagsField(forms.CharField):
    """Up to five words with commas between them; a list of cleaned words."""

    def __init__(self, **options: Any) -> None:
        described = {
            "label": _("Stichwörter"),
            "help_text": _("Bis zu fünf, mit Komma getrennt, zum Beispiel: Ehrenamt, Mobilität"),
            "widget": TagsWidget({"autocomplete": "off"}),
            "max_length": LONGEST_LIST,
            "required": False,
        }
        super().__init__(**{**described, **options})

    def clean(self, value: Any) -> list[str]:
        try:
            return read_names(super().clean(value))
        except ValidationError as refusal:
            raise ValidationError(refusal.messages) from refusal


class RetagForm(forms.Form):
    """Other tags for a thread; whoever did not begin it says why."""

    tags = TagsField()
    reason = LineField(
        limit=500,
        label=_("Begründung"),
        help_text=_("Steht öffentlich unter dem Thema. Nennen Sie den Grund, nicht die Person."),
    )

    def __init__(self, *args: Any, must_explain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not must_explain:
            del self.fields["reason"]


class EditTagForm(forms.Form):
    """What is done to a word of the vocabulary, and why. Fields of a form below stand above the reason."""

    reason = LineField(
        limit=500, label=_("Begründung"), help_text=_("Steht unter „Maßnahmen“ und im Protokoll.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])


class NameTagForm(EditTagForm):
    """A word to add or to rename to."""

    name = LineField(limit=TAG_LIMIT, label=_("Stichwort"))

    def clean_name(self) -> str:
        try:
            return clean_name(self.cleaned_data["name"])
        except ValidationError as refusal:
            raise ValidationError(refusal.messages) from refusal


class MergeTagForm(EditTagForm):
    """Into which other word this one goes."""

    target = forms.ModelChoiceField(
        queryset=Tag.objects.none(),
        label=_("Geht auf in"),
        empty_label=_("Bitte wählen"),
        error_messages={
            "required": _("Bitte wählen Sie ein Stichwort."),
            "invalid_choice": _("Dieses Stichwort gibt es nicht mehr."),
        },
    )

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["target"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Tag.objects.in_use().exclude(pk=tag.pk)
