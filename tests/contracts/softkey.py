"""A passkey in software: it signs what a browser would, and what no browser would."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from community.people.models import Member

FLAG = AuthenticatorData.FLAG


@dataclass
class SoftKey:
    """Held by `member`; `enter` makes the house know it."""

    member: Member
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    name: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def enter(self, *, house: bytes = b"testserver") -> Authenticator:
        credential = AttestedCredentialData.create(
            Aaguid(bytes(16)), self.name, ES256.from_cryptography_key(self.private.public_key())
        )
        flags = FLAG.UP | FLAG.UV | FLAG.AT
        stated = AuthenticatorData.create(sha256(house).digest(), flags, 0, credential)
        answer = {
            "clientDataJSON": websafe_encode(_client("webauthn.create", "")),
            "attestationObject": websafe_encode(AttestationObject.create("none", stated, {})),
        }
        data = {"name": "Schlüssel", "credential": self._credential(answer)}
        return Authenticator.objects.create(user=self.member, type=Authenticator.Type.WEBAUTHN, data=data)

    def assertion(
        self,
        challenge: str,
        *,
        verified: bool = True,
        house: bytes = b"testserver",
        says: Member | None = None,
    ) -> str:
        """The form field that answers `challenge`. `verified`: PIN or finger was asked for; `says`: whose it claims to
        be."""
        flags = FLAG.UP | FLAG.UV if verified else FLAG.UP
        stated = AuthenticatorData.create(sha256(house).digest(), flags, 1)
        client = _client("webauthn.get", challenge)
        signed = bytes(stated) + sha256(client).digest()
        owner = user_pk_to_url_str(says or self.member).encode()
        return json.dumps(
            self._credential(
                {
                    "clientDataJSON": websafe_encode(client),
                    "authenticatorData": websafe_encode(bytes(stated)),
                    "signature": websafe_encode(self.private.sign(signed, ec.ECDSA(hashes.SHA256()))),
                    "userHandle": websafe_encode(owner),
                }
            )
        )

    def _credential(self, response: dict[str, Any]) -> dict[str, Any]:
        key = websafe_encode(self.name)
        said = {"id": key, "rawId": key, "type": "public-key", "response": response}
        return {**said, "clientExtensionResults": {"credProps": {"rk": True}}}


def challenge_in(options: Any) -> str:
    """The challenge in the options that the house sends, as browsers read it."""
    challenge = options["request_options"]["publicKey"]["challenge"]
    return challenge if isinstance(challenge, str) else websafe_encode(challenge)


def _client(kind: str, challenge: str) -> bytes:
    said = {"type": kind, "challenge": challenge, "origin": "http://testserver", "crossOrigin": False}
    return json.dumps(said).encode()
