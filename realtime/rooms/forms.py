"""What people fill in about rooms: shape and words of input, no saving."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from community.people.models import WorkingGroup
from community.text import MESSAGE_LIMIT
from community.uploads.bundle import Bundle
from community.uploads.file_types import ACCEPT
from community.uploads.forms import SeveralFiles, UploadsField
from community.uploads.models import ALT_LIMIT, Upload
from community.web.forms import LineField, MarkdownField, PostingKeyField
from realtime.rooms.models import Message, Participation, Reaction, Room

FOREVER = ""


class MessageForm(forms.Form):
    """Something to say, or files to show; `reply_to` is the place of the message it answers.

    `attachments` are uploads of `member` that wait for the message, `files` are new ones; `problems` are sentences
    about files that were not taken (see `community.uploads.intake.take_files`).
    """

    text = MarkdownField(limit=MESSAGE_LIMIT, rows=2, required=False, label=_("Ihre Nachricht"))
    reply_to = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    key = PostingKeyField()
    to_all = forms.BooleanField(required=False, label=_("Ja, alle ansprechen"))
    asks_first = False
    attachments = UploadsField(
        queryset=Upload.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )
    files = forms.FileField(  # type: ignore[assignment]  # fields leave the class before it has files of its own
        required=False,
        label=_("Dateien auswählen"),
        widget=SeveralFiles(attrs={"accept": ACCEPT}),
        help_text=_("Bis zu fünf: Bilder bis 12 MB, PDF, Office-Dateien, CSV und Text bis 20 MB."),
    )
    alt_text = LineField(
        limit=ALT_LIMIT,
        required=False,
        label=_("Bildbeschreibung"),
        help_text=_("Was ist auf den Bildern zu sehen? Für alle, die sie nicht sehen können."),
    )

    def __init__(self, *args: Any, member: Any, problems: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems = list(problems)
        if self.is_bound and self["attachments"].value():
            cast(Any, self.fields["attachments"]).queryset = Upload.objects.owned_by(member)

    def clean_files(self) -> None:
        if self.problems:
            raise ValidationError(self.problems)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "text" in data and not data["text"].strip() and not data.get("attachments") and not self.errors:
            self.add_error("text", ValidationError(_("Bitte schreiben Sie etwas."), code="empty"))
        return data

    @property
    def bundle(self) -> Bundle:
        """The files of a valid form, in the order in which they were chosen."""
        data = self.cleaned_data
        if not data["attachments"]:
            return Bundle(alt_text=data["alt_text"])
        uploads = {str(upload.pk): upload for upload in data["attachments"]}
        order = dict.fromkeys(map(str, self["attachments"].value() or ()))
        return Bundle(
            uploads=tuple(uploads[key] for key in order if key in uploads), alt_text=data["alt_text"]
        )

    @property
    def waiting_files(self) -> list[Upload]:
        """Files that were handed in with a message that was refused."""
        return list(self.cleaned_data.get("attachments", ())) if self.is_bound else []


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
        self.beginnings = {beginning.url_word: beginning for beginning, _choices in beginnings}
        cast(Any, self.fields["seqs"]).choices = [(str(message.seq), "") for message in messages]
        groups = [
            (beginning.continue_words, [(f"{beginning.url_word}:{value}", words) for value, words in choices])
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


class EditForm(forms.Form):
    """The changed text of a message."""

    text = MarkdownField(limit=MESSAGE_LIMIT, rows=5, label=_("Ihre Nachricht"))


class ReasonForm(forms.Form):
    """Why something is done that concerns others; they will read it."""

    reason = LineField(
        limit=500, label=_("Begründung"), help_text=_("Nennen Sie den Grund, nicht die Person.")
    )


class RemovalForm(forms.Form):
    """Taking down a message: the words of others need a reason, one's own may have one."""

    reason = LineField(limit=500, label=_("Grund"), required=False)

    def __init__(self, *args: Any, must_explain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = must_explain


class ReactionForm(forms.Form):
    kind = forms.ChoiceField(choices=Reaction.Kind.choices)


class LevelForm(forms.Form):
    level = forms.ChoiceField(
        choices=Participation.Level.choices, label=_("Benachrichtigen über"), widget=forms.RadioSelect
    )


class RoomForm(forms.Form):
    """What a room says about itself, and how it is kept."""

    name = LineField(limit=120, label=_("Name"))
    purpose = LineField(limit=300, required=False, label=_("Worum es geht"))
    meeting_url = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
        label=_("Adresse für Videotreffen"),
        help_text=_("Zum Beispiel ein Raum bei BigBlueButton, Jitsi oder Webex."),
    )
    history = forms.ChoiceField(
        choices=Room.History.choices, widget=forms.RadioSelect, label=_("Verlauf für Neue")
    )
    retention_days = forms.TypedChoiceField(
        choices=[(FOREVER, _("unbegrenzt")), (30, _("30 Tage")), (90, _("90 Tage")), (365, _("ein Jahr"))],
        coerce=int,
        empty_value=None,
        required=False,
        label=_("Nachrichten aufbewahren"),
        help_text=_("Was älter ist, wird nachts gelöscht, für alle und endgültig."),
    )
    slow_seconds = forms.TypedChoiceField(
        choices=[
            (0, _("aus")),
            (10, _("10 Sekunden")),
            (30, _("30 Sekunden")),
            (60, _("eine Minute")),
            (300, _("5 Minuten")),
        ],
        coerce=int,
        empty_value=0,  # type: ignore[arg-type]
        required=False,
        label=_("Pause zwischen zwei Nachrichten einer Person"),
        help_text=_("Macht hitzige Gespräche ruhiger. Für die Leitung gilt es nicht."),
    )


class NewRoomForm(forms.Form):
    """A new room of a group, or one that is open to everyone."""

    name = LineField(limit=120, label=_("Name"))
    purpose = LineField(limit=300, required=False, label=_("Worum es geht"))
    group = forms.ModelChoiceField(
        queryset=WorkingGroup.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Arbeitsgruppe"),
        empty_label=_("keine: offen für alle Mitglieder"),
    )

    def __init__(self, *args: Any, groups: Any, everyone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ModelChoiceField, self.fields["group"])
        choice.queryset = groups
        choice.required = not everyone
        if not everyone:
            choice.empty_label = None


class InvitationForm(forms.Form):
    """Someone comes as a guest, for good or until a day."""

    member = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    until = forms.DateField(
        required=False,
        label=_("Zugang bis"),
        help_text=_("Einschließlich dieses Tages. Ohne Angabe bleibt der Zugang bestehen."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class TranscriptForm(forms.Form):
    """Which days the transcript covers, and in which form."""

    PDF = "pdf"
    FORMS = (
        (PDF, _("PDF-Datei, zum Lesen und Ablegen (PDF/A)")),
        ("text", _("Textdatei, zum Weiterverwenden")),
    )

    von = forms.DateField(required=False, label=_("Von"), widget=forms.DateInput(attrs={"type": "date"}))
    bis = forms.DateField(required=False, label=_("Bis"), widget=forms.DateInput(attrs={"type": "date"}))
    als = forms.ChoiceField(
        choices=FORMS, required=False, initial=PDF, widget=forms.RadioSelect, label=_("Form")
    )
