"""Lists of people as spreadsheets write them: read, or refused with a sentence beside the row."""

from __future__ import annotations

import pytest

from community.people.invitations.roster import MOST_BYTES, MOST_ROWS, Entry, RosterRefused, read_roster
from tests.factories.people import MemberFactory, MunicipalityFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db
HEAD = "Name;E-Mail;Kommune;Funktion;Arbeitsgruppen\n"
ROW = "Jürgen Groß;juergen@ort.example;Spelle;Bürgermeister;\n"


def _one(text: str, encoding: str = "utf-8") -> Entry:
    (entry,) = read_roster(text.encode(encoding))
    return entry


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_spreadsheets_save_is_read(encoding: str, delimiter: str, newline: str) -> None:
    town = MunicipalityFactory(name="Spelle")
    entry = _one((HEAD + ROW).replace(";", delimiter).replace("\n", newline), encoding)
    assert (entry.name, entry.email, entry.function) == (
        "Jürgen Groß",
        "juergen@ort.example",
        "Bürgermeister",
    )
    assert entry.municipality == town and entry.is_new and entry.number == 2


def test_excel_has_habits() -> None:
    town = MunicipalityFactory(name="Spelle", ars="034540407045")
    group = WorkingGroupFactory(name="AG Bus")
    head = "sep=,\nVorname,Nachname,Mail,ARS,Gruppen,\n"
    text = head + '"Anna", Weber ,ANNA@Ort.Example,"=""034540407045""",\'AG Bus,\n,,,,,\n'
    entry = _one(text)
    assert (entry.name, entry.email, entry.municipality, entry.groups) == (
        "Anna Weber",
        "anna@ort.example",
        town,
        [group],
    )
    assert _one(f"{HEAD}Anna;a@b.example;34540407045;-;").municipality == town, "the nought is lost"
    assert "in eine Zahl verwandelt" in _one(f"{HEAD}Anna;a@b.example;3,4544E+10;;").problems[0]
    assert _one(f'{HEAD}"Weber\nAnna";a@b.example;;;').is_new, "a cell with a line break"


def test_problems_stand_beside_their_row() -> None:
    for number in range(2):
        MunicipalityFactory(name="Neustadt", ars=f"09473000000{number}")
    rows = [
        ";a@b.example;;;",
        "Anna;keine adresse;;;",
        "Anna;b@b.example;Nirgendwo;;",
        "Anna;c@b.example;Neustadt;;",
        "Anna;d@b.example;;;AG Gibtsnicht",
        "=cmd|'/c calc'!A1;e@b.example;;;",
        "Anna;f@b.example;;+SUM(A1);",
        "Anna;g@b.example",
    ]
    entries = read_roster((HEAD + "\n".join(rows)).encode())
    said = [" ".join(entry.problems) for entry in entries]
    for sentence, words in zip(
        said,
        [
            "Name fehlt",
            "keine Mailadresse",
            "keine Kommune",
            "094730000000",
            "AG Gibtsnicht",
            "Formel",
            "Formel",
            "",
        ],
        strict=True,
    ):
        assert words in sentence
    assert [entry.is_new for entry in entries] == [False] * 7 + [True]


def test_who_is_known_is_passed_over_by_name() -> None:
    MemberFactory(email="schon@ort.example")
    rows = "Anna;Schon@Ort.example;Nirgendwo;;\nBruno;neu@ort.example;;;\nBruno;NEU@ort.example;;;\n"
    entries = read_roster((HEAD + rows).encode())
    assert [entry.known for entry in entries] == ["hat schon ein Konto", "", "steht schon in Zeile 3"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "steht nichts"),
        (b"PK\x03\x04\0\0", "keine CSV-Datei"),
        (b"Ort;Telefon\na;b\n", "fehlen die Spalten"),
        (HEAD.encode() + b'Anna;"a@b.example;;;\n', "Anführungszeichen"),
        (b"x" * (MOST_BYTES + 1), "zu groß"),
        (HEAD.encode() + b"".join(b"A;a%d@b.example;;;\n" % n for n in range(MOST_ROWS + 1)), "mehr als"),
    ],
)
def test_what_is_no_list_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(RosterRefused, match=words):
        read_roster(content)
