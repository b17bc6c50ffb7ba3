"""Key-state: whom the group trusts, up to where, as a function of what was stated.

Statements are group operations. They are evaluated downwards, so that nothing decides
about what it depends on: first what the root key signed (appointments, revocations of
coordinators), then successions that an old key signed for, then what coordinators
stated of everybody else. A statement whose author lacked the role is kept and has no
effect. Like every state here it is a function of the set; order and repetition do not
matter. Statements on a branch of a forked journal wait until the branch is adopted.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from monitor_desktop.domain.merge import head_ids


class Head(NamedTuple):
    """A size of a device's journal and the root there, hexadecimal."""

    size: int
    root: str


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
        by_root: The group's root key signed it.
        by_self: The device it is about signed it.
        heir: Who goes on for the device.
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
    by_root: bool = False
    by_self: bool = False
    heir: str = ""
    via: tuple[tuple[str, int], ...] = ()


class Journals(Protocol):
    """What is held of the journals; answers for every branch a statement is on."""

    def stands_under(self, statement: Statement, head: Head) -> bool:
        """It stands at or before a head, on a history that may lead there."""
        ...

    def stands_after(self, statement: Statement, head: Head) -> bool:
        """It stands after a head, on a history that passes through it."""
        ...

    def waits(self, statement: Statement, adopted: Collection[Head]) -> bool:
        """It stands only on branches of a fork that nobody adopted."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyState:
    """Whom the group trusts.

    Attributes:
        coordinators: Devices and the head after which each is one.
        cuts: Devices and the head up to which each counts.
        revoked: Those of them that were revoked; the others have an heir.
        heirs: Who goes on for a device.
        adopted: Heads on branches that somebody stands for.
        refused: Heads of branches without effect, from that position on.
        void: Ids of statements without effect.
    """

    coordinators: Mapping[str, Head] = field(default_factory=dict)
    cuts: Mapping[str, Head] = field(default_factory=dict)
    revoked: Collection[str] = frozenset()
    heirs: Mapping[str, str] = field(default_factory=dict)
    adopted: Mapping[str, Collection[Head]] = field(default_factory=dict)
    refused: Mapping[str, Collection[Head]] = field(default_factory=dict)
    void: Collection[str] = frozenset()

    def leads(self, device: str) -> bool:
        """It is a coordinator now."""
        return device in self.coordinators and device not in self.cuts

    def led(self, device: str, n: int) -> bool:
        """It was a coordinator when it wrote this position."""
        appointed = self.coordinators.get(device)
        return appointed is not None and n > appointed.size

    def is_settled(self, device: str) -> bool:
        """Somebody decided about the histories of a forked device."""
        return any(device in each for each in (self.cuts, self.adopted, self.refused))


def key_state(statements: Iterable[Statement], journals: Journals) -> KeyState:
    """Evaluate every statement held, each with what was proved about it."""
    known = tuple(statements)
    rooted = _Stratum(known, {each.id for each in known if each.by_root})
    root_cuts = rooted.lowest(Says.REVOKED)
    appointing = _Stratum(known, _appointing(known, root_cuts))
    coordinators = appointing.lowest(Says.APPOINTED)
    adopted = rooted.heads(Says.ADOPTED)
    judge = _Judge(journals, coordinators, root_cuts, adopted)
    closing = _Stratum(known, _closing(known, judge))
    closed = _lowest(root_cuts, closing.lowest(Says.SUCCEEDED))
    judge = _Judge(journals, coordinators, closed, adopted)
    counting = {each.id for each in known if _counts(each, judge)}
    counting |= {*appointing.counting, *closing.counting}
    last = _Stratum(known, counting)
    revoked = last.lowest(Says.REVOKED)
    return KeyState(
        coordinators=coordinators,
        cuts=_lowest(closed, revoked),
        revoked=frozenset(revoked),
        heirs=closing.heirs(),
        adopted=last.heads(Says.ADOPTED),
        refused=last.heads(Says.REFUSED),
        void=frozenset(each.id for each in known) - counting,
    )


def _appointing(
    known: Iterable[Statement], root_cuts: Mapping[str, Head]
) -> frozenset[str]:
    """What the root signed, but for what a thief handed over after the root's cut."""

    def handed_over(each: Statement) -> bool:
        return all(
            size <= root_cuts[device].size
            for device, size in each.via
            if device in root_cuts
        )

    return frozenset(each.id for each in known if each.by_root and handed_over(each))


def _closing(known: Iterable[Statement], judge: "_Judge") -> frozenset[str]:
    """Successions that a coordinator confirmed; of coordinators with their own key."""
    return frozenset(
        each.id
        for each in known
        if each.says is Says.SUCCEEDED
        and (each.by_self or each.about not in judge.coordinators)
        and judge.is_coordinators(each)
    )


def _counts(statement: Statement, judge: "_Judge") -> bool:
    if statement.says in (Says.APPOINTED, Says.SUCCEEDED):
        return False
    if statement.by_root:
        return True
    below = statement.about not in judge.coordinators
    return below and judge.is_coordinators(statement)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Who may state what, by what is above."""

    journals: Journals
    coordinators: Mapping[str, Head]
    cuts: Mapping[str, Head]
    adopted: Mapping[str, Collection[Head]]

    def is_coordinators(self, statement: Statement) -> bool:
        """Its author was a coordinator there, on a branch that counts."""
        author = statement.author
        since = self.coordinators.get(author)
        if since is None or not self.journals.stands_after(statement, since):
            return False
        cut = self.cuts.get(author)
        if cut is not None and not self.journals.stands_under(statement, cut):
            return False
        return not self.journals.waits(statement, self.adopted.get(author, ()))


@dataclass(frozen=True, slots=True)
class _Stratum:
    """The registers of one layer: only counting statements are heads.

    What was replaced stays replaced, also by a statement without effect in between.
    """

    known: Sequence[Statement]
    counting: Collection[str]

    def _tops(self, says: Says) -> list[Statement]:
        by_register: dict[tuple[str, str], dict[str, Statement]] = {}
        for each in self.known:
            by_register.setdefault(each.register, {})[each.id] = each
        tops = []
        for register in by_register.values():
            void = {each for each in register if each not in self.counting}
            preds = {each.id: each.pred for each in register.values()}
            tops += [register[each] for each in head_ids(preds, void)]
        return [each for each in tops if each.says is says and each.head is not None]

    def lowest(self, says: Says) -> dict[str, Head]:
        """For each device the smallest of the heads that concurrent ones name."""
        found: dict[str, Head] = {}
        for each in self._tops(says):
            if each.head is not None:
                found = _lowest(found, {each.about: each.head})
        return found

    def heads(self, says: Says) -> dict[str, frozenset[Head]]:
        """For each device every head that is named."""
        found: dict[str, set[Head]] = {}
        for each in self._tops(says):
            if each.head is not None:
                found.setdefault(each.about, set()).add(each.head)
        return {device: frozenset(heads) for device, heads in found.items()}

    def heirs(self) -> dict[str, str]:
        """Who goes on for whom; between several the one with the smallest id."""
        tops = sorted(self._tops(Says.SUCCEEDED), key=lambda each: each.heir)
        return {each.about: each.heir for each in reversed(tops) if each.heir}


def _lowest(*several: Mapping[str, Head]) -> dict[str, Head]:
    found: dict[str, Head] = {}
    for heads in several:
        for device, head in heads.items():
            found[device] = min(found.get(device, head), head)
    return found
