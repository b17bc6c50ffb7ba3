"""Successions: an installation says which new one goes on in its place.

A restored copy must not write under the id of what it was copied from: two operations
would fill one position. It gets a new key, and the old key, before it is thrown away,
signs what it hands over: its journal up to a head, to the holder of a fingerprint.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.crypto import fingerprints, signatures
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.sync.base64_text import from_text, to_text

CONTEXT: Final = b"monitor-desktop/succession/v1"
MOST: Final = 16
_ROOT_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One statement of an old key.

    Attributes:
        signing: The old public signing key, 1984 bytes.
        size: Positions of the old journal that were copied.
        root: Its root there, 32 bytes.
        signature: Over the old device, size, root and the new fingerprint.
    """

    signing: bytes
    size: int
    root: bytes
    signature: bytes

    @property
    def device(self) -> str:
        """Id of the old device."""
        return fingerprints.device_id(fingerprints.fingerprint(self.signing))

    def to_json(self) -> JsonValue:
        """As it stands on a card."""
        return [
            to_text(self.signing),
            self.size,
            self.root.hex(),
            to_text(self.signature),
        ]


def hand_over(
    old: signatures.SigningKey, *, size: int, root: bytes, to: bytes
) -> Succession:
    """Sign a journal over to the holder of a fingerprint."""
    message = _message(old.public, size, root, to)
    return Succession(
        signing=old.public,
        size=size,
        root=root,
        signature=old.sign(message, context=CONTEXT),
    )


def check(chain: Sequence[Succession], last: bytes) -> None:
    """Every key signs over to the next, the last of them to a public signing key.

    Raises:
        CryptoRefusedError: FORGED.
    """
    heirs = [*(each.signing for each in chain), last][1:]
    for each, heir in zip(chain, heirs, strict=True):
        to = fingerprints.fingerprint(heir)
        message = _message(each.signing, each.size, each.root, to)
        signatures.verify(each.signing, message, each.signature, context=CONTEXT)


def read(value: object) -> tuple[Succession, ...]:
    """Read an untrusted chain, oldest first; its signatures are not checked yet.

    Raises:
        InputRefusedError: DAMAGED.
    """
    if not isinstance(value, list) or len(value) > MOST:
        raise InputRefusedError("DAMAGED", part="succession")
    return tuple(_read(each) for each in value)


def _read(value: object) -> Succession:
    match value:
        case [str(signing), int(size), str(root), str(signature)]:
            return Succession(
                signing=from_text(signing, part="succession"),
                size=_size(size),
                root=_root(root),
                signature=from_text(signature, part="succession"),
            )
    raise InputRefusedError("DAMAGED", part="succession")


def _size(value: int) -> int:
    if isinstance(value, bool) or not 0 <= value < 2**62:
        raise InputRefusedError("DAMAGED", part="succession")
    return value


def _root(text: str) -> bytes:
    try:
        root = bytes.fromhex(text)
    except ValueError as error:
        raise InputRefusedError("DAMAGED", part="succession") from error
    if len(root) != _ROOT_BYTES:
        raise InputRefusedError("DAMAGED", part="succession")
    return root


def _message(signing: bytes, size: int, root: bytes, to: bytes) -> bytes:
    old = fingerprints.device_id(fingerprints.fingerprint(signing))
    return bytes.fromhex(old) + size.to_bytes(8, "big") + root + to
