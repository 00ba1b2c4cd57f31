"""Files of a message: they come with it and stay with it."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.people.models import Member
from community.uploads.actions import describe_uploads
from community.uploads.bundle import Bundle
from community.uploads.file_types import FILES_LIMIT
from community.uploads.kind import attached
from community.uploads.models import Upload
from realtime.rooms.models import Message, MessageAttachment


def attach_files(actor: Member, message: Message, bundle: Bundle) -> list[MessageAttachment]:
    """Make the new message hold the uploads of `bundle`, in their order.

    The caller is in the transaction that wrote the message. Raises `ValidationError` (`files`) for uploads of others,
    for those that belong to something else, and for too many.
    """
    wanted = [upload.pk for upload in bundle.uploads]
    if len(wanted) > FILES_LIMIT:
        raise ValidationError(
            {"files": _("Höchstens %(n)s Dateien an einer Nachricht.") % {"n": FILES_LIMIT}}
        )
    # Locked, so that clearing away old uploads cannot pass between this look and the new row.
    rows = Upload.objects.select_for_update().owned_by(actor).filter(pk__in=wanted)
    own = {upload.pk: upload for upload in rows}
    if set(own) != set(wanted) or attached(wanted):
        raise ValidationError({"files": _("Eine der Dateien ist nicht mehr da. Bitte fügen Sie sie neu an.")})
    mine = replace(bundle, uploads=tuple(own.values()))
    describe_uploads(mine)
    return MessageAttachment.objects.bulk_create(
        MessageAttachment(message=message, upload=own[pk], position=position)
        for position, pk in enumerate(wanted)
    )
