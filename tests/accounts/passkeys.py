"""Second factors as rows, without the pages that make them."""

import json
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from core.models import User

FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
KEY_ID = b"a key of a test"


def make_passkey(user: User) -> Authenticator:
    """As a browser's authenticator makes it; nobody has the private part."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(b"\0" * 16, KEY_ID, public)
    data = AuthenticatorData.create(sha256(b"testserver").digest(), FLAGS, 0, bytes(credential))
    about = json.dumps({"type": "webauthn.create", "challenge": "", "origin": "https://testserver"})
    answer = {
        "id": websafe_encode(KEY_ID),
        "rawId": websafe_encode(KEY_ID),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(about.encode()),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
        },
    }
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": "Jobbdatorn", "credential": answer})


def make_factors(user: User) -> Authenticator:
    """Codes from an app, recovery codes, and a key, which is returned."""
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return make_passkey(user)
