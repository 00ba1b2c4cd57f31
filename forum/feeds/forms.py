"""What a member says about a new key."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.web.forms import LineField
from forum.feeds.actions import NAME_LIMIT


class FeedKeyForm(forms.Form):
    name = LineField(
        limit=NAME_LIMIT,
        label=_("Wofür brauchen Sie die Adressen?"),
        help_text=_("Zum Beispiel: Outlook im Rathaus. So wissen Sie später, welche Sie beenden."),
    )
