"""The way into a profile in pieces: any few of many people open it together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from monitor_desktop.crypto import pieces, secret_sharing
from monitor_desktop.crypto.key_slots import KeySlots
from monitor_desktop.crypto.pieces import Piece
from monitor_desktop.errors import (
    CryptoRefusedError,
    InputRefusedError,
    LockedOutError,
    MonitorError,
    SeveralRefusedError,
)
from monitor_desktop.services import files
from monitor_desktop.services.profile import keys
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.profiles import ProfileFolder

MOST: Final = secret_sharing.MOST_PIECES
"""So many pieces can be made."""
LEAST: Final = secret_sharing.LEAST_NEEDED
"""Fewer are no pieces."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A piece somebody brought: what it is, or why it is none.

    Attributes:
        name: What the person knows it by.
        piece: As read; None when it cannot be used.
        error: Why not.
    """

    name: str
    piece: Piece | None
    error: MonitorError | None = None


def split(
    workspace: Workspace,
    passphrase: str,
    *,
    needed: int,
    count: int,
    kept: Callable[[Sequence[str]], object],
) -> str:
    """Make new pieces; earlier ones open nothing any more, a recovery code still does.

    Args:
        workspace: The open profile.
        passphrase: As it is now.
        needed: How many open the profile together.
        count: How many there are.
        kept: Puts the pieces where they are kept, before the earlier ones stop to open
            anything; when that fails, nothing is changed.

    Returns:
        The group all of them begin with.

    Raises:
        LockedOutError: WRONG_PASSPHRASE.
        InvalidValueError: INVALID_VALUE, for numbers that cannot be.
    """
    slots = workspace.folder.slots()
    key = slots.unlock(passphrase)
    slots, made = slots.with_pieces(key, needed=needed, pieces=count)
    kept(made)
    workspace.folder.write_slots(slots)
    return pieces.read(made[0]).set


def write_into(folder: Path, made: Sequence[str]) -> list[Path]:
    """Put each piece into a file of its own; all of them or none.

    Args:
        folder: Where to; it is made where it is missing.
        made: Pieces as ``split`` gives them.

    Returns:
        The files, named by the set and a number.

    Raises:
        EnvironmentFailedError: DISK_FULL or READ_ONLY; what was written is gone again.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.told_apart(error) from error
    written: list[Path] = []
    try:
        for number, piece in enumerate(made, 1):
            path = folder / f"{piece.partition('-')[0]}-{number}.txt"
            files.replace(path, f"{piece}\n".encode())
            written.append(path)
    except MonitorError:
        for path in written:
            path.unlink()  # they will open nothing
        raise
    return written


def judge(texts: Mapping[str, str]) -> list[Judged]:
    """What each piece is, by the name somebody knows it by."""
    found: list[Judged] = []
    for name, text in texts.items():
        try:
            read = pieces.read(text)
        except InputRefusedError as error:
            told = InputRefusedError(error.code, file=name, **error.details)
            found.append(Judged(name, None, told))
            continue
        twin = next((each.name for each in found if each.piece == read), None)
        twice = InputRefusedError("PIECE_TWICE", file=name, other=twin)
        known = twin is not None
        found.append(Judged(name, None if known else read, twice if known else None))
    return found


def join(
    folder: Path,
    texts: Mapping[str, str],
    new: str,
    *,
    kdf_memory_mib: int | None = None,
) -> None:
    """Set a new passphrase with enough pieces; those that cannot be used do no harm.

    Args:
        folder: The profile's.
        texts: Pieces as they were typed, by the name somebody knows them by.
        new: The new passphrase.
        kdf_memory_mib: Cost of guessing it.

    Raises:
        UsageError: NO_PROFILE.
        LockedOutError: WRONG_PIECES.
        SeveralRefusedError: PIECES_REFUSED, with a sentence for each.
        EnvironmentFailedError: PROFILE_IN_USE.
    """
    slots = ProfileFolder(folder).slots()
    key = _opened(slots, judge(texts))
    keys.put_passphrase(folder, key, new, kdf_memory_mib=kdf_memory_mib)


def _opened(slots: KeySlots, judged: Sequence[Judged]) -> bytes:
    sets: dict[str, list[Judged]] = {}
    for each in judged:
        if each.piece is not None:
            sets.setdefault(each.piece.set, []).append(each)
    wrong = [each.error for each in judged if each.error is not None]
    locked: LockedOutError | None = None
    for members in sets.values():
        try:
            return slots.open_with_pieces(_secret(members))
        except LockedOutError as error:
            locked = error
        except InputRefusedError as error:
            wrong.append(error)
    if locked is not None and not wrong:
        raise locked
    told = [*wrong, *([locked] if locked else [])]
    raise SeveralRefusedError("PIECES_REFUSED", told)


def _secret(members: Sequence[Judged]) -> bytes:
    """What the pieces of one set give."""
    found = [each.piece for each in members if each.piece is not None]
    names = [each.name for each in members]
    first, needed = found[0].set, found[0].needed
    if len(found) < needed:
        raise InputRefusedError(
            "TOO_FEW_PIECES", set=first, given=len(found), needed=needed, files=names
        )
    try:
        return pieces.join(found)
    except CryptoRefusedError as error:
        raise InputRefusedError("PIECES_APART", set=first, files=names) from error
