"""Words that the cast has written, and who may come across them."""

from __future__ import annotations

from tests.contracts.cast import GROUPS, NAMES, ROLES

EVERYONE = set(ROLES)
ADMITTED = set(GROUPS["admitted"])
OFFICE = set(GROUPS["office"])
# On any page, in any file, mail or answer at all.
SECRETS: dict[str, set[str]] = {
    "apfelkahn": EVERYONE,
    "quittenzwieback": ADMITTED,
    "geheimapfelkahn": {"author", *OFFICE},
    "telefon taubenschlag": {"author"},
    "geheimquittenzwieback": {"author", "warden", *OFFICE},
    "warteapfelkahn": {"author", *OFFICE},
    "wartequittenzwieback": {"author", "warden", *OFFICE},
    "dohlenvermerk": OFFICE,
    "rohrspatzentwurf": {"author"},
    "nebelkrähen": {"author", *OFFICE},
    "amtsleiter": EVERYONE,
    "lerchensporn": {"author"},
    "dattelkreuzung": ADMITTED,
    "zwiebelturm": ADMITTED,
    "pfefferkeller": ADMITTED,
    "pflaumenmus": ADMITTED,
    "geheimpflaumenmus": {"author", *OFFICE},
    "rübenkompass": {"lead", "expert", *OFFICE},
    "nach westen": {"lead", "expert", "head"},
    "flüsterdistel": {"author", "expert"},
    "spinnwebfaden": ADMITTED,
    NAMES["member"]: ADMITTED,
    NAMES["lead"]: ADMITTED,
    NAMES["warden"]: ADMITTED,
    NAMES["waiting"]: {"waiting", *OFFICE},
    NAMES["declined"]: {"declined", *OFFICE},
    NAMES["technician"]: {"technician", *OFFICE},
    "Ottilie Oxhoft": OFFICE,
}
