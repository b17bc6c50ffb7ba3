"""Circles of links: refused where they are entered, named where a merge made one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from monitor_desktop.domain.circles import chains, circle
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.records import Record
from monitor_desktop.domain.values import Write
from monitor_desktop.errors import InvalidValueError
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A link that leads back to where it began.

    Attributes:
        field: Key of the field.
        records: On the way, the one that was asked about first.
    """

    field: str
    records: tuple[Record, ...]


def refuse(
    transaction: Transaction, record: Record, field: Field, written: Iterable[Write]
) -> None:
    """No plan supersedes itself, be it by way of others.

    What stands there already is not refused once more: a merge may have made it.

    Raises:
        InvalidValueError: INVALID_VALUE.
    """
    if field.kind is not Kind.LINK:
        return
    held = record.values.get(field.key)
    for each in written:
        if each.value is None or each.value == held:
            continue
        if each.value == record.id:
            raise InvalidValueError(
                "INVALID_VALUE", type=record.type, field=field.key, reason="own_record"
            )
        if _would_close(transaction, record, field, str(each.value)):
            raise InvalidValueError(
                "INVALID_VALUE", type=record.type, field=field.key, reason="circle"
            )


def _would_close(
    transaction: Transaction, record: Record, field: Field, target: str
) -> bool:
    if field.target != record.type:
        return False

    def follow(each: str) -> str | None:
        return target if each == record.id else _next(transaction, each, field.key)

    return bool(circle(record.id, follow))


def _next(transaction: Transaction, record_id: str, key: str) -> str | None:
    """Where the link of a record leads; a deleted one leads nowhere."""
    known = reading.record(transaction, record_id)
    value = None if known is None or known.deleted else known.values.get(key)
    return value if isinstance(value, str) else None


def about(workspace: Workspace, records: Iterable[Record]) -> list[Circle]:
    """``of`` as a transaction of its own."""
    with workspace.transaction() as transaction:
        return of(transaction, records)


def of(transaction: Transaction, records: Iterable[Record]) -> list[Circle]:
    """The circles that some records stand in; each is told once."""
    found: dict[tuple[str, frozenset[str]], Circle] = {}
    for record in records:
        for field in chains(record.declaration):
            ids = circle(
                record.id,
                partial(_next, transaction, key=field.key),
            )
            known = (reading.record(transaction, each) for each in ids)
            way = tuple(each for each in known if each is not None)
            if way:
                place = field.key, frozenset(ids)
                found.setdefault(place, Circle(field=field.key, records=way))
    return list(found.values())
