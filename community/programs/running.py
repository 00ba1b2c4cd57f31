"""Running one of our programs and hearing how it ended."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]


# Each thread reserves address space, which is what their memory is measured by.
FEW_THREADS = {"RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


class ProgramFailed(Exception):
    """It ended badly. `code` is its exit code, negative for the signal that ended it, `None` when it took too long."""

    def __init__(self, code: int | None) -> None:
        super().__init__("too slow" if code is None else f"code {code}")
        self.code = code


def run_program(module: str, *args: str, content: bytes | IO[bytes] = b"", within: float) -> bytes:
    """What `python -m <module>` makes of the content, in at most so many seconds. Raises `ProgramFailed`."""
    command = [sys.executable, "-m", module, *args]
    source: dict[str, Any] = {"input": content} if isinstance(content, bytes) else {"stdin": content}
    env = os.environ | FEW_THREADS
    try:
        done: subprocess.CompletedProcess[bytes] = subprocess.run(
            command, capture_output=True, timeout=within, cwd=ROOT, env=env, **source
        )
    except subprocess.TimeoutExpired as slow:
        raise ProgramFailed(None) from slow
    if done.returncode:
        raise ProgramFailed(done.returncode)
    return done.stdout
