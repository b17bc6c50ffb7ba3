"""A recovery secret in pieces to be copied by hand, each of ten groups of five letters.

    20 bits  the set: all pieces of one begin with the same group
     5 bits  how many are needed
     5 bits  which piece this is, from 0
    10 bits  digest of all the rest
   160 bits  the share

The last letter of each group checks that group, as in a recovery code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.crypto import recovery_codes, secret_sharing
from monitor_desktop.crypto.digests import random_bytes, sha256
from monitor_desktop.errors import InputRefusedError, InvalidValueError

GROUPS: Final = 10
_SHARE_BITS: Final = recovery_codes.SECRET_BYTES * 8
_CHECK_BITS: Final = 10
_SET_BITS: Final = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """One of several pieces.

    Attributes:
        set: The first group of every piece that belongs with it.
        needed: How many of them give the secret.
        place: Which it is, from 0.
        share: What it holds.
    """

    set: str
    needed: int
    place: int
    share: bytes


def split(secret: bytes, *, needed: int, pieces: int) -> list[str]:
    """A secret as pieces, each as it is written down.

    Raises:
        InvalidValueError: INVALID_VALUE, for numbers that cannot be.
    """
    most, least = secret_sharing.MOST_PIECES, secret_sharing.LEAST_NEEDED
    for field, number, highest in (
        ("pieces", pieces, most),
        ("needed", needed, pieces),
    ):
        if not least <= number <= highest:
            raise InvalidValueError(
                "INVALID_VALUE", field=field, reason="range", least=least, most=highest
            )
    name = int.from_bytes(random_bytes(3), "big") >> (24 - _SET_BITS)
    shares = secret_sharing.split(secret, needed=needed, pieces=pieces)
    return [_written(name, needed, place, each) for place, each in enumerate(shares)]


def read(text: str) -> Piece:
    """A piece as somebody typed it.

    Raises:
        InputRefusedError: NOT_A_PIECE; PIECE_MISTYPED with ``group`` from 1.
    """
    found = recovery_codes.read_groups(text, GROUPS)
    if found is None:
        raise InputRefusedError("NOT_A_PIECE")
    if isinstance(found, int):
        raise InputRefusedError("PIECE_MISTYPED", group=found)
    head, share = _parted(int.from_bytes(found, "big"), _SHARE_BITS)
    head, check = _parted(head, _CHECK_BITS)
    needed, place = _parted(_parted(head, 10)[1], 5)
    data = share.to_bytes(recovery_codes.SECRET_BYTES, "big")
    if check != _check(head, data):
        raise InputRefusedError("NOT_A_PIECE")
    first = recovery_codes.write(found).partition("-")[0]
    return Piece(first, needed, place, data)


def join(found: Sequence[Piece]) -> bytes:
    """The secret, from pieces of one set; more than are needed do no harm.

    Raises:
        CryptoRefusedError: DAMAGED, when they are not of one secret.
    """
    shares = {each.place: each.share for each in found}
    return secret_sharing.join(dict(sorted(shares.items())[: found[0].needed]))


def _written(name: int, needed: int, place: int, share: bytes) -> str:
    head = name << 10 | needed << 5 | place
    number = head << _CHECK_BITS | _check(head, share)
    number = number << _SHARE_BITS | int.from_bytes(share, "big")
    return recovery_codes.write(number.to_bytes(25, "big"))


def _parted(number: int, low_bits: int) -> tuple[int, int]:
    return number >> low_bits, number & ((1 << low_bits) - 1)


def _check(head: int, share: bytes) -> int:
    digest = sha256(b"piece" + head.to_bytes(4, "big") + share)
    return int.from_bytes(digest[:2], "big") >> (16 - _CHECK_BITS)
