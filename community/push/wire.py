"""The last step to a push service, where it counts.

A request is there when its last byte is; a connection that ends before leaves nothing behind. So the moment between
"surely not sent" and "surely sent" is that one byte, and right before it `hand_over` stores that it is about to go.
Redirects are not followed, the environment's proxies are not asked, and the address is the one that was judged.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from community.push.addresses import Place, locate

TIMEOUT = 5.0  # seconds for each step
HandOver = Callable[[], None]


@dataclass(frozen=True)
class Answer:
    status: int
    retry_after: str


def send(place: Place, body: bytes, headers: Mapping[str, str], hand_over: HandOver) -> Answer:
    """POST the body, calling `hand_over` at the last moment in which it is surely not sent.

    Raises `Refused` for a place we do not send to, and `OSError` or `HTTPException` when the service is not there or
    speaks otherwise than HTTP.
    """
    connection = _Straight(place, locate(place))
    try:
        connection.putrequest("POST", place.path, skip_accept_encoding=True)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(body[:-1])
        hand_over()
        connection.send(body[-1:])
        response = connection.getresponse()
        return Answer(response.status, response.getheader("Retry-After", ""))
    finally:
        connection.close()


class _Straight(http.client.HTTPConnection):
    """A connection to this address and no other, in the name of the host."""

    def __init__(self, place: Place, address: str) -> None:
        super().__init__(place.host, place.port, timeout=TIMEOUT)
        self._address = address
        self._context = ssl.create_default_context() if place.is_encrypted else None
        self.default_port = 443 if place.is_encrypted else 80

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), TIMEOUT)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._context is not None:
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self.host)
