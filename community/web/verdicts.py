"""What a policy answers: yes, or no with a sentence, or no without letting on that the thing exists."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from community.web.refusals import Denied, RateLimited


@dataclass(frozen=True)
class Verdict:
    """Truthy when allowed. `reason` is a sentence for the member; `hidden` means: act as if it did not exist.

    `code` says to programs which no it is (see `Denied`); with `seconds` it ends by itself that soon.
    """

    allowed: bool
    reason: str = ""
    hidden: bool = False
    code: str = "forbidden"
    seconds: int | None = None

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Return when allowed; otherwise raise `Http404` where hidden, else `Denied` or `RateLimited`."""
        if self.allowed:
            return
        if self.hidden:
            raise Http404
        if self.seconds is not None:
            raise RateLimited(self.reason, seconds=self.seconds)
        raise Denied(self.reason, code=self.code)


ALLOWED = Verdict(True)
HIDDEN = Verdict(False, hidden=True)


def denied(reason: str, *, code: str = "forbidden") -> Verdict:
    """No, and this sentence tells the member why."""
    return Verdict(False, str(reason), code=code)


def locked(reason: str) -> Verdict:
    """Nobody can, as things stand: the room is archived, the thread closed."""
    return denied(reason, code="locked")


def not_yet(reason: str, *, seconds: int) -> Verdict:
    """Not so soon after the last time."""
    return Verdict(False, str(reason), seconds=seconds)


def verdict_of(answer: object) -> Verdict:
    """A plain yes or no as a verdict: whoever says no without a sentence hides the thing."""
    if isinstance(answer, Verdict):
        return answer
    return ALLOWED if answer else HIDDEN
