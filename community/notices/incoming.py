"""Answers by mail: each once, under the name of whose address it was sent to, or with a polite answer why not."""

from __future__ import annotations

import hashlib
import logging
import re
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from community import kinds
from community.mail.models import Bounce, OutgoingMail
from community.mail.posting import post
from community.notices import answering
from community.notices.actions import settle
from community.notices.html_mail import words_of
from community.notices.kind import Answerable, Letter
from community.notices.models import IncomingMail
from community.notices.parsing import LARGEST, parse, parse_head
from community.notices.trimming import trim
from community.people.models import Member
from community.text import POST_LIMIT
from community.web.refusals import EVERY_REFUSAL, Busy, sentence_of

NAMESPACE = UUID("6f1d1f0e-6f0c-5a8e-9d7b-3a4f3f3f1c65")
LONGEST = 60_000  # characters that are looked at; quotes of quotes make mails long
FILES = 10
REPORT_LOOKED_AT = 200_000  # characters; what was sent is quoted at its head
MESSAGE_ID = re.compile(r"<[^<>\s@]{3,190}@[^<>\s@]{1,190}>")
ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
Outcome = IncomingMail.Outcome
logger = logging.getLogger(__name__)


class Declined(Exception):
    """It cannot be posted; the text is a sentence for whoever wrote it."""


def receive(raw: bytes, *, whole: bool = True) -> IncomingMail:
    """Do with a mail what is to be done with it. The same mail again changes nothing and returns what came of it.

    Without `whole`, `raw` is the head of a mail that was too large to be fetched: its sender is told so.
    Raises `Busy` when its pictures find no turn: nothing has been done then, and it is to be brought again.
    """
    message = parse(raw) if whole else None
    head = parse_head(raw) if message is None else message
    message_id = _id_of(head, raw)
    earlier = IncomingMail.objects.filter(message_id=message_id).first()
    if earlier:
        return earlier
    try:
        return _receive(head, message_id, whole=message is not None)
    except IntegrityError:  # it came by two ways at once
        return IncomingMail.objects.get(message_id=message_id)


def _receive(message: EmailMessage, message_id: str, *, whole: bool) -> IncomingMail:
    if message.get_content_type() == "multipart/report":
        with transaction.atomic():
            return _note(message_id, Outcome.BOUNCE, reason=_count_bounces(message))
    if _is_automatic(message):
        return _note(message_id, Outcome.IGNORED, reason="automatic")
    meant = next(filter(None, map(answering.read_address, _addresses(message))), None)
    member = Member.objects.filter(pk=meant[2]).select_related("admission").first() if meant else None
    if meant is None or member is None:
        return _note(message_id, Outcome.IGNORED, reason="no address of ours")
    kind, key, _member = meant
    about: dict[str, Any] = {"member": member, "subject": kind, "subject_key": key}
    text = ""
    with translation.override(member.language):
        try:
            if not whole:
                raise Declined(_too_large())
            text = _written(message)
            # Not in our transaction: files take their time, and what is sent again under its key is posted once.
            _answer(member, kind, key, text, message, message_id)
        except Declined as declined:
            with transaction.atomic():
                _answer_politely(member, message, text, str(declined))
                return _note(message_id, Outcome.REFUSED, reason=str(declined), **about)
    with transaction.atomic():
        settle(member, kind, key)
        return _note(message_id, Outcome.POSTED, **about)


def _answer(member: Member, kind: str, key: int, text: str, message: EmailMessage, message_id: str) -> None:
    """Write the answer as this member. Raises `Declined` with the reason."""
    if parseaddr(str(message.get("From", "")))[1].lower() != member.email.lower():
        raise Declined(_("Die Antwort kam nicht von der Adresse, die zu Ihrem Konto gehört."))
    named = kinds.find(kind, key, Answerable)
    if named is None or not named[0].can_see(member, named[1]):
        raise Declined(_("Worauf Sie antworten, gibt es nicht mehr."))
    if not text:
        raise Declined(_("Wir haben über dem Zitat keinen Text von Ihnen gefunden."))
    if len(text) > POST_LIMIT:
        raise Declined(_("Der Text ist zu lang."))
    letter = Letter(text, uuid5(NAMESPACE, message_id), _files(message))
    try:
        named[0].answer(member, named[1], letter)
    except Busy:
        raise  # nobody waits for a page: the mail stays where it is and is taken in later
    except EVERY_REFUSAL as refusal:
        raise Declined(sentence_of(refusal) or _("Dort können Sie nicht schreiben.")) from refusal


def _id_of(message: EmailMessage, raw: bytes) -> str:
    said = str(message.get("Message-ID", "")).strip()
    return said if 3 < len(said) <= 200 else f"sha256:{hashlib.sha256(raw).hexdigest()}"


def _too_large() -> str:
    return _(
        "Die Mail ist zu groß oder hat zu viele Teile; angenommen werden Mails bis %(size)d MB. Auf der "
        "Plattform können Sie Dateien an Ihren Beitrag anhängen."
    ) % {"size": LARGEST // 1_000_000}


def _is_automatic(message: EmailMessage) -> bool:
    """Out of office, newsletters, other robots: answering them would be a conversation of machines."""
    automatic = str(message.get("Auto-Submitted", "no")).strip().lower() not in ("no", "")
    bulk = str(message.get("Precedence", "")).strip().lower() in ("bulk", "junk", "list", "auto_reply")
    return automatic or bulk or "X-Autoreply" in message or "X-Autorespond" in message


def _addresses(message: EmailMessage) -> list[str]:
    values = [str(value) for name in ADDRESSED for value in message.get_all(name, [])]
    return [address for _name, address in getaddresses(values)]


def _written(message: EmailMessage) -> str:
    """The words of the answer, from the plain part or else from the HTML."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        content = str(part.get_content())
    except (LookupError, ValueError):  # a character set nobody knows
        raw: Any = part.get_payload(decode=True)
        content = (raw or b"").decode("utf-8", "replace")
    if part.get_content_subtype() == "html":
        content = words_of(content[:LONGEST])
    return trim(content.replace("\x00", "")[:LONGEST])


def _files(message: EmailMessage) -> list[tuple[str, bytes]]:
    """What is attached, not what belongs to the looks of the mail."""
    found = []
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        if part.get_content_disposition() == "attachment" and isinstance(content, bytes):
            found.append((part.get_filename() or "Anhang", content))
    return found[:FILES]


def _answer_politely(member: Member, message: EmailMessage, text: str, reason: str) -> None:
    """To the member's own address, never to a sender that anyone can write there."""
    context = {"member": member, "reason": reason, "lines": text.splitlines()}
    post(
        member.email,
        subject=_("Ihre Antwort konnten wir nicht einstellen"),
        text=render_to_string("mail/answer_declined.txt", context).strip() + "\n",
        headers={
            "Auto-Submitted": "auto-replied",
            **(
                {"In-Reply-To": said}
                if (said := " ".join(str(message.get("Message-ID", "")).split()))
                else {}
            ),
        },
    )


def _count_bounces(message: EmailMessage) -> str:
    """Count a report that mails did not arrive; returns what it says."""
    said = ""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks: Any = part.get_payload()
        for block in blocks:
            recipient = str(block.get("Final-Recipient", "")).rpartition(";")[2].strip().lower()
            status = str(block.get("Status", ""))
            if "@" in recipient:
                said = f"{status} {block.get('Diagnostic-Code', '')}".strip()[:300]
                _bounced(message, recipient, status, said)
    return said


def _bounced(message: EmailMessage, recipient: str, status: str, said: str) -> None:
    mail = OutgoingMail.objects.filter(message_id__in=_mentioned_ids(message), to__iexact=recipient).first()
    if mail is None:  # anybody can write such a report; it counts for mails that we sent
        return
    Bounce.objects.create(
        mail=mail, domain=recipient.rpartition("@")[2], is_final=status.startswith("5"), reason=said
    )


def _mentioned_ids(message: EmailMessage) -> list[str]:
    return MESSAGE_ID.findall(message.as_string()[:REPORT_LOOKED_AT])[:50]


def _note(message_id: str, outcome: str, *, reason: str = "", **about: Any) -> IncomingMail:
    return IncomingMail.objects.create(message_id=message_id, outcome=outcome, reason=reason[:300], **about)
