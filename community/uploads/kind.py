"""Things that files hang on: who may see the thing may see its files."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from community import kinds
from community.kinds import Mixin, needs
from community.people.viewer import Viewer
from community.uploads.models import Upload
from community.web.verdicts import Verdict, verdict_of


@needs("attachments")
class Attachable(Mixin):
    """Uploads can belong to things of this kind; until then an upload is its owner's alone, and gone after a day."""

    def attachments(self) -> QuerySet[Any]:
        """The rows that say which upload belongs to which thing, each with an `upload`, an upload in one at most."""
        raise NotImplementedError

    def holder(self, attachment: Any) -> Any:
        """The thing that an attachment belongs to; the row itself where a thing has one file at most."""
        return attachment

    def can_see_attachment(self, viewer: Viewer, attachment: Any) -> Any:
        """Whether this viewer may see the file: as `can_see`, where nothing else counts."""
        return self.can_see(viewer, self.holder(attachment))

    def verdict_on(self, viewer: Viewer, upload: Upload) -> Verdict | None:
        """What the thing says that the upload belongs to; `None` where it belongs to nothing of this kind."""
        attachment = self.attachments().filter(upload=upload).first()
        return verdict_of(self.can_see_attachment(viewer, attachment)) if attachment else None

    def attached(self, keys: Collection[int]) -> set[int]:
        """Those of these uploads that belong to something of this kind."""
        return set(self.attachments().filter(upload__in=keys).values_list("upload_id", flat=True))

    def heard(self, upload: Upload) -> None:
        """The words of a document are known now (`upload.said`): whoever can be found by them sees to it."""


def verdict_of_holder(viewer: Viewer, upload: Upload) -> Verdict | None:
    """Yes where one of the things says so to which the upload belongs; `None` where it belongs to nothing."""
    said = None
    for kind in kinds.of(Attachable):
        verdict = kind.verdict_on(viewer, upload)
        if verdict:
            return verdict
        said = verdict if said is None else said
    return said


def tell_heard(upload: Upload) -> None:
    """What the document says is known now."""
    for kind in kinds.of(Attachable):
        kind.heard(upload)


def attached(keys: Collection[int]) -> set[int]:
    """Those of these uploads that belong to something."""
    found: set[int] = set()
    return found.union(*(kind.attached(keys) for kind in kinds.of(Attachable)))
