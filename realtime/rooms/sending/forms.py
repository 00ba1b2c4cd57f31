"""The form of a message."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.people.models import Member
from community.text import MESSAGE_LIMIT
from community.uploads.bundle import Bundle
from community.uploads.file_types import ACCEPT
from community.uploads.forms import SeveralFiles, UnfinishedField, UploadsField
from community.uploads.models import ALT_LIMIT, Upload
from community.web.forms import LineField, MarkdownField, PostingKeyField


class MessageForm(forms.Form):
    """Something to say, or files to show; `reply_to` is the place of the message it answers.

    `attachments` are uploads of `member` that wait for the message, `files` are new ones; `problems` are sentences
    about files that were not taken (see `community.uploads.intake.take_files`).
    """

    text = MarkdownField(limit=MESSAGE_LIMIT, rows=2, required=False, label=_("Ihre Nachricht"))
    reply_to = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    key = PostingKeyField()
    to_all = forms.BooleanField(required=False, label=_("Ja, alle ansprechen"))
    attachments = UploadsField(
        queryset=Upload.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )
    unfinished = UnfinishedField()
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

    def __init__(self, *args: Any, member: Member, problems: Iterable[str] = (), **kwargs: Any) -> None:
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

    def words(self) -> dict[str, Any]:
        """What `send_message` is told, after `is_valid`."""
        return {name: self.cleaned_data[name] for name in ("text", "key", "reply_to", "to_all")}

    @property
    def asks_first(self) -> bool:
        """The message was refused because nobody had said that everyone is meant."""
        return "to_all" in self.errors

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
