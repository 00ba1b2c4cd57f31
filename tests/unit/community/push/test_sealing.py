"""Sealed as RFC 8291 has it: its own example, and what the library of its author opens."""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from community.push.keys import is_key, new_key
from community.push.sealing import ROOM, point, seal, secret_of
from tests.db.community.push.service import KEY, Browser

# RFC 8291, section 5 and appendix A.
WORDS = b"When I grow up, I want to be a watermelon"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
OWN = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_example_of_the_rfc() -> None:
    own = ec.derive_private_key(int.from_bytes(raw(OWN), "big"), ec.SECP256R1())
    body = seal(WORDS, p256dh=P256DH, auth=AUTH, own=own, salt=raw(SALT))
    assert urlsafe_b64encode(body).decode().rstrip("=") == SEALED


@given(words=st.binary(max_size=ROOM))
@settings(max_examples=30, deadline=None)
def test_the_browser_opens_it(words: bytes) -> None:
    browser = Browser("")
    keys = browser.subscription
    body = seal(words, p256dh=keys["p256dh"], auth=keys["auth"])
    opened = http_ece.decrypt(body, private_key=browser.key, auth_secret=browser.secret, version="aes128gcm")
    assert opened == words and len(body) <= 4096


def test_the_same_words_look_different_each_time() -> None:
    assert seal(WORDS, p256dh=P256DH, auth=AUTH) != seal(WORDS, p256dh=P256DH, auth=AUTH)


def test_nobody_else_opens_it() -> None:
    body = seal(WORDS, p256dh=P256DH, auth=AUTH)
    other = Browser("")
    with pytest.raises(http_ece.ECEException):
        http_ece.decrypt(body, private_key=other.key, auth_secret=raw(AUTH), version="aes128gcm")


def test_too_many_words() -> None:
    with pytest.raises(ValueError, match="too long"):
        seal(b"x" * (ROOM + 1), p256dh=P256DH, auth=AUTH)


def compressed() -> str:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return urlsafe_b64encode(key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)).decode()


@pytest.mark.parametrize(
    "p256dh",
    ["", "x", "ä", P256DH[:-4], compressed(), urlsafe_b64encode(b"\x04" + os.urandom(64)).decode()],
    ids=["empty", "a letter", "no base64", "too short", "compressed", "not on the curve"],
)
def test_keys_that_are_none(p256dh: str) -> None:
    with pytest.raises(ValueError):
        point(p256dh)


@pytest.mark.parametrize("auth", ["", "x", AUTH[:-4], AUTH * 2])
def test_secrets_that_are_none(auth: str) -> None:
    with pytest.raises(ValueError):
        secret_of(auth)


def test_new_keys_are_keys() -> None:
    made = {new_key() for _time in range(20)}
    assert len(made) == 20 and all(map(is_key, made)) and is_key(KEY)
    assert not any(map(is_key, ("", "x", "ä", KEY[:10])))
