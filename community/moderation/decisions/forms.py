"""Forms for a decision and for taking one back: one form for every decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.moderation.cases.forms import SeenForm, bound_field
from community.moderation.decisions.actions import Finding
from community.moderation.decisions.grounds import LAW, Ground, grounds
from community.moderation.models import Decision, Sanction
from community.moderation.reports.forms import PlainField
from community.moderation.sanctions.actions import Penalty
from community.moderation.things import Reportable, Thing
from community.web.forms import LineField

Result = Decision.Result


Kind = Sanction.Kind


DO = "do:"


PERSON = "person"


HERE = "read_only_here"


SANCTIONS = [
    ("", _("Keine")),
    (Kind.HINT, _("Hinweis")),
    (Kind.WARNING, _("Verwarnung, gilt ein Jahr")),
    (HERE, _("Nur lesen, hier")),
    (Kind.READ_ONLY, _("Nur lesen, überall")),
    (Kind.PAUSE, _("Pause")),
    (Kind.EXCLUSION, _("Ausschluss")),
]


DAYS = [
    ("1", _("1 Tag")),
    ("3", _("3 Tage")),
    ("7", _("1 Woche")),
    ("30", _("30 Tage")),
    ("90", _("90 Tage")),
    ("", _("ohne Ende")),
]


KEYS = {f"{DO}hide": "a", Result.STAYS: "f", PERSON: "h"}


class KeyedRadios(forms.RadioSelect):
    """Choices that can be made with one key where the browser has JavaScript; "h" also means the hint."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if key := KEYS.get(str(value)):
            option["attrs"]["data-key"] = key
        if value == PERSON:
            option["attrs"]["data-sets"] = f"sanction={Kind.HINT}"
        return option


class DecideForm(SeenForm):
    """What is done with the thing and the person, on which ground, and why. `found` is the thing, if it is there."""

    unsaid = ("ground", "sanction", "days")

    action = forms.ChoiceField(
        label=_("Was geschieht?"),
        widget=KeyedRadios,
        error_messages={"required": _("Bitte wählen Sie, was geschehen soll.")},
    )
    ground = forms.ChoiceField(label=_("Grund"), required=False)
    law = LineField(
        label=_("Gesetz"),
        required=False,
        help_text=_("Nur wenn der Grund ein Gesetz ist, zum Beispiel: § 185 StGB."),
    )
    reasons = PlainField(
        label=_("Begründung"),
        rows=6,
        help_text=_(
            "Was ist geschehen, und warum entscheiden Sie so? Steht in den Mails an alle Beteiligten, mit „Sie“ "
            "und ohne Ihren Namen."
        ),
        error_messages={"required": _("Bitte schreiben Sie, warum.")},
    )
    sanction = forms.ChoiceField(label=_("Für die Person"), choices=SANCTIONS, required=False)
    days = forms.ChoiceField(
        label=_("Wie lange"),
        choices=DAYS,
        required=False,
        initial="7",
        help_text=_("Für „Nur lesen“ und „Pause“."),
    )
    note = PlainField(
        label=_("Notiz für die Geschäftsstelle"),
        rows=2,
        required=False,
        help_text=_("Liest nur die Geschäftsstelle."),
    )

    def __init__(
        self,
        *args: Any,
        found: tuple[Reportable, Thing] | None,
        may_sanction: bool,
        place: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.grounds: list[Ground] = grounds()
        bound_field(self, "ground").choices = [(ground.value, ground.label) for ground in self.grounds]
        bound_field(self, "action").choices = _actions(found, may_sanction)
        if may_sanction:
            bound_field(self, "sanction").choices = _sanctions(place)
        else:
            del self.fields["sanction"], self.fields["days"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said.setdefault("sanction", "")
        action, sanction = str(said.get("action", "")), said["sanction"]
        acts = action.startswith(DO) or action == PERSON
        if acts and not said.get("ground") and "ground" not in self.errors:
            self.add_error("ground", _("Bitte wählen Sie den Grund."))
        if acts and said.get("ground") == LAW and not said.get("law") and "law" not in self.errors:
            self.add_error("law", _("Bitte nennen Sie das Gesetz."))
        if action == PERSON and not sanction and "sanction" not in self.errors:
            self.add_error("sanction", _("Bitte wählen Sie, was für die Person gilt."))
        if action and not acts and sanction:
            self.add_error("sanction", _("Wer nichts falsch gemacht hat, bekommt keine Sanktion."))
        if sanction == Kind.PAUSE and not said.get("days"):
            self.add_error("days", _("Eine Pause hat ein Ende. Ohne Ende ist sie ein Ausschluss."))
        return said

    def finding(self) -> Finding:
        """What the action takes. Only after `is_valid`."""
        said = self.cleaned_data
        action = said["action"]
        acts = action.startswith(DO) or action == PERSON
        return Finding(
            result=Result.RESTRICTED if acts else action,
            reasons=said["reasons"],
            ground=said["ground"],
            law=said["law"],
            measures=(action.removeprefix(DO),) if action.startswith(DO) else (),
            penalty=_penalty(said["sanction"], said.get("days", "")),
            note=said["note"],
        )


class TakeBackForm(forms.Form):
    because = PlainField(
        label=_("Warum nehmen Sie die Entscheidung zurück?"),
        rows=3,
        help_text=_("Steht so in der Mail an die Person."),
        error_messages={"required": _("Bitte schreiben Sie, warum.")},
    )


def _actions(found: tuple[Reportable, Thing] | None, may_sanction: bool) -> list[tuple[str, Any]]:
    measures = found[0].possible_measures(found[1]) if found else []
    removed = bool(found and found[0].can_be_removed and found[0].snapshot(found[1])["removed"])
    person = [(PERSON, _("Am Inhalt nichts, nur für die Person"))] if may_sanction else []
    stays = [] if removed else [(Result.STAYS.value, _("Bleibt stehen"))]
    return [
        *((f"{DO}{measure.slug}", measure.name) for measure in measures),
        *stays,
        *person,
        (Result.VOID.value, _("Gegenstandslos: Der Inhalt ist schon weg oder war nie hier")),
        (Result.FORWARDED.value, _("An eine Behörde weitergeleitet")),
    ]


def _sanctions(place: str) -> list[tuple[str, Any]]:
    if not place:
        return [choice for choice in SANCTIONS if choice[0] != HERE]
    here = _("Nur lesen: %(place)s") % {"place": place}
    return [(value, here if value == HERE else label) for value, label in SANCTIONS]


def _penalty(kind: str, days: str) -> Penalty | None:
    if not kind:
        return None
    return Penalty(Kind.READ_ONLY if kind == HERE else kind, int(days) if days else None, here=kind == HERE)
