"""Purges: a coordinator takes values away for good, on every device they reached.

The operation names a record or a field, not operations, so that what arrives late goes
too. It travels to everybody; each device drops the values when it takes it in, and its
next acknowledgement says so. Copies on sticks, in mail and in backups are beyond reach.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final

from monitor_desktop.domain.contacts import Contact
from monitor_desktop.domain.fields import PURGE
from monitor_desktop.domain.operations import Edit, Operation, OperationKind
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import InputRefusedError, UsageError
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.exchange import judging
from monitor_desktop.services.exchange.effective_purges import effective
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.membership import group, receiving
from monitor_desktop.services.references import resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import exchange, journal, purging, reading
from monitor_desktop.store.purging import Purge
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.reader import OpenBundle

PURGED, UNSEEN = "purged", "unseen"
"""It holds something that was purged; nobody can look whether it does."""
_DISCARDED: Final = {"outcome": "refused", "code": "PURGED"}
_UNSEEN: Final = {"outcome": "refused", "unkept": UNSEEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What a purge took here.

    Attributes:
        record: Id of the record.
        ref: Reference of it or of its whole.
        values: How many values were dropped, older ones included.
        bundles: Waiting sealed files that held some of them and were deleted.
    """

    record: str
    ref: str
    values: int
    bundles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A purge, and who has taken it in.

    Attributes:
        purge: The operation.
        ref: Reference that the record had.
        type: Record type key.
        reason: As its author wrote it.
        done: Code names of devices that said they did it, the author's included.
        waiting: Code names of devices that have not said so yet.
    """

    purge: Purge
    ref: str
    type: str
    reason: str
    done: Sequence[str]
    waiting: Sequence[str]


def purge(
    workspace: Workspace, ref: str, *, fields: Sequence[str] = (), reason: str
) -> Purged:
    """Drop a record with its parts, or some of its fields, everywhere and for good.

    Args:
        workspace: A coordinator's open profile.
        ref: Reference number or id; a part may be named by its id.
        fields: Keys of the fields; none for the whole record.
        reason: Kept and sent to every device; it should name nobody.

    Raises:
        NotAllowedError: NOT_ALLOWED, for anybody but a coordinator; FORK, while
            nobody decided about two histories of this profile.
        UsageError: NO_SUCH_RECORD, NO_SUCH_FIELD.
    """
    with workspace.transaction() as transaction:
        # It would wait, and whoever asked for it would take it for done.
        group.require_heard(workspace, transaction)
        record = reading.record(transaction, resolve(transaction, ref))
        if record is None:
            raise UsageError("NO_SUCH_RECORD", ref=ref)
        shown = _reference(transaction, record)
        edits = [
            _edit(transaction, record, each, {"ref": shown, "reason": reason})
            for each in _field_ids(record, fields)
        ]
        workspace.store.write(transaction, workspace.device, edits)
        values, bundles = take_effect(workspace, transaction)
    workspace.store.settle()
    attachments.sweep(workspace)
    return Purged(record=record.id, ref=shown, values=values, bundles=bundles)


def _reference(transaction: Transaction, record: Record) -> str:
    whole = reading.record(transaction, record.parent) if record.parent else record
    return (whole.ref if whole else None) or ""


def _field_ids(record: Record, keys: Sequence[str]) -> list[str]:
    found = []
    for key in dict.fromkeys(keys):
        field = record.declaration.field(key)
        if field is None:
            raise UsageError("NO_SUCH_FIELD", type=record.type, field=key)
        found.append(field.id)
    return found or [""]


def _edit(
    transaction: Transaction, record: Record, field_id: str, said: Mapping[str, str]
) -> Edit:
    heads = journal.heads_of(transaction, record.id)
    return Edit(
        kind=OperationKind.PURGE,
        type=record.type,
        record=record.id,
        top=record.parent or record.id,
        field=PURGE,
        sub=field_id,
        pred=tuple(heads.get((PURGE, field_id), ())),
        value=dict(said),
    )


def take_effect(workspace: Workspace, transaction: Transaction) -> tuple[int, int]:
    """Drop what purges cover, what came late included, and sealed files that hold it.

    Returns:
        How many values were dropped, and how many waiting bundles.
    """
    meant = effective(workspace, transaction)
    if not meant:
        return 0, 0
    is_new = not purging.met(transaction).issuperset(each.id for each in meant)
    dropped = workspace.store.purge(transaction, meant)
    if dropped.records:
        attachments.drop_unnamed(transaction)
    # What it names may be held in a waiting file alone.
    bundles = _discard(workspace, transaction, meant) if is_new else 0
    return dropped.values, bundles


@contextmanager
def following(workspace: Workspace) -> Iterator[Transaction]:
    """A transaction that decides whom to trust; whose purges count now take effect."""
    with workspace.transaction() as transaction:
        yield transaction
        take_effect(workspace, transaction)
    settle(workspace)


def settle(workspace: Workspace) -> None:
    """After an import or a decision: no page from before a purge stays in the log."""
    with workspace.transaction() as transaction:
        purged = bool(effective(workspace, transaction))
    if purged:
        workspace.store.settle()
        attachments.sweep(workspace)


def _discard(
    workspace: Workspace, transaction: Transaction, meant: Sequence[Purge]
) -> int:
    """Waiting sealed files with something purged go; their makers send it again."""
    count = 0
    for met in exchange.bundles(transaction, waiting=True):
        sealed = exchange.sealed_of(transaction, met.digest)
        opener = partial(io.BytesIO, sealed)
        why = _keep_out(workspace, transaction, opener, meant)
        if why:
            said = _DISCARDED if why == PURGED else _UNSEEN
            exchange.put_report(transaction, met.digest, {**met.report, **said})
            exchange.drop_sealed(transaction, met.digest)
            count += 1
    return count


def keep_out(
    workspace: Workspace, transaction: Transaction, opener: judging.Opener
) -> str:
    """Why a sealed file must not be kept: PURGED, UNSEEN, or nothing where it may."""
    meant = effective(workspace, transaction)
    return _keep_out(workspace, transaction, opener, meant) if meant else ""


def _keep_out(
    workspace: Workspace,
    transaction: Transaction,
    opener: judging.Opener,
    meant: Sequence[Purge],
) -> str:
    try:
        with opener() as source:
            keys = receiving.every(workspace, transaction)
            bundle = OpenBundle(source, keys, looks_only=True)
            entries = judging.entries_of(bundle, lambda: None)
            holds = any(
                isinstance(each, Operation) and _is_meant(each, meant)
                for each in entries
            )
    except InputRefusedError:
        return UNSEEN
    return PURGED if holds else ""


def _is_meant(operation: Operation, meant: Sequence[Purge]) -> bool:
    return operation.has_body and any(
        each.record in (operation.record, operation.top)
        and purging.covers(each, operation.record, operation.field)
        and each.id not in operation.pred
        and operation.kind == OperationKind.SET
        for each in meant
    )


def _has_taken_in(
    workspace: Workspace, held: HeldJournals, contact: Contact, purge: Purge
) -> bool:
    """Its ack goes through the purge: as much of another history says nothing."""
    device, heads = purge.device, contact.ack.heads_of(purge.device)
    if device == workspace.device:
        # Nobody holds more of our own journal: that is a copy's.
        longest = max(held.size(device, each) for each in held.paths(device))
        heads = [each for each in heads if each[0] <= longest]
    return any(
        held.reached(device, branch, heads) >= n
        for branch, n in held.places(device, purge.id)
    )


def listed(workspace: Workspace) -> list[Told]:
    """Every purge that has effect, newest first, and who has taken it in."""
    with workspace.transaction() as transaction:
        contacts = [
            each
            for each in exchange.contacts(transaction)
            if not each.revoked and not each.only_known_through_others
        ]
        found = []
        held = HeldJournals(transaction)
        for each in reversed(effective(workspace, transaction)):
            done = {
                contact.name
                for contact in contacts
                if contact.id == each.device
                or _has_taken_in(workspace, held, contact, each)
            }
            written = next(
                entry
                for entry in journal.of_record(transaction, each.record)
                if entry.id == each.id
            )
            said = written.value if isinstance(written.value, Mapping) else {}
            found.append(
                Told(
                    purge=each,
                    ref=str(said.get("ref", "")),
                    type=written.type,
                    reason=str(said.get("reason", "")),
                    done=sorted({*done, workspace.owner.name}),
                    waiting=sorted({contact.name for contact in contacts} - done),
                )
            )
    return found
