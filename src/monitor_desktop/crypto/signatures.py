"""Hybrid signatures: Ed25519 (RFC 8032) and ML-DSA-65 (FIPS 204); both must verify.

Layout of everything: the Ed25519 part first, then the ML-DSA part. The context string
keeps a signature made for one purpose from counting for another.
"""

from typing import Final

# The first ML-DSA key would load it, between the passphrase and the open profile.
import cryptography.hazmat.backends.openssl.backend  # noqa: F401
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.mldsa import (
    MLDSA65PrivateKey,
    MLDSA65PublicKey,
)

from monitor_desktop.crypto.digests import random_bytes
from monitor_desktop.errors import CryptoRefusedError

ED25519_PUBLIC_BYTES: Final = 32
ED25519_SIGNATURE_BYTES: Final = 64
PUBLIC_BYTES: Final = ED25519_PUBLIC_BYTES + 1952
SIGNATURE_BYTES: Final = ED25519_SIGNATURE_BYTES + 3309
SECRET_BYTES: Final = 64
"""A 32-byte seed for each half."""
_LONGEST_CONTEXT_BYTES: Final = 255


class SigningKey:
    """A pair of secret keys; ``secret`` is 64 bytes, ``public`` 1984."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SECRET_BYTES:
            raise CryptoRefusedError("DAMAGED", part="signing_key")
        self.secret = secret
        self._ed25519 = Ed25519PrivateKey.from_private_bytes(secret[:32])
        self._mldsa = MLDSA65PrivateKey.from_seed_bytes(secret[32:])
        self.public = (
            self._ed25519.public_key().public_bytes_raw()
            + self._mldsa.public_key().public_bytes_raw()
        )

    @classmethod
    def generate(cls) -> "SigningKey":
        """A new random key."""
        return cls(random_bytes(SECRET_BYTES))

    def sign(self, message: bytes, *, context: bytes) -> bytes:
        """3373 bytes over the message as it is, for one purpose."""
        return self._ed25519.sign(bound(message, context)) + self._mldsa.sign(
            message, context
        )


def verify(public: bytes, message: bytes, signature: bytes, *, context: bytes) -> None:
    """Accept a signature or raise.

    Args:
        public: Trusted 1984-byte public key.
        message: Untrusted bytes, as received.
        signature: Untrusted signature.
        context: The purpose it must have been made for.

    Raises:
        CryptoRefusedError: FORGED, when either half does not verify.
    """
    if len(public) != PUBLIC_BYTES or len(signature) != SIGNATURE_BYTES:
        raise CryptoRefusedError("FORGED")
    ed25519 = Ed25519PublicKey.from_public_bytes(public[:ED25519_PUBLIC_BYTES])
    try:
        mldsa = MLDSA65PublicKey.from_public_bytes(public[ED25519_PUBLIC_BYTES:])
        ed25519.verify(signature[:ED25519_SIGNATURE_BYTES], bound(message, context))
        mldsa.verify(signature[ED25519_SIGNATURE_BYTES:], message, context)
    except (InvalidSignature, ValueError) as error:
        raise CryptoRefusedError("FORGED") from error


def bound(message: bytes, context: bytes) -> bytes:
    """What Ed25519 signs: it has no context of its own, so that stands before."""
    if len(context) > _LONGEST_CONTEXT_BYTES:
        raise ValueError
    return bytes([len(context)]) + context + message
