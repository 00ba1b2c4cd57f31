"""What people seldom mean to tell everyone: bank accounts, mobile numbers, days of birth. Found, never changed.

Better miss some than cry wolf: an IBAN counts only when its check digits are right, a telephone number only when it
is a mobile one (those of offices are meant to be read), a date only when the words before it call it a birthday.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Kind = Literal["iban", "mobile", "birthday"]

IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
MOBILE = re.compile(
    r"(?<![\d/.,-])(?:(?:\+|00)49 ?(?:\(0\))? ?|0)1[567]\d(?:[ /-]{0,3}\d){7,8}(?![\d.,]\d|\d)"
)
BIRTHDAY = re.compile(
    r"(?:\bgeb(?:\.|oren)(?: am)?|\bgeburts(?:datum|tag)(?: ist)?(?: am)?:?|[*†])\s{0,3}"
    r"\d{1,2}\.\s?(?:\d{1,2}\.|[A-Za-zä]{3,9})\s?(?:19|20)\d\d\b",
    re.IGNORECASE,
)


def private_data(source: str) -> list[Kind]:
    """Which kinds of private data the text seems to contain, each once."""
    checks: dict[Kind, Callable[[str], bool]] = {
        "iban": lambda text: any(_has_right_digits(found[0]) for found in IBAN.finditer(text)),
        "mobile": lambda text: MOBILE.search(text) is not None,
        "birthday": lambda text: BIRTHDAY.search(text) is not None,
    }
    return [kind for kind, is_in in checks.items() if is_in(source)]


def _has_right_digits(written: str) -> bool:
    """ISO 13616: moved and read as a number, an IBAN leaves 1 when divided by 97."""
    iban = written.replace(" ", "")
    if not 15 <= len(iban) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1
