"""What every mechanism may ask about a thing, whatever it is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.urls import ResolverMatch
from django.utils.functional import Promise

if TYPE_CHECKING:
    from community.people.models import Member
    from community.people.viewer import Viewer

Words = str | Promise
Thing = TypeVar("Thing", bound=models.Model)
LONGEST_KEY = 18  # digits of the largest key that a database holds


Class = TypeVar("Class", bound=type)


def needs(*names: str) -> Callable[[Class], Class]:
    """Every class on top of the decorated one has to define these methods and attributes itself; a check sees to it."""

    def note(base: Class) -> Class:
        base.needed = names  # type: ignore[attr-defined]
        return base

    return note


@needs("slug", "model", "label", "visible_to", "title")
class Kind(Generic[Thing]):
    """One kind of thing: what it is called, who may see it, where it stands.

    `slug` is its one name in code, database, streams and index: English, singular, lower case, at most 20 letters.
    `label` is what people call one of them. `word` is what addresses call it, which are German; without one it is the
    slug. `within` is the slug of the kind that it is part of: an address that names both means the part.
    """

    slug: ClassVar[str]
    model: type[Thing]
    label: Words
    word: str = ""
    within: str = ""

    @property
    def url_word(self) -> str:
        """What addresses and forms of the house call it."""
        return self.word or self.slug

    def visible_to(self, viewer: Viewer) -> QuerySet[Thing]:
        """Those that this viewer may read now; the one rule for page, search, cards, mail and export."""
        raise NotImplementedError

    def title(self, thing: Thing) -> str:
        """What it is called in a list, as plain text, the same for everyone."""
        raise NotImplementedError

    def rows(self) -> QuerySet[Thing]:
        """All there are, with what the methods of this class read of each."""
        return self.model._default_manager.all()

    def find(self, key: int | str) -> Thing | None:
        """The thing with this key; `None` where there is none, or no longer, or where this is no key at all."""
        return find_row(self.rows(), key)

    def find_many(self, keys: Collection[int]) -> dict[int, Thing]:
        """Those of the things that are there, by key."""
        return {thing.pk: thing for thing in self.rows().filter(pk__in=keys)}

    def can_see(self, viewer: Viewer, thing: Thing) -> Any:
        """Whether this viewer may read it: true or false, or a `Verdict` that has a sentence for them."""
        return self.visible_to(viewer).filter(pk=thing.pk).exists()

    def address(self, thing: Thing) -> str:
        """The path of the page where it stands."""
        address: str = thing.get_absolute_url()  # type: ignore[attr-defined]
        return address

    def author(self, thing: Thing) -> Member | None:
        """Whose it is; `None` where it is nobody's."""
        return getattr(thing, "author", None)

    def at(self, match: ResolverMatch, fragment: str) -> int | None:
        """The key of what stands at an address of the house, or `None`."""
        return None


class Mixin:
    """What a mechanism asks beyond that. A mixin stands behind `Kind` in the list of bases."""

    if TYPE_CHECKING:
        slug: ClassVar[str]
        model: Any
        label: Words
        word: str

        @property
        def url_word(self) -> str: ...
        def visible_to(self, viewer: Viewer) -> QuerySet[Any]: ...
        def title(self, thing: Any) -> str: ...
        def rows(self) -> QuerySet[Any]: ...
        def find(self, key: int | str) -> Any: ...
        def find_many(self, keys: Collection[int]) -> dict[int, Any]: ...
        def can_see(self, viewer: Viewer, thing: Any) -> Any: ...
        def address(self, thing: Any) -> str: ...
        def author(self, thing: Any) -> Member | None: ...
        def at(self, match: ResolverMatch, fragment: str) -> int | None: ...


def find_row(rows: QuerySet[Thing], key: int | str) -> Thing | None:
    """The row with this number, or `None`, also for what is no number that a database could hold."""
    digits = str(key)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_KEY):
        return None
    return rows.filter(pk=int(digits)).first()
