"""What goes into a bundle: for whom, from where on, and what stays behind and why."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from monitor_desktop.crypto.merkle import (
    Step,
    consistency_proof,
    head_message,
)
from monitor_desktop.domain.acks import Ack, Range, ranges
from monitor_desktop.domain.catalogue import RECORD_TYPES, in_use, record_type
from monitor_desktop.domain.contacts import Contact, Receives
from monitor_desktop.domain.customs import own_field_id
from monitor_desktop.domain.disclosure import goes_without_consent, may_leave_in_bundle
from monitor_desktop.domain.fields import Field, Sensitivity
from monitor_desktop.domain.operations import Operation, OperationKind
from monitor_desktop.services.exchange.agreements import Agreed
from monitor_desktop.services.exchange.effective_purges import effective
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.membership import succession, trust
from monitor_desktop.services.membership.policies import CUSTODY_OF, Policy, policy
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import away, chains, exchange, journal, purging
from monitor_desktop.store.edges import root_at
from monitor_desktop.store.exchange import SignedHead
from monitor_desktop.store.journal import Entry
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.manifest import JournalPart

SEALED: Final = "sealed"
NOT_THEIRS: Final = "not_theirs"
RESTRICTED: Final = "restricted"
CONSENT: Final = "consent"
_SENSITIVITY_FIELDS: Final = tuple(
    field.id
    for each in RECORD_TYPES
    for field in each.fields
    if field.key == "confidentiality"
)
_OWN_SENSITIVITY: Final = next(
    field.id
    for each in RECORD_TYPES
    for field in each.fields
    if (each.key, field.key) == ("custom_field", "sensitivity")
)
_CLOSE: Final = 200
"""Positions of a journal that are read in one though some between are not wanted."""
_FOR_EVERYBODY: Final = frozenset(
    {OperationKind.GROUP, OperationKind.PURGE, OperationKind.SENT}
)


@dataclass(slots=True)
class Tally:
    """Counts that grow while positions are written.

    Attributes:
        operations: Edits that go, with their values.
        left_out: For each reason the top records of which something stays.
        leaves: For each device the positions that go as a leaf, in order.
    """

    operations: int = 0
    leaves: dict[str, list[int]] = field(default_factory=dict)
    left_out: dict[str, set[str]] = field(default_factory=dict)

    def reasons(self) -> dict[str, int]:
        """How many records each reason keeps back."""
        return {reason: len(tops) for reason, tops in sorted(self.left_out.items())}


@dataclass(frozen=True, slots=True)
class Disclosing:
    """Decides for some contacts whether an operation may go to all of them."""

    contacts: Sequence[Contact]
    creators: dict[str, set[str]]
    sealed: set[str]
    sealed_fields: frozenset[str]
    units: dict[str, str]
    policy: Policy
    agreed: Agreed

    def refusal(self, operation: Operation) -> str | None:
        """Why an operation stays, or None when it goes."""
        kind = record_type(operation.type)
        if operation.kind in _FOR_EVERYBODY or (kind and kind.for_everybody):
            return None
        declared = in_use().fields.get((operation.type, operation.field))
        hidden = {operation.record, operation.top} & self.sealed
        hidden |= {operation.field} & self.sealed_fields
        level = Sensitivity.SEALED if hidden else Sensitivity.INTERNAL
        if not may_leave_in_bundle(level, declared):
            return SEALED
        if not all(self._may_have(each, operation) for each in self.contacts):
            return NOT_THEIRS
        within = all(
            self._is_own(each, operation)
            or self._is_of_unit(each, operation)
            or self.policy.allows(each, operation, declared)
            for each in self.contacts
        )
        if not within:
            return RESTRICTED
        return None if self._is_agreed(operation, declared) else CONSENT

    def _is_agreed(self, operation: Operation, declared: Field | None) -> bool:
        """People decide about what leaves their unit.

        Not about what goes back to its author, nor to a coordinator, who could not
        merge halves and asks again before anything goes on from there.
        """
        if goes_without_consent(operation.type, operation.field, declared):
            return True
        home = all(
            self.policy.merges_all(each)
            or self._is_made_by(each, operation)
            or self._is_of_unit(each, operation)
            for each in self.contacts
        )
        return home or self.agreed.allows(operation, declared)

    def _may_have(self, contact: Contact, operation: Operation) -> bool:
        if contact.receives is Receives.ALL or self._is_own(contact, operation):
            return True
        return contact.receives is Receives.UNIT and self._is_of_unit(
            contact, operation
        )

    def _is_own(self, contact: Contact, operation: Operation) -> bool:
        """Written or made by the contact, or assigned to it by a coordinator."""
        is_assigned = self.policy.is_assigned(operation.top, contact)
        return is_assigned or self._is_made_by(contact, operation)

    def _is_made_by(self, contact: Contact, operation: Operation) -> bool:
        creators = self.creators.get(operation.top, set())
        return operation.device in contact.devices or (
            bool(creators) and creators <= contact.devices
        )

    def _is_of_unit(self, contact: Contact, operation: Operation) -> bool:
        creators = self.creators.get(operation.top, set())
        return {self.units.get(each) for each in creators} == {contact.unit}


def disclosing(
    workspace: Workspace, transaction: Transaction, contacts: Sequence[Contact]
) -> Disclosing:
    """The rule for these contacts, as the store is now."""
    sealed = exchange.holding(transaction, _SENSITIVITY_FIELDS, SEALED)
    # Its log of custody names people and where it went.
    custody = exchange.targets(transaction, CUSTODY_OF)
    sealed |= {each for each, of in custody.items() if not sealed.isdisjoint(of)}
    # Also of a field whose definition was taken back: its values are still here.
    own = exchange.holding(transaction, (_OWN_SENSITIVITY,), SEALED)
    units = {each.id: each.unit for each in exchange.contacts(transaction)}
    return Disclosing(
        contacts=contacts,
        creators=exchange.creators(transaction),
        sealed=sealed,
        sealed_fields=frozenset(map(own_field_id, own)),
        units={**units, workspace.device: workspace.owner.unit},
        policy=policy(workspace, transaction, _SENSITIVITY_FIELDS),
        agreed=Agreed(transaction, today(workspace.kit)),
    )


def own_ack(workspace: Workspace, transaction: Transaction) -> Ack:
    """What this installation holds of every journal."""
    known, wanted, sides = {}, {}, {}
    meant = effective(workspace, transaction)
    for device in journal.devices(transaction):
        held = [
            (frontier.size, frontier.root().hex())
            for branch in journal.paths(transaction, device)
            for frontier in (journal.frontier(transaction, device, branch),)
        ]
        known[device] = held[0]
        if held[1:]:
            sides[device] = held[1:]
        bare = purging.bare(transaction, device, meant)
        bare += journal.withheld_positions(transaction, device)
        missing = ranges(sorted(set(bare) - away.positions(transaction, device)))
        if missing:
            wanted[device] = missing
    own = journal.frontier(transaction, workspace.device).size
    return Ack(own=own, known=known, wanted=wanted, sides=sides)


def devices_sent(
    workspace: Workspace, transaction: Transaction, rule: Disclosing
) -> list[str]:
    """Whose journals go to the contacts of a rule.

    A coordinator relays every journal. Anybody else sends its own, those it goes on
    for, and to each contact what is held of its own and those it goes on for: a hub
    restored from a backup gets back what it wrote after it.
    """
    devices = journal.devices(transaction)
    if not trust.leads(workspace, transaction):
        sent = {workspace.device, *succession.predecessors(workspace, transaction)}
        sent |= {each for contact in rule.contacts for each in contact.devices}
        devices = [each for each in devices if each in sent]
    return devices


def parts(
    workspace: Workspace,
    transaction: Transaction,
    rule: Disclosing,
    *,
    everything: bool,
) -> Iterator[JournalPart]:
    """The stretch of each branch of each journal that the contacts lack."""
    for device in devices_sent(workspace, transaction, rule):
        for branch in journal.paths(transaction, device):
            head = _head(workspace, transaction, device, branch)
            held = journal.frontier(transaction, device, branch)
            if head is None:
                continue
            acked = _Acked(workspace, transaction, rule, device, branch)
            start = 0 if everything else acked.start()
            if start == held.size and device != workspace.device:
                continue
            yield JournalPart(
                device=device,
                start=start,
                start_root=root_at(transaction, device, start, branch),
                size=held.size,
                root=held.root(),
                steps=head.steps,
                signature=head.signature,
                last=head.last,
                branch=branch,
            )


def cut(
    workspace: Workspace,
    transaction: Transaction,
    whole: Sequence[JournalPart],
    count: int,
) -> tuple[list[JournalPart], list[JournalPart]]:
    """Parts with the first ``count`` positions, and parts with the rest."""
    first: list[JournalPart] = []
    rest: list[JournalPart] = []
    for part in whole:
        if count >= part.size - part.start:
            first.append(part)
        elif count <= 0:
            rest.append(part)
        else:
            middle = part.start + count
            first.append(_ending_at(workspace, transaction, part, middle))
            root = root_at(transaction, part.device, middle, part.branch)
            rest.append(replace(part, start=middle, start_root=root))
        count -= part.size - part.start
    return first, rest


def _ending_at(
    workspace: Workspace, transaction: Transaction, part: JournalPart, size: int
) -> JournalPart:
    """A part that ends earlier, still under a head that its device signed."""
    root = root_at(transaction, part.device, size, part.branch)
    if part.device == workspace.device and not part.branch:
        signed = _signed(workspace, transaction, size, root)
        return replace(
            part, size=size, root=root, signature=signed.signature, last=signed.last
        )
    # One step to all that is held here; a part of a part needs none between.
    leaves = list(journal.leaves(transaction, part.device, branch=part.branch))
    held = Step(
        len(leaves),
        root_at(transaction, part.device, len(leaves), part.branch),
        tuple(consistency_proof(leaves, size)),
    )
    steps = (held, *(each for each in part.steps if each.size > held.size))
    return replace(part, size=size, root=root, steps=steps)


def _head(
    workspace: Workspace, transaction: Transaction, device: str, branch: int
) -> SignedHead | None:
    """Its own journal a device signs now; others' heads are relayed as received."""
    if device != workspace.device or branch:
        return exchange.signed_head(transaction, device, branch)
    frontier = journal.frontier(transaction, device)
    return _signed(workspace, transaction, frontier.size, frontier.root())


def _signed(
    workspace: Workspace, transaction: Transaction, size: int, root: bytes
) -> SignedHead:
    """What this device states now of its own journal up to a size."""
    last = chains.last(transaction, workspace.device, upto=size)
    stated = head_message(workspace.device, size, root, last)
    signature = workspace.signing.sign(stated.message, context=stated.context)
    return SignedHead(size, root, signature, last=last)


def _near(spans: Iterable[Range], upto: int) -> list[Range]:
    """Stretches in order and within a size; what lies close is quicker read in one."""
    found: list[Range] = []
    for first, last in sorted(spans):
        start, end = max(first, 1), min(last, upto)
        if found and start - found[-1][1] <= _CLOSE:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start <= end:
            found.append((start, end))
    return found


@dataclass(frozen=True, slots=True)
class _Acked:
    """From where on the contacts lack one branch of a journal."""

    workspace: Workspace
    transaction: Transaction
    rule: Disclosing
    device: str
    branch: int

    def start(self) -> int:
        """Above what all contacts hold, and from where a wanted value may now go."""
        if trust.is_unsettled(self.workspace, self.transaction, self.device):
            return 0
        lowest = min(map(self._size_of, self.rule.contacts))
        acks = [each.ack for each in self.rule.contacts]
        # Ranges are what a stranger says: never spelled out as positions.
        wanted = [span for each in acks for span in each.wanted.get(self.device, ())]
        for first, last in _near(wanted, lowest):
            for entry in self._between(first, last):
                # Of a purged position its header goes, once, so that nobody asks again.
                asked = any(each.lacks(self.device, entry.n) for each in acks)
                if asked and self.rule.refusal(entry) is None:
                    return entry.n - 1
        return lowest

    def _between(self, first: int, last: int) -> Iterable[Operation]:
        """What is held of this branch from one position to another."""
        if not self.branch:
            return journal.of_device(
                self.transaction, self.device, after=first - 1, upto=last
            )
        found = journal.entries(
            self.transaction, self.device, after=first - 1, branch=self.branch
        )
        held = islice(found, last - first + 1)
        return (each for each in held if isinstance(each, Operation))

    def _size_of(self, contact: Contact) -> int:
        """How much of this very branch a contact holds."""
        if trust.is_unsettled(self.workspace, self.transaction, contact.id):
            # One of two copies said so; the other may hold less.
            return 0
        heads = contact.ack.heads_of(self.device)
        if self.device == self.workspace.device:
            # Of our own journal nobody can hold more than we do: we were restored, or
            # copied, and only the whole shows where the two part.
            held = journal.frontier(self.transaction, self.device, self.branch).size
            heads = [each for each in heads if each[0] <= held]
        found = HeldJournals(self.transaction)
        return found.reached(self.device, self.branch, heads)


def positions(
    transaction: Transaction,
    part: JournalPart,
    rule: Disclosing,
    tally: Tally,
    told: Callable[[], None],
) -> Iterator[Entry]:
    """Every position of a part: its operation, or its leaf where it stays behind."""
    counted = range(part.start + 1, part.size + 1)
    leaves = [] if part.branch else tally.leaves.setdefault(part.device, [])
    found = journal.entries(
        transaction, part.device, after=part.start, branch=part.branch
    )
    for n, entry in zip(counted, found, strict=False):
        told()
        if isinstance(entry, bytes):
            leaves.append(n)
            yield entry
            continue
        reason = rule.refusal(entry)
        if reason is not None:
            tally.left_out.setdefault(reason, set()).add(entry.top)
            leaves.append(n)
            yield entry.leaf
            continue
        tally.operations += entry.has_body and entry.kind != OperationKind.SENT
        yield entry
