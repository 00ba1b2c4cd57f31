"""What the office writes for those who begin a thread."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.web.forms import MarkdownField
from forum.outlines.actions import OUTLINE_LIMIT


class OutlineForm(forms.Form):
    text = MarkdownField(
        limit=OUTLINE_LIMIT,
        rows=14,
        required=False,
        label=_("Gliederung"),
        help_text=_(
            "Kurze Überschriften genügen. {Kommune} und {Einwohnerzahl} füllen sich von selbst aus dem Profil. "
            "Leer heißt: keine Gliederung."
        ),
    )
