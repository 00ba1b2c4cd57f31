"""Forms for forwarding messages, and for discussing something in a room."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from community.web.forms import LineField, PostingKeyField
from realtime.rooms.models import Message


class CarryForm(forms.Form):
    """Which of `messages` are carried on, and to which of the `beginnings`."""

    seqs = forms.MultipleChoiceField(
        error_messages={
            "required": _("Bitte wählen Sie mindestens eine Nachricht."),
            "invalid_choice": _("Eine der Nachrichten ist nicht mehr da. Bitte wählen Sie noch einmal."),
        }
    )
    where = forms.ChoiceField(
        label=_("Wohin?"),
        error_messages={
            "required": _("Bitte wählen Sie, wohin."),
            "invalid_choice": _("Dorthin geht es nicht. Bitte wählen Sie noch einmal."),
        },
    )

    def __init__(self, *args: Any, messages: list[Message], beginnings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.messages = messages
        self.beginnings = {beginning.kind: beginning for beginning, _choices in beginnings}
        cast(Any, self.fields["seqs"]).choices = [(str(message.seq), "") for message in messages]
        groups = [
            (beginning.words, [(f"{beginning.kind}:{value}", words) for value, words in choices])
            for beginning, choices in beginnings
        ]
        cast(Any, self.fields["where"]).choices = [("", _("Bitte wählen")), *groups]

    @property
    def chosen_places(self) -> set[int]:
        """The places that are ticked, also of a form that was refused."""
        ticked = set(self["seqs"].value() or ())
        return {message.seq for message in self.messages if str(message.seq) in ticked}

    @property
    def chosen(self) -> list[Message]:
        """The messages in the order of the room."""
        return [message for message in self.messages if message.seq in self.chosen_places]

    @property
    def beginning(self) -> Any:
        return self.beginnings[self.cleaned_data["where"].partition(":")[0]]

    @property
    def choice(self) -> str:
        return str(self.cleaned_data["where"].partition(":")[2])


class DiscussForm(forms.Form):
    """A thing of the house is brought into one of `rooms`, with or without a word about it."""

    room = forms.ChoiceField(
        label=_("In welchem Raum?"),
        error_messages={
            "required": _("Bitte wählen Sie einen Raum."),
            "invalid_choice": _("In diesem Raum können Sie nicht schreiben."),
        },
    )
    text = LineField(
        limit=1_000,
        required=False,
        label=_("Ihre Worte dazu"),
        help_text=_("Zum Beispiel: Was sollten wir hier antworten?"),
    )
    key = PostingKeyField()

    def __init__(self, *args: Any, rooms: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Any, self.fields["room"]).choices = [(str(key), title) for key, title in rooms]
