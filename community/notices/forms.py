"""What people choose about being told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.notices.models import Level, MailWish


class LevelForm(forms.Form):
    """One level for one thing."""

    place = forms.CharField(max_length=20)
    key = forms.IntegerField(min_value=0, max_value=2**62)
    level = forms.ChoiceField(choices=Level.choices)


class MailForm(forms.ModelForm):
    """When and how mails come. Hours are those of the house's time zone."""

    quiet_from = forms.TypedChoiceField(
        label=_("Abends Ruhe ab"),
        coerce=int,
        choices=[(hour, _("%(hour)s Uhr") % {"hour": hour}) for hour in range(12, 25)],
    )
    quiet_until = forms.TypedChoiceField(
        label=_("Morgens Ruhe bis"),
        coerce=int,
        choices=[(hour, _("%(hour)s Uhr") % {"hour": hour}) for hour in range(12)],
    )

    class Meta:
        model = MailWish
        fields = ["by_mail", "monday", "closed_words", "quiet_from", "quiet_until", "weekends"]

    def wishes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
