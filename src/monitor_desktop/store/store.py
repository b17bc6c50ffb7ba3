"""The store: one encrypted file, written through operations only."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from monitor_desktop.crypto.digests import StreamDigest, sha256
from monitor_desktop.domain import clocks, merge
from monitor_desktop.domain.catalogue import SHIPPED, using
from monitor_desktop.domain.catalogue.catalogues import Catalogue
from monitor_desktop.domain.operations import (
    CHAINED,
    Edit,
    JsonValue,
    Operation,
    compose,
)
from monitor_desktop.domain.ports import Clock, IdSource
from monitor_desktop.errors import BugError, InputRefusedError
from monitor_desktop.store import (
    attachments,
    away,
    chains,
    journal,
    marks,
    purging,
    raw,
    view,
    word_index,
)
from monitor_desktop.store.engine import (
    copy_database,
    empty_log,
    open_engine,
    told_apart,
    wide_cache,
)
from monitor_desktop.store.migrations import (
    match_declarations,
    match_own_fields,
    migrate,
)
from monitor_desktop.store.shown_rows import ShownRows

Transaction = Connection
"""What a service passes along; it calls nothing on it."""


class _Gathered(NamedTuple):
    """Rows that wait for the end of a transaction, and which one that is."""

    of: Connection
    rows: ShownRows


class Store:
    """An open store.

    Args:
        path: The SQLCipher file; made when it does not exist.
        key: 32 bytes.
        clock: Wall clock.
        ids: Source of record ids and salts.

    Raises:
        InputRefusedError: PROFILE_DAMAGED for a wrong key or a damaged file,
            NEEDS_NEWER_APP for a newer schema.
        EnvironmentFailedError: DISK_FULL or READ_ONLY.
    """

    def __init__(self, path: Path, key: bytes, *, clock: Clock, ids: IdSource) -> None:
        self._key = key
        self._opened_engine = open_engine(path, key)
        self._is_closed = False
        self._clock = clock
        self._ids = ids
        self._gathered: _Gathered | None = None
        self.catalogue = SHIPPED
        with self.transaction() as connection:
            outdated = migrate(connection)
            if match_declarations(connection) or outdated:
                self.rebuild(connection)

    def adopt(self, connection: Connection, catalogue: Catalogue) -> None:
        """Show records by these types from now on: ours with a group's own fields."""
        self.catalogue = catalogue
        with using(catalogue):
            if match_own_fields(connection):
                self.show(connection, journal.records_with_own_fields(connection))

    def close(self) -> None:
        """Let go of the file; whatever asks afterwards is refused."""
        self._is_closed = True
        self._opened_engine.dispose()

    @property
    def _engine(self) -> Engine:
        """The engine; a late question would open the file anew, or make an empty one.

        Raises:
            BugError: The store was closed.
        """
        if self._is_closed:
            raise BugError("BUG", reason="closed")
        return self._opened_engine

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: everything in it is kept, or nothing."""
        with using(self.catalogue), told_apart(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def gathering(self, connection: Connection) -> Iterator[None]:
        """Much arrives: what lists and search show of it is written when this ends.

        What reads that meanwhile calls ``write_shown`` before. When it fails nothing
        is written, and the transaction is to be taken back.
        """
        self._gathered = _Gathered(connection, ShownRows())
        try:
            with wide_cache(connection):
                yield
                self.write_shown(connection)
        finally:
            self._gathered = None

    def write_shown(self, connection: Connection) -> None:
        """Let lists and search show what was gathered so far."""
        waiting = self._waiting(connection)
        if waiting is not None:
            waiting.write(connection)

    def _waiting(self, connection: Connection) -> ShownRows | None:
        """Where rows of a transaction wait; None where they are written at once."""
        gathered = self._gathered
        return gathered.rows if gathered and gathered.of is connection else None

    @contextmanager
    def attempt(self, connection: Connection) -> Iterator[None]:
        """A step of a transaction: when it fails, what was done before it stands."""
        waiting = self._waiting(connection)
        before = None if waiting is None else waiting.copy()
        raw.run(connection, "SAVEPOINT attempt")
        try:
            yield
        except Exception:
            if before is not None:
                self._gathered = _Gathered(connection, before)
            # A full disk has undone the whole transaction by now, and the savepoint.
            with suppress(DatabaseError):
                connection.exec_driver_sql("ROLLBACK TO attempt")
                connection.exec_driver_sql("RELEASE attempt")
            raise
        raw.run(connection, "RELEASE attempt")

    def write(
        self, connection: Connection, device: str, edits: Sequence[Edit]
    ) -> list[Operation]:
        """Add edits of this device to its journal and to the view.

        Args:
            connection: Of a transaction of this store.
            device: Id of this installation.
            edits: In order.

        Returns:
            The operations they became.
        """
        size = journal.frontier(connection, device).size
        now_us = self._clock.now_ms() * 1000
        clock_us = self._last_clock_us(connection, device)
        previous = chains.last(connection, device)
        made = []
        for number, edit in enumerate(purging.knowing(connection, edits), size + 1):
            clock_us = clocks.next_clock_us(now_us, clock_us)
            made.append(
                compose(
                    edit,
                    device=device,
                    n=number,
                    clock_us=clock_us,
                    salt=self._ids.salt(),
                    digest=sha256,
                    previous=previous,
                )
            )
            if edit.kind in CHAINED:
                previous = number
        self.add(connection, made)
        return made

    def _last_clock_us(self, connection: Connection, device: str) -> int:
        """The hybrid clock: own operations, and what was met within a day's lead."""
        met = self.setting(connection, "clock_us", 0)
        own = journal.last_clock_us(connection, device)
        return max(own, met if isinstance(met, int) else 0)

    def add(self, connection: Connection, operations: Sequence[Operation]) -> None:
        """Store verified operations, in order for each device, and show them."""
        if operations:
            journal.append(connection, operations)
            self.show(connection, _records(operations))

    def receive(
        self,
        connection: Connection,
        device: str,
        entries: Sequence[journal.Entry],
        branch: int = 0,
    ) -> set[str]:
        """Store the next verified positions of a branch of another device's journal.

        Returns:
            Ids of the records to ``show`` again.
        """
        entries = away.kept_down(connection, entries)
        journal.extend(connection, device, entries, branch)
        met = [each for each in entries if isinstance(each, Operation)]
        self.meet_clock(connection, met)
        return _records(met)

    def fill(self, connection: Connection, operations: Sequence[Operation]) -> set[str]:
        """Store values that were withheld before.

        Returns:
            Ids of the records to ``show`` again.
        """
        journal.fill(connection, operations)
        away.came_back(connection, operations)
        self.meet_clock(connection, operations)
        return _records(operations)

    def purge(
        self, connection: Connection, effective: Iterable[purging.Purge]
    ) -> purging.Dropped:
        """Drop every value that these purges cover, in the journal and in the view."""
        dropped = purging.drop(connection, effective)
        if dropped.records:
            self.show(connection, dropped.records)
            self.write_shown(connection)
            # Words of a deleted row stay in the index until its segments are merged.
            word_index.tidy(connection)
        return dropped

    def settle(self) -> None:
        """Empty the write-ahead log, which still holds pages as they were."""
        with told_apart():
            empty_log(self._engine)

    def show(
        self,
        connection: Connection,
        records: Iterable[str],
        arrived: journal.Arrived | None = None,
    ) -> None:
        """Derive the view of these records from the journal again.

        Args:
            connection: Of a transaction of this store.
            records: Their ids.
            arrived: What was stored of them just now: a record that had nothing before
                is put together from it, without reading it back.
        """
        view.refresh(connection, records, arrived, self._waiting(connection))

    def meet_clock(
        self, connection: Connection, operations: Sequence[Operation]
    ) -> None:
        """Follow the clocks of operations from elsewhere, at most a day ahead."""
        seen_us = max((each.clock_us for each in operations), default=0)
        last = self.setting(connection, "clock_us", 0)
        now_us = self._clock.now_ms() * 1000
        known = last if isinstance(last, int) else 0
        met = clocks.met_clock_us(now_us, known, seen_us)
        self.set_setting(connection, "clock_us", met)

    def setting(
        self, connection: Connection, key: str, default: JsonValue = None
    ) -> JsonValue:
        """A remembered value, or the default."""
        row = raw.first(connection, "SELECT value FROM setting WHERE key = ?", (key,))
        if row is None:
            return default
        value: JsonValue = json.loads(row[0])
        return value

    def set_setting(self, connection: Connection, key: str, value: JsonValue) -> None:
        """Remember a value."""
        raw.run(
            connection,
            "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
            (key, json.dumps(value, ensure_ascii=False)),
        )

    def state_digest(self, connection: Connection) -> str:
        """SHA-256 over every register and its heads, hexadecimal.

        Two stores that hold the same set of operations have the same digest.
        """
        digest = StreamDigest()
        keyed = (
            (merge.RegisterKey(*key), heads)
            for key, heads in journal.registers(connection)
        )
        for line in merge.state_lines(keyed):
            digest.update(line)
        return digest.digest().hex()

    def view_digest(self, connection: Connection) -> str:
        """SHA-256 over everything the view shows, hexadecimal."""
        digest = StreamDigest()
        for line in view.lines(connection):
            digest.update(line)
        return digest.digest().hex()

    def snapshot(self, target: Path) -> None:
        """Write the whole store to a new file, under the same key.

        Raises:
            EnvironmentFailedError: DISK_FULL or READ_ONLY.
        """
        with told_apart():
            copy_database(self._engine, target, self._key)

    def check_snapshot(self, path: Path) -> list[str]:
        """What is wrong with a snapshot under this store's key, as ``check`` says."""
        copy = Store(path, self._key, clock=self._clock, ids=self._ids)
        try:
            with copy.transaction() as connection:
                return copy.check(connection)
        finally:
            copy.close()

    def files_of_snapshot(self, path: Path) -> list[str]:
        """Names of the sealed files that a snapshot of this store needs."""
        copy = Store(path, self._key, clock=self._clock, ids=self._ids)
        try:
            with copy.transaction() as connection:
                return attachments.names(connection)
        finally:
            copy.close()

    def rebuild(self, connection: Connection) -> None:
        """Make the view and the search index again from the journal."""
        view.clear(connection)
        query = "SELECT DISTINCT record FROM operation WHERE kind != 'sent'"
        view.refresh(connection, connection.exec_driver_sql(query).scalars())

    def check(self, connection: Connection) -> list[str]:
        """What is wrong with the store: codes, empty when all is well.

        Compares pages with their HMACs, journals with their Merkle roots and the view
        with the journal.
        """
        found = []
        if connection.exec_driver_sql("PRAGMA cipher_integrity_check").first():
            found.append("PAGES")
        if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
            found.append("TABLES")
        for device in journal.devices(connection):
            for branch in journal.paths(connection, device):
                found.extend(_journal_faults(connection, device, branch))
        return found


def _journal_faults(connection: Connection, device: str, branch: int) -> list[str]:
    """Stored bytes against the stored frontier of one branch of a device."""
    frontier = journal.frontier(connection, device, branch)
    again = type(frontier)()
    earlier = {} if branch else marks.kept(connection, device)
    try:
        for entry in journal.entries(connection, device, branch=branch):
            again.extend((journal.leaf_of(entry),))
            mark = earlier.pop(again.size, None) if earlier else None
            if mark is not None and mark != again.to_bytes():
                return ["JOURNAL"]
    except InputRefusedError:
        return ["JOURNAL"]
    is_whole = again.to_bytes() == frontier.to_bytes() and not earlier
    return [] if is_whole else ["JOURNAL"]


def _records(operations: Iterable[Operation]) -> set[str]:
    """Records whose view these operations change; a sent bundle changes none."""
    return {each.record for each in operations if each.kind != "sent"}
