"""Purges: values that are dropped for good, by record or by field."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from sqlalchemy import Connection

from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.fields import PURGE
from monitor_desktop.domain.operations import Edit, OperationKind
from monitor_desktop.store import drafts, raw

_MET: Final = "purges_met"
"""Setting with the ids of purges whose drafts were dropped."""


class Purge(NamedTuple):
    """A purge operation.

    Attributes:
        id: Of the operation.
        device: Who wrote it.
        n: Its position there.
        clock_us: When.
        record: What it is about.
        top: The record that hangs under.
        field: Field id; empty for the whole record with its parts.
    """

    id: str
    device: str
    n: int
    clock_us: int
    record: str
    top: str
    field: str


class Dropped(NamedTuple):
    """How many values a purge took, and the records to be shown again."""

    values: int
    records: frozenset[str]


def known(connection: Connection) -> list[Purge]:
    """Every purge met, whoever wrote it, that the key-state does not make void."""
    rows = raw.every(
        connection,
        # The first condition names the index, or every operation would be looked at.
        "SELECT id, device, n, clock_us, record, top, sub FROM operation"
        " WHERE kind IN ('group', 'purge') AND kind = ? AND field = ? AND NOT void"
        " ORDER BY clock_us, id",
        (OperationKind.PURGE, PURGE),
    )
    return [Purge(*row) for row in rows]


def drop(connection: Connection, purges: Iterable[Purge]) -> Dropped:
    """Drop salts, bodies and drafts that purges cover; headers and hashes stay."""
    ids: set[str] = set()
    records: set[str] = set()
    handled = met(connection)
    for purge in purges:
        covered = list(_covered(connection, purge))
        ids.update(identity for identity, _ in covered)
        records.update(record for _, record in covered)
        # What is typed later is meant by nobody: a purge of last year must not take it.
        if covered or purge.id not in handled:
            _drop_drafts(connection, purge)
            handled.add(purge.id)
    _keep_met(connection, handled)
    if ids:
        connection.exec_driver_sql(
            "UPDATE operation SET salt = NULL, body = NULL WHERE id = ?",
            [(each,) for each in ids],
        )
    return Dropped(len(ids), frozenset(records))


def _covered(connection: Connection, purge: Purge) -> Iterator[tuple[str, str]]:
    """Values that do not have the purge among their ancestors, still held."""
    rows = connection.exec_driver_sql(
        "SELECT id, record, field, pred, body IS NOT NULL FROM operation"
        " WHERE (top = ? OR record = ?) AND kind = ?",
        (purge.record, purge.record, OperationKind.SET),
    ).fetchall()
    later = _descendants(purge.id, {row[0]: row[3].split() for row in rows})
    for identity, record, field, _, held in rows:
        if held and identity not in later and covers(purge, record, field):
            yield identity, record


def covers(purge: Purge, record: str, field: str) -> bool:
    """A field of this record, or of a part of it, is meant by the purge."""
    return not purge.field or (record, field) == (purge.record, purge.field)


def _descendants(ancestor: str, preds: Mapping[str, Sequence[str]]) -> set[str]:
    replacing: dict[str, list[str]] = {}
    for each, pred in preds.items():
        for replaced in pred:
            replacing.setdefault(replaced, []).append(each)
    found: set[str] = set()
    waiting = [ancestor]
    while waiting:
        for each in replacing.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def met(connection: Connection) -> set[str]:
    """Ids of the purges whose drafts went already."""
    found = connection.exec_driver_sql(
        "SELECT value FROM setting WHERE key = ?", (_MET,)
    ).scalar()
    return set(json.loads(found)) if found else set()


def _keep_met(connection: Connection, met: Collection[str]) -> None:
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
        (_MET, json.dumps(sorted(met))),
    )


def _drop_drafts(connection: Connection, purge: Purge) -> None:
    if purge.field:
        drafts.forget(connection, purge.record, _keys(connection, purge))
        return
    parts = connection.exec_driver_sql(
        "SELECT id FROM record WHERE id = ? OR top = ?", (purge.record, purge.record)
    ).scalars()
    for each in {purge.record, *parts}:
        drafts.forget(connection, each, None)


def _keys(connection: Connection, purge: Purge) -> Collection[str] | None:
    """The key of the field as a form names it; None where this program knows none."""
    type_key = connection.exec_driver_sql(
        "SELECT type FROM record WHERE id = ?", (purge.record,)
    ).scalar()
    declared = record_type(type_key) if type_key else None
    field = declared.field_by_id(purge.field) if declared else None
    return {field.key} if field else None


def bare(
    connection: Connection, device: str, effective: Collection[Purge]
) -> list[int]:
    """Positions held without their value that no effective purge explains."""
    rows = connection.exec_driver_sql(
        # Left to itself SQLite walks all positions of the device.
        "SELECT n, record, top, field FROM operation INDEXED BY operation_bare"
        " WHERE device = ? AND body IS NULL ORDER BY n",
        (device,),
    ).fetchall()
    return [
        n
        for n, record, top, field in rows
        if not any(
            each.record in (record, top) and covers(each, record, field)
            for each in effective
        )
    ]


def knowing(connection: Connection, edits: Sequence[Edit]) -> list[Edit]:
    """Edits that name the purges of their record among what they replace.

    Whoever writes after a purge was met means the new value to stay.
    """
    met = _of_records(
        connection, {each for edit in edits for each in (edit.record, edit.top)}
    )
    return [_knowing(each, met) for each in edits] if met else list(edits)


def _knowing(edit: Edit, met: Collection[Purge]) -> Edit:
    if edit.kind != OperationKind.SET:
        return edit
    named = {
        each.id
        for each in met
        if each.record in (edit.record, edit.top)
        and covers(each, edit.record, edit.field)
    }
    return replace(edit, pred=tuple(sorted({*edit.pred, *named})))


def _of_records(connection: Connection, records: Collection[str]) -> set[Purge]:
    found: set[Purge] = set()
    for each in records:
        rows = connection.exec_driver_sql(
            "SELECT id, device, n, clock_us, record, top, sub FROM operation"
            " WHERE record = ? AND field = ? AND kind = ?",
            (each, PURGE, OperationKind.PURGE),
        )
        found.update(Purge(*row) for row in rows)
    return found
