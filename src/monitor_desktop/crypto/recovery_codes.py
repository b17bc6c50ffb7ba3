"""Recovery codes: 160 random bits as eight groups of five letters to copy by hand.

Crockford's base 32 (no I, L, O, U). The last letter of each group checks that group,
so a slip of the pen is named by its group.
"""

from typing import Final

from monitor_desktop.crypto.digests import sha256
from monitor_desktop.errors import LockedOutError

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BYTES: Final = 20
GROUPS: Final = 8
LETTERS_PER_GROUP: Final = 4
_ALIKE: Final = str.maketrans("OIL", "011")


def write(secret: bytes) -> str:
    """The code of 20 secret bytes: eight groups of five, with hyphens.

    Of any other bytes too, where their bits fill groups of four letters.
    """
    number = int.from_bytes(secret, "big")
    letters = "".join(
        ALPHABET[number >> shift & 31] for shift in range(len(secret) * 8 - 5, -1, -5)
    )
    starts = range(0, len(letters), LETTERS_PER_GROUP)
    groups = [letters[start : start + LETTERS_PER_GROUP] for start in starts]
    return "-".join(group + _check(place, group) for place, group in enumerate(groups))


def read(code: str) -> bytes:
    """The 20 secret bytes of a code as a person typed it.

    Raises:
        LockedOutError: WRONG_RECOVERY_CODE, with ``group`` counted from 1 where one
            group is mistyped.
    """
    found = read_groups(code, GROUPS)
    if found is None:
        raise LockedOutError("WRONG_RECOVERY_CODE")
    if isinstance(found, int):
        raise LockedOutError("WRONG_RECOVERY_CODE", group=found)
    return found


def read_groups(text: str, groups: int) -> bytes | int | None:
    """The bytes of so many groups as a person typed them.

    Returns:
        The number of a mistyped group, from 1, in place of the bytes; None where there
        are more or fewer letters.
    """
    plain = "".join(text.upper().translate(_ALIKE).replace("-", " ").split())
    length = LETTERS_PER_GROUP + 1
    if len(plain) != groups * length:
        return None
    number = 0
    for place in range(groups):
        group = plain[place * length : (place + 1) * length]
        if not is_group(place, group):
            return place + 1
        for letter in group[:-1]:
            number = number << 5 | ALPHABET.index(letter)
    return number.to_bytes(groups * LETTERS_PER_GROUP * 5 // 8, "big")


def is_group(place: int, typed: str) -> bool:
    """A group as it was typed agrees with its own check letter.

    Args:
        place: From 0.
        typed: Five letters, in any case.
    """
    group = typed.upper().translate(_ALIKE)
    known = all(each in ALPHABET for each in group)
    whole = len(group) == LETTERS_PER_GROUP + 1
    return known and whole and group[-1] == _check(place, group[:-1])


def _check(place: int, group: str) -> str:
    """Depends on the place too, so that two groups changed about are noticed."""
    return ALPHABET[sha256(bytes([place]) + group.encode())[0] & 31]
