"""The ways to refuse. Actions raise them, one door and one table (`community.web.answers`) turn them into answers.

Words that cannot stand are Django's own `ValidationError`, by the name of the field: `{"text": …}`. Two of its codes
count in the table: ``too_long``, and ``confirm`` for what is done as soon as the person says that it is meant. Who may
not is refused by the policy (`Verdict.require`). What is left has a class here.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404


class Refusal(Exception):
    """A no that is neither about the words nor about the person. `str()` is a sentence for whoever asked."""

    status = 409
    code = "conflict"

    def __init__(self, sentence: object, *, seconds: int | None = None) -> None:
        """`seconds`: when trying again makes sense."""
        super().__init__(str(sentence))
        self.seconds = seconds


class Conflict(Refusal):
    """Something else came first: other words under the same key, a newer version, a place that is taken."""


class RateLimited(Refusal):
    """Too much in too short a time; in `seconds` there is room again."""

    status = 429
    code = "rate_limited"


class Unavailable(Refusal):
    """More at once than there is room for; in `seconds` it is worth another try."""

    status = 503
    code = "unavailable"


class Denied(PermissionDenied):
    """The policy's no: ``forbidden``, ``locked`` (nobody can, for now) or ``muted`` (this person only reads)."""

    def __init__(self, sentence: object, *, code: str = "forbidden") -> None:
        super().__init__(str(sentence))
        self.code = code


# What an action says no with where the person may do it as such: views show their form again. `Http404` and
# `PermissionDenied` are for the door; where the page is there for whoever may not act, too, the latter comes along.
REFUSALS = (ValidationError, Refusal)
ANY_REFUSAL = (*REFUSALS, PermissionDenied)
# Where nobody waits for a page: mails and what was planned.
EVERY_REFUSAL = (*ANY_REFUSAL, Http404)


def sentence_of(refusal: BaseException) -> str:
    """What was refused, in words for the person; empty where none were given."""
    if isinstance(refusal, ValidationError):
        return " ".join(map(str, refusal.messages))
    return "" if isinstance(refusal, Http404) else str(refusal)


def fields_of(refusal: ValidationError) -> dict[str, list[ValidationError]]:
    """The single errors by the name of their field; the empty name for what belongs to none."""
    if hasattr(refusal, "error_dict"):
        return {_named(name): list(errors) for name, errors in refusal.error_dict.items()}
    return {"": list(refusal.error_list)}


def codes_of(refusal: ValidationError) -> set[str]:
    return {error.code or "invalid" for errors in fields_of(refusal).values() for error in errors}


def about(field: str, refusal: ValidationError) -> ValidationError:
    """The same refusal, said of this field."""
    return ValidationError({field: [error for errors in fields_of(refusal).values() for error in errors]})


def _named(field: Any) -> str:
    return "" if field == "__all__" else str(field)
