"""The part of a form that brings files: plain controls that need no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.people.viewer import Viewer
from community.uploads.bundle import Bundle, Said
from community.uploads.file_types import ACCEPT
from community.uploads.models import ALT_LIMIT, Upload
from community.web.forms import LineField


class SeveralFiles(forms.FileInput):
    """The browser's own choice of files, several at once."""

    allow_multiple_selected = True


class PartForm(forms.Form):
    """A piece of a file, as scripts send it: its place in the whole, and the bytes."""

    name = forms.CharField(max_length=500)
    total = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    start = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    # Empty where the file is whole and only waits for a turn.
    part = forms.FileField(max_length=None, allow_empty_file=True)


class UploadsField(forms.ModelMultipleChoiceField):
    """Boxes to keep what has already been handed in."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": _("Eine der Dateien ist nicht mehr da. Bitte fügen Sie sie neu an.")
    }

    def clean(self, value: Any) -> Any:
        if len(_numbers(map(str, value or ()))) != len(value or ()):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value) if value or self.required else []

    def label_from_instance(self, upload: Any) -> str:
        return str(upload.name)


class UnfinishedField(forms.Field):
    """Names files that are here and had no turn yet (see `intake.take_files`)."""

    widget = forms.MultipleHiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)


class FilesForm(forms.Form):
    """Files of one thing. `problems` are sentences about files that were not taken; see `intake.take_files`.

    `attached` are the uploads the thing holds already. `bundle` is what the form brought, `None` where it was sent
    without this part.
    """

    with_files = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)
    unfinished = UnfinishedField()
    kept = UploadsField(
        queryset=Upload.objects.none(),
        required=False,
        label=_("Diese Dateien gehören dazu"),
        help_text=_("Nehmen Sie das Häkchen weg, wenn eine nicht dabei sein soll."),
    )
    files = forms.FileField(  # type: ignore[assignment]  # fields leave the class before it has files of its own
        required=False,
        label=_("Dateien auswählen"),
        widget=SeveralFiles(attrs={"accept": ACCEPT}),
        help_text=_(
            "Bis zu fünf: Bilder bis 12 MB, PDF, Office-Dateien, CSV und Text bis 20 MB, zusammen bis 25 MB. "
            "Aus Bildern entfernen wir Aufnahmeort und Gerät."
        ),
    )
    alt_text = LineField(
        limit=ALT_LIMIT,
        required=False,
        label=_("Bildbeschreibung"),
        help_text=_("Was ist auf den neuen Bildern zu sehen? Für alle, die sie nicht sehen können."),
    )
    reuse = forms.ChoiceField(
        choices=Upload.Reuse.choices,
        initial=Upload.Reuse.ASK,
        required=False,
        label=_("Dürfen andere die Dateien nachnutzen?"),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        member: Viewer,
        attached: Sequence[Upload] = (),
        problems: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, initial=_initial(attached), **kwargs)
        self.problems = list(problems)
        keys = {upload.pk for upload in attached}
        if data is not None:
            self.data = data = data.copy()
            own = Upload.objects.owned_by(member).filter(pk__in=_numbers(data.getlist("kept")))
            keys.update(own.values_list("pk", flat=True))
        offered = Upload.objects.filter(pk__in=keys).order_by("pk")
        cast(forms.ModelMultipleChoiceField, self.fields["kept"]).queryset = offered
        self.is_open = bool(keys or self.problems)
        self._ask_about(list(offered), data)
        if not keys and not (data is not None and data.getlist("kept")):
            del self.fields["kept"]

    def _ask_about(self, uploads: Sequence[Upload], data: Any) -> None:
        """Each file that is here already is asked about by itself; what is not answered is as for the new ones."""
        self._asked = uploads
        for upload in uploads:
            if upload.is_image:
                self.fields[f"alt_text-{upload.pk}"] = _alt_field(upload)
            self.fields[f"reuse-{upload.pk}"] = _reuse_field(upload)
            if data is not None:
                for name in ("alt_text", "reuse"):
                    data.setdefault(f"{name}-{upload.pk}", data.get(name, ""))
        if uploads:
            places = ["with_files", "kept", *(name for name in self.fields if "-" in name)]
            self.order_fields(places)

    def clean_files(self) -> None:
        if self.problems:
            raise ValidationError(self.problems)

    @property
    def bundle(self) -> Bundle | None:
        """What a valid form brought."""
        data = self.cleaned_data
        uploads = {str(upload.pk): upload for upload in data.get("kept", ())}
        if not data["with_files"] and not uploads:
            return None
        order = dict.fromkeys(cast(Any, self.data).getlist("kept"))
        return Bundle(
            uploads=tuple(uploads[key] for key in order if key in uploads),
            alt_text=data["alt_text"],
            reuse=data["reuse"] or Upload.Reuse.ASK,
            about={
                upload.pk: Said(
                    data.get(f"alt_text-{upload.pk}", ""),
                    data.get(f"reuse-{upload.pk}") or Upload.Reuse.ASK,
                )
                for upload in self._asked
            },
        )


def _alt_field(upload: Upload) -> forms.Field:
    return LineField(
        limit=ALT_LIMIT,
        required=False,
        label=_("Was ist auf „%(name)s“ zu sehen?") % {"name": upload.name},
        initial=upload.alt_text,
    )


def _reuse_field(upload: Upload) -> forms.Field:
    return forms.ChoiceField(
        choices=Upload.Reuse.choices,
        required=False,
        label=_("Dürfen andere „%(name)s“ nachnutzen?") % {"name": upload.name},
        initial=upload.reuse,
    )


def _initial(attached: Sequence[Upload]) -> dict[str, Any]:
    return {"kept": [upload.pk for upload in attached]} if attached else {}


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19]
