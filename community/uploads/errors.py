"""A no to a file, in a sentence for the person."""

from __future__ import annotations

from typing import Any


class FileRefused(Exception):
    """`code` is for programs, `message` a sentence that names the file once it is known which one it is."""

    def __init__(self, code: str, sentence: str, **about: Any) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.facts = about

    @property
    def message(self) -> str:
        return self.sentence % {**self.facts, "name": _short(self.facts.get("name", ""))}

    def about(self, name: str) -> FileRefused:
        """The same refusal with the name of the file."""
        return FileRefused(self.code, self.sentence, **{**self.facts, "name": name})


def _short(name: str) -> str:
    printable = "".join(char for char in name if char.isprintable())
    return printable if len(printable) <= 60 else f"{printable[:40]} … {printable[-15:]}"
