"""Forms for a new thread and a reply: shape and words of input, no saving."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from community.people.viewer import Viewer
from community.text import POST_LIMIT, TITLE_LIMIT
from community.web.forms import LineField, MarkdownField, PostingKeyField
from forum.models import ActionField, Thread
from forum.tags.forms import TagsField
from forum.writing.second_thoughts import second_thoughts

DRAFT_MARKS = {"data-draft": "true"}


ADDRESSEES_URL = reverse_lazy("suggest_addressees")


class SecondThought(forms.Form):
    """What a writer may not have meant holds the text back once; whoever means it ticks a box that appears only then.

    Private data, words after "@" that reach many, people spoken to who cannot read along.
    """

    anyway = forms.BooleanField(required=False, label=_("So veröffentlichen, es ist gewollt"))

    def __init__(self, *args: Any, viewer: Viewer, place: ActionField | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doubts = second_thoughts(viewer, str(self.data.get("text", ""))[:POST_LIMIT], place)
        if not self.doubts:
            del self.fields["anyway"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.doubts and not data.get("anyway"):
            self.add_error("anyway", ValidationError(" ".join(self.doubts), code="confirm"))
        return data

    @property
    def is_meant(self) -> bool:
        """The writer has read what speaks against it, and ticked the box."""
        return bool(self.cleaned_data.get("anyway"))


class ThreadForm(SecondThought):
    """A new thread: where, what kind, title, opening post and tags."""

    field = forms.ModelChoiceField(
        queryset=ActionField.objects.none(),
        to_field_name="slug",
        label=_("Handlungsfeld"),
        empty_label=_("Bitte wählen"),
        error_messages={
            "required": _("Bitte wählen Sie ein Handlungsfeld."),
            "invalid_choice": _("Dieses Handlungsfeld gibt es nicht."),
        },
    )
    kind = forms.ChoiceField(
        choices=[
            (Thread.Kind.QUESTION, _("Frage – ich suche Rat oder Erfahrungen")),
            (Thread.Kind.DISCUSSION, _("Diskussion – ich möchte etwas zur Sprache bringen")),
        ],
        initial=Thread.Kind.QUESTION,
        widget=forms.RadioSelect,
        label=_("Was möchten Sie?"),
        error_messages={"invalid_choice": _("Bitte wählen Sie Frage oder Diskussion.")},
        required=False,
    )
    title = LineField(
        limit=TITLE_LIMIT,
        label=_("Titel"),
        help_text=_(
            "Ein Satz, der auch in einer Liste verständlich ist, zum Beispiel: Wie finden wir eine Gemeindeschwester?"
        ),
    )
    text = MarkdownField(
        limit=POST_LIMIT,
        mentions_url=ADDRESSEES_URL,
        rows=12,
        label=_("Ihr Beitrag"),
        help_text=_("Worum geht es? Was haben Sie schon versucht? Bis wann brauchen Sie etwas?"),
    )
    tags = TagsField()
    key = PostingKeyField()

    def __init__(self, *args: Any, viewer: Viewer, place: ActionField | None = None, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, place=place, **kwargs)
        choice = cast(forms.ModelChoiceField, self.fields["field"])
        choice.queryset = ActionField.objects.visible_to(viewer)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Thread.Kind.QUESTION

    def words(self) -> dict[str, Any]:
        """What `start_thread` is told, after `is_valid`."""
        names = ("field", "title", "text", "key", "kind", "tags")
        return {name: self.cleaned_data[name] for name in names} | {"to_many": self.is_meant}


class ReplyForm(SecondThought):
    """An answer in a thread; `reply_to` is the number of the post it answers."""

    text = MarkdownField(limit=POST_LIMIT, mentions_url=ADDRESSEES_URL, rows=6, label=_("Ihre Antwort"))
    reply_to = forms.IntegerField(required=False, min_value=1, max_value=999_999, widget=forms.HiddenInput)
    key = PostingKeyField()

    def words(self) -> dict[str, Any]:
        """What `reply` is told, after `is_valid`."""
        names = ("text", "key", "reply_to")
        return {name: self.cleaned_data[name] for name in names} | {"to_many": self.is_meant}
