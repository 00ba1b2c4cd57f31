"""The port for everything that moves: content rings, whoever carries the bell brings it to the browsers.

This package knows neither sockets nor content. Content apps declare their streams in a `streams.py`
and call `publish`, `withdraw`, `review` and `hang_up` from their actions; a transport registers itself with `carry`
when it starts, and its scripts with `carry_in_browser`. Without a transport the house works all the same, it is only
quiet.
"""

from community.live.bell import browser_scripts, carry, carry_in_browser, hang_up, publish, review, withdraw
from community.live.long_poll import hold
from community.live.presence import HERE_FOR, note_here, who_is_here
from community.live.registry import Address, Naming, Stream, UnknownStream, address_of, find, parse, register

__all__ = [
    "HERE_FOR",
    "Address",
    "Naming",
    "Stream",
    "UnknownStream",
    "address_of",
    "browser_scripts",
    "carry",
    "carry_in_browser",
    "find",
    "hang_up",
    "hold",
    "note_here",
    "parse",
    "publish",
    "register",
    "review",
    "who_is_here",
    "withdraw",
]
