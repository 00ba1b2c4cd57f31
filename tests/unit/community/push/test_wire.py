"""One request: to the address that was judged, under the certificate of the name, not a byte more than was asked."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from community.outbox import NotOurs
from community.push import addresses, wire
from community.push.addresses import Place

HOST = "updates.push.services.mozilla.com"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of a push service, signed by nobody but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "service.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + made.public_bytes(pem))
    return path


@pytest.fixture
def port(certificate: Path) -> Iterator[int]:
    """Where that service listens on this machine."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            try:
                while True:
                    plain, _address = server.accept()
                    try:
                        with context.wrap_socket(plain, server_side=True) as caller:
                            heard = b""
                            while not heard.endswith(b"LAST"):
                                heard += caller.recv(4096)
                            caller.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
                    except OSError:
                        pass
            except OSError:
                return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def place(port: int, host: str = HOST) -> Place:
    return Place(True, host, port, "/p", f"https://{host}")


@pytest.fixture(autouse=True)
def _here(monkeypatch: Any) -> None:
    monkeypatch.setattr(wire, "locate", lambda place: "127.0.0.1")


def trust(monkeypatch: Any, certificate: Path) -> None:
    monkeypatch.setattr(
        ssl, "create_default_context", lambda make=ssl.create_default_context: make(cafile=str(certificate))
    )


def test_who_is_the_service_it_says_to_be(monkeypatch: Any, port: int, certificate: Path) -> None:
    trust(monkeypatch, certificate)
    handed: list[bool] = []
    answer = wire.send(place(port), b"the LAST", {}, lambda: handed.append(True))
    assert answer.status == 201 and handed == [True]


@pytest.mark.parametrize("wrong", ["stranger", "name"])
def test_who_is_not_gets_nothing(monkeypatch: Any, port: int, certificate: Path, wrong: str) -> None:
    if wrong == "name":
        trust(monkeypatch, certificate)
    handed: list[bool] = []
    host = HOST if wrong == "stranger" else "fcm.googleapis.com"
    with pytest.raises(ssl.SSLCertVerificationError):
        wire.send(place(port, host), b"the LAST", {}, lambda: handed.append(True))
    assert handed == []


def test_a_service_that_says_nothing_is_not_waited_for(monkeypatch: Any) -> None:
    monkeypatch.setattr(wire, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(TimeoutError):
        quiet = Place(False, "127.0.0.1", silent.getsockname()[1], "/p", "")
        wire.send(quiet, b"x", {}, lambda: None)


def test_the_last_byte_waits_for_the_gate(monkeypatch: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        quiet = Place(False, "127.0.0.1", server.getsockname()[1], "/p", "")

        def stop() -> None:
            raise NotOurs

        with pytest.raises(NotOurs):
            wire.send(quiet, b"the LAST", {}, stop)
        heard, caller = b"", server.accept()[0]
        while part := caller.recv(4096):
            heard += part
        caller.close()
    assert b"Content-Length: 8\r\n" in heard and heard.endswith(b"\r\n\r\nthe LAS")


def test_no_proxy_of_the_environment_is_asked(monkeypatch: Any, port: int, certificate: Path) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    trust(monkeypatch, certificate)
    assert wire.send(place(port), b"the LAST", {}, lambda: None).status == 201


def test_the_judge_is_asked_at_the_last_moment(monkeypatch: Any, port: int) -> None:
    monkeypatch.setattr(wire, "locate", addresses.locate)
    with pytest.raises(addresses.Refused):
        wire.send(place(port, "localhost"), b"the LAST", {}, lambda: None)
