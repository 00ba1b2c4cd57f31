"""What does not fit is refused before anything is written, and what fails later leaves nothing behind."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from stat import S_IMODE
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from community.backup.errors import Refused
from community.backup.restoring import restore_backup
from community.backup.surroundings import put_keys
from community.people.models import Member
from community.search.models import Word
from tests.db.community.backup.forging import contents, forge, jsonl, manifest
from tests.factories.people import MemberFactory

NOON = "2026-11-27T12:00:00+01:00"
STRAY_TAG = {"id": 1, "thread": 77, "tag": 78, "added_by": None, "added_at": NOON}

WORDS = "tables/search.word.jsonl"
SPELLE, RIESA = (
    {"id": 7, "folded": "spelle", "term": "spell"},
    {"id": 9, "folded": "riesa", "term": "riesa"},
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def forged(backup_of_nothing: Path, tmp_path: Path) -> Any:
    return lambda **changes: forge(backup_of_nothing, tmp_path / "forged.zip", **changes)


def refused(path: Path, sentence: str) -> None:
    """The command says so, and neither the rows nor the folder have changed."""
    before = [*Member.objects.values_list("pk"), *Word.objects.values_list("pk", "folded")]
    with pytest.raises(CommandError, match=sentence):
        call_command("restore", path, verbosity=0)
    assert [*Member.objects.values_list("pk"), *Word.objects.values_list("pk", "folded")] == before


def test_rows_and_files_of_a_proper_one_arrive(forged: Any, media: Path) -> None:
    Word.objects.create(folded="von hier", term="hier")
    path = forged(put={WORDS: jsonl(SPELLE, RIESA), "media/ab/bild.png": b"\x89PNG\0"})
    call_command("restore", path, verbosity=0)
    assert sorted(Word.objects.values_list("pk", "folded")) == [(7, "spelle"), (9, "riesa")]
    assert (media / "ab" / "bild.png").read_bytes() == b"\x89PNG\0"
    assert S_IMODE((media / "ab" / "bild.png").stat().st_mode) == 0o640


def test_keys_go_on_where_they_were(forged: Any, backup_of_nothing: Path) -> None:
    last = manifest(backup_of_nothing)["last_keys"] | {"search.word": 9_000_000}
    restore_backup(forged(put={WORDS: jsonl(SPELLE)}, said={"last_keys": last}))
    assert Word.objects.create(folded="neu", term="neu").pk == 9_000_001


def test_a_changed_byte(forged: Any, backup_of_nothing: Path) -> None:
    readme = contents(backup_of_nothing)["README.txt"].replace(b"Plattform", b"Plattfurm", 1)
    refused(forged(put={"README.txt": readme}, honest=False), "beschädigt oder verändert: README.txt")


def test_a_damaged_file(backup_of_nothing: Path, tmp_path: Path) -> None:
    damaged = bytearray(backup_of_nothing.read_bytes())
    with ZipFile(backup_of_nothing) as zip_:
        damaged[zip_.getinfo("README.txt").header_offset + 200] ^= 1
    (tmp_path / "b.zip").write_bytes(damaged)
    refused(tmp_path / "b.zip", "beschädigt")
    (tmp_path / "b.zip").write_bytes(damaged[:-400])
    refused(tmp_path / "b.zip", "beschädigt")


def test_a_missing_and_an_additional_entry(forged: Any) -> None:
    refused(forged(drop=["tables/people.member.jsonl"]), "unvollständig")
    refused(forged(put={"media/mehr": b""}, honest=False), "Fremdes")


@pytest.mark.parametrize(
    "name", ["media/../../böse", "/media/böse", "media\\..\\böse", "media//böse", "tmp/böse"]
)
def test_a_name_that_leads_elsewhere(name: str, forged: Any, media: Path) -> None:
    refused(forged(put={name: b"x"}), "nicht hineingehört")
    assert not media.exists() and not (media.parent / "böse").exists()


def test_another_format_and_no_backup_at_all(forged: Any, tmp_path: Path) -> None:
    refused(forged(said={"format": 2}), "Format 2")
    with ZipFile(tmp_path / "z.zip", "w") as zip_:
        zip_.writestr("a", "b")
    refused(tmp_path / "z.zip", "keine Sicherung")
    refused(tmp_path / "gibtsnicht.zip", "gibt es nicht")


def test_other_migrations_are_named(forged: Any, backup_of_nothing: Path) -> None:
    steps = manifest(backup_of_nothing)["migrations"]
    refused(forged(said={"migrations": steps[1:]}), rf"Nur hier: {'.'.join(steps[0])}\. Installieren")
    refused(
        forged(said={"migrations": [*steps, ["forum", "9999_morgen"]]}),
        "Nur in der Sicherung: forum.9999_morgen",
    )


def test_a_database_with_members(forged: Any) -> None:
    MemberFactory()
    refused(forged(), "schon Mitglieder")


def test_a_folder_with_files(forged: Any, media: Path) -> None:
    (media / "leer").mkdir(parents=True)
    call_command("restore", forged(), verbosity=0)
    (media / "leer" / "a.png").write_bytes(b"a")
    refused(forged(), "liegen schon Dateien")
    assert (media / "leer" / "a.png").read_bytes() == b"a"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"tables/people.member.jsonl": b'{"id": 1}\n'}, "people.member.jsonl ist nicht zu verstehen"),
        ({"tables/people.member.jsonl": b"kein JSON\n"}, "people.member.jsonl ist nicht zu verstehen"),
        ({WORDS: jsonl(SPELLE, SPELLE)}, "nichts wurde verändert"),
        ({"tables/forum.threadtag.jsonl": jsonl(STRAY_TAG)}, "nichts wurde verändert"),
        ({"media/a": b"a", "media/a/b": b"kein Ordner"}, "nichts wurde verändert"),
    ],
)
def test_what_fails_later_leaves_nothing_behind(
    change: dict[str, bytes],
    sentence: str,
    forged: Any,
    media: Path,
    settings: Any,
    tmp_path: Path,
    monkeypatch: Any,
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    settings.VAR_DIR = tmp_path
    (tmp_path / "secret_key").write_text("von hier")
    Word.objects.create(folded="von hier", term="hier")
    rows = {WORDS: jsonl(SPELLE), "keys/secret_key": b"von dort"}
    refused(forged(put={"media/0/0.png": b"0"} | rows | change), sentence)
    assert not media.exists() and (tmp_path / "secret_key").read_text() == "von hier"


def test_keys_arrive_where_the_settings_look_for_them(
    forged: Any, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("PUSH_KEY", "von hier")
    settings.VAR_DIR, settings.PUSH_KEY_FILE = tmp_path, tmp_path / "push_key"
    keys = {"keys/secret_key": b"a", "keys/push_key": b"b", "keys/secret_key_fallbacks": b"c"}
    restored = restore_backup(forged(put=keys))
    assert (tmp_path / "secret_key").read_text() == "a" and not (tmp_path / "push_key").exists()
    assert S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [sentence.split()[0] for sentence in restored.left_to_do] == ["PUSH_KEY", "SECRET_KEY_FALLBACKS"]


def test_keys_are_taken_back_when_there_is_no_commit(settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    for name in ("SECRET_KEY", "PUSH_KEY"):
        monkeypatch.delenv(name, raising=False)
    settings.VAR_DIR, settings.PUSH_KEY_FILE = tmp_path, tmp_path / "push_key"
    (tmp_path / "secret_key").write_text("von hier")
    with ExitStack() as undo:
        assert put_keys({"keys/secret_key": "a", "keys/push_key": "b"}, undo) == []
        assert [(tmp_path / name).read_text() for name in ("secret_key", "push_key")] == ["a", "b"]
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("secret_key", "von hier")]


def test_files_are_taken_back_when_the_last_step_fails(forged: Any, media: Path, monkeypatch: Any) -> None:
    def fail(*_arguments: object) -> list[str]:
        raise OSError("kein Platz mehr")

    monkeypatch.setattr("community.backup.restoring.put_keys", fail)
    with pytest.raises(Refused, match="nichts wurde verändert: kein Platz mehr"):
        restore_backup(forged(put={"media/a/b.png": b"b"}))
    assert not media.exists()
