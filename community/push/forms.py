"""What a browser says about itself."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from community.push import sealing
from community.push.addresses import Refused, read

UNKNOWN = _(
    "Den Push-Dienst dieses Browsers kennt die Plattform nicht. Bitte versuchen Sie es mit einem anderen."
)
BROKEN = _("Der Browser hat unvollständige Angaben geschickt. Bitte versuchen Sie es noch einmal.")


class EndpointForm(forms.Form):
    """Where the browser's push service takes something for it."""

    endpoint = forms.CharField(max_length=1000, error_messages={"required": BROKEN, "max_length": UNKNOWN})

    def clean_endpoint(self) -> str:
        endpoint: str = self.cleaned_data["endpoint"]
        try:
            read(endpoint)
        except Refused:
            raise forms.ValidationError(UNKNOWN) from None
        return endpoint

    def sentence(self) -> str:
        """The first of what is wrong."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")


class DeviceForm(EndpointForm):
    """And the keys that only this browser opens."""

    p256dh = forms.CharField(max_length=100, error_messages={"required": BROKEN, "max_length": BROKEN})
    auth = forms.CharField(max_length=40, error_messages={"required": BROKEN, "max_length": BROKEN})

    def clean_p256dh(self) -> str:
        return self._sound("p256dh", sealing.point)

    def clean_auth(self) -> str:
        return self._sound("auth", sealing.secret_of)

    def _sound(self, name: str, judge: Callable[[str], bytes]) -> str:
        value: str = self.cleaned_data[name]
        try:
            judge(value)
        except ValueError:
            raise forms.ValidationError(BROKEN) from None
        return value
