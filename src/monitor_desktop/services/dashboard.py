"""Today: what waits for the person, what changed, and how many of what."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import declared
from monitor_desktop.services import preferences
from monitor_desktop.services.editing import drafts
from monitor_desktop.services.time_limits import deadlines
from monitor_desktop.services.today import this_day
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import disputes, exchange, figures, reading
from monitor_desktop.store.store import Transaction

MONTHS: Final = 12
CHANGES: Final = 5
_LOOKED_THROUGH: Final = 2_000
_BACKUP_DAYS: Final = 7
_REHEARSE_DAYS: Final = 182
_SOON_DAYS: Final = 7
_DUE_SHOWN: Final = 20
_OVERDUE_FIRST: Final = 2
"""So many of what is due stand before everything else, the rest after it."""
_DRAFTS_SHOWN: Final = 2
_DAY_MS: Final = 86_400_000


class Waits(StrEnum):
    """Why something waits, worst first."""

    OVERDUE = "overdue"
    CONFLICTS = "conflicts"
    DRAFT = "draft"
    """Typed and not saved yet."""
    UNSENT = "unsent"
    UNCONFIRMED = "unconfirmed"
    """The same at the hub: what it holds has arrived, but only one machine has it."""
    BACKUP = "backup"
    DUE = "due"
    CONTACTS = "contacts"
    REHEARSAL = "rehearsal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits for the person.

    Attributes:
        why: What it is.
        count: Of how many; 0 where counting says nothing.
        days: Since when, in whole days; None when it never happened. Until when, for
            what is due.
        title: What is due or begun, by name.
        record: Type and id of the record, None where it is not one; the id is empty
            for one that was never saved.
    """

    why: Waits
    count: int = 0
    days: int | None = None
    title: str = ""
    record: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A record that was changed lately.

    Attributes:
        record: Id of the top record.
        type: Its type.
        title: What it is called; its reference where it has no title.
        part: Type of what was changed: the record or a part of it.
        field: Key of the field, or empty.
        kind: set, delete or restore.
        who: Code name of whose installation it was.
        at_ms: When.
        is_new: It arrived since the last visit.
    """

    record: str
    type: str
    title: str
    part: str
    field: str
    kind: str
    who: str
    at_ms: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Places:
    """Where cases happened.

    Attributes:
        numbers: Place code to cases.
        unplaced: How many cases have no place.
    """

    numbers: Mapping[str, int]
    unplaced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Everything the page of today shows.

    Attributes:
        waiting: Worst first.
        months: The last twelve, ``YYYY-MM`` to cases that certainly fall into it.
        kinds: Case type to cases, most first.
        places: Where they happened.
        cases: How many there are in all.
        changes: Newest first.
        changed: How many records changed since the last visit.
        backup_ms: When the last backup was made, None if never.
    """

    waiting: tuple[Waiting, ...]
    months: Mapping[str, int]
    kinds: Mapping[str, int]
    places: Places
    cases: int
    changes: tuple[Changed, ...]
    changed: int
    backup_ms: int | None


def today(workspace: Workspace) -> Today:
    """Read everything for the page of today."""
    due = _due(workspace)
    first, later = due[:_OVERDUE_FIRST], due[_OVERDUE_FIRST:]
    with workspace.transaction() as transaction:
        seen = _number(workspace, transaction, preferences.VISITED)
        months = last_months(workspace.kit.clock.now_ms())
        met = figures.by_month(transaction, "case", "date_from", first=months[0])
        kinds = figures.by_value(transaction, "case", "case_type")
        return Today(
            waiting=(*first, *_waiting(workspace, transaction), *later),
            months={each: met.get(each, 0) for each in months},
            kinds=dict(sorted(kinds.items(), key=lambda each: (-each[1], each[0]))),
            places=_places(transaction),
            cases=reading.counted(transaction, ListQuery(type="case")),
            changes=tuple(_changes(workspace, transaction, seen)),
            changed=figures.touched_since(transaction, seen),
            backup_ms=_number(workspace, transaction, preferences.BACKUP) or None,
        )


def waiting(workspace: Workspace) -> int:
    """How many things wait for the person here."""
    due = len(_due(workspace))
    with workspace.transaction() as transaction:
        return due + sum(1 for _ in _waiting(workspace, transaction))


def places(workspace: Workspace) -> Places:
    """How many cases each place has."""
    with workspace.transaction() as transaction:
        return _places(transaction)


def _places(transaction: Transaction) -> Places:
    numbers = figures.by_value(transaction, "case", "place")
    every = reading.counted(transaction, ListQuery(type="case"))
    return Places(numbers, every - sum(numbers.values()))


def leave(workspace: Workspace) -> None:
    """Remember what was there, so that the next visit knows what is new."""
    with workspace.transaction() as transaction:
        preferences.put_within(
            workspace,
            transaction,
            preferences.VISITED,
            figures.last_arrival(transaction),
        )


def last_months(now_ms: int) -> list[str]:
    """The last twelve months, oldest first, as ``YYYY-MM``."""
    now = dt.datetime.fromtimestamp(now_ms / 1000, tz=dt.UTC).astimezone()
    number = now.year * 12 + now.month - 1
    found = range(number - MONTHS + 1, number + 1)
    return [f"{each // 12:04}-{each % 12 + 1:02}" for each in found]


def _due(workspace: Workspace) -> list[Waiting]:
    """What is overdue or soon due, the most overdue first."""
    until = this_day(workspace.kit) + dt.timedelta(days=_SOON_DAYS)
    found = deadlines.listed(workspace, until=until.isoformat())
    with workspace.transaction() as transaction:
        return [
            Waiting(
                why=Waits.OVERDUE if each.is_overdue else Waits.DUE,
                days=abs(each.days_left),
                title=each.title or each.ref,
                record=deadlines.whole_within(transaction, each.record),
            )
            for each in found[:_DUE_SHOWN]
        ]


def _number(workspace: Workspace, transaction: Transaction, key: str) -> int:
    value = preferences.get_within(workspace, transaction, key, 0)
    return value if isinstance(value, int) else 0


def _waiting(workspace: Workspace, transaction: Transaction) -> Iterator[Waiting]:
    now_ms = workspace.kit.clock.now_ms()
    conflicts = disputes.conflicts(transaction)
    if conflicts:
        yield Waiting(why=Waits.CONFLICTS, count=len(conflicts))
    for each in drafts.unfinished_within(transaction)[:_DRAFTS_SHOWN]:
        yield Waiting(
            why=Waits.DRAFT,
            days=max(now_ms - each.saved_ms, 0) // _DAY_MS,
            title=each.title,
            record=(each.type, each.record),
        )
    contacts = exchange.contacts(transaction)
    yield from _unsent(workspace, transaction, contacts, now_ms)
    yield from _since(workspace, transaction, now_ms)
    unverified = [each for each in contacts if not each.verified and not each.revoked]
    if unverified:
        yield Waiting(why=Waits.CONTACTS, count=len(unverified))


def _unsent(
    workspace: Workspace,
    transaction: Transaction,
    contacts: list[Contact],
    now_ms: int,
) -> Iterator[Waiting]:
    """Edits nobody else is known to hold; with nobody to send to, nothing waits."""
    trusted = [each for each in contacts if each.verified and not each.revoked]
    if not trusted:
        return
    held = max(each.ack.size_of(workspace.device) for each in trusted)
    number, oldest_us = figures.own_above(transaction, workspace.device, held)
    if number and oldest_us is not None:
        days = max(now_ms - oldest_us // 1000, 0) // _DAY_MS
        is_hub = workspace.owner.role == Role.COORDINATOR
        why = Waits.UNCONFIRMED if is_hub else Waits.UNSENT
        yield Waiting(why=why, count=number, days=days)


def _since(
    workspace: Workspace, transaction: Transaction, now_ms: int
) -> Iterator[Waiting]:
    """What has to be done again after a while."""
    for why, key, limit in (
        (Waits.BACKUP, preferences.BACKUP, _BACKUP_DAYS),
        (Waits.REHEARSAL, preferences.REHEARSED, _REHEARSE_DAYS),
    ):
        at_ms = _number(workspace, transaction, key)
        days = (now_ms - at_ms) // _DAY_MS if at_ms else None
        if days is None or days >= limit:
            yield Waiting(why=why, days=days)


def _changes(
    workspace: Workspace, transaction: Transaction, seen: int
) -> Iterator[Changed]:
    names = {each.id: each.name for each in exchange.contacts(transaction)}
    names[workspace.device] = workspace.owner.name
    touched = figures.latest(transaction, records=CHANGES, within=_LOOKED_THROUGH)
    for touch in touched:
        record = reading.record(transaction, touch.top)
        if record is None:
            continue
        field = declared(touch.type).field_by_id(touch.field)
        yield Changed(
            record=record.id,
            type=record.type,
            title=record.title or record.ref or "",
            part=touch.type,
            field=field.key if field and field.kind is not Kind.ATTACHMENTS else "",
            kind=touch.kind,
            who=names.get(touch.device, ""),
            at_ms=touch.clock_us // 1000,
            is_new=touch.arrival > seen,
        )
