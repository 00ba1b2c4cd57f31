"""Files of a form that is sent: stored at once, so that a refused form keeps them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from community.people.models import Member
from community.people.requests import MemberRequest
from community.uploads import actions
from community.uploads.errors import file_refused
from community.uploads.file_types import DOCUMENT_LIMIT, FILES_LIMIT
from community.web.refusals import REFUSALS, RateLimited, sentence_of


@dataclass
class Taken:
    """The form's data with the uploads among what it keeps, and a sentence for each file that was not taken."""

    data: QueryDict
    problems: list[str] = field(default_factory=list)


def take_files(request: MemberRequest, *, allowed: bool) -> Taken:
    """Store the files of `files`; their keys stand in `kept` beside those the form had already.

    Sending the same form again (its `key`) brings the same uploads. Nothing is stored unless `allowed`.
    """
    taken = Taken(request.POST.copy())
    files: list[Any] = request.FILES.getlist("files") if allowed else []
    kept = list(dict.fromkeys(taken.data.getlist("kept")))
    for file in files:
        if len(kept) >= FILES_LIMIT:
            taken.problems.append(_("Höchstens %(n)s Dateien an einem Beitrag.") % {"n": FILES_LIMIT})
            break
        try:
            upload = _store(request.user, file, request.POST.get("key", ""))
        except RateLimited as refusal:
            taken.problems.append(str(refusal))
            break
        except REFUSALS as refusal:
            taken.problems.append(sentence_of(refusal))
        else:
            kept = list(dict.fromkeys([*kept, str(upload.pk)]))
    taken.data.setlist("kept", kept)
    return taken


def _store(member: Member, file: UploadedFile[Any], form_key: str) -> Any:
    name = file.name or ""
    if file.size and file.size > DOCUMENT_LIMIT:
        limit = DOCUMENT_LIMIT // (1024 * 1024)
        raise file_refused("too_long", _("„%(name)s“ ist größer als %(limit)s MB."), name=name, limit=limit)
    content = file.read()
    return actions.accept_upload(member, content, name=name, key=_key(form_key, name, content))


def _key(form_key: str, name: str, content: bytes) -> UUID:
    """One key for one file of one form, whichever try it is; a form without a key is never tried again."""
    try:
        form = UUID(form_key)
    except ValueError:
        return uuid4()
    return uuid5(uuid5(form, name), hashlib.sha256(content).hexdigest())
