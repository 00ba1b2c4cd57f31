"""What somebody takes along as a file: one at a time for each member, and one at a time on a machine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from community.web.turns import Turns

ONE_AT_A_TIME = Turns("export", waiting=5, within=20)


@contextmanager
def exporting(account: int) -> Iterator[None]:
    """The turn of this account, while its file is made. Raises `Busy`."""
    own = Turns(f"export-of-{account}")
    with (
        own.take(_("Sie sichern gerade schon etwas als Datei. Bitte warten Sie, bis es fertig ist.")),
        ONE_AT_A_TIME.take(_("Gerade entstehen mehrere Dateien. Bitte versuchen Sie es gleich noch einmal.")),
    ):
        yield


def file_on_disk() -> IO[bytes]:
    """An empty file without a name, gone when it is closed. Not in `/tmp`, which may be memory."""
    settings.SCRATCH_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    return tempfile.TemporaryFile(dir=settings.SCRATCH_ROOT)
