"""What holds a text back once before it is published, in sentences for its writer."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.people.viewer import Viewer
from community.text import clean_source, private_data
from forum.fields import policy as field_policy
from forum.models import ActionField
from forum.posts.rendering import render_post
from forum.writing.addressing import speaks_to, too_many

PRIVATE = {
    "iban": gettext_lazy("eine Bankverbindung"),
    "mobile": gettext_lazy("eine Mobilnummer"),
    "birthday": gettext_lazy("einen Geburtstag"),
}


def second_thoughts(viewer: Viewer, text: str, field: ActionField | None) -> list[str]:
    """What speaks against publishing this text as it stands; names are for those who may write."""
    said = []
    if noticed := private_data(text):
        found = ", ".join(str(PRIVATE[kind]) for kind in noticed)
        sentence = _("Ihr Text enthält anscheinend %(found)s. Möchten Sie das veröffentlichen?")
        said.append(sentence % {"found": found})
    if "@" in text and field_policy.can_write(viewer):
        said += _about_mentions(text, field)
    return said


def _about_mentions(text: str, field: ActionField | None) -> list[str]:
    try:
        rendered = render_post(clean_source(text))
    except ValidationError:
        return []  # said at the text itself
    said = [sentence] if (sentence := too_many(rendered)) else []
    spoken_to = speaks_to(rendered) if field else []
    blind = [member.name for member in spoken_to if field and not field_policy.can_see_field(member, field)]
    if blind:
        sentence = _("Das kann nicht mitlesen, wen Sie ansprechen: %(names)s. Trotzdem so veröffentlichen?")
        said.append(sentence % {"names": ", ".join(blind)})
    return said
