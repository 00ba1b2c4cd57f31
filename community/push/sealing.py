"""Sealing what a push says for one browser (RFC 8291, one record of RFC 8188): its service reads nothing of it.

The ciphers are those of `cryptography`; what stands here is only the order in which the RFC wants them.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
RECORD = 4096
ROOM = 3000  # bytes to be sealed; services take 4096 with everything around them
LAST_RECORD = b"\x02"


def seal(
    words: bytes, *, p256dh: str, auth: str, own: ec.EllipticCurvePrivateKey | None = None, salt: bytes = b""
) -> bytes:
    """The body of a push. Raises `ValueError` for keys that are none, or too many words.

    `own` and `salt` are new each time; only the RFC's own example gives them.
    """
    if len(words) > ROOM:
        raise ValueError("too long for a push")
    own, salt = own or ec.generate_private_key(CURVE), salt or os.urandom(16)
    theirs, ours = point(p256dh), own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    secret = _derive(shared, salt=secret_of(auth), info=b"WebPush: info\x00" + theirs + ours, length=32)
    key = _derive(secret, salt=salt, info=b"Content-Encoding: aes128gcm\x00", length=16)
    nonce = _derive(secret, salt=salt, info=b"Content-Encoding: nonce\x00", length=12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, words + LAST_RECORD, None)


def point(p256dh: str) -> bytes:
    """The browser's public key, 65 bytes. Raises `ValueError` for what is no point of the curve."""
    raw = _decode(p256dh)
    ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw)
    if len(raw) != 65:
        raise ValueError("not an uncompressed point")
    return raw


def secret_of(auth: str) -> bytes:
    """What only the browser and we know, 16 bytes. Raises `ValueError`."""
    raw = _decode(auth)
    if len(raw) != 16:
        raise ValueError("not a secret of a browser")
    return raw


def _derive(material: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(material)


def _decode(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
