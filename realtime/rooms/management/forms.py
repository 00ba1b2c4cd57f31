"""Forms for a room and its settings."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from community.people.models import WorkingGroup
from community.web.forms import LineField
from realtime.rooms.models import Room

FOREVER = ""


class RoomForm(forms.Form):
    """What a room says about itself, and how it is kept."""

    name = LineField(limit=120, label=_("Name"))
    purpose = LineField(limit=300, required=False, label=_("Worum es geht"))
    meeting_url = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
        label=_("Adresse für Videotreffen"),
        help_text=_("Zum Beispiel ein Raum bei BigBlueButton, Jitsi oder Webex."),
    )
    history = forms.ChoiceField(
        choices=Room.History.choices, widget=forms.RadioSelect, label=_("Verlauf für Neue")
    )
    retention_days = forms.TypedChoiceField(
        choices=[(FOREVER, _("unbegrenzt")), (30, _("30 Tage")), (90, _("90 Tage")), (365, _("ein Jahr"))],
        coerce=int,
        empty_value=None,
        required=False,
        label=_("Nachrichten aufbewahren"),
        help_text=_("Was älter ist, wird nachts gelöscht, für alle und endgültig."),
    )
    slow_seconds = forms.TypedChoiceField(
        choices=[
            (0, _("aus")),
            (10, _("10 Sekunden")),
            (30, _("30 Sekunden")),
            (60, _("eine Minute")),
            (300, _("5 Minuten")),
        ],
        coerce=int,
        empty_value=0,  # type: ignore[arg-type]
        required=False,
        label=_("Pause zwischen zwei Nachrichten einer Person"),
        help_text=_("Macht hitzige Gespräche ruhiger. Für die Leitung gilt es nicht."),
    )


class NewRoomForm(forms.Form):
    """A new room of a group, or one that is open to everyone."""

    name = LineField(limit=120, label=_("Name"))
    purpose = LineField(limit=300, required=False, label=_("Worum es geht"))
    group = forms.ModelChoiceField(
        queryset=WorkingGroup.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Arbeitsgruppe"),
        empty_label=_("keine: offen für alle Mitglieder"),
    )

    def __init__(self, *args: Any, groups: Any, everyone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ModelChoiceField, self.fields["group"])
        choice.queryset = groups
        choice.required = not everyone
        if not everyone:
            choice.empty_label = None
