"""A no to a file, in a sentence that names it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError


def file_refused(code: str, sentence: str, *, name: str = "", **facts: Any) -> ValidationError:
    """`sentence` says `%(name)s` and whatever else stands in `facts`; the name may be given later (`about`)."""
    return ValidationError(sentence, code=code, params={**facts, "name": _short(name)})


def about(refusal: ValidationError, name: str) -> ValidationError:
    """The same refusal with the name of the file."""
    return file_refused(
        refusal.code or "invalid", str(refusal.message), **{**(refusal.params or {}), "name": name}
    )


def _short(name: str) -> str:
    printable = "".join(char for char in name if char.isprintable())
    return printable if len(printable) <= 60 else f"{printable[:40]} … {printable[-15:]}"
