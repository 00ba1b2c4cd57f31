"""The tutorial leads to the very files that are tested."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
TOY = ROOT / "tests/toy/recipes"
BLOCK = re.compile(r"^`recipes/([\w/.]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_each_file_stands_in_the_tutorial_as_it_is() -> None:
    said = dict(BLOCK.findall((ROOT / "docs/tutorial-new-kind.md").read_text(encoding="utf-8")))
    files = {
        path.relative_to(TOY).as_posix(): path.read_text(encoding="utf-8").replace(
            "tests.toy.recipes", "recipes"
        )
        for path in TOY.rglob("*")
        if path.suffix in (".py", ".html") and path.stat().st_size
    }
    assert said == files


def test_it_is_short() -> None:
    """A model, a class and a template; with verbs and address not much more."""
    lengths = {path.name: path.read_text(encoding="utf-8").count("\n") for path in TOY.rglob("*.[ph]*[yl]")}
    assert lengths["models.py"] + lengths["kinds.py"] + lengths["recipe.html"] < 100
    assert sum(lengths.values()) < 130
