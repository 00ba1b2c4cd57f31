"""Forms for granting and revoking a role, each with its reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.moderation.roles import registry
from community.moderation.roles.policy import GRANTABLE
from community.people.models import Role
from community.web.forms import LineField


class GrantForm(forms.Form):
    """A role, everywhere or, for moderators, in one place."""

    unsaid = ("scope",)

    role = forms.ChoiceField(label=_("Rolle"), choices=[(role.value, role.label) for role in GRANTABLE])
    scope = forms.ChoiceField(
        label=_("Wo"),
        required=False,
        help_text=_(
            "Wer nur ein Handlungsfeld moderiert, gehört nicht zur Geschäftsstelle und sieht nur dessen Vorgänge."
        ),
        error_messages={"invalid_choice": _("Diesen Ort gibt es nicht.")},
    )
    reason = LineField(label=_("Grund"), limit=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(scope.key, scope.name) for scope in registry.everything()]
        choice: Any = self.fields["scope"]
        choice.choices = [("", gettext("Überall")), *places]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("scope") and said.get("role") != Role.MODERATOR:
            self.add_error("scope", gettext("Auf einen Ort beschränken lässt sich nur die Moderation."))
        return said


class RevokeForm(forms.Form):
    reason = LineField(label=_("Grund"), limit=500)
