"""Forms for moving, splitting, merging and continuing threads."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from community.text import TITLE_LIMIT
from community.text.numbers import whole_number
from community.web.forms import LineField
from forum.models import ActionField, Thread
from forum.thread_tools.forms import KINDS, ReasonedForm


class MoveForm(ReasonedForm):
    field = forms.ModelChoiceField(
        queryset=ActionField.objects.none(),
        to_field_name="slug",
        label=_("Handlungsfeld"),
        empty_label=_("Bitte wählen"),
        error_messages={
            "required": _("Bitte wählen Sie ein Handlungsfeld."),
            "invalid_choice": _("Dorthin können Sie dieses Thema nicht verschieben."),
        },
    )

    def __init__(self, *args: Any, fields: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["field"]).queryset = fields


class ThreadField(forms.CharField):
    """Another thread, by its address or number."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=500, **options)

    def clean(self, value: Any) -> Thread | None:
        text = (super().clean(value) or "").strip()
        if not text:
            return None
        thread = Thread.objects.select_related("field").filter(pk=self._key(text)).first()
        if thread is None:
            raise ValidationError(
                _("Dieses Thema gibt es nicht. Kopieren Sie seine Adresse aus dem Browser.")
            )
        return thread

    def _key(self, text: str) -> int:
        if not text.isascii():
            return 0
        if not text.isdigit():
            try:
                text = str(resolve(urlsplit(text).path).kwargs.get("pk", ""))
            except (Resolver404, ValueError):
                return 0
        return whole_number(text) or 0


class MergeForm(ReasonedForm):
    target = ThreadField(
        label=_("Mit welchem Thema?"),
        help_text=_("Die Adresse des Themas, das bleiben soll. Alle Beiträge von hier kommen dort ans Ende."),
        error_messages={"required": _("Bitte nennen Sie das Thema, das bleiben soll.")},
    )


class SplitForm(ReasonedForm):
    """Which posts go, and where."""

    posts = forms.TypedMultipleChoiceField(
        coerce=int,
        label=_("Beiträge"),
        error_messages={
            "required": _("Bitte haken Sie mindestens einen Beitrag an."),
            "invalid_choice": _("Einer dieser Beiträge steht nicht mehr in diesem Thema."),
        },
    )
    with_answers = forms.BooleanField(
        required=False, initial=True, label=_("Antworten auf diese Beiträge mitnehmen")
    )
    aim = forms.ChoiceField(
        choices=[("new", _("ein neues Thema")), ("known", _("ein Thema, das es schon gibt"))],
        initial="new",
        widget=forms.RadioSelect,
        label=_("Wohin?"),
        error_messages={"invalid_choice": _("Bitte wählen Sie, wohin die Beiträge gehen.")},
    )
    title = LineField(limit=TITLE_LIMIT, label=_("Titel des neuen Themas"))
    kind = forms.ChoiceField(choices=KINDS, label=_("Art des neuen Themas"))
    target = ThreadField(required=False, label=_("Adresse des anderen Themas, wenn es schon eines gibt"))

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = cast(forms.TypedMultipleChoiceField, self.fields["posts"])
        posts.choices = [(number, str(number)) for number in numbers]
        if self.data.get("aim") == "known":
            self.fields["title"].required = self.fields["kind"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("aim") == "known" and "target" not in self.errors and not data.get("target"):
            self.add_error("target", _("Bitte nennen Sie das andere Thema."))
        return data


class ContinueForm(forms.Form):
    title = LineField(
        limit=TITLE_LIMIT,
        label=_("Titel des neuen Themas"),
        help_text=_("Ein Satz, der auch in einer Liste verständlich ist."),
    )
