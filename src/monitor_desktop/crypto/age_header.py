"""The header of an age v1 file: stanzas and a MAC that commits to the file key.

C2SP age.md. Only `mlkem768x25519` stanzas are written and accepted: no downgrade.
"""

import base64
import binascii
import hmac
import secrets
from collections.abc import Sequence
from typing import BinaryIO, Final, NamedTuple

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from monitor_desktop.crypto.receive_keys import (
    ENCAPSULATION_BYTES,
    FILE_KEY_BYTES,
    WRAPPED_BYTES,
    ReceiveKey,
    wrap,
)
from monitor_desktop.errors import CryptoRefusedError

VERSION_LINE: Final = b"age-encryption.org/v1\n"
STANZA: Final = b"mlkem768x25519"
PAD_RECIPIENTS_TO: Final = 4
"""The number of stanzas tells how many receive a bundle, so it is rounded up."""
MOST_STANZAS: Final = 1024
_LONGEST_LINE_BYTES: Final = 4096
_MAC_PREFIX: Final = b"---"


class Stanza(NamedTuple):
    """One wrapping of the file key."""

    encapsulation: bytes
    wrapped: bytes


def write_header(
    target: BinaryIO, file_key: bytes, recipients: Sequence[bytes]
) -> None:
    """Write the header for public receive keys, in an order that tells nothing."""
    everyone = list(recipients)
    while len(everyone) % PAD_RECIPIENTS_TO:
        everyone.append(ReceiveKey.generate().public)
    secrets.SystemRandom().shuffle(everyone)
    header = VERSION_LINE
    for public in everyone:
        encapsulation, wrapped = wrap(file_key, public)
        header += b"-> %s %s\n%s\n" % (STANZA, _encode(encapsulation), _encode(wrapped))
    header += _MAC_PREFIX
    target.write(header + b" " + _encode(_mac(file_key, header)) + b"\n")


def open_header(source: BinaryIO, keys: Sequence[ReceiveKey]) -> bytes:
    """Read an untrusted header and return its file key.

    Raises:
        CryptoRefusedError: NOT_A_BUNDLE when it is no age file, DAMAGED when it is
            malformed, NOT_FOR_ME when no key opens it.
    """
    if source.read(len(VERSION_LINE)) != VERSION_LINE:
        raise CryptoRefusedError("NOT_A_BUNDLE")
    header = VERSION_LINE
    stanzas: list[Stanza] = []
    while True:
        line = _line(source)
        if line.startswith(_MAC_PREFIX):
            break
        body = _line(source)
        stanzas.append(_stanza(line, body))
        header += line + b"\n" + body + b"\n"
        if len(stanzas) > MOST_STANZAS:
            raise CryptoRefusedError("TOO_LARGE")
    mac = _decode(line.removeprefix(_MAC_PREFIX + b" "), SHA256.digest_size)
    file_key = _file_key(stanzas, keys)
    if not hmac.compare_digest(mac, _mac(file_key, header + _MAC_PREFIX)):
        raise CryptoRefusedError("DAMAGED", part="header")
    return file_key


def _file_key(stanzas: Sequence[Stanza], keys: Sequence[ReceiveKey]) -> bytes:
    if not stanzas:
        raise CryptoRefusedError("DAMAGED", part="header")
    for stanza in stanzas:
        for key in keys:
            found = key.unwrap(stanza.encapsulation, stanza.wrapped)
            if found is not None:
                if len(found) != FILE_KEY_BYTES:
                    raise CryptoRefusedError("DAMAGED", part="stanza")
                return found
    raise CryptoRefusedError("NOT_FOR_ME")


def _stanza(line: bytes, body: bytes) -> Stanza:
    arguments = line.split(b" ")
    if len(arguments) != 3 or arguments[:2] != [b"->", STANZA]:  # noqa: PLR2004
        raise CryptoRefusedError("DAMAGED", part="stanza")
    return Stanza(
        _decode(arguments[2], ENCAPSULATION_BYTES), _decode(body, WRAPPED_BYTES)
    )


def _line(source: BinaryIO) -> bytes:
    line = source.readline(_LONGEST_LINE_BYTES)
    if not line.endswith(b"\n"):
        raise CryptoRefusedError("DAMAGED", part="header")
    return line[:-1]


def _mac(file_key: bytes, header: bytes) -> bytes:
    key = HKDF(SHA256(), 32, b"", b"header").derive(file_key)
    return hmac.digest(key, header, "sha256")


def _encode(data: bytes) -> bytes:
    """Base64 without padding, as age writes it."""
    return base64.b64encode(data).rstrip(b"=")


def _decode(text: bytes, size_bytes: int) -> bytes:
    """Canonical unpadded base64 of a known size."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise CryptoRefusedError("DAMAGED", part="header") from error
    if len(data) != size_bytes or _encode(data) != text:
        raise CryptoRefusedError("DAMAGED", part="header")
    return data
