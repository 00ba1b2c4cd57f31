"""What people fill in at the tables: shape and words of input, no saving."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.text import POST_LIMIT, TITLE_LIMIT, TextRefused
from community.web.forms import LineField, MarkdownField, PostingKeyField
from forum.models import ActionField, Thread
from forum.polls import OPTION_LIMIT, QUESTION_LIMIT, PollWords, clean_closing, clean_options
from forum.second_thoughts import second_thoughts
from forum.tag_forms import TagsField

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


class PollForm(forms.Form):
    """A poll: what is asked, the answers to choose from, and who counts."""

    question = LineField(limit=QUESTION_LIMIT, label=_("Frage der Umfrage"))
    options = forms.CharField(
        max_length=20 * OPTION_LIMIT,
        widget=forms.Textarea({"rows": 5}),
        label=_("Antworten zur Auswahl"),
        help_text=_("Jede in einer eigenen Zeile, zwei bis zehn."),
        error_messages={"required": _("Bitte nennen Sie mindestens zwei Antworten.")},
    )
    choice = forms.ChoiceField(
        choices=[("single", _("eine Antwort")), ("multiple", _("mehrere Antworten"))],
        initial="single",
        widget=forms.RadioSelect,
        required=False,
        label=_("Wie viele Antworten darf man wählen?"),
        error_messages={"invalid_choice": _("Bitte wählen Sie eine oder mehrere Antworten.")},
    )
    per_municipality = forms.BooleanField(
        required=False,
        label=_("Eine Stimme je Kommune"),
        help_text=_("Stimmen mehrere aus derselben Kommune ab, zählt die letzte Stimme."),
    )
    closes_on = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        label=_("Offen bis einschließlich"),
        help_text=_("Ohne Datum bleibt die Umfrage offen, bis Sie sie schließen."),
        error_messages={"invalid": _("Bitte geben Sie ein Datum an, zum Beispiel 30.11.2026.")},
    )

    def is_wanted(self) -> bool:
        """Whether anything was filled in, where a poll is only on offer."""
        words = (self["question"], self["options"], self["closes_on"], self["per_municipality"])
        return any(str(field.value() or "").strip() for field in words)

    def words(self) -> PollWords:
        """The poll that was filled in, after `is_valid`."""
        data = self.cleaned_data
        return PollWords(
            question=data["question"],
            options=data["options"],
            is_multiple=data["choice"] == "multiple",
            per_municipality=data["per_municipality"],
            closes_at=data["closes_on"],
        )

    def clean_options(self) -> list[str]:
        try:
            return clean_options(self.cleaned_data["options"].splitlines())
        except TextRefused as refused:
            raise ValidationError(str(refused.message)) from refused

    def clean_closes_on(self) -> datetime | None:
        """The end of the day that was named."""
        day: date | None = self.cleaned_data["closes_on"]
        if day is None:
            return None
        try:
            return clean_closing(timezone.make_aware(datetime.combine(day, time(23, 59, 59))))
        except TextRefused as refused:
            raise ValidationError(str(refused.message)) from refused


class ReplyForm(SecondThought):
    """An answer in a thread; `reply_to` is the number of the post it answers."""

    text = MarkdownField(limit=POST_LIMIT, mentions_url=ADDRESSEES_URL, rows=6, label=_("Ihre Antwort"))
    reply_to = forms.IntegerField(required=False, min_value=1, max_value=999_999, widget=forms.HiddenInput)
    key = PostingKeyField()


class EditForm(forms.Form):
    """A changed post, and why it was changed."""

    text = MarkdownField(limit=POST_LIMIT, mentions_url=ADDRESSEES_URL, rows=12, label=_("Ihr Beitrag"))
    reason = LineField(
        limit=200,
        required=False,
        label=_("Grund der Änderung"),
        help_text=_("Erscheint im Verlauf des Beitrags, zum Beispiel: Zahl berichtigt."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = PostingKeyField(required=False)


class ReasonForm(forms.Form):
    """Why something is done to the words of others; shown to everyone concerned."""

    reason = LineField(
        limit=500,
        label=_("Begründung"),
        help_text=_("Steht öffentlich an dieser Stelle. Nennen Sie den Grund, nicht die Person."),
    )


class BookmarkForm(forms.Form):
    """What one wants to remember about a post, and when it should come up again."""

    note = LineField(limit=300, required=False, label=_("Notiz"))
    due_on = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        label=_("Wiedervorlage am"),
        help_text=_("An diesem Tag steht der Beitrag oben auf Ihrem Merkzettel."),
        error_messages={"invalid": _("Bitte geben Sie ein Datum an, zum Beispiel 30.11.2026.")},
    )

    def clean_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["due_on"]
        if day and not date(2000, 1, 1) <= day < date(2100, 1, 1):
            raise ValidationError(_("Bitte wählen Sie einen Tag in diesem Jahrhundert."))
        return day


class RemovalForm(forms.Form):
    """Taking down a post: moderators must say why, authors may."""

    reason = LineField(limit=500, label=_("Grund"), required=False)

    def __init__(self, *args: Any, must_explain: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = must_explain
