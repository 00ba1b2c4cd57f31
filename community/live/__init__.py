"""The port for everything that moves: content rings, whoever carries the bell brings it to the browsers.

This package knows neither sockets nor content. A kind of thing that can be followed is `Streamed`
(`community.live.kind`); what is no thing has a stream of its own in its app's `streams.py`. Content apps call
`publish`, `withdraw`, `review` and `hang_up` from their actions; a `Transport` registers itself and its scripts
(`community.live.transports`) when it starts. Without a transport the house works all the same, it is only quiet.
"""

from community.live.bell import hang_up, publish, review, withdraw
from community.live.long_poll import hold
from community.live.presence import HERE_FOR, note_here, who_is_here
from community.live.registry import Address, Naming, Stream, UnknownStream, address_of, find, parse, register
from community.live.transports import Transport, browser_scripts

__all__ = [
    "HERE_FOR",
    "Address",
    "Naming",
    "Stream",
    "Transport",
    "UnknownStream",
    "address_of",
    "browser_scripts",
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
