"""A thread as a PDF file."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from community.paper import Paper, Picture, Section, set_pdf
from community.uploads.models import Upload
from forum.exports.dossier import HOUSE, Dossier, Entry, Result
from forum.exports.findings import kind_of, results
from forum.polls.cards import PollCard

MOST_POSTS = 1_000
# Beyond these, pictures are named but not shown: the archive holds them all.
MOST_PICTURES = 60


def as_pdf(dossier: Dossier) -> bytes:
    """The caller has seen to it that the thread has at most `MOST_POSTS`."""
    pictures = _Pictures()
    return set_pdf(
        Paper(
            title=dossier.thread.title,
            author=HOUSE,
            origin=settings.PUBLIC_URL,
            facts=[*dossier.facts, (_("Diese Datei"), dossier.made)],
            foot=f"{HOUSE} · {dossier.made}",
            sections=[
                *([_result(dossier.summary)] if dossier.summary else []),
                *(_section(entry, pictures) for entry in dossier.entries),
            ],
        )
    )


class _Pictures:
    """Hands out pictures until there are enough."""

    def __init__(self) -> None:
        self.left = MOST_PICTURES

    def of(self, entry: Entry) -> Iterator[Picture]:
        for upload in entry.uploads:
            if upload.is_image and self.left and (content := content_of(upload)):
                self.left -= 1
                yield Picture(content, upload.description)


def _result(summary: Result) -> Section:
    return Section(heading=_("Ergebnis zusammengefasst"), about=summary.about, html=summary.html)


def _section(entry: Entry, pictures: _Pictures) -> Section:
    heading = _("Beitrag %(number)s – %(name)s") % {"number": entry.number, "name": entry.name}
    return Section(
        heading=heading,
        about=entry.line,
        mark=_("Antwort auf die Frage") if entry.is_answer else "",
        note=entry.tombstone,
        html=entry.html,
        pictures=list(pictures.of(entry)),
        lines=[*(_poll(entry.poll, entry.findings) if entry.poll else []), *map(_file, entry.uploads)],
    )


def content_of(upload: Upload) -> bytes:
    """The file as it is kept; nothing where it is missing, which must not cost the rest."""
    try:
        with upload.file.open() as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return b""
    return content


def _file(upload: Upload) -> str:
    about = f"{upload.name} ({upload.words}, {filesizeformat(upload.size)}, {upload.reuse_words})"
    return _("Datei: %(about)s") % {"about": about}


def _poll(poll: PollCard, findings: list[str]) -> Iterator[str]:
    yield f"{kind_of(poll)} {poll.poll.question}"
    yield from results(poll)
    yield from findings
