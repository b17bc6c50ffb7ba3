"""What is stated about devices: group operations and what was proved about them.

``domain.key_state`` makes of all of them whom the group trusts.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, Protocol


class Head(NamedTuple):
    """A size of a device's journal and the root there, hexadecimal."""

    size: int
    root: str


class Cut(NamedTuple):
    """Up to where a device counts; the smaller of two is the stricter.

    Attributes:
        head: The head that was named.
        also: Heads of its other histories that somebody stood for then.
    """

    head: Head
    also: tuple[Head, ...] = ()


class Says(StrEnum):
    """What a statement is about."""

    APPOINTED = "appointed"
    """A device is a coordinator after a head of its journal."""
    REVOKED = "revoked"
    """A device's journal counts up to a head; no head takes that back."""
    SUCCEEDED = "succeeded"
    """Another device goes on for it; its journal counts up to a head."""
    ADOPTED = "adopted"
    """A branch, named by a head on it, is one the coordinator stands for."""
    REFUSED = "refused"
    """A branch has no effect from the position of a head on."""
    OTHER = ""
    """Something else that needs a coordinator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A group operation and what was proved about it.

    Attributes:
        id: Of the operation.
        author: Device that wrote it.
        says: What about.
        about: The device it is about.
        register: Field and sub of its register.
        pred: Statements it replaces.
        head: The head it names; None takes back what it replaces.
        also: Heads of further histories of the device that it names.
        by_root: The group's root key signed it.
        handed: What the device it is about handed over with its own key.
        heir: Who goes on for the device.
        heirs: Of a revocation by the root, through whom alone an appointment of the
            device goes on; None where it does not say.
        via: Devices through whose successions an appointment reaches it, and the
            sizes they handed over.
    """

    id: str
    author: str
    says: Says
    about: str = ""
    register: tuple[str, str] = ("", "")
    pred: tuple[str, ...] = ()
    head: Head | None = None
    also: tuple[Head, ...] = ()
    by_root: bool = False
    handed: Head | None = None
    heir: str = ""
    heirs: tuple[str, ...] | None = None
    via: tuple[tuple[str, int], ...] = ()


class Journals(Protocol):
    """What is held of the journals; answers for every branch a statement is on."""

    def stands_under(self, statement: Statement, head: Head) -> bool:
        """It stands at or before a head, on a history that may lead there."""
        ...

    def stands_after(self, statement: Statement, head: Head) -> bool:
        """It stands after a head, on a history that passes through it."""
        ...

    def waits(
        self,
        statement: Statement,
        adopted: Collection[Head],
        refused: Collection[Head],
    ) -> bool:
        """It stands only on branches of a fork that wait until one is chosen."""
        ...

    def may_join(self, device: str, first: Head, last: Head) -> bool:
        """One history of a device goes through both heads, or may still."""
        ...


class Repeated:
    """What the root signed is one statement, however often it is written down.

    Its signature does not name the position it stands at: whoever copies a decision
    that was taken back into a journal of its own would have it stand again.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        first: dict[object, str] = {}
        same: dict[str, str] = {}
        known = {each.id: each for each in statements}
        for each in sorted(known.values(), key=lambda each: each.id):
            same[each.id] = first.setdefault(_said(each), each.id)
        self._same = same
        self.once = tuple(
            replace(each, pred=tuple(sorted({same.get(one, one) for one in each.pred})))
            for each in known.values()
            if same[each.id] == each.id
        )

    def every(self, ids: Collection[str]) -> frozenset[str]:
        """Ids of all that say what one of these says."""
        return frozenset(each for each, one in self._same.items() if one in ids)


def _said(statement: Statement) -> object:
    """What makes a statement the same as another."""
    if not statement.by_root or statement.says is Says.APPOINTED:
        return statement.id
    return replace(statement, id="", author="", pred=tuple(sorted(statement.pred)))
