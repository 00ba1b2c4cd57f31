"""Reading a mail that anybody may have sent: none costs more than its words are worth.

The library's parsers of addresses and parameters take time with the square of a header's length, and ask them again
for every part; so headers are cut, and a mail of very many parts is read no further than its head.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any, cast

LARGEST = 30_000_000  # bytes of a whole mail
LONGEST_HEAD = 65_536  # bytes
LONGEST_HEADER = 4_000  # characters
MOST_PARTS = 200
PART = re.compile(rb"^content-(?:type|disposition):", re.IGNORECASE | re.MULTILINE)
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


class BoundedPolicy(EmailPolicy):
    """Cuts a header before anything is made of it."""

    def header_source_parse(self, sourcelines: Any) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:LONGEST_HEADER]


POLICY = BoundedPolicy()


def parse(raw: bytes) -> EmailMessage | None:
    """The mail with all its parts; `None` for one that is too large or has too many parts."""
    if len(raw) > LARGEST or len(PART.findall(raw)) > 2 * MOST_PARTS:
        return None
    return cast(EmailMessage, message_from_bytes(raw, policy=POLICY))


def parse_head(raw: bytes) -> EmailMessage:
    """Who sent it to whom, without a word of what it says."""
    head = END_OF_HEAD.split(raw[:LONGEST_HEAD], maxsplit=1)[0]
    return cast(EmailMessage, message_from_bytes(head + b"\n\n", policy=POLICY))
