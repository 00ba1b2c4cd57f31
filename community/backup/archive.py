"""The file itself: a ZIP whose manifest knows every entry by size and hash."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils import timezone

from community.backup.errors import Refused

FORMAT = 1
MANIFEST = "manifest.json"
FOLDERS = ("tables", "media", "keys")
PORTION = 1024 * 1024
UNREADABLE = (BadZipFile, zlib.error, EOFError, NotImplementedError)


class Entry:
    """What is written into one entry, counted and hashed on the way."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self._hash, self.size = out, hashlib.sha256(), 0

    def write(self, part: bytes) -> None:
        self._out.write(part)
        self._hash.update(part)
        self.size += len(part)

    def facts(self) -> dict[str, Any]:
        return {"sha256": self._hash.hexdigest(), "size": self.size}


class Making:
    """A backup in the making. `facts` is what the manifest will say about the entries."""

    def __init__(self, out: ZipFile) -> None:
        self._zip, self.facts = out, dict[str, dict[str, Any]]()

    @contextmanager
    def entry(self, name: str) -> Iterator[Entry]:
        """Pictures and documents are packed already; only the rest is."""
        info = ZipInfo(name, timezone.localtime().timetuple()[:6])
        info.compress_type = ZIP_STORED if name.startswith("media/") else ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as out:
            entry = Entry(out)
            yield entry
        self.facts[name] = entry.facts()

    def put(self, name: str, words: str) -> None:
        with self.entry(name) as entry:
            entry.write(words.encode())

    def close(self, said: dict[str, Any]) -> None:
        """The manifest comes last, when everything is known."""
        manifest = {"format": FORMAT, **said, "entries": self.facts}
        self._zip.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))


@contextmanager
def kept_when_complete(path: Path) -> Iterator[IO[bytes]]:
    """A file that only its owner reads and that is at its place when all of it is on the disk, or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """That a name stands in a folder is on the disk only then."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Archive:
    """A backup that is there. Nothing in it is believed before `check` has been through it."""

    def __init__(self, zip_: ZipFile) -> None:
        self._zip = zip_
        self.manifest = _manifest(zip_)
        self.facts: dict[str, dict[str, Any]] = self.manifest["entries"]

    def names(self, folder: str) -> list[str]:
        return [name for name in self.facts if name.startswith(f"{folder}/")]

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)

    def text(self, name: str) -> str:
        return self._zip.read(name).decode()

    def check(self) -> None:
        """Raises `Refused` unless exactly what the manifest names is there, with harmless names, byte for byte."""
        there = sorted(name for name in self._zip.namelist() if name != MANIFEST)
        if there != sorted(self.facts):
            raise Refused(
                "Die Sicherung ist unvollständig oder enthält Fremdes: Einträge und Verzeichnis passen nicht."
            )
        for info in self._zip.infolist():
            if info.filename != MANIFEST and not _is_harmless(info):
                raise Refused(f"Die Sicherung enthält etwas, das nicht hineingehört: {info.filename!r}.")
        for name, facts in self.facts.items():
            if self._measured(name, facts) != facts:
                raise Refused(
                    f"Die Sicherung ist beschädigt oder verändert: {name} hat eine andere Prüfsumme."
                )

    def _measured(self, name: str, facts: dict[str, Any]) -> dict[str, Any]:
        digest, size, rows = hashlib.sha256(), 0, 0
        with self._zip.open(name) as file:
            while part := file.read(PORTION):
                digest.update(part)
                size, rows = size + len(part), rows + part.count(b"\n")
        measured: dict[str, Any] = {"sha256": digest.hexdigest(), "size": size}
        return measured | ({"rows": rows} if "rows" in facts else {})


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Raises `Refused` where the file is missing, no backup, damaged, or of another format."""
    try:
        with ZipFile(path) as zip_:
            yield Archive(zip_)
    except UNREADABLE as broken:
        raise Refused(f"Die Datei ist beschädigt oder keine Sicherung: {broken}.") from broken
    except FileNotFoundError as missing:
        raise Refused(f"Diese Datei gibt es nicht: {missing.filename}.") from missing


def _manifest(zip_: ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(zip_.read(MANIFEST))
        known = manifest["format"]
    except (KeyError, ValueError, TypeError) as strange:
        raise Refused(
            "Die Datei ist keine Sicherung dieser Plattform: Ihr fehlt das Verzeichnis."
        ) from strange
    if known != FORMAT:
        raise Refused(f"Die Sicherung hat das Format {known}, diese Fassung liest nur Format {FORMAT}.")
    parts = [manifest.get("entries"), manifest.get("last_keys")]
    if not all(isinstance(part, dict) for part in (*parts, *(parts[0] or {}).values())):
        raise Refused("Das Verzeichnis der Sicherung ist unvollständig.")
    return manifest


def _is_harmless(info: ZipInfo) -> bool:
    """One of our few files, or something below one of our folders that stays below it; never with a password."""
    name, path = info.filename, PurePosixPath(info.filename)
    if str(path) != name or "\\" in name or ".." in path.parts or path.is_absolute() or info.flag_bits & 1:
        return False
    return name in ("README.txt", "settings.json") or (len(path.parts) > 1 and path.parts[0] in FOLDERS)
