"""Shamir's secret sharing, as SLIP-0039 does it: any few of many pieces give a secret.

Each byte is shared by a polynomial over GF(2^8) with the modulus of AES. The secret
stands at 255; at 254 stands a digest of it with random bytes, so that pieces that do
not belong together are found out. Fewer pieces than needed tell nothing of the secret.
"""

from collections.abc import Mapping
from typing import Final

from cryptography.hazmat.primitives import constant_time
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from monitor_desktop.crypto.digests import random_bytes
from monitor_desktop.errors import CryptoRefusedError

LEAST_NEEDED: Final = 2
MOST_PIECES: Final = 16
_SECRET_AT: Final = 255
_DIGEST_AT: Final = 254
_DIGEST_BYTES: Final = 4
_MODULUS: Final = 0x11B


def split(secret: bytes, *, needed: int, pieces: int) -> list[bytes]:
    """The shares at 0, 1, 2, ...

    Args:
        secret: At least 16 bytes.
        needed: How many give it back, 2 or more.
        pieces: How many there are, at most 16.
    """
    points = {at: random_bytes(len(secret)) for at in range(needed - LEAST_NEEDED)}
    padding = random_bytes(len(secret) - _DIGEST_BYTES)
    base = {
        **points,
        _DIGEST_AT: _digest(padding, secret) + padding,
        _SECRET_AT: secret,
    }
    return [points.get(at) or _interpolated(base, at) for at in range(pieces)]


def join(shares: Mapping[int, bytes]) -> bytes:
    """The secret, from exactly as many shares as are needed, by their places.

    Raises:
        CryptoRefusedError: DAMAGED, when they are not of one secret.
    """
    secret = _interpolated(shares, _SECRET_AT)
    told = _interpolated(shares, _DIGEST_AT)
    digest, padding = told[:_DIGEST_BYTES], told[_DIGEST_BYTES:]
    if not constant_time.bytes_eq(digest, _digest(padding, secret)):
        raise CryptoRefusedError("DAMAGED", part="pieces")
    return secret


def _digest(padding: bytes, secret: bytes) -> bytes:
    mac = HMAC(padding, SHA256())
    mac.update(secret)
    return mac.finalize()[:_DIGEST_BYTES]


def _interpolated(points: Mapping[int, bytes], at: int) -> bytes:
    """The value at a place of the polynomials through some points (Lagrange)."""
    found = bytearray(len(next(iter(points.values()))))
    for here, value in points.items():
        factor = 1
        for other in points:
            if other != here:
                factor = _product(factor, _product(at ^ other, _inverse(here ^ other)))
        for place, byte in enumerate(value):
            found[place] ^= _product(factor, byte)
    return bytes(found)


def _product(one: int, other: int) -> int:
    """In GF(2^8); no table, whose time of looking up would tell what was looked up."""
    found = 0
    for _ in range(8):
        found ^= one & -(other & 1)
        one = (one << 1) ^ (_MODULUS & -(one >> 7))
        other >>= 1
    return found


def _inverse(number: int) -> int:
    """The 254th power: the 255th is 1."""
    found = 1
    for _ in range(254):
        found = _product(found, number)
    return found
