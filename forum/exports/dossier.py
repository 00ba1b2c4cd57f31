"""What of a thread its reader may take along: the posts as their page shows them, without what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from community.people.models import Member
from community.people.viewer import Viewer
from community.uploads.models import Upload
from community.web.moments import exact
from forum.exports.findings import findings
from forum.models import Post, Summary, Thread
from forum.polls.cards import PollCard, poll_card

HOUSE = "Demografiedialog"
AT_ONCE = 200
_HOUSE_LINK = re.compile(r'(<a\b[^<>]*\shref=")/(?!/)')


@dataclass(frozen=True)
class Entry:
    """One post. A `tombstone` stands in the place of text, files and poll."""

    number: int
    name: str
    about: str
    at: datetime
    url: str
    answers: str = ""
    edited_at: datetime | None = None
    is_answer: bool = False
    tombstone: str = ""
    html: str = ""
    source: str = ""
    uploads: list[Upload] = field(default_factory=list)
    poll: PollCard | None = None

    @property
    def line(self) -> str:
        """Who wrote it from where, when, to whom: in one line."""
        edited = _("bearbeitet am %(at)s") % {"at": exact(self.edited_at)} if self.edited_at else ""
        return " · ".join(part for part in (self.about, exact(self.at), self.answers, edited) if part)

    @property
    def files(self) -> list[tuple[str, Upload]]:
        """Each file with where it lies in an archive."""
        return [(self.path_of(upload), upload) for upload in self.uploads]

    @property
    def findings(self) -> list[str]:
        """What is said below the numbers of its poll."""
        return list(findings(self.poll)) if self.poll else []

    def path_of(self, upload: Upload) -> str:
        """Where the file lies in an archive: behind the number of its post, so that no two have one name."""
        return f"dateien/{self.number:04d}-{self.uploads.index(upload) + 1}-{upload.name}"


@dataclass(frozen=True)
class Result:
    """What those who took part wrote down together; `about` says which version, by whom, when."""

    about: str
    html: str
    source: str


@dataclass(frozen=True)
class Dossier:
    """`facts` are pairs of name and value about the thread and about this copy of it."""

    thread: Thread
    facts: list[tuple[str, str]]
    made: str
    entries: list[Entry]
    summary: Result | None = None

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(upload.size for entry in self.entries for upload in entry.uploads)


def gather(viewer: Member, thread: Thread) -> Dossier:
    """The caller has asked `can_export_thread`. Staff notes, drafts, votes and reading marks are no part of it."""
    made = _("Gesichert am %(at)s von %(name)s") % {"at": exact(timezone.now()), "name": viewer.name}
    return Dossier(
        thread, list(_facts(thread)), made, list(_entries(viewer, thread)), _summary(viewer, thread)
    )


def _facts(thread: Thread) -> Iterator[tuple[str, str]]:
    yield _("Handlungsfeld"), thread.field.name
    yield _("Begonnen"), f"{exact(thread.created_at)}, {thread.author.name}"
    yield _("Stand"), _state(thread)
    public = thread.field.is_public
    yield _("Sichtbar"), _("öffentlich") if public else _("nur für Mitglieder des Netzwerks")
    yield _("Adresse"), settings.PUBLIC_URL + thread.get_absolute_url()


def _state(thread: Thread) -> str:
    if thread.is_closed:
        return _("geschlossen: %(reason)s") % {"reason": thread.closure.reason}
    states = {"answered": _("beantwortet"), "open": _("offene Frage")}
    return states.get(thread.state, _("Diskussion"))


def _summary(viewer: Viewer, thread: Thread) -> Result | None:
    if not thread.is_summarised:
        return None
    written = Summary.objects.visible_to(viewer).filter(thread=thread).select_related("written_by").first()
    if written is None:
        return None
    said = {"number": written.version, "name": written.written_by.name or _("ehemaliges Mitglied")}
    about = _("Fassung %(number)s, zuletzt von %(name)s") % said
    return Result(f"{about} · {exact(written.written_at)}", _with_house(written.html), written.source)


def _entries(viewer: Viewer, thread: Thread) -> Iterator[Entry]:
    posts = Post.objects.visible_to(viewer).in_thread(thread).with_page().order_by("number")
    accepted = thread.acceptance.post_id if thread.is_answered else None
    for post in posts.iterator(chunk_size=AT_ONCE):
        post.thread = thread
        is_shown = not post.removed
        yield Entry(
            number=post.number,
            name=post.author.name or _("ehemaliges Mitglied"),
            about=", ".join(part for part in (post.author.function, post.author.place) if part),
            at=post.created_at,
            url=settings.PUBLIC_URL + post.get_absolute_url(),
            answers=_answers(post),
            edited_at=post.edited_at if is_shown else None,
            is_answer=post.pk == accepted,
            tombstone=tombstone(post),
            html=_with_house(post.html) if is_shown else "",
            source=post.source if is_shown else "",
            uploads=_uploads(post) if is_shown else [],
            poll=poll_card(viewer, post.asked) if post.asked and is_shown else None,
        )


def _with_house(html: str) -> str:
    """Links within the house lead there from anywhere."""
    return _HOUSE_LINK.sub(rf"\g<1>{settings.PUBLIC_URL}/", html)


def tombstone(post: Post) -> str:
    """The sentence in the place of a post that was taken down, as on its page; empty for one that stands."""
    if not post.removed:
        return ""
    parts = [
        _("Dieser Beitrag wurde von der Geschäftsstelle entfernt.")
        if post.removed.by_office
        else _("Dieser Beitrag wurde von der Person entfernt, die ihn geschrieben hat.")
    ]
    if post.removed.reason:
        parts.append(f"{_('Grund:')} {post.removed.reason}")
    if post.erased and post.erased.is_final:
        parts.append(_("Der Text ist endgültig gelöscht."))
    return " ".join(parts)


def _answers(post: Post) -> str:
    if post.reply_to is None:
        return ""
    about = {"number": post.reply_to.number, "name": post.reply_to.author.name}
    return _("Antwort auf #%(number)s von %(name)s") % about


def _uploads(post: Post) -> list[Upload]:
    """Also of those who could still see it, nobody takes along what was withheld."""
    return [attachment.upload for attachment in post.attachments.all() if not attachment.withheld_by_id]
