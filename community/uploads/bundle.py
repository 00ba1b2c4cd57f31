"""What a form brought: uploads in their order, and what is said about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from community.uploads.models import Upload


class Said(NamedTuple):
    alt_text: str
    reuse: str


@dataclass(frozen=True)
class Bundle:
    """`about` says something about single uploads by their key; the rest is for those it does not name."""

    uploads: tuple[Upload, ...] = ()
    alt_text: str = ""
    reuse: str = Upload.Reuse.ASK
    about: Mapping[int, Said] = field(default_factory=dict)

    def said_of(self, upload: Upload) -> Said:
        """Description and licence line of one upload; what is no image has no description."""
        said = self.about.get(upload.pk) or Said(self.alt_text, self.reuse)
        return said if upload.is_image else said._replace(alt_text="")
