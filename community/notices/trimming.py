"""What somebody wrote in an answer by mail, without what their mail programme and their administration add to it.

A maintained library knows the headers of quotes and the signs of signatures; German administrations have some more.
"""

from __future__ import annotations

import re

from mailparser_reply.parser import EmailMessage

# From such a line on, nothing is the answer any more.
CUTS = re.compile(
    r"""
    ^[ \t]*(?:
        -{2,}[ ]*(?:Urspr\S+ngliche[ ]Nachricht|Original(?:[ ]Message|nachricht)|Weitergeleitete[ ]Nachricht)[ ]*-{2,}
      | _{20,}[ \t]*$
      | \*{0,2}(?:Von|From):\*{0,2}[ \t]+\S.*\n(?:[ \t]*\*{0,2}(?:Gesendet|Sent|Datum|Date|An|To):)
      | (?:Am|Den|On)[ ].{4,160}?(?:\n.{0,100}?)?(?:schrieb|wrote)\b[^\n]{0,120}(?:\n[^\n]{0,80})?:[ \t]*$
      | .{3,120}[ ]schrieb[ ]am[ ].{6,80}:[ \t]*$
      | --[ ]?$
      | (?:Von[ ]meinem|Gesendet[ ](?:von|mit|aus)|Diese[ ]Nachricht[ ]wurde[ ]von[ ]meinem|Sent[ ]from)[ ].{0,80}$
      | (?:Get[ ]Outlook|Holen[ ]Sie[ ]sich[ ]Outlook|Outlook[ ]f\S+r)[ ].{0,80}$
      | (?:Mit|Viele|Beste|Herzliche|Liebe|Sch\S+ne|Freundliche|Sonnige|Kollegiale|Mit[ ]den[ ]besten)[ ]
        (?:freundliche[mn]?[ ]|herzliche[mn]?[ ]|besten[ ]|kollegialen[ ])?
        Gr(?:\u00fc|ue)(?:\u00df|ss)en?\b.{0,60}$
      | (?:MfG|VG|LG|i\.[ ]?A\.|i\.[ ]?V\.|Im[ ]Auftrag)[ ,.]*.{0,40}$
      | (?:Wichtiger[ ]Hinweis|Hinweis|Datenschutzhinweis|Vertraulichkeitshinweis|Disclaimer|Haftungsausschluss)[ ]*:
      | Diese[ ]E-?Mail[ ](?:enth\S+lt|ist|und)\b.*(?:vertraulich|ausschlie\S+lich).*$
      | (?:Bitte[ ])?(?:denken|pr\S+fen)[ ]Sie[ ].{0,60}(?:ausdrucken|Umwelt|drucken).*$
    )
    """,
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
BLANKS = re.compile(r"\n(?:[ \t]*\n){2,}")
# The library's patterns take time with the square of a line and of a mail; our own are bounded.
LONGEST, LONGEST_LINE, LINES = 20_000, 1_000, 400


def trim(text: str) -> str:
    """The words of the answer; empty where there are none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u200b", "")
    text = BLANKS.sub("\n\n", text).strip("\n")[:LONGEST]
    found = CUTS.search(text)
    # A greeting at the very beginning would leave nothing: then it is no end.
    head = text[: found.start()] if found and text[: found.start()].strip() else text
    body = _latest(head)
    body = QUOTED.sub("", body)
    return BLANKS.sub("\n\n", "\n".join(line.rstrip() for line in body.split("\n"))).strip()


def _latest(text: str) -> str:
    """What the library takes for the newest part; all of it where asking would take too long."""
    lines = text.split("\n")
    if len(lines) > LINES or max(map(len, lines)) > LONGEST_LINE:
        return text
    replies = EmailMessage(text=text, languages=["de", "en"], keep_hyphen_lists=True).read().replies
    return (replies[0].body or "") if replies else text
