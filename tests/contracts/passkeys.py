"""A passkey as the browser of a member would have registered it."""

from __future__ import annotations

from hashlib import sha256

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from community.people.models import Member


def make_passkey(member: Member) -> Authenticator:
    """A key that the house knows and nobody holds."""
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    credential = AttestedCredentialData.create(
        Aaguid(bytes(16)), b"contract-tests", ES256.from_cryptography_key(public)
    )
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    stated = AuthenticatorData.create(sha256(b"testserver").digest(), flags, 0, credential)
    answer = {
        "clientDataJSON": websafe_encode(b'{"type": "webauthn.create", "challenge": "", "origin": ""}'),
        "attestationObject": websafe_encode(AttestationObject.create("none", stated, {})),
    }
    key = websafe_encode(credential.credential_id)
    response = {
        "id": key,
        "rawId": key,
        "type": "public-key",
        "response": answer,
        "clientExtensionResults": {},
    }
    data = {"name": "Schlüsselbund", "credential": response}
    return Authenticator.objects.create(user=member, type=Authenticator.Type.WEBAUTHN, data=data)
