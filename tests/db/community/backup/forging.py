"""Backups as nobody should get them, made from a proper one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

MANIFEST = "manifest.json"


def contents(path: Path) -> dict[str, bytes]:
    """Every entry with its bytes, the manifest too."""
    with ZipFile(path) as zip_:
        return {name: zip_.read(name) for name in zip_.namelist()}


def manifest(path: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(contents(path)[MANIFEST])
    return said


def table(path: Path, label: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in contents(path)[f"tables/{label}.jsonl"].splitlines()]


def forge(
    source: Path,
    target: Path,
    *,
    put: Mapping[str, bytes] | None = None,
    drop: Collection[str] = (),
    said: Mapping[str, Any] | None = None,
    honest: bool = True,
) -> Path:
    """A copy with other entries and another manifest; an honest one has the right hashes for what was put in."""
    entries = contents(source)
    words = json.loads(entries.pop(MANIFEST)) | dict(said or {})
    for name, content in (put or {}).items():
        entries[name] = content
        if honest:
            words["entries"][name] = _facts(name, content)
    with ZipFile(target, "w") as zip_:
        for name, content in entries.items():
            if name not in drop:
                zip_.writestr(name, content)
        zip_.writestr(MANIFEST, json.dumps(words))
    return target


def jsonl(*rows: Mapping[str, Any]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def _facts(name: str, content: bytes) -> dict[str, Any]:
    facts: dict[str, Any] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    return facts | ({"rows": content.count(b"\n")} if name.startswith("tables/") else {})
