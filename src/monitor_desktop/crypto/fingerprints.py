"""Fingerprints of installations, for machines (32 bytes) and for voices (12 words)."""

from typing import Final

from monitor_desktop.crypto.digests import sha256

_DOMAIN: Final = b"monitor-desktop/fingerprint/v1\x00"
WORDS: Final = 12
BITS_PER_WORD: Final = 11
"""Lists of 2048 words; 12 words carry 132 bits."""


def fingerprint(public_signing_key: bytes) -> bytes:
    """SHA-256 of a public signing key, 32 bytes."""
    return sha256(_DOMAIN + public_signing_key)


def device_id(of_fingerprint: bytes) -> str:
    """Name of an installation in operations: 32 hexadecimal digits."""
    return of_fingerprint[:16].hex()


def word_indices(of_fingerprint: bytes) -> tuple[int, ...]:
    """Twelve indices below 2048; ``i18n`` has the words."""
    number = int.from_bytes(of_fingerprint, "big")
    total = len(of_fingerprint) * 8
    return tuple(
        number >> (total - BITS_PER_WORD * (place + 1)) & (2**BITS_PER_WORD - 1)
        for place in range(WORDS)
    )
