"""Benchmarks are found by name and reported as table and JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.load.report import report
from tools.dev import bench
from tools.dev.environment import Environment, Failed


def test_benchmarks_are_listed_with_their_purpose(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "tests" / "load"
    folder.mkdir(parents=True)
    (folder / "bench_text.py").write_text('"""How long a post takes to render.\n\nMore.\n"""\n')
    (folder / "helpers.py").write_text("")
    assert bench.run(Environment(tmp_path), None, []) == 0
    assert capsys.readouterr().out.split(maxsplit=1) == ["text", "How long a post takes to render.\n"]
    with pytest.raises(Failed, match="no benchmark 'txt'; there are: text"):
        bench.run(Environment(tmp_path), "txt", [])


def test_a_benchmark_runs_with_a_file_for_its_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tests" / "load"
    folder.mkdir(parents=True)
    code = "import pathlib, sys; _, option, path, *rest = sys.argv; assert option == '--json'\n"
    code += "pathlib.Path(path).write_text(' '.join(rest)); sys.exit(1)"
    (folder / "bench_text.py").write_text(code)
    monkeypatch.setattr(Environment, "install", lambda self, *, tests: None)
    monkeypatch.setattr(Environment, "python", Path(sys.executable))
    assert bench.run(Environment(tmp_path), "text", ["--length", "3"]) == 1
    assert (tmp_path / "var" / "bench" / "text.json").read_text() == "--length 3"
    assert "var/bench/text.json" in capfd.readouterr().out


def test_a_report_is_a_table_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"way": "baseline", "ms": 12.345, "n": 20000}, {"way": "ours", "ms": 1.5, "n": 7}]
    report(rows, to=tmp_path / "text.json", posts=3)
    *lines, conditions = capsys.readouterr().out.splitlines()
    assert conditions.startswith("load ") and ", yardstick " in conditions
    assert lines == [
        "way         ms       n",
        "--------  ----  ------",
        "baseline  12.3  20,000",
        "ours       1.5       7",
        "posts: 3",
    ]
    result = json.loads((tmp_path / "text.json").read_text())
    assert (result["rows"], result["posts"]) == (rows, 3)
