"""One journal position as one line of JSON.

    ["header", "salt", "body"]     an operation; salt in hexadecimal
    ["header", "hash"]             its value is purged: SHA-256(salt || body)
    ["leaf"]                       a withheld operation, its Merkle leaf alone

Header and body are the texts that were fixed when the operation was made; nothing is
encoded again.
"""

import json
from typing import Final

from monitor_desktop.crypto.digests import sha256
from monitor_desktop.domain.operations import Operation, encode, parse
from monitor_desktop.errors import InputRefusedError

LONGEST_LINE_BYTES: Final = 1024 * 1024
_HASH_BYTES: Final = 32
Entry = Operation | bytes
_decode = json.JSONDecoder().decode
_scan = json.JSONDecoder().raw_decode
"""As ``decode``, but for the blanks before and behind, which we never write."""


def to_line(entry: Entry) -> bytes:
    """The line of a position, with its line feed."""
    if isinstance(entry, bytes):
        return encode([entry.hex()]) + b"\n"
    header = entry.header.decode()
    if entry.salt is None or entry.body is None:
        return encode([header, entry.body_hash.hex()]) + b"\n"
    return encode([header, entry.salt.hex(), entry.body.decode()]) + b"\n"


def from_line(line: bytes) -> Entry:
    """Read an untrusted line, without its line feed.

    Raises:
        InputRefusedError: DAMAGED, or TOO_LARGE for a line over 1 MiB.
    """
    if len(line) > LONGEST_LINE_BYTES:
        raise InputRefusedError("TOO_LARGE", part="operation")
    match _texts(line):
        case [header, salt, body]:
            return parse(header, salt=_raw(salt), body=body, digest=sha256)
        case [header, body_hash]:
            hashed = _hash(body_hash)
            return parse(header, salt=None, body=None, body_hash=hashed, digest=sha256)
        case [leaf]:
            return _hash(leaf)
    raise InputRefusedError("DAMAGED", part="operation")


def _texts(line: bytes) -> list[bytes]:
    """The texts of a line as UTF-8: objects, numbers and half characters are none."""
    try:
        text = line.decode()
        found, end = _scan(text)
        if end != len(text):
            found = _decode(text)
        if isinstance(found, list):
            # Half a surrogate pair is no character and cannot be written again.
            return list(map(str.encode, found))
    except (ValueError, TypeError, RecursionError) as error:
        raise InputRefusedError("DAMAGED", part="operation") from error
    raise InputRefusedError("DAMAGED", part="operation")


def _hash(text: bytes) -> bytes:
    data = _raw(text)
    if len(data) != _HASH_BYTES:
        raise InputRefusedError("DAMAGED", part="operation")
    return data


def _raw(text: bytes) -> bytes:
    try:
        return bytes.fromhex(str(text, "utf-8"))
    except ValueError as error:
        raise InputRefusedError("DAMAGED", part="operation") from error
