"""Imports made here are remembered, and one can be taken back.

An import is a stretch of this device's journal. Taking it back writes new operations:
what it made is hidden, what it changed gets its earlier value. What somebody edited,
added to or linked to since then stays as it is and is counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import takewhile
from typing import Any, Final, cast

from monitor_desktop.domain.fields import LIFE, ORDER, PARENT, REFERENCE
from monitor_desktop.domain.operations import Edit, Operation, OperationKind
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import UsageError
from monitor_desktop.services import preferences, records
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import journal, reading
from monitor_desktop.store.store import Transaction

_KEY: Final = "imports"
_AT_ONCE: Final = 10_000
"""Ids in one question to the store; SQLite allows 32,766."""
_MADE_WITH: Final = frozenset({REFERENCE, PARENT})
"""The registers that only whoever makes a record writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One import.

    Attributes:
        id: Its name.
        at_ms: When, milliseconds since 1970.
        file: Name of the file.
        type: Type of the records.
        device: In whose journal it stands.
        first: Position of its first operation.
        last: Position of its last operation; below ``first`` when it changed nothing.
        new: Records made.
        updated: Records changed.
        undone: First and last position of what took it back; empty while it stands.
    """

    id: str
    at_ms: int
    file: str
    type: str
    device: str
    first: int
    last: int
    new: int
    updated: int
    undone: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What taking an import back did.

    Attributes:
        hidden: Records that are hidden now.
        changed: Records that have earlier values again.
        kept: Records that stay, because somebody worked on them since.
        operations: Operations written.
    """

    hidden: int
    changed: int
    kept: int
    operations: int


def listed(workspace: Workspace) -> list[Entry]:
    """Every import made here, newest first."""
    with workspace.transaction() as transaction:
        return list(reversed(_read(workspace, transaction)))


def remember(workspace: Workspace, transaction: Transaction, entry: Entry) -> None:
    """Keep an import, in place of an earlier entry of its name."""
    others = [each for each in _read(workspace, transaction) if each.id != entry.id]
    found = sorted([*others, entry], key=lambda each: (each.at_ms, each.first))
    kept = cast("Any", [asdict(each) for each in found])
    preferences.put_within(workspace, transaction, _KEY, kept)


def _read(workspace: Workspace, transaction: Transaction) -> list[Entry]:
    kept = preferences.get_within(workspace, transaction, _KEY, [])
    known = cast("list[dict[str, Any]]", kept)
    return [Entry(**{**each, "undone": tuple(each["undone"])}) for each in known]


def hidden_by_undo(
    workspace: Workspace, transaction: Transaction, record: Record
) -> bool:
    """A record is hidden only because an import was taken back."""
    heads = record.heads.get((LIFE, ""), ())
    if not record.deleted or not heads:
        return False
    undone = [
        (each.undone[0], each.undone[1])
        for each in _read(workspace, transaction)
        if each.undone
    ]
    hiding = [
        each for each in journal.of_record(transaction, record.id) if each.id in heads
    ]
    return all(any(low <= each.n <= high for low, high in undone) for each in hiding)


def undo(workspace: Workspace, import_id: str) -> Undone:
    """Take an import back.

    Raises:
        UsageError: NO_SUCH_IMPORT; IMPORT_UNDONE, when it was taken back before.
    """
    with workspace.transaction() as transaction:
        known = {each.id: each for each in _read(workspace, transaction)}
        entry = known.get(import_id)
        if entry is None:
            raise UsageError("NO_SUCH_IMPORT", id=import_id)
        if entry.undone:
            raise UsageError("IMPORT_UNDONE", id=import_id)
        taking_back = _TakingBack(transaction, entry)
        edits = taking_back.edits()
        before = journal.frontier(transaction, workspace.device).size
        workspace.store.write(transaction, workspace.device, edits)
        stretch = (before + 1, before + len(edits))
        remember(workspace, transaction, replace(entry, undone=stretch))
    return Undone(
        hidden=taking_back.hidden,
        changed=taking_back.changed,
        kept=taking_back.kept,
        operations=len(edits),
    )


@dataclass(slots=True)
class _TakingBack:
    """One import on its way out."""

    transaction: Transaction
    entry: Entry
    hidden: int = 0
    changed: int = 0
    kept: int = 0
    _own: dict[str, list[Operation]] = field(default_factory=dict)

    def edits(self) -> list[Edit]:
        """What has to be written."""
        for each in self._operations():
            self._own.setdefault(each.record, []).append(each)
        made = {
            record: found[0].top
            for record, found in self._own.items()
            if any(each.field in _MADE_WITH for each in found)
        }
        # Parts of a record that is hidden are hidden with it.
        first = {record: top for record, top in made.items() if made.get(top) != top}
        tops = {record: top for record, top in made.items() if record == top}
        gone = self._still_alone({**first, **tops})
        edits = [self._hide(each) for each in sorted(gone)]
        self.hidden = len(gone)
        self.kept = len({**first, **tops}.keys() - gone)
        for record in self._own.keys() - made.keys():
            edits.extend(self._earlier(record))
        return edits

    def _operations(self) -> Iterator[Operation]:
        found = journal.of_device(
            self.transaction, self.entry.device, after=self.entry.first - 1
        )
        return takewhile(lambda each: each.n <= self.entry.last, found)

    def _still_alone(self, made: Mapping[str, str]) -> set[str]:
        """Of the records made, those nobody worked on or links to from elsewhere."""
        gone = {each for each in made if self._is_untouched(each)}
        links = list(self._links(sorted(gone)))
        while True:
            held = {
                target
                for source, top, target in links
                if source not in gone and top not in gone
            }
            if not held & gone:
                return gone
            gone -= held

    def _is_untouched(self, record: str) -> bool:
        return all(
            each.id in {own.id for own in self._own.get(each.record, ())}
            for each in journal.of_top(self.transaction, record)
        )

    def _links(self, targets: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        for start in range(0, len(targets), _AT_ONCE):
            part = targets[start : start + _AT_ONCE]
            for source, top, _, target in reading.linking(self.transaction, part):
                yield source, top, target

    def _hide(self, record: str) -> Edit:
        known = self._own[record][0]
        heads = journal.heads_of(self.transaction, record)
        return Edit(
            kind=OperationKind.DELETE,
            type=known.type,
            record=record,
            top=known.top,
            field=LIFE,
            pred=tuple(heads.get((LIFE, ""), ())),
            value={"seen": records.seen(self.transaction, record)},
        )

    def _earlier(self, record: str) -> list[Edit]:
        """Give a record that was there before its earlier values."""
        known = {each.id: each for each in journal.of_record(self.transaction, record)}
        heads = journal.heads_of(self.transaction, record)
        own = {each.id for each in self._own[record]}
        first: dict[tuple[str, str], Operation] = {}
        for each in self._own[record]:
            first.setdefault((each.field, each.sub), each)
        edits = []
        kept = False
        for register, written in first.items():
            now = heads.get(register, [])
            before = [known[each] for each in written.pred if each in known]
            if not set(now) <= own or any(not each.has_body for each in before):
                kept = True
            elif register[0] == LIFE:
                edits.append(self._hide(record))
            elif register[0] != ORDER:
                edits.append(_again(written, before, now))
        self.changed += bool(edits)
        self.kept += kept
        return edits


def _again(written: Operation, before: Sequence[Operation], now: Sequence[str]) -> Edit:
    """The value a register showed before it was written."""
    shown = max(before, key=lambda each: (each.clock_us, each.device), default=None)
    return Edit(
        type=written.type,
        record=written.record,
        top=written.top,
        field=written.field,
        sub=written.sub,
        pred=tuple(now),
        value=shown.value if shown else None,
    )
