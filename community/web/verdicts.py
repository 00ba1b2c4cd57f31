"""What a policy answers: yes, or no with a sentence, or no without letting on that the thing exists."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404


@dataclass(frozen=True)
class Verdict:
    """Truthy when allowed. `reason` is a sentence for the member; `hidden` means: act as if it did not exist."""

    allowed: bool
    reason: str = ""
    hidden: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Return when allowed; otherwise raise `Http404` where hidden, else `PermissionDenied` with the sentence."""
        if self.allowed:
            return
        if self.hidden:
            raise Http404
        raise PermissionDenied(self.reason)


ALLOWED = Verdict(True)
HIDDEN = Verdict(False, hidden=True)


def denied(reason: str) -> Verdict:
    """No, and this sentence tells the member why."""
    return Verdict(False, str(reason))


def verdict_of(answer: object) -> Verdict:
    """A plain yes or no as a verdict: whoever says no without a sentence hides the thing."""
    if isinstance(answer, Verdict):
        return answer
    return ALLOWED if answer else HIDDEN
