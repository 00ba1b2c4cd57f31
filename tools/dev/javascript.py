"""Whether every module of ours parses as JavaScript: there is no bundler that would tell."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.dev.tree import ROOT, tracked


def main() -> int:
    broken = list(problems(path for path in tracked(ROOT) if path.suffix in {".js", ".mjs"}))
    print("\n".join(broken))
    return 1 if broken else 0


def problems(paths: Iterator[Path]) -> Iterator[str]:
    """One text per file that does not parse as an ES module."""
    for path in paths:
        done = subprocess.run(
            ["node", "--input-type=module", "--check"],
            input=path.read_bytes(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            print(f"{path}:\n{done.stderr.decode()}")
            yield str(path)


if __name__ == "__main__":
    sys.exit(main())
