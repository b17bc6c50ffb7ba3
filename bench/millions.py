"""A profile of a million cases, rows of the view alone made in bulk."""

import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from bench.profiles import PASSPHRASE
from monitor_desktop.app import wiring
from monitor_desktop.domain import names, partial_dates
from monitor_desktop.domain.fields import RecordType
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import declared
from monitor_desktop.i18n.date_words import understand
from monitor_desktop.services import lists, workspaces
from monitor_desktop.services.workspaces import Owner, Workspace
from monitor_desktop.store import word_index
from monitor_desktop.store.cells import cells_of
from monitor_desktop.store.migrations import VERSION
from monitor_desktop.store.numbers import stretch_of
from monitor_desktop.store.store import Transaction
from monitor_desktop.store.tables import NUMBER, columns_of, views

MILLION = 1_000_000
_BATCH = 20_000
_NAMES = ("Раҳмон", "Ҷамол", "Зарина", "Қодир", "Ғаюр", "Мадина", "Ӯктам", "Фаррух")
_ENDS = ("ов", "зода", "ӣ", "ова", "иён", "пур")
SELDOM = ("Хуршед", "Нилуфар", "Баходур")
"""Each in the titles of a few cases, in as many of a thousand as of a million."""
EACH_SELDOM = 100
STATES = ("open", "verification", "verified", "in_progress", "resolved", "closed")
PLACES = ("TJ-DU", "TJ-SU-KHUJAND", "TJ-KT-BOKHTAR", "TJ-GB-KHORUGH")
_FILLED = frozenset({"title", "status", "date_from", "place", "description"})
_SEED = 1993
_Cell = str | int | float | bytes | bytearray | None


def _dates() -> list[JsonValue]:
    made: list[JsonValue] = []
    for number in range(34 * 12):
        text = f"{1992 + number // 12}-{1 + number % 12:02}"
        edtf = understand(text) or text
        first, last = partial_dates.bounds(edtf)
        made.append({"text": text, "edtf": edtf, "from": first, "to": last})
    return made


def _cases(numbers: Sequence[int]) -> Iterator[tuple[str, dict[str, JsonValue]]]:
    """Reference and values of invented cases; always the same."""
    chance = random.Random(_SEED)
    dates = _dates()
    for number in numbers:
        name = chance.choice(_NAMES) + chance.choice(_ENDS)
        given = chance.choice(_NAMES)
        if number < len(SELDOM) * EACH_SELDOM:
            given = SELDOM[number % len(SELDOM)]
        yield (
            f"BNCH-{1992 + number % 34}-{number:07}",
            {
                "title": f"{name} {given} {number}",
                "status": chance.choice(STATES),
                "date_from": chance.choice(dates),
                "place": chance.choice(PLACES),
                "description": f"Дар бораи {name} хабар доданд.",
            },
        )


class _Rows:
    """Rows of one batch for the three tables a list reads."""

    def __init__(self, kind: RecordType) -> None:
        self.fields = [each for each in kind.fields if each.key in _FILLED]
        self.names = [c.name for each in self.fields for c in columns_of(each)]
        self.records: list[tuple[_Cell, ...]] = []
        self.views: list[tuple[_Cell, ...]] = []
        self.words: list[tuple[int, str, str]] = []

    def add(
        self, number: int, identity: str, ref: str, values: dict[str, JsonValue]
    ) -> None:
        cells = [
            c for each in self.fields for c in cells_of(each, values.get(each.key))
        ]
        text = " ".join(
            str(values[each.key]) for each in self.fields if each.search_weight
        )
        self.records.append((number, identity, "case", identity, 0, False))
        self.views.append((number, identity, ref, False, *cells))
        self.words.append((number, *names.both(f"{ref} {text}")))

    def write(self, transaction: Transaction) -> None:
        columns = ",".join((NUMBER, "id", "_ref", "_deleted", *self.names))
        marks = ",".join("?" * (4 + len(self.names)))
        for statement, rows in (
            (
                "INSERT INTO record (number, id, type, top, place, deleted)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                self.records,
            ),
            (f"INSERT INTO view_case ({columns}) VALUES ({marks})", self.views),
        ):
            transaction.exec_driver_sql(statement, rows)
        word_index.put(transaction, self.words)


def profile(count: int) -> Workspace:
    """An open profile with so many cases in its view; kept for the next run."""
    where = Path(tempfile.gettempdir()) / f"bench-cases-{VERSION}-{count}"
    kit = wiring.kit()
    if (where / "complete").exists():
        kept = workspaces.unlock(where, PASSPHRASE, kit)
        # Where a record type was declared anew the view was made again, from nothing.
        if lists.total(kept, ListQuery(type="case")) == count:
            return _tidied(kept)
        kept.close()
        shutil.rmtree(where)
    owner = Owner(name="bench", unit="bench", role="monitor")
    workspace = workspaces.create(where, PASSPHRASE, owner, kit, kdf_memory_mib=64)
    chance = random.Random(_SEED + 1)
    # Sorted, so that their index grows at its end.
    ids = sorted(f"{chance.getrandbits(128):032x}" for _ in range(count))
    numbers = list(range(count))
    chance.shuffle(numbers)
    with workspace.transaction() as transaction:
        transaction.exec_driver_sql("INSERT OR IGNORE INTO kind (type) VALUES ('case')")
        first = stretch_of(transaction, "case").first + 1
    cases = zip(enumerate(ids, first), _cases(numbers), strict=True)
    indexes = sorted(views()["case"].indexes, key=lambda each: str(each.name))
    with workspace.transaction() as transaction:
        for each in indexes:
            each.drop(transaction)
    while batch := list(islice(cases, _BATCH)):
        rows = _Rows(declared("case"))
        for (number, identity), (ref, values) in batch:
            rows.add(number, identity, ref, values)
        with workspace.transaction() as transaction:
            rows.write(transaction)
    for each in indexes:
        with workspace.transaction() as transaction:
            each.create(transaction)
    (where / "complete").touch()
    return _tidied(workspace)


def _tidied(workspace: Workspace) -> Workspace:
    """As the window leaves it once it had nothing to do for some seconds."""
    while lists.tidy(workspace):
        pass
    return workspace
