"""Opening members' files in processes of their own: what a hostile file does there ends there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]


class ProgramFailed(Exception):
    """It ended badly. `code` is its exit code, negative for the signal that ended it, `None` when it took too long."""

    def __init__(self, code: int | None) -> None:
        super().__init__("too slow" if code is None else f"code {code}")
        self.code = code


def run_program(name: str, *args: str, content: bytes | IO[bytes], within: float) -> bytes:
    """What `python -m community.uploads.<name>` makes of the content. Raises `ProgramFailed`."""
    command = [sys.executable, "-m", f"{__package__}.{name}", *args]
    source = {"input": content} if isinstance(content, bytes) else {"stdin": content}
    try:
        done = subprocess.run(command, **source, capture_output=True, timeout=within, cwd=ROOT)  # type: ignore[call-overload]
    except subprocess.TimeoutExpired as slow:
        raise ProgramFailed(None) from slow
    if done.returncode:
        raise ProgramFailed(done.returncode)
    return bytes(done.stdout)
