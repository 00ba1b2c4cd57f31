"""What the moderation fills in when it cares for a thread: the change, and always why."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, cast
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.people.models import Member
from community.text import TITLE_LIMIT
from community.web.forms import LineField
from forum.models import ActionField, Thread

KINDS = [(Thread.Kind.QUESTION, _("Frage")), (Thread.Kind.DISCUSSION, _("Diskussion"))]
PACES = [
    (0, _("nicht verlangsamt")),
    (5, _("5 Minuten")),
    (30, _("30 Minuten")),
    (60, _("1 Stunde")),
    (720, _("12 Stunden")),
]


class CareForm(forms.Form):
    """The change comes first, the reason last. Fields of a form below stand above the reason."""

    reason = LineField(
        limit=500,
        label=_("Begründung"),
        help_text=_("Steht öffentlich unter dem Thema. Nennen Sie den Grund, nicht die Person."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])


class RetitleForm(CareForm):
    title = LineField(limit=TITLE_LIMIT, label=_("Neuer Titel"), help_text=_("Der alte bleibt sichtbar."))


class RecastForm(CareForm):
    kind = forms.ChoiceField(choices=KINDS, widget=forms.HiddenInput)


class PinForm(CareForm):
    until = forms.DateField(
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        label=_("Angeheftet bis einschließlich"),
        help_text=_("Danach löst es sich von selbst."),
        error_messages={
            "required": _("Bitte nennen Sie den letzten Tag."),
            "invalid": _("Bitte geben Sie ein Datum an, zum Beispiel 30.11.2026."),
        },
    )

    def clean_until(self) -> datetime:
        """The end of the day that was named."""
        day: date = self.cleaned_data["until"]
        if not timezone.localdate() <= day < date(2100, 1, 1):
            raise ValidationError(_("Bitte wählen Sie heute oder einen Tag danach."))
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class SlowForm(CareForm):
    minutes = forms.TypedChoiceField(
        choices=PACES,
        coerce=int,
        label=_("Abstand zwischen zwei Beiträgen einer Person"),
        error_messages={"invalid_choice": _("Bitte wählen Sie einen der Abstände.")},
    )


class MoveForm(CareForm):
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


class NoteForm(forms.Form):
    text = forms.CharField(
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
        label=_("Notiz"),
        help_text=_(
            "Lesen nur die, die dieses Handlungsfeld moderieren. Schreiben Sie so, dass die Person es lesen dürfte."
        ),
        error_messages={"required": _("Bitte schreiben Sie etwas.")},
    )


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
        return int(text) if text.isdigit() and len(text) < 19 else 0


class MergeForm(CareForm):
    target = ThreadField(
        label=_("Mit welchem Thema?"),
        help_text=_("Die Adresse des Themas, das bleiben soll. Alle Beiträge von hier kommen dort ans Ende."),
        error_messages={"required": _("Bitte nennen Sie das Thema, das bleiben soll.")},
    )


class SplitForm(CareForm):
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


class ErasureForm(forms.Form):
    reason = LineField(
        limit=500, label=_("Begründung"), help_text=_("Lesen nur Moderation und Geschäftsstelle.")
    )


class TendForm(CareForm):
    """Threads of a field, and what is to be done with all of them."""

    threads = forms.TypedMultipleChoiceField(
        coerce=int,
        label=_("Themen"),
        error_messages={
            "required": _("Bitte haken Sie mindestens ein Thema an."),
            "invalid_choice": _("Eines dieser Themen steht nicht mehr in diesem Handlungsfeld."),
        },
    )
    verb = forms.ChoiceField(
        choices=[
            ("close_thread", _("schließen")),
            ("move_thread", _("in ein anderes Handlungsfeld verschieben")),
            ("merge_thread", _("mit einem Thema zusammenführen")),
        ],
        widget=forms.RadioSelect,
        label=_("Was soll geschehen?"),
        error_messages={
            "required": _("Bitte wählen Sie, was geschehen soll."),
            "invalid_choice": _("Bitte wählen Sie, was geschehen soll."),
        },
    )
    field = forms.ModelChoiceField(
        queryset=ActionField.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Handlungsfeld, wenn verschoben wird"),
        empty_label=_("Bitte wählen"),
        error_messages={"invalid_choice": _("Dorthin können Sie diese Themen nicht verschieben.")},
    )
    target = ThreadField(required=False, label=_("Adresse des Themas, mit dem zusammengeführt wird"))

    def __init__(self, *args: Any, keys: list[int], fields: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedMultipleChoiceField, self.fields["threads"]).choices = [(k, str(k)) for k in keys]
        cast(forms.ModelChoiceField, self.fields["field"]).queryset = fields

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needs = {"move_thread": "field", "merge_thread": "target"}.get(data.get("verb", ""))
        if needs and needs not in self.errors and not data.get(needs):
            self.add_error(needs, _("Das braucht es dafür."))
        return data


class AskForm(forms.Form):
    """Whom to ask for an answer."""

    member = forms.ModelChoiceField(
        queryset=Member.objects.none(),
        label=_("Wen bitten Sie um eine Antwort?"),
        error_messages={
            "required": _("Bitte wählen Sie eine Person."),
            "invalid_choice": _("Diese Person ist gerade nicht dabei."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["member"]).queryset = Member.objects.admitted()
