"""A stand-in for ClamAV's daemon that speaks its protocol over a real socket (see clamd(8), INSTREAM)."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# The test file every scanner knows, in two halves, so that none stumbles over this source.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STAN" + b"DARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Daemon(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    answer = b""
    scanned: list[bytes]


class _Conversation(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        if self.rfile.readline() != b"nINSTREAM\n":
            self.wfile.write(b"UNKNOWN COMMAND\n")
            return
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.scanned.append(content)
        found = b"stream: Eicar-Test-Signature FOUND\n" if EICAR in content else b"stream: OK\n"
        self.wfile.write(self.server.answer or found)


@contextmanager
def scanner(*, answer: bytes = b"") -> Iterator[tuple[str, list[bytes]]]:
    """Its address for `CLAMD_URL`, and what it has scanned; with `answer` it says only that."""
    with _Daemon(("127.0.0.1", 0), _Conversation) as daemon:
        daemon.scanned, daemon.answer = [], answer
        threading.Thread(target=daemon.serve_forever, daemon=True).start()
        try:
            yield f"tcp://127.0.0.1:{daemon.server_address[1]}", daemon.scanned
        finally:
            daemon.shutdown()
