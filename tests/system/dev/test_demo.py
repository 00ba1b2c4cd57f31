"""The words that greet who starts the demo, and its port."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tools.dev import demo
from tools.dev.environment import Environment, Failed

ROOT = Path(__file__).resolve().parents[3]


def test_the_greeting_names_address_password_and_every_role() -> None:
    text = demo.greeting(ROOT / demo.CAST, 8123)
    assert "http://127.0.0.1:8123/" in text
    assert "werkstatt-demo-2024" in text
    for login in ("anna@coburg.example", "dora@geschaeftsstelle.example", "neu@vrees.example"):
        assert login in text
    assert "wartet auf Freigabe" in text
    assert "administriert" in text


def test_a_port_in_use_is_told_before_anything_is_installed(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Failed, match=f"port {port} is in use"):
            demo.run(Environment(tmp_path), port=port, reset=False, quiet=True)
    assert not demo.taken(port)
    assert list(tmp_path.iterdir()) == []
