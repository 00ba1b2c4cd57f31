"""Odd values for any parameter, as they stand in an address or a form: percent-encoded, with the shape around them.

Each is a pattern in which `NAME` is the parameter. Most are a single value (`NAME=…`), which a path can carry, too.
"""

from __future__ import annotations

NAME = "NAME"
LONG = 10_000

_CONTROL = ("%00", "%01", "a%08b", "a%0Bb", "%0D%0ASet-Cookie:%20a=b", "%1F", "%7F", "%C2%85")
_NO_TEXT = ("%ED%A0%80", "%ED%BF%BF", "%FF%FE", "%C0%AF", "%EF%BF%BE", "%EF%BF%BF", "%25u0041")
_UNICODE = (
    "%E2%80%AE",  # right-to-left override
    "%E2%80%8B",  # seen by nobody
    "%F4%8F%BF%BF",  # the last code point
    "%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9",  # two joined signs
    "a" + "%CC%81" * 300,  # a tower
    "%C2%B2",  # a digit for `isdigit`, none for `int`
    "%D9%A3",  # a digit for both
)
_NUMBERS = (
    "0",
    "-1",
    "007",
    "1.5",
    "1e999",
    "NaN",
    "2147483648",
    "9223372036854775808",
    "9" * 40,
    "9" * 5_000,  # more digits than `int` reads
)
_TIMES = ("0001-01-01", "9999-12-31", "2024-02-30", "9999-12-31T23:59:60Z", "24:61")
_CODE = (
    "..%2F..%2Fetc%2Fpasswd",
    "%25s%25(x)s%7B0.__class__%7D",
    "'%20OR%201=1--%22*",
    "%3Cb%3E%26amp;",
    "null",
    "%5B%5D",
    "%7B%22id%22:%22%5Cud800%22%7D",
    "thread:99999999999999999999",
    "thema:%C2%B2",
    "a:b:c",
    "00000000-0000-0000-0000-000000000000",
)
_SIZES = ("", "%20", "a" * LONG, "%C3%9F" * 3_000)
_SHAPES = ("NAME", "NAME%5B%5D=1", "NAME%5Ba%5D=1", "NAME=1&NAME=2&NAME=", "NAME=" + "&NAME=1" * 200)
VALUES = (*_CONTROL, *_NUMBERS, *_NO_TEXT, *_UNICODE, *_CODE, *_TIMES, *_SIZES)
PATTERNS = (*(f"{NAME}={value}" for value in VALUES), *_SHAPES)
