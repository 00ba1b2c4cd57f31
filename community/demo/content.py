"""Reads the demo content: TOML files beside this module."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"


def read(name: str) -> dict[str, Any]:
    """One file of the demo content, such as ``"cast"`` or ``"threads/miteinander"``."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def thread_files() -> list[str]:
    return sorted(f"threads/{path.stem}" for path in (CONTENT / "threads").glob("*.toml"))


def fingerprint() -> str:
    """Changes with every change of the content."""
    files = sorted(CONTENT.rglob("*.toml"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
