"""Hybrid receive keys of age files: ML-KEM-768 (FIPS 203) with X25519 (RFC 7748).

C2SP age.md, the `mlkem768x25519` recipient type: a 32-byte seed is expanded with
SHAKE256 to 96 bytes, 64 for ML-KEM and 32 for X25519; the file key is wrapped with
HPKE (RFC 9180, MLKEM768-X25519, HKDF-SHA256, ChaCha20-Poly1305).
"""

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.hashes import SHAKE256, Hash
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from monitor_desktop.crypto.digests import random_bytes
from monitor_desktop.errors import CryptoRefusedError

SEED_BYTES: Final = 32
MLKEM_PUBLIC_BYTES: Final = 1184
PUBLIC_BYTES: Final = MLKEM_PUBLIC_BYTES + 32
MLKEM_CIPHERTEXT_BYTES: Final = 1088
ENCAPSULATION_BYTES: Final = MLKEM_CIPHERTEXT_BYTES + 32
FILE_KEY_BYTES: Final = 16
WRAPPED_BYTES: Final = FILE_KEY_BYTES + 16
_INFO: Final = b"age-encryption.org/mlkem768x25519"


def _suite() -> Suite:
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class ReceiveKey:
    """A secret receive key; ``seed`` is 32 bytes, ``public`` 1216."""

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise CryptoRefusedError("DAMAGED", part="receive_key")
        self.seed = seed
        expand = Hash(SHAKE256(96))
        expand.update(seed)
        expanded = expand.finalize()
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
        self._x25519 = X25519PrivateKey.from_private_bytes(expanded[64:])
        self._private = MLKEM768X25519PrivateKey(mlkem, self._x25519)
        self.public = (
            mlkem.public_key().public_bytes_raw()
            + self._x25519.public_key().public_bytes_raw()
        )

    @classmethod
    def generate(cls) -> "ReceiveKey":
        """A new random key."""
        return cls(random_bytes(SEED_BYTES))

    def unwrap(self, encapsulation: bytes, wrapped: bytes) -> bytes | None:
        """The file key of one stanza, or None when it is for somebody else.

        Raises:
            CryptoRefusedError: DAMAGED, on a share no honest sender makes.
        """
        share = encapsulation[MLKEM_CIPHERTEXT_BYTES:]
        try:
            # HPKE would report a low-order share as "not for me"; the specification
            # wants the whole header refused.
            self._x25519.exchange(X25519PublicKey.from_public_bytes(share))
        except ValueError as error:
            raise CryptoRefusedError("DAMAGED", part="stanza") from error
        try:
            return _suite().decrypt(encapsulation + wrapped, self._private, _INFO)
        except InvalidTag:
            return None


def wrap(file_key: bytes, public: bytes) -> tuple[bytes, bytes]:
    """Wrap a file key for one recipient: encapsulation (1120 B) and body (32 B).

    Raises:
        CryptoRefusedError: DAMAGED, when ``public`` is no receive key.
    """
    recipient = _recipient(public)
    try:
        sealed = _suite().encrypt(file_key, recipient, _INFO)
    except ValueError as error:
        raise CryptoRefusedError("DAMAGED", part="receive_key") from error
    return sealed[:ENCAPSULATION_BYTES], sealed[ENCAPSULATION_BYTES:]


def public_key(data: bytes) -> bytes:
    """Accept an untrusted public receive key: what is none would stop every export.

    Raises:
        CryptoRefusedError: DAMAGED.
    """
    _recipient(data)
    return data


def _recipient(public: bytes) -> MLKEM768X25519PublicKey:
    if len(public) != PUBLIC_BYTES:
        raise CryptoRefusedError("DAMAGED", part="receive_key")
    try:
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC_BYTES]),
            X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC_BYTES:]),
        )
    except ValueError as error:
        raise CryptoRefusedError("DAMAGED", part="receive_key") from error
