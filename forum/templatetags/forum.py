"""What the forum's templates need beyond the house's components."""

import json

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def browser_words() -> str:
    """The sentences that the forum's scripts show, as JSON for a `data-words` attribute."""
    return json.dumps(
        {
            "answerTo": _("Antwort auf #{number} von {name}"),
            "draftBack": _("Ihr Text aus diesem Browser ist wieder da."),
            "draftHere": _("Ihr Text ist in diesem Browser gesichert."),
            "draftOffline": _("Keine Verbindung. Ihr Text ist in diesem Browser gesichert."),
            "draftOther": _("In diesem Browser liegt noch ein anderer, nicht gesicherter Text."),
            "draftSaved": _("Entwurf gesichert."),
            "failed": _("Das hat nicht geklappt. Ihr Text ist noch da; bitte versuchen Sie es noch einmal."),
            "insert": _("Diesen einsetzen"),
            "discard": _("Verwerfen"),
            "keepMine": _("Diesen Text behalten"),
            "newPost": _("1 neuer Beitrag"),
            "newPosts": _("{n} neue Beiträge"),
            "notDone": _("Das hat nicht geklappt. Bitte laden Sie die Seite neu."),
            "offline": _(
                "Keine Verbindung. Ihr Text ist in diesem Browser gesichert; "
                "bitte senden Sie ihn noch einmal ab."
            ),
            "published": _("Ihr Beitrag ist veröffentlicht."),
            "takeTheirs": _("Text des anderen Geräts übernehmen"),
            "wrote": _("{name} schrieb"),
        }
    )
