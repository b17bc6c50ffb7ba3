"""Merkle trees of journals: roots, frontiers and proofs (RFC 9162, section 2.1).

A leaf of ours is already SHA-256(0x00 || header || SHA-256(salt || body)), that is
MTH({d}) of section 2.1.1, so every function here takes leaf hashes of 32 bytes.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from monitor_desktop.crypto.digests import sha256
from monitor_desktop.errors import CryptoRefusedError

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"")
"""MTH({}), section 2.1.1."""
HEAD_CONTEXT: Final = b"monitor-desktop/journal-head/v2"
_FIRST_HEAD_CONTEXT: Final = b"monitor-desktop/journal-head/v1"
"""Of heads that say nothing of the last group operation or purge."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node, section 2.1.1."""
    return sha256(b"\x01" + left + right)


class SignedMessage(NamedTuple):
    """Bytes to be signed, and the context they are signed in."""

    message: bytes
    context: bytes


def head_message(
    device: str, size: int, root: bytes, last: int | None
) -> SignedMessage:
    """What a device signs to state its journal.

    Args:
        device: Its id.
        size: Positions.
        root: Root there.
        last: Position of its last group operation or purge, 0 for none; None for a
            head of the first form, which does not say.
    """
    message = bytes.fromhex(device) + size.to_bytes(8, "big") + root
    if last is None:
        return SignedMessage(message, _FIRST_HEAD_CONTEXT)
    return SignedMessage(message + last.to_bytes(8, "big"), HEAD_CONTEXT)


class Frontier:
    """The right edge of a growing tree: enough to append and to have a root.

    Holds the roots of the perfect subtrees, largest first: at most 64 hashes.
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if size.bit_count() != len(peaks):
            raise CryptoRefusedError("DAMAGED", part="frontier")
        self.size = size
        self._peaks = list(peaks)

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Append leaf hashes in order."""
        for leaf in leaves:
            merged, size = leaf, self.size
            while size & 1:
                merged = node_hash(self._peaks.pop(), merged)
                size >>= 1
            self._peaks.append(merged)
            self.size += 1

    def root(self) -> bytes:
        """The tree's root, section 2.1.1."""
        if not self._peaks:
            return EMPTY_ROOT
        merged = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            merged = node_hash(peak, merged)
        return merged

    def to_bytes(self) -> bytes:
        """8 bytes of size and the peaks."""
        return self.size.to_bytes(8, "big") + b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Frontier":
        """Read what ``to_bytes`` wrote.

        Raises:
            CryptoRefusedError: DAMAGED.
        """
        peaks = data[8:]
        if len(data) < 8 or len(peaks) % HASH_BYTES:  # noqa: PLR2004  # see to_bytes
            raise CryptoRefusedError("DAMAGED", part="frontier")
        starts = range(0, len(peaks), HASH_BYTES)
        return cls(
            int.from_bytes(data[:8], "big"),
            [peaks[start : start + HASH_BYTES] for start in starts],
        )


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Root over all leaves, section 2.1.1."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def _split(size: int) -> int:
    """Largest power of two smaller than ``size``, section 2.1.1."""
    return 1 << ((size - 1).bit_length() - 1)


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """PROOF(old_size, leaves), section 2.1.4.1.

    Raises:
        IndexError: ``old_size`` is not between 1 and the number of leaves.
    """
    if not 0 < old_size <= len(leaves):
        raise IndexError
    return _subproof(leaves, old_size, whole=True)


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    """SUBPROOF(old_size, leaves, whole), section 2.1.4.1."""
    if old_size == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if old_size <= split:
        return [*_subproof(left, old_size, whole=whole), root_of(right)]
    return [*_subproof(right, old_size - split, whole=False), root_of(left)]


def verify_consistency(
    proof: Sequence[bytes],
    *,
    old: tuple[int, bytes],
    new: tuple[int, bytes],
) -> None:
    """Accept that a tree grew from ``old`` to ``new`` (size, root), section 2.1.4.2.

    Raises:
        CryptoRefusedError: FORGED.
    """
    old_size, old_root = old
    new_size, new_root = new
    if not 0 < old_size <= new_size:
        raise CryptoRefusedError("FORGED", part="consistency")
    if old_size == new_size:
        if proof or old_root != new_root:
            raise CryptoRefusedError("FORGED", part="consistency")
        return
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not path or _grow(path, old_size, new_size) != (old_root, new_root):
        raise CryptoRefusedError("FORGED", part="consistency")


def _grow(path: list[bytes], old_size: int, new_size: int) -> tuple[bytes, bytes]:
    """Both roots as the path gives them, steps 3 to 6 of section 2.1.4.2."""
    place, last = old_size - 1, new_size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for each in path[1:]:
        if last == 0:
            raise CryptoRefusedError("FORGED", part="consistency")
        if place & 1 or place == last:
            old, new = node_hash(each, old), node_hash(each, new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, each)
        place, last = place >> 1, last >> 1
    if last:
        raise CryptoRefusedError("FORGED", part="consistency")
    return old, new


class Step(NamedTuple):
    """From a tree to a larger one: its size, its root, the consistency proof."""

    size: int
    root: bytes
    path: tuple[bytes, ...]


def follow(size: int, root: bytes, steps: Iterable[Step]) -> tuple[int, bytes]:
    """Size and root at the end of a chain of consistency proofs.

    Raises:
        CryptoRefusedError: FORGED.
    """
    for step in steps:
        if step.size <= size:
            raise CryptoRefusedError("FORGED", part="consistency")
        verify_consistency(step.path, old=(size, root), new=(step.size, step.root))
        size, root = step.size, step.root
    return size, root
