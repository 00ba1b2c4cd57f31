"""What people fill in to report something, and the office to settle it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.moderation.models import Report
from community.people.viewer import Viewer
from community.text import clean_source
from community.web.forms import LineField, PostingKeyField

TEXT_ROOM = 5_000


class PlainField(forms.CharField):
    """Several lines as they are, cleaned by the house's rules."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        super().__init__(**{"max_length": TEXT_ROOM, "widget": forms.Textarea({"rows": rows}), **options})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return clean_source(text, limit=TEXT_ROOM) if text else ""


class ReportForm(forms.Form):
    """Two doors in one form: which questions must be answered depends on the door. `viewer` may be anonymous."""

    # Whether they must be answered hangs on the door; "freiwillig" beside them would be wrong for one of the two.
    unsaid = ("reason", "text", "good_faith", "notify")

    door = forms.ChoiceField(
        label=_("Was stimmt nicht?"),
        choices=[
            (Report.Door.RULES, _("Verstößt gegen unsere Regeln (Netiquette)")),
            (Report.Door.LAW, _("Ist rechtswidrig")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, worum es geht.")},
    )
    reason = forms.ChoiceField(
        label=_("Gegen welche Regel?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    law = LineField(
        label=_("Welches Gesetz oder welches Recht ist verletzt?"),
        help_text=_("Wenn Sie es wissen, zum Beispiel: § 185 StGB, Urheberrecht."),
        required=False,
    )
    text = PlainField(
        label=_("Was sollte die Geschäftsstelle wissen?"),
        help_text=_("Nennen Sie die Stelle, um die es geht, und was daran nicht in Ordnung ist."),
        required=False,
    )
    good_faith = forms.BooleanField(
        label=_("Meine Angaben sind nach bestem Wissen richtig und vollständig."), required=False
    )
    name = LineField(label=_("Ihr Name"), error_messages={"required": _("Bitte nennen Sie Ihren Namen.")})
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        max_length=254,
        help_text=_("An sie geht eine Mail mit einem Link. Erst nach Ihrer Bestätigung wird geprüft."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": _("Bitte nennen Sie Ihre E-Mail-Adresse."),
            "invalid": _("Diese E-Mail-Adresse ist nicht vollständig."),
        },
    )
    notify = forms.BooleanField(label=_("Schreiben Sie mir, wie es ausgeht."), required=False, initial=True)
    key = PostingKeyField()

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if viewer.is_authenticated:
            del self.fields["name"], self.fields["email"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("door") == Report.Door.RULES:
            self._clean_rules(said)
        elif said.get("door") == Report.Door.LAW:
            self._clean_law(said)
        return said

    def _clean_rules(self, said: dict[str, Any]) -> None:
        said |= {"law": "", "good_faith": False}
        if not said.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Bitte wählen Sie eine Regel oder „etwas anderes“."))
        if said.get("reason") == Report.Reason.OTHER and not said.get("text") and "text" not in self.errors:
            self.add_error("text", _("Bitte schreiben Sie, was nicht in Ordnung ist."))

    def _clean_law(self, said: dict[str, Any]) -> None:
        said |= {"reason": ""}
        if not said.get("text") and "text" not in self.errors:
            self.add_error("text", _("Bitte erklären Sie, warum Sie das für rechtswidrig halten."))
        if not said.get("good_faith"):
            self.add_error("good_faith", _("Ohne diese Bestätigung können wir die Meldung nicht annehmen."))


class AddressForm(ReportForm):
    """The same for anyone who has only an address."""

    address = LineField(
        label=_("Adresse der Seite"),
        limit=500,
        help_text=_("Kopieren Sie sie aus der Adresszeile, möglichst mit allem hinter dem #."),
        error_messages={"required": _("Bitte geben Sie an, um welche Seite es geht.")},
    )
    field_order = ("address",)

    def own_path(self) -> tuple[str, str]:
        """Path and fragment where the address is one of this house; otherwise two empty strings."""
        try:
            parts = urlsplit(self.cleaned_data["address"])
        except ValueError:
            return "", ""
        own = {urlsplit(origin).netloc for origin in settings.ALLOWED_ORIGINS} | {""}
        is_ours = parts.netloc in own and parts.scheme in ("http", "https", "")
        return (parts.path, parts.fragment) if is_ours else ("", "")
