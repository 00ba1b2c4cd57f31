"""Known holes in what we take from others, and the bill of materials: `dev.py check audit bom`.

`python -m tools.dev.audit` asks whoever keeps advisories and says what it heard. It fails only with `--strict`: neither
a missing network nor an advisory that appeared overnight says anything about the change that is being checked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tools.dev.lock import PIN

ROOT = Path(__file__).resolve().parents[2]
BOM = ROOT / "var" / "bom"
PATIENCE = 30.0  # seconds
PIP_AUDIT = (
    *(sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off"),
    *("--timeout", "5", "--cache-dir", "var/pip-audit", "--format", "json", "-r", "requirements/base.txt"),
)
NPM_AUDIT = ("npm", "audit", "--package-lock-only", "--json")
PYTHON_BOM = (sys.executable, "-m", "cyclonedx_py", "requirements", "requirements/base.txt")
NPM_BOM = ("npm", "sbom", "--package-lock-only", "--sbom-format", "cyclonedx")


class NothingToBeHad(Exception):
    """No advisories here; the message says why."""


def run(*, strict: bool) -> int:
    """Say what is known, one line each; the result is an exit code."""
    with ThreadPoolExecutor() as asking:
        heard = list(asking.map(_hear, ("Python", "npm"), (PIP_AUDIT, NPM_AUDIT), (python_holes, npm_holes)))
    for lines, _bad in heard:
        print(*lines, sep="\n")
    return 1 if strict and any(bad for _lines, bad in heard) else 0


def python_holes(report: dict[str, Any]) -> list[str]:
    """One line per hole in what `pip-audit` says. Raises `NothingToBeHad` where it could look up nothing."""
    packages = report["dependencies"]
    known = [package for package in packages if "vulns" in package]
    if packages and not known:
        raise NothingToBeHad(packages[0]["skip_reason"])
    return [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {_versions(hole['fix_versions'])}"
        for package in known
        for hole in package["vulns"]
    ]


def npm_holes(report: dict[str, Any]) -> list[str]:
    """The same for what `npm audit` says."""
    if "vulnerabilities" not in report:
        raise NothingToBeHad(str(report.get("message") or report.get("error") or "no answer"))
    return [
        f"{name} {hole['range']}: {hole['severity']}, {'mended' if hole['fixAvailable'] else 'not mended yet'}"
        for name, hole in report["vulnerabilities"].items()
    ]


def write_bom(folder: Path = BOM) -> int:
    """Write both bills of materials (CycloneDX) and compare them with the lock files; the result is an exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = []
    for name, command, locked in (
        ("python", PYTHON_BOM, locked_python(ROOT)),
        ("npm", NPM_BOM, locked_npm(ROOT)),
    ):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if "unknown command" in done.stderr.lower():
            print(f"{name}: left out, this one is too old to know how")
            continue
        if done.returncode:
            missing.append(f"{name}: {done.stderr.strip()}")
            continue
        listed = {(part["name"].lower(), part["version"]) for part in components(json.loads(done.stdout))}
        missing += [f"{name}: {part} {version} is missing" for part, version in sorted(locked - listed)]
        (folder / f"{name}.cdx.json").write_text(done.stdout, encoding="utf-8")
    print(*missing, f"written to {folder.relative_to(ROOT)}/", sep="\n")
    return 1 if missing else 0


def components(bom: dict[str, Any]) -> list[dict[str, Any]]:
    """Parts with their full names: npm's scopes stand apart."""
    return [
        {**part, "name": f"{part['group']}/{part['name']}" if part.get("group") else part["name"]}
        for part in bom["components"]
    ]


def locked_python(root: Path) -> set[tuple[str, str]]:
    text = (root / "requirements" / "base.txt").read_text(encoding="utf-8")
    return {(name.lower(), version) for name, version, _marker in PIN.findall(text)}


def locked_npm(root: Path) -> set[tuple[str, str]]:
    packages = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {
        (path.rpartition("node_modules/")[2].lower(), package["version"])
        for path, package in packages.items()
        if path and not package.get("dev")
    }


def _hear(whose: str, command: Sequence[str], read: Any) -> tuple[list[str], bool]:
    """What to say, and whether a strict run fails for it."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        holes = read(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return [f"{whose}: no advisories to be had here: no answer within {PATIENCE:.0f} seconds"], True
    except json.JSONDecodeError:
        return [f"{whose}: no advisories to be had here: {_last_line(done.stderr)}"], True
    except NothingToBeHad as nothing:
        return [f"{whose}: no advisories to be had here: {nothing}"], True
    return list(_said(whose, holes)), bool(holes)


def _said(whose: str, holes: list[str]) -> Iterator[str]:
    yield f"{whose}: {len(holes) or 'no'} known {'hole' if len(holes) == 1 else 'holes'}"
    yield from (f"  {hole}" for hole in holes)


def _versions(versions: list[str]) -> str:
    return ", ".join(versions) or "no version yet"


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no answer"])[-1]


if __name__ == "__main__":
    sys.exit(write_bom() if "bom" in sys.argv[1:] else run(strict="--strict" in sys.argv[1:]))
