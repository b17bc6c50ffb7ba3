"""Key-state: whom the group trusts, up to where, as a function of what was stated.

Statements are group operations. They are evaluated downwards, so that nothing decides
about what it depends on: first what the root key signed (appointments, revocations of
coordinators), then successions of coordinators that their old key signed for, then all
other successions, then what coordinators stated of everybody else. A statement whose
author lacked the role is kept and has no effect. Like every state here it is a function
of the set; order and repetition do not matter. Statements on a branch of a forked
journal wait until it is adopted, or all others are refused.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from monitor_desktop.domain.merge import head_ids
from monitor_desktop.domain.trust_statements import (
    Cut,
    Head,
    Journals,
    Repeated,
    Says,
    Statement,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyState:
    """Whom the group trusts.

    Attributes:
        coordinators: Devices and the head after which each is one.
        cuts: Devices and the head up to which each counts.
        also: Of them that have more histories the heads up to which those count.
        revoked: Those of them that were revoked; the others have an heir.
        disputed: Coordinators that another one revoked, which only the root can, and
            by which statements.
        heirs: Who goes on for a device.
        named: Who alone may, of devices for which the root said so.
        adopted: Heads on branches that somebody stands for.
        refused: Heads of branches without effect, from that position on.
        void: Ids of statements without effect.
    """

    coordinators: Mapping[str, Head] = field(default_factory=dict)
    cuts: Mapping[str, Head] = field(default_factory=dict)
    also: Mapping[str, Collection[Head]] = field(default_factory=dict)
    revoked: Collection[str] = frozenset()
    disputed: Mapping[str, Collection[str]] = field(default_factory=dict)
    heirs: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, Collection[str]] = field(default_factory=dict)
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

    def limits(self, device: str) -> Sequence[Head]:
        """Heads up to which a device counts; none where all of it does."""
        cut = self.cuts.get(device)
        return () if cut is None else (cut, *self.also.get(device, ()))

    def is_false_heir(self, line: Sequence[str]) -> bool:
        """The last of a line goes on for a device whose heirs the root named: others.

        Args:
            line: Devices, each after those that it goes on for.
        """
        return line[-1] not in self.coordinators and any(
            not set(line[place:]).intersection(self.named[old])
            for place, old in enumerate(line[:-1], start=1)
            if old in self.named
        )


def key_state(statements: Iterable[Statement], journals: Journals) -> KeyState:
    """Evaluate every statement held, each with what was proved about it."""
    repeated = Repeated(statements)
    known = repeated.once
    rooted = _Stratum(known, frozenset(each.id for each in known if each.by_root))
    root_cuts = rooted.lowest(Says.REVOKED)
    appointing = _Stratum(known, _appointing(known, rooted))
    judge = _Judge(
        journals=journals,
        coordinators=appointing.ever(Says.APPOINTED),
        cuts=root_cuts,
        adopted=rooted.heads(Says.ADOPTED),
        refused=rooted.heads(Says.REFUSED),
    )
    ended = _Stratum(known, _ending(known, judge))
    judge = judge.up_to(ended.lowest(Says.SUCCEEDED))
    closing = _Stratum(known, ended.counting | _closing(known, judge))
    closed = _strictest(root_cuts, closing.lowest(Says.SUCCEEDED))
    counting = frozenset(each.id for each in known if _counts(each, judge))
    counting |= appointing.counting | closing.counting
    last = _Stratum(known, counting)
    revoked = last.lowest(Says.REVOKED)
    cuts = _strictest(closed, revoked)
    return KeyState(
        coordinators=judge.coordinators,
        cuts={device: cut.head for device, cut in cuts.items()},
        also={device: cut.also for device, cut in cuts.items() if cut.also},
        revoked=frozenset(revoked),
        disputed=_disputed([each for each in known if each.about not in cuts], judge),
        heirs=closing.heirs(),
        named=rooted.named(),
        adopted=last.heads(Says.ADOPTED),
        refused=last.heads(Says.REFUSED),
        void=repeated.every(frozenset(each.id for each in known) - counting),
    )


def _appointing(known: Iterable[Statement], rooted: "_Stratum") -> frozenset[str]:
    """What the root signed, but for what a thief handed over of a device it revoked.

    The thief has the device's key: it may sign over whatever part of the journal it
    likes. So a revocation names who really goes on.
    """
    cuts = rooted.lowest(Says.REVOKED)
    named = rooted.named()

    def is_handed_over(each: Statement) -> bool:
        heirs = [*(device for device, _ in each.via), each.about][1:]
        return all(
            heir in named[device] if device in named else size <= cuts[device].head.size
            for (device, size), heir in zip(each.via, heirs, strict=True)
            if device in cuts
        )

    return frozenset(each.id for each in known if each.by_root and is_handed_over(each))


def _ending(known: Iterable[Statement], judge: "_Judge") -> frozenset[str]:
    """Successions of coordinators, where their own key handed over; or by the root.

    What the root took back nobody else states again: the old key signed for it, and
    that does not end.
    """
    taken_back = _taken_back(known)

    def is_handed_over(each: Statement) -> bool:
        handed, head = each.handed, each.head
        return (
            handed is not None
            and each.id in taken_back.get((each.about, each.heir), (each.id,))
            and head is not None
            and judge.journals.may_join(each.about, handed, head)
        )

    return frozenset(
        each.id
        for each in known
        if each.says is Says.SUCCEEDED
        and each.about in judge.coordinators
        and (each.by_root or (is_handed_over(each) and judge.is_coordinators(each)))
    )


def _taken_back(known: Iterable[Statement]) -> Mapping[tuple[str, str], set[str]]:
    """Devices with the heirs that the root took from them, and by which statements."""
    stated = {each.id: each for each in known if each.says is Says.SUCCEEDED}
    found: dict[tuple[str, str], set[str]] = {}
    for each in stated.values():
        if each.by_root and each.head is None:
            for old in (stated[one] for one in each.pred if one in stated):
                found.setdefault((old.about, old.heir), set()).add(old.id)
    return found


def _closing(known: Iterable[Statement], judge: "_Judge") -> frozenset[str]:
    """Successions of everybody else, that a coordinator confirmed."""
    return frozenset(
        each.id
        for each in known
        if each.says is Says.SUCCEEDED
        and each.about not in judge.coordinators
        and judge.is_coordinators(each)
    )


def _disputed(
    known: Sequence[Statement], judge: "_Judge"
) -> Mapping[str, Collection[str]]:
    """Coordinators that another coordinator revoked, before it knew what they are.

    Nothing but the root decides about them; that somebody wants it has to be seen.
    """
    leading = judge.coordinators
    about = [e for e in known if e.says is Says.REVOKED and e.about in leading]
    said = frozenset(e.id for e in about if e.by_root or judge.is_coordinators(e))
    found: dict[str, frozenset[str]] = {}
    for each in _Stratum(about, said).tops(Says.REVOKED):
        found[each.about] = found.get(each.about, frozenset()) | {each.id}
    return found


def _counts(statement: Statement, judge: "_Judge") -> bool:
    if statement.says in (Says.APPOINTED, Says.SUCCEEDED):
        return False
    if statement.by_root:
        return True
    below = statement.about not in judge.coordinators
    return below and judge.is_coordinators(statement)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """Who may state what, by what is above."""

    journals: Journals
    coordinators: Mapping[str, Head]
    cuts: Mapping[str, Cut]
    adopted: Mapping[str, Collection[Head]]
    refused: Mapping[str, Collection[Head]]

    def up_to(self, ended: Mapping[str, Cut]) -> "_Judge":
        """The same, with journals that end where somebody goes on for them."""
        return replace(self, cuts=_strictest(self.cuts, ended))

    def is_coordinators(self, statement: Statement) -> bool:
        """Its author was a coordinator there, on a branch that counts."""
        author = statement.author
        since = self.coordinators.get(author)
        if since is None or not self.journals.stands_after(statement, since):
            return False
        cut = self.cuts.get(author)
        ends = () if cut is None else (cut.head, *cut.also)
        if ends and not any(self.journals.stands_under(statement, e) for e in ends):
            return False
        chosen = (self.adopted.get(author, ()), self.refused.get(author, ()))
        return not self.journals.waits(statement, *chosen)


@dataclass(frozen=True, slots=True)
class _Stratum:
    """The registers of one layer: only counting statements are heads.

    What was replaced stays replaced, also by a statement without effect in between.
    """

    known: Sequence[Statement]
    counting: frozenset[str]

    def tops(self, says: Says) -> list[Statement]:
        """Heads of all registers that say something, and do not take it back."""
        by_register: dict[tuple[str, str], dict[str, Statement]] = {}
        for each in self.known:
            by_register.setdefault(each.register, {})[each.id] = each
        tops = []
        for register in by_register.values():
            void = {each for each in register if each not in self.counting}
            preds = {each.id: each.pred for each in register.values()}
            tops += [register[each] for each in head_ids(preds, void)]
        return [each for each in tops if each.says is says and each.head is not None]

    def lowest(self, says: Says) -> dict[str, Cut]:
        """For each device the smallest of the heads that concurrent ones name."""
        tops = self.tops(says)
        named = ((each, each.head) for each in tops if each.head is not None)
        return _strictest(*({e.about: Cut(head, e.also)} for e, head in named))

    def ever(self, says: Says) -> dict[str, Head]:
        """``lowest`` of all that were ever named: nobody takes an appointment back.

        Whoever copies the root's later one over the earlier takes no office away.
        """
        stated = (e for e in self.known if e.id in self.counting and e.says is says)
        return _strictest(*({e.about: e.head} for e in stated if e.head is not None))

    def heads(self, says: Says) -> dict[str, frozenset[Head]]:
        """For each device every head that is named."""
        found: dict[str, set[Head]] = {}
        for each in self.tops(says):
            if each.head is not None:
                found.setdefault(each.about, set()).add(each.head)
        return {device: frozenset(heads) for device, heads in found.items()}

    def named(self) -> dict[str, set[str]]:
        """For each device whose revocations say so, who goes on for it."""
        found: dict[str, set[str]] = {}
        for each in self.tops(Says.REVOKED):
            if each.heirs is not None:
                found.setdefault(each.about, set()).update(each.heirs)
        return found

    def heirs(self) -> dict[str, str]:
        """Who goes on for whom; between several the one with the smallest id."""
        tops = sorted(self.tops(Says.SUCCEEDED), key=lambda each: each.heir)
        return {each.about: each.heir for each in reversed(tops) if each.heir}


_End = TypeVar("_End", Head, Cut)


def _strictest(*several: Mapping[str, _End]) -> dict[str, _End]:
    found: dict[str, _End] = {}
    for ends in several:
        for device, end in ends.items():
            found[device] = min(found.get(device, end), end)
    return found
