"""Things that can be reported and decided about.

The office never learns what a post is: it sees a title, an address, and a snapshot, a JSON object of this shape:

    title, text     as they stand
    author          name of whoever wrote it
    at              ISO 8601
    revision        how often it was changed
    removed         whether others can no longer read it
    context         what stands around it: a list of {label, author, at, text, removed}
    files           what hangs on it, if anything: as `describe_files` describes it
"""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst

from community import kinds
from community.kinds import Mixin, Words, needs
from community.people.viewer import Viewer

Thing = Any
Snapshot = dict[str, Any]


class Measure:
    """One thing the office can do to a thing, and take back so that it is exactly as before.

    `name` is for the office ("Beitrag ausblenden"), `done` for the letter ("Ihr Beitrag ist für andere nicht mehr zu
    lesen."), `visibility` what the EU calls it. Nobody asks here who acts: the decision did.
    """

    slug: str
    name: Words
    done: Words
    visibility: str = "DECISION_VISIBILITY_CONTENT_DISABLED"

    def possible(self, thing: Thing) -> bool:
        """Whether it can be done to the thing as it stands now."""
        raise NotImplementedError

    def carry_out(self, thing: Thing, decision: Any, reason: str) -> dict[str, Any]:
        """Do it, inside the transaction of the decision, and return what `take_back` needs, as JSON.

        `reason` is what readers may see.
        """
        raise NotImplementedError

    def take_back(self, thing: Thing, before: dict[str, Any]) -> None:
        """The thing as it was before."""
        raise NotImplementedError


@needs("snapshot")
class Reportable(Mixin):
    """Things of this kind are reported by whoever can see them, and decided about by whoever moderates their place.

    `measures` are what a decision can do to them, the usual one first. What has `can_be_removed` of `False` is not
    taken down by a decision: a person, or what nobody reads anyhow.
    """

    measures: tuple[Measure, ...] = ()
    can_be_removed: bool = True

    def snapshot(self, thing: Thing) -> Snapshot:
        """The thing as it stands, with what stands around it, to be kept as evidence."""
        raise NotImplementedError

    def may_report(self, viewer: Viewer, thing: Thing) -> bool:
        """Whether this viewer can have come across it."""
        return bool(self.can_see(viewer, thing))

    def scope(self, thing: Thing) -> str:
        """The place whose moderators are responsible, such as ``field:3``; empty: only the office."""
        return ""

    def place(self, thing: Thing) -> str:
        """What people call that place, or the room it was said in: "Handlungsfeld Mobilität"."""
        return ""

    def ways(self, viewer: Viewer, thing: Thing) -> list[tuple[str, str]]:
        """What else this officer can do where it stands: pairs of words and address."""
        return []

    @property
    def called(self) -> str:
        """Its label at the beginning of a line."""
        return capfirst(str(self.label))

    def measure(self, slug: str) -> Measure | None:
        """The measure of this name, or `None`."""
        return next((measure for measure in self.measures if measure.slug == slug), None)

    def possible_measures(self, thing: Thing) -> list[Measure]:
        """What can be done to it as it stands now."""
        return [measure for measure in self.measures if measure.possible(thing)]


def find(slug: str, key: str) -> tuple[Reportable, Thing] | None:
    """The kind and the thing that a case or a report names, or `None` where either is not there (any more)."""
    return kinds.find(slug, key, Reportable)
