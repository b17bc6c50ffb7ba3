"""Travel light: a record leaves this laptop alone, once the hub holds all of it.

Nobody else sees it as a delete: no operation is written. The record can be asked back;
the next bundle to the hub says so, and the hub's answer brings it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.domain.receipts import Position
from monitor_desktop.errors import NotAllowedError, UsageError
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.membership import succession, trust
from monitor_desktop.services.references import resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import attachments as blobs
from monitor_desktop.store import away, deliveries, drafts, exchange, reading
from monitor_desktop.store.attachments import Named
from monitor_desktop.store.store import Transaction

_DAYS: Final = "travel_light_days"
_DAY_US: Final = 24 * 60 * 60 * 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PutDown:
    """What left this laptop.

    Attributes:
        records: Ids of the records that went.
        stayed: Ids of those asked for that stayed, because the hub has not confirmed
            all of them, their files included, or somebody is typing in them.
    """

    records: tuple[str, ...]
    stayed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A record that was put down.

    Attributes:
        record: Its id.
        ref: Its reference.
        operations: How many of its operations are at the hub alone.
        asked: It was asked back and has not come yet.
    """

    record: str
    ref: str
    operations: int
    asked: bool


def put_down(workspace: Workspace, refs: Sequence[str]) -> PutDown:
    """Drop some records from this laptop alone.

    Raises:
        UsageError: NO_SUCH_RECORD.
        NotAllowedError: NOT_AT_HUB with the reference of the first that the hub does
            not hold in full, files included, or that has a draft; nothing is dropped.
            NOT_ALLOWED for a coordinator: what is here is what others rely on.
    """
    with workspace.transaction() as transaction:
        hubs = _hubs(workspace, transaction)
        wanted = [_top(transaction, resolve(transaction, each)) for each in refs]
        for each, ref in zip(wanted, refs, strict=True):
            if not _may_go(transaction, each, hubs):
                raise NotAllowedError("NOT_AT_HUB", ref=ref)
        found = _drop(workspace, transaction, wanted)
    _tidy(workspace, found)
    return PutDown(records=found, stayed=())


def put_down_before(workspace: Workspace, day: dt.date) -> PutDown:
    """Drop every record whose last edit is older than a day, where the hub holds it.

    A person stays for as long as a record that stays links to them.
    """
    at = dt.datetime.combine(day, dt.time(), dt.UTC)
    with workspace.transaction() as transaction:
        hubs = _hubs(workspace, transaction)
        old = deliveries.untouched_since(transaction, int(at.timestamp() * 1_000_000))
        going = {each for each in old if _may_go(transaction, each, hubs)}
        while needed := _needed(transaction, going):
            going -= needed
        found = _drop(workspace, transaction, sorted(going))
    _tidy(workspace, found)
    return PutDown(records=found, stayed=tuple(sorted(set(old) - going)))


def _tidy(workspace: Workspace, gone: Collection[str]) -> None:
    """No page and no file of what went is left."""
    if gone:
        workspace.store.settle()
        attachments.sweep(workspace)


def every_days(workspace: Workspace) -> int | None:
    """After how many days records are put down by themselves; None for never."""
    with workspace.transaction() as transaction:
        days = workspace.store.setting(transaction, _DAYS)
    return days if isinstance(days, int) else None


def set_days(workspace: Workspace, days: int | None) -> None:
    """Choose after how many days records are put down; None for never."""
    with workspace.transaction() as transaction:
        workspace.store.set_setting(transaction, _DAYS, days)


def put_down_old(workspace: Workspace) -> PutDown:
    """What the chosen number of days allows; for after an import, or at the start."""
    days = every_days(workspace)
    if days is None or workspace.owner.role == Role.COORDINATOR:
        return PutDown(records=(), stayed=())
    return put_down_after(workspace, days)


def put_down_after(workspace: Workspace, days: int) -> PutDown:
    """Drop every record without an edit for so many days, where the hub holds it."""
    now_us = workspace.kit.clock.now_ms() * 1000 - days * _DAY_US
    day = dt.datetime.fromtimestamp(now_us / 1_000_000, tz=dt.UTC).date()
    return put_down_before(workspace, day)


def listed(workspace: Workspace) -> list[Away]:
    """Everything that was put down, by reference."""
    with workspace.transaction() as transaction:
        asked = away.asked(transaction)
        found = away.records(transaction)
    return [
        Away(record=record, ref=ref, operations=count, asked=record in asked)
        for record, (ref, count) in found.items()
    ]


def ask_back(workspace: Workspace, refs: Sequence[str]) -> list[Away]:
    """Want some records again; the next bundle to the hub asks for them.

    Raises:
        UsageError: NO_SUCH_RECORD, when one was not put down.
    """
    known = listed(workspace)
    chosen = [_one(known, each) for each in refs]
    with workspace.transaction() as transaction:
        asked = away.asked(transaction) | {each.record for each in chosen}
        workspace.store.set_setting(transaction, away.ASKED, sorted(asked))
    return chosen


def _one(known: Iterable[Away], ref: str) -> Away:
    for each in known:
        if ref in (each.record, each.ref):
            return each
    raise UsageError("NO_SUCH_RECORD", ref=ref)


@dataclass(frozen=True, slots=True)
class _Hubs:
    """Coordinators and what they said, and the files that have to be theirs too.

    Attributes:
        all: Whom this laptop sends to.
        files: For each top record its attachments with a file.
        here: Digests of the files that are held here, whole or in part.
        own: This device and those it goes on for.
    """

    all: Sequence[Contact]
    files: Mapping[str, Sequence[Named]]
    here: Collection[str]
    own: Collection[str]

    def have_files(self, hub: Contact, top: str) -> bool:
        """It lacks no file of a record that would be gone from here.

        Of files that somebody else named it may not tell us what it lacks.
        """
        return all(
            each.sha256 not in self.here
            or (
                each.operation.device in self.own
                and not hub.ack.lacking.get(each.sha256)
            )
            for each in self.files.get(top, ())
        )


def _hubs(workspace: Workspace, transaction: Transaction) -> _Hubs:
    if workspace.owner.role == Role.COORDINATOR:
        raise NotAllowedError("NOT_ALLOWED", reason="hub")
    files: dict[str, list[Named]] = {}
    for each in blobs.named(transaction):
        files.setdefault(each.operation.top, []).append(each)
    return _Hubs(
        [
            trust.believed(workspace, transaction, each)
            for each in exchange.contacts(transaction)
            if each.role is Role.COORDINATOR and each.verified and not each.revoked
        ],
        files,
        frozenset(blobs.digests(transaction)),
        {workspace.device, *succession.predecessors(workspace, transaction)},
    )


def _top(transaction: Transaction, record: str) -> str:
    return deliveries.tops(transaction, [record]).get(record, record)


def _may_go(transaction: Transaction, top: str, hubs: _Hubs) -> bool:
    """One hub said that it holds every value of it, what is sealed included."""
    held = deliveries.positions(transaction, [top])[top]
    at_hub = any(_holds(each, held) and hubs.have_files(each, top) for each in hubs.all)
    return at_hub and not _is_in_use(transaction, top)


def _holds(hub: Contact, positions: Sequence[Position]) -> bool:
    return all(
        n <= hub.ack.size_of(device) and not hub.ack.lacks(device, n)
        for device, n in positions
    )


def _is_in_use(transaction: Transaction, top: str) -> bool:
    parts = reading.tree(transaction, top).children
    ids = [top, *(each.id for each in parts)]
    return any(drafts.get(transaction, each) is not None for each in ids)


def _needed(transaction: Transaction, going: Collection[str]) -> set[str]:
    """Of these the records that one which stays links to."""
    links = reading.linking(transaction, going)
    return {target for _, top, _, target in links if top not in going}


def _drop(
    workspace: Workspace, transaction: Transaction, tops: Sequence[str]
) -> tuple[str, ...]:
    for each in dict.fromkeys(tops):
        known = reading.record(transaction, each)
        away.put_down(transaction, each, (known.ref if known else None) or each)
        # Purges of it stay, and have to be in the view for what they are.
        workspace.store.show(transaction, deliveries.left_of(transaction, each))
    if tops:
        away.tidy(transaction)
        attachments.drop_unnamed(transaction)
    return tuple(dict.fromkeys(tops))
