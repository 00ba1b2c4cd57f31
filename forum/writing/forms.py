"""Forms for a new thread and a reply: shape and words of input, no saving."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from community.text import POST_LIMIT, TITLE_LIMIT
from community.web.forms import LineField, MarkdownField, PostingKeyField
from forum.models import ActionField, Thread
from forum.tags.forms import TagsField
from forum.writing.second_thoughts import second_thoughts

DRAFT_MARKS = {"data-draft": "true"}


ADDRESSEES_URL = "/themen/ansprechen/"


class SecondThought(forms.Form):
    """What a writer may not have meant holds the text back once; whoever means it ticks a box that appears only then.

    Private data, words after "@" that reach many, people spoken to who cannot read along.
    """

    anyway = forms.BooleanField(label=_("So veröffentlichen, es ist gewollt"))

    def __init__(self, *args: Any, viewer: Any, place: ActionField | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields.pop("anyway")
        doubts = second_thoughts(viewer, str(self.data.get("text", ""))[:POST_LIMIT], place)
        if doubts:
            box.error_messages["required"] = " ".join(doubts)
            self.fields["anyway"] = box

    @property
    def is_held_back(self) -> bool:
        """Nothing else is wrong: only the second thought is missing."""
        return set(self.errors) == {"anyway"}


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

    def __init__(self, *args: Any, viewer: Any, place: ActionField | None = None, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, place=place, **kwargs)
        choice = cast(forms.ModelChoiceField, self.fields["field"])
        choice.queryset = ActionField.objects.visible_to(viewer)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Thread.Kind.QUESTION


class ReplyForm(SecondThought):
    """An answer in a thread; `reply_to` is the number of the post it answers."""

    text = MarkdownField(limit=POST_LIMIT, mentions_url=ADDRESSEES_URL, rows=6, label=_("Ihre Antwort"))
    reply_to = forms.IntegerField(required=False, min_value=1, max_value=999_999, widget=forms.HiddenInput)
    key = PostingKeyField()
