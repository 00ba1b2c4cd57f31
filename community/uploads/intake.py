"""Files of a form that is sent: stored at once, so that a refused form keeps them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from community.people.models import Member
from community.people.requests import MemberRequest
from community.uploads import actions, parts
from community.uploads.errors import file_refused
from community.uploads.file_types import DOCUMENT_LIMIT, FILES_LIMIT
from community.uploads.limits import in_memory
from community.web.refusals import REFUSALS, Busy, RateLimited, sentence_of


@dataclass
class Taken:
    """The form's data with the uploads among what it keeps, and a sentence for each file that was not taken.

    `unfinished` in the data names files that are here but had no turn yet: sent again with the form, they get one.
    """

    data: QueryDict
    problems: list[str] = field(default_factory=list)


def take_files(request: MemberRequest, *, allowed: bool) -> Taken:
    """Store the files of `files`; their keys stand in `kept` beside those the form had already.

    Sending the same form again (its `key`) brings the same uploads. Nothing is stored unless `allowed`.
    """
    taken = Taken(request.POST.copy())
    intake = _Intake(request.user, taken, list(dict.fromkeys(taken.data.getlist("kept"))))
    for value in dict.fromkeys(taken.data.getlist("unfinished")[:FILES_LIMIT]):
        intake.finish(value)
    files: list[Any] = request.FILES.getlist("files") if allowed else []
    for file in files:
        if intake.is_full:
            taken.problems.append(_("Höchstens %(n)s Dateien an einem Beitrag.") % {"n": FILES_LIMIT})
            break
        if not intake.take(file, request.POST.get("key", "")):
            break
    taken.data.setlist("kept", intake.kept)
    taken.data.setlist("unfinished", intake.unfinished)
    return taken


@dataclass
class _Intake:
    member: Member
    taken: Taken
    kept: list[str]
    unfinished: list[str] = field(default_factory=list)
    busy: Busy | None = None

    @property
    def is_full(self) -> bool:
        return len(self.kept) + len(self.unfinished) >= FILES_LIMIT

    def take(self, file: UploadedFile[Any], form_key: str) -> bool:
        """False when further files of the form would be refused for the same reason."""
        key = _key(form_key, file)
        return self._try(lambda: _store(self.member, file, key), f"{key} {file.name}", file)

    def finish(self, value: str) -> None:
        """A file that the form has sent before: `value` is its key and its name."""
        key, _space, name = value.partition(" ")
        try:
            number = UUID(key)
        except ValueError:
            return
        self._try(lambda: parts.finish(self.member, number, name=name), value)

    def _try(self, work: Callable[[], Any], value: str, file: UploadedFile[Any] | None = None) -> bool:
        if self.busy:  # who has waited for one file does not wait for each
            return self._wait(self.busy, value, file)
        try:
            upload = work()
        except Busy as refusal:
            self.busy = refusal
            return self._wait(refusal, value, file)
        except REFUSALS as refusal:
            self.taken.problems.append(sentence_of(refusal))
            return not isinstance(refusal, RateLimited)
        self.kept = list(dict.fromkeys([*self.kept, str(upload.pk)]))
        return True

    def _wait(self, busy: Busy, value: str, file: UploadedFile[Any] | None) -> bool:
        """Nothing of what was sent is lost: the file is kept, and the form names it when it comes again."""
        key, _space, name = value.partition(" ")
        try:
            if file is not None:
                parts.keep_whole(self.member, file, key=UUID(key))
        except REFUSALS as refusal:
            self.taken.problems.append(sentence_of(refusal))
            return False
        self.unfinished.append(value)
        kept = _("„%(name)s“ ist bei uns: Senden Sie noch einmal ab, ohne die Datei neu auszuwählen.")
        self.taken.problems.append(f"{busy} {kept % {'name': name}}")
        return True


def _store(member: Member, file: UploadedFile[Any], key: UUID) -> Any:
    name = file.name or ""
    if file.size and file.size > DOCUMENT_LIMIT:
        limit = DOCUMENT_LIMIT // (1024 * 1024)
        raise file_refused("too_long", _("„%(name)s“ ist größer als %(limit)s MB."), name=name, limit=limit)
    with in_memory():
        file.seek(0)
        return actions.accept_upload(member, file.read(), name=name, key=key)


def _key(form_key: str, file: UploadedFile[Any]) -> UUID:
    """One key for one file of one form, whichever try it is; a form without a key is never tried again."""
    try:
        form = UUID(form_key)
    except ValueError:
        return uuid4()
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return uuid5(uuid5(form, file.name or ""), digest.hexdigest())
