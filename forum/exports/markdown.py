"""A thread as Markdown that is readable as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from community.uploads.models import Upload
from forum.exports.dossier import Dossier, Entry
from forum.exports.findings import kind_of, results
from forum.polls.cards import PollCard


def as_markdown(dossier: Dossier, *, with_files: bool = False) -> str:
    """`with_files` links to where the files lie beside it in an archive."""
    facts = [f"- {name}: {value}" for name, value in dossier.facts]
    parts = [f"# {dossier.thread.title}", "\n".join([*facts, f"- {dossier.made}"])]
    if dossier.summary:
        heading = f"## {_('Ergebnis zusammengefasst')}"
        parts += ["---", heading, dossier.summary.about, dossier.summary.source]
    parts += (part for entry in dossier.entries for part in _entry(entry, with_files=with_files))
    return "\n\n".join(parts) + "\n"


def _entry(entry: Entry, *, with_files: bool) -> Iterator[str]:
    yield "---"
    yield f"## {entry.number}. {entry.name}"
    yield f"{entry.line}  \n<{entry.url}>"
    if entry.is_answer:
        yield f"**{_('Antwort auf die Frage')}**"
    if entry.tombstone:
        yield f"*{entry.tombstone}*"
        return
    yield entry.source
    if entry.poll:
        yield _poll(entry.poll, entry.findings)
    if entry.uploads:
        lines = (_file(path if with_files else "", upload) for path, upload in entry.files)
        yield "\n".join([f"{_('Dateien')}:", "", *lines])


def _file(path: str, upload: Upload) -> str:
    named = f"[{upload.name}](<{path}>)" if path else upload.name
    about = f"{upload.words}, {upload.reuse_words}"
    return f"- {named} ({about})" + (f": {upload.description}" if upload.is_image else "")


def _poll(poll: PollCard, findings: list[str]) -> str:
    rows = [f"- {line}" for line in results(poll)]
    said = "  \n".join(findings)
    return "\n".join([f"**{kind_of(poll)}** {poll.poll.question}", "", *rows, "", said])
