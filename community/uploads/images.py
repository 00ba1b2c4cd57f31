"""Images are never kept as they came: decoded, turned upright, made smaller, written anew without what they carried.

One at a time on this machine, in a process of its own: what is unfolded takes hundreds of megabytes.
"""

from __future__ import annotations

from typing import NamedTuple

import structlog
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.programs import ProgramFailed, run_program
from community.uploads.errors import file_refused
from community.uploads.reduction import BROKEN, TOO_MANY_PIXELS
from community.web.turns import Turns

MEDIA_TYPE = "image/webp"
TIMEOUT = 60  # seconds for one picture, on a machine that is busy with others
ONE_AT_A_TIME = Turns("picture", waiting=7, within=20)

log = structlog.get_logger(__name__)


class Picture(NamedTuple):
    content: bytes
    width: int
    height: int


def shrink(content: bytes, media_type: str) -> Picture:
    """The first frame as WebP, upright, at most 1600 pixels a side, with nothing but its pixels.

    Raises `ValidationError` for what cannot be decoded to its end or would unfold to too much, and `Busy` when
    others' pictures leave no turn.
    """
    with ONE_AT_A_TIME.take(
        _("Gerade treffen sehr viele Bilder ein. Bitte versuchen Sie es gleich noch einmal.")
    ):
        try:
            made = run_program("community.uploads.reduction", media_type, content=content, within=TIMEOUT)
        except ProgramFailed as failure:
            raise _refusal(failure.code) from failure
    measures, _end, kept = made.partition(b"\n")
    width, height = map(int, measures.split())
    return Picture(kept, width, height)


def _refusal(code: int | None) -> ValidationError:
    if code == TOO_MANY_PIXELS:
        return file_refused(
            "pixels", _("„%(name)s“ hat zu viele Bildpunkte. Bitte verkleinern Sie das Bild.")
        )
    if code == BROKEN:
        return file_refused("broken", _("„%(name)s“ lässt sich nicht öffnen. Ist die Datei vollständig?"))
    log.warning("picture_not_reduced", code=code)
    return file_refused("heavy", _("„%(name)s“ braucht beim Öffnen zu viel. Bitte verkleinern Sie das Bild."))
