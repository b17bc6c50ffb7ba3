"""Bytes as base64 text (RFC 4648, section 4) inside JSON."""

import base64
import binascii

from monitor_desktop.errors import InputRefusedError


def to_text(data: bytes) -> str:
    """Padded base64."""
    return base64.b64encode(data).decode("ascii")


def from_text(text: str | bytes, *, part: str) -> bytes:
    """The bytes of untrusted base64.

    Args:
        text: Padded base64 without blanks.
        part: What it is, for the error.

    Raises:
        InputRefusedError: DAMAGED.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError) as error:
        raise InputRefusedError("DAMAGED", part=part) from error
