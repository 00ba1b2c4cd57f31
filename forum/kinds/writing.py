"""Ways into a thread from elsewhere: words carried into a draft, and answers by mail."""

from __future__ import annotations

from uuid import uuid5

from django.urls import reverse
from django.utils.translation import gettext as _

from community.notices.kind import Letter
from community.people.letters import send_letter
from community.people.models import Member
from community.people.viewer import Viewer
from community.uploads.actions import accept_upload
from community.uploads.bundle import Bundle
from forum.drafts import actions as draft_actions
from forum.fields import policy as field_policy
from forum.models import ActionField, Thread
from forum.threads import policy as thread_policy
from forum.writing import actions as writing_actions


def fields_to_begin_in(viewer: Viewer) -> list[tuple[str, str]]:
    """The fields in which the viewer may begin a thread; those that everyone can read say so."""
    if not field_policy.can_write(viewer):
        return []
    reach = {True: _("öffentlich lesbar"), False: _("nur für Mitglieder")}
    return [
        (field.slug, f"{field.name} ({reach[field.is_public]})")
        for field in ActionField.objects.visible_to(viewer)
        if thread_policy.can_start_thread(viewer, field)
    ]


def begin_draft(actor: Member, slug: str, text: str) -> str:
    """A draft at the place where a new thread of the field is written, beside what waited there."""
    if slug not in dict(fields_to_begin_in(actor)):
        raise ValueError(slug)
    draft_actions.save_words(actor, f"new:{slug}", text=text)
    return f"{reverse('start_thread')}?feld={slug}"


def answer_by_mail(member: Member, thread: Thread, letter: Letter) -> None:
    """An answer by mail, with what was attached to it. Raises as `actions.reply` does."""
    uploads = tuple(
        accept_upload(member, content, name=name, key=uuid5(letter.key, f"{number} {name}"))
        for number, (name, content) in enumerate(letter.files)
    )
    files = Bundle(uploads) if uploads else None
    posted = writing_actions.reply(member, thread, text=letter.text, key=letter.key, files=files)
    if posted.pending:
        send_letter(member, "held", pending_post=posted.pending)
