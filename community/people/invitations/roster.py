"""Lists of people as offices keep them: a table saved by a spreadsheet, read into people to be invited.

Spreadsheets write what they like: with or without a mark at the beginning, in UTF-8, UTF-16 or Windows-1252, parted by
semicolons, commas or tabs, with `sep=;` above, and with keys turned into numbers. All of that is read; what cannot be
told for certain is a problem that stands beside its row. Nothing is stored here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from io import StringIO

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from community.people.models import Member, Municipality, WorkingGroup
from community.people.municipalities.forms import MunicipalityField, Typed
from community.text import clean_line, fold
from community.web.sheets import FORMULA

MOST_BYTES = 300_000


MOST_ROWS = 500


LINE = 200


POSTCODE = 5


DASHES = ("-", "–", "—")


CALLED = {
    "name": ("name", "vor und nachname", "person"),
    "first": ("vorname",),
    "last": ("nachname", "familienname"),
    "email": ("mail", "email", "e mail", "e mail adresse", "mailadresse", "emailadresse"),
    "municipality": ("kommune", "gemeinde", "ort", "ars", "regionalschluessel", "plz", "postleitzahl"),
    "function": ("funktion", "rolle", "aufgabe"),
    "groups": ("gruppen", "gruppe", "arbeitsgruppe", "arbeitsgruppen"),
}


_EXCEL_TEXT = re.compile(r'^="(.*)"$')


_SCIENTIFIC = re.compile(r"^\d+[.,]\d+E\+\d+$", re.IGNORECASE)


_PARTS = re.compile(r"[|;,]")


class RosterRefused(Exception):
    """The file cannot be read as a list; `message` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass
class Entry:
    """One row: where it stands, what it says, and what is wrong with it. `known`: why nobody needs to be invited."""

    number: int
    name: str = ""
    email: str = ""
    function: str = ""
    municipality: Municipality | None = None
    groups: list[WorkingGroup] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    known: str = ""

    @property
    def is_new(self) -> bool:
        return not self.problems and not self.known


def read_roster(content: bytes) -> list[Entry]:
    """The people of the file in its order. Raises `RosterRefused` for what is no such list or too long."""
    if len(content) > MOST_BYTES:
        raise RosterRefused(_("Die Datei ist zu groß. Bitte teilen Sie sie auf."))
    rows = list(_rows(_decoded(content)))
    if not rows:
        raise RosterRefused(_("In der Datei steht nichts."))
    columns = _columns(rows[0][1])
    filled = [(number, cells) for number, cells in rows[1:] if any(cell.strip() for cell in cells)]
    if len(filled) > MOST_ROWS:
        raise RosterRefused(
            _("Die Datei hat mehr als %(n)d Zeilen. Bitte teilen Sie sie auf.") % {"n": MOST_ROWS}
        )
    finding = _finder()
    groups = {fold(name): group for group in WorkingGroup.objects.all() for name in (group.name, group.slug)}
    entries = [_entry(number, cells, columns, finding, groups) for number, cells in filled]
    _mark_known(entries)
    return entries


def _decoded(content: bytes) -> str:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RosterRefused(_("Das ist keine CSV-Datei. In Excel: „Speichern unter“, Dateityp „CSV UTF-8“."))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with their number as a spreadsheet counts them."""
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], rest
    else:
        delimiter = max(";,\t", key=first.count)
    try:
        yield from enumerate(
            csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True), start=1
        )
    except csv.Error as error:
        raise RosterRefused(
            _("Die Datei lässt sich nicht lesen. Wahrscheinlich fehlt irgendwo ein Anführungszeichen.")
        ) from error


def _columns(head: list[str]) -> dict[str, int]:
    said = [re.sub(r"[^a-z0-9]+", " ", fold(cell)).strip() for cell in head]
    found = {
        column: said.index(name)
        for column, names in CALLED.items()
        for name in reversed(names)
        if name in said
    }
    if "email" not in found or not ("name" in found or {"first", "last"} <= found.keys()):
        raise RosterRefused(_("In der ersten Zeile fehlen die Spalten „Name“ und „E-Mail“."))
    return found


def _entry(
    number: int,
    cells: list[str],
    columns: dict[str, int],
    municipality_of: Callable[[str], Municipality | None],
    groups: dict[str, WorkingGroup],
) -> Entry:
    said = {name: _plain(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
    entry = Entry(number)
    name = said.get("name") or f"{said.get('first', '')} {said.get('last', '')}".strip()
    entry.name = _line(entry, name)
    entry.function = _line(entry, said.get("function", ""))
    if not name:
        entry.problems.append(_("Der Name fehlt."))
    entry.email = said["email"].lower()
    try:
        validate_email(entry.email)
    except ValidationError:
        entry.problems.append(_("Das ist keine Mailadresse: „%(text)s“.") % {"text": said["email"][:80]})
    try:
        entry.municipality = municipality_of(said.get("municipality", ""))
    except ValidationError as refused:
        entry.problems += refused.messages
    for part in filter(None, map(str.strip, _PARTS.split(said.get("groups", "")))):
        if group := groups.get(fold(part)):
            entry.groups.append(group)
        else:
            entry.problems.append(_("Eine Arbeitsgruppe „%(name)s“ gibt es nicht.") % {"name": part[:80]})
    return entry


def _plain(cell: str) -> str:
    """What was meant: without the marks by which spreadsheets keep text from being read as a number or formula."""
    cell = cell.strip().replace("\xa0", " ")
    if found := _EXCEL_TEXT.match(cell):
        cell = found.group(1)
    cell = cell.removeprefix("'").strip()
    return "" if cell in DASHES else cell


def _line(entry: Entry, text: str) -> str:
    if not text:
        return ""
    if text.startswith(FORMULA):
        entry.problems.append(_("„%(text)s“ beginnt wie eine Formel.") % {"text": text[:40]})
        return ""
    try:
        return clean_line(text, limit=LINE)
    except ValidationError as refusal:
        entry.problems.extend(refusal.messages)
        return ""


def _finder() -> Callable[[str], Municipality | None]:
    """Finds a municipality by its key, or by what people type; the same text is looked up once."""

    @cache
    def find(text: str) -> Municipality | None:
        if _SCIENTIFIC.match(text):
            raise ValidationError(
                _(
                    "Excel hat den Schlüssel in eine Zahl verwandelt. Bitte formatieren Sie die Spalte als Text."
                )
            )
        if text.isascii() and text.isdigit() and len(text) > POSTCODE:
            keys = [text, f"0{text}"]  # a number has lost its first nought
            found = Municipality.objects.filter(pk__in=keys).order_by("-pk").first()
            if found is None:
                raise ValidationError(_("Den Schlüssel „%(text)s“ gibt es nicht.") % {"text": text})
            return found
        asked = MunicipalityField(required=False)
        try:
            return asked.clean(Typed(text))
        except ValidationError as refused:
            raise ValidationError(_with_candidates(refused, asked)) from refused

    return find


def _with_candidates(refused: ValidationError, asked: MunicipalityField) -> str:
    """The sentence of the picker, and what there is to choose from."""
    said = refused.messages[0]
    places = asked.widget.candidates[:3]
    # Keys of districts look like postcodes, and would be read as such; the picker knows what it says itself.
    names = [
        str(place) if len(place.ars) <= POSTCODE else f"{place.called} ({place.ars})" for place in places
    ]
    return f"{said} {_('Zum Beispiel: %(names)s') % {'names': '; '.join(names)}}" if names else said


def _mark_known(entries: list[Entry]) -> None:
    """Who has an account or an invitation, or stands above in the same file, is passed over by name."""
    addresses = {entry.email for entry in entries}
    members = Member.objects.filter(email__in=addresses).select_related("invitation")
    seen: dict[str, str] = {member.email: _known_as(member) for member in members}
    others = EmailAddress.objects.filter(email__in=addresses - seen.keys()).values_list("email", flat=True)
    seen |= dict.fromkeys(others, _("hat schon ein Konto"))
    for entry in entries:
        if entry.email in seen:  # whatever else is wrong in the row then
            entry.known, entry.problems = seen[entry.email], []
        if entry.is_new:
            seen[entry.email] = _("steht schon in Zeile %(n)d") % {"n": entry.number}


def _known_as(member: Member) -> str:
    return _("schon eingeladen") if member.is_invited else _("hat schon ein Konto")
