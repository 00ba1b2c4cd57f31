"""`dev.py bench`: the programs `tests/load/bench_<name>.py`; each prints a table and writes JSON."""

from __future__ import annotations

import ast
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.dev.environment import Environment, Failed

FOLDER = Path("tests", "load")
RESULTS = Path("var", "bench")


def run(environment: Environment, name: str | None, args: list[str]) -> int:
    """Run the benchmark `name` with `args`; without a name list what there is. The result is an exit code."""
    found = benchmarks(environment.root)
    if name is None:
        for known, purpose in found.items():
            print(f"{known:<16}  {purpose}")
        return 0
    if name not in found:
        raise Failed(f"no benchmark {name!r}; there are: {', '.join(found) or 'none'}")
    environment.install(tests=True)
    results = environment.root / RESULTS
    results.mkdir(parents=True, exist_ok=True)
    figures = results / f"{name}.json"
    with TemporaryDirectory(prefix="demografiedialog-") as data:
        env = environment.settings(Path(data))
        code = environment.run("-m", f"tests.load.bench_{name}", "--json", str(figures), *args, env=env)
    if figures.exists():
        print(f"Figures: {figures.relative_to(environment.root)}")
    return code


def benchmarks(root: Path) -> dict[str, str]:
    """Name and first docstring line of every benchmark, by name."""
    files = sorted((root / FOLDER).glob("bench_*.py"))
    return {path.stem.removeprefix("bench_"): _purpose(path) for path in files}


def _purpose(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0]
