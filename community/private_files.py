"""Files of this installation that only their owner reads: keys, and the database where it is a file."""

from __future__ import annotations

import secrets
from pathlib import Path


def secret_if_kept(path: Path) -> str:
    """A key that a command has made and left there; empty where none has."""
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def keep_private(path: Path) -> None:
    """Make the file if need be, and see to it that only its owner reads it; SQLite's files beside it follow it."""
    if path.name != ":memory:" and path.parent.is_dir():
        path.touch(mode=0o600)
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)


def kept_secret(path: Path) -> str:
    """The key of an installation that was given none: made once, kept in a file that only its owner reads."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
