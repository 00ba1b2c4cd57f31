"""Answers by mail as German administrations write them: what came, and what was meant."""

QUOTE = """Bruno Krüger, Spelle (24.11.2026 10:12):

> Wir haben acht Mitfahrbänke.

Lesen und antworten
http://127.0.0.1:8000/themen/7/ungelesen/
"""
QUOTED = "\n".join(f"> {line}" for line in QUOTE.splitlines())
WANTED = "Bei uns stehen vier, alle an der Landesstraße."

MAILS: dict[str, tuple[str, str]] = {
    "nothing added": (WANTED, WANTED),
    "outlook, german": (
        f"{WANTED}\n\nMit freundlichen Grüßen\n\nAnna Weber\nDemografiebeauftragte\nStadt Coburg\n\n"
        "Von: Demografiedialog <dialog@example.org>\nGesendet: Dienstag, 24. November 2026 10:22\n"
        f"An: Weber, Anna <anna@coburg.example>\nBetreff: [Mobilität] Wer kennt Mitfahrbänke?\n\n{QUOTE}",
        WANTED,
    ),
    "outlook without greeting": (
        f"{WANTED}\n\nVon: Demografiedialog <dialog@example.org>\nGesendet: Dienstag, 24. November 2026 10:22\n"
        f"An: Weber, Anna\nBetreff: AW: Bänke\n\n{QUOTE}",
        WANTED,
    ),
    "outlook with bold headers": (
        f"{WANTED}\n\n*Von:* Demografiedialog <dialog@example.org>\n*Gesendet:* Dienstag, 24. November 2026\n"
        f"*An:* Weber, Anna\n*Betreff:* Bänke\n\n{QUOTE}",
        WANTED,
    ),
    "outlook with a line": (
        f"{WANTED}\n\n________________________________\nVon: Demografiedialog\nGesendet: Dienstag\n\n{QUOTE}",
        WANTED,
    ),
    "old outlook": (
        f"{WANTED}\n\n-----Ursprüngliche Nachricht-----\nVon: Demografiedialog\nGesendet: Di\n\n{QUOTE}",
        WANTED,
    ),
    "old outlook, english": (
        f"{WANTED}\n\n-----Original Message-----\nFrom: x\nSent: Tue\n\n{QUOTE}",
        WANTED,
    ),
    "thunderbird": (f"{WANTED}\n\nAm 24.11.2026 um 10:22 schrieb Demografiedialog:\n{QUOTED}", WANTED),
    "thunderbird, two lines": (
        f"{WANTED}\n\nAm Dienstag, dem 24. November 2026 um 10:22 Uhr schrieb\n"
        f"Demografiedialog <dialog@example.org>:\n{QUOTED}",
        WANTED,
    ),
    "apple mail": (
        f"{WANTED}\n\nAm 24.11.2026 um 10:22 schrieb Demografiedialog <dialog@example.org>:\n\n{QUOTED}",
        WANTED,
    ),
    "gmail": (
        f"{WANTED}\n\nAm Di., 24. Nov. 2026 um 10:22 Uhr schrieb Demografiedialog <\ndialog@example.org>:\n\n{QUOTED}",
        WANTED,
    ),
    "gmail, english": (
        f"{WANTED}\n\nOn Tue, Nov 24, 2026 at 10:22 AM Demografiedialog <dialog@example.org> wrote:\n{QUOTED}",
        WANTED,
    ),
    "lotus": (
        f"{WANTED}\n\nDemografiedialog <dialog@example.org> schrieb am 24.11.2026 10:22:\n\n{QUOTED}",
        WANTED,
    ),
    "groupwise": (f"{WANTED}\n\n>>> Demografiedialog 24.11.2026 10:22 >>>\n{QUOTED}", WANTED),
    "signature with dashes": (f"{WANTED}\n\n-- \nAnna Weber\nStadt Coburg\nMarkt 1\n96450 Coburg", WANTED),
    "dashes without a blank": (f"{WANTED}\n--\nAnna Weber\nStadt Coburg", WANTED),
    "phone": (f"{WANTED}\n\nVon meinem iPhone gesendet", WANTED),
    "phone, android": (f"{WANTED}\n\nGesendet mit der Telekom Mail App", WANTED),
    "outlook for ios": (f"{WANTED}\n\nOutlook für iOS beziehen\n\n{QUOTED}", WANTED),
    "on behalf": (f"{WANTED}\n\nIm Auftrag\nWeber\nStadt Coburg, Fachbereich 5", WANTED),
    "on behalf, short": (f"{WANTED}\n\ni. A. Anna Weber\nStadt Coburg", WANTED),
    "umlauts written out": (f"{WANTED}\n\nMit freundlichen Gruessen\nA. Weber", WANTED),
    "kind greetings": (f"{WANTED}\n\nViele Grüße aus Coburg\nAnna", WANTED),
    "dear greetings": (f"{WANTED}\n\nHerzliche Grüße\nAnna\n\n{QUOTED}", WANTED),
    "best greetings": (f"{WANTED}\n\nMit besten Grüßen\nAnna Weber", WANTED),
    "short": (f"{WANTED}\n\nVG Anna", WANTED),
    "shortest": (f"{WANTED}\n\nMfG\nWeber", WANTED),
    "disclaimer": (
        f"{WANTED}\n\nWichtiger Hinweis: Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der\n"
        "richtige Adressat sind, vernichten Sie sie.",
        WANTED,
    ),
    "disclaimer without a name": (
        f"{WANTED}\n\nDiese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen.\nDanke.",
        WANTED,
    ),
    "trees": (f"{WANTED}\n\nBitte denken Sie an die Umwelt, bevor Sie diese Mail ausdrucken.", WANTED),
    "answer below the quote": (f"{QUOTED}\n\n{WANTED}", WANTED),
    "answer between quotes": (f"> Wie viele?\n\n{WANTED}\n\n> Wo?\n\nÜberall.", f"{WANTED}\n\nÜberall."),
    "with a list": (
        f"{WANTED}\n\n- Grabow\n- Spelle\n\nMit freundlichen Grüßen\nAnna Weber",
        f"{WANTED}\n\n- Grabow\n- Spelle",
    ),
    "with a greeting at the beginning": (
        f"Lieber Herr Krüger,\n\n{WANTED}\n\nMit freundlichen Grüßen\nAnna Weber",
        f"Lieber Herr Krüger,\n\n{WANTED}",
    ),
    "says when something was written": (
        "Am Montag schrieb die Presse darüber, und am Dienstag kam der Bus.",
        "Am Montag schrieb die Presse darüber, und am Dienstag kam der Bus.",
    ),
    "windows line ends": (f"{WANTED}\r\n\r\nMit freundlichen Grüßen\r\nAnna", WANTED),
    "only a quote": (QUOTED, ""),
    "only a signature": ("-- \nAnna Weber", ""),
}
