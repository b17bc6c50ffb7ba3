"""What each unit may receive, and which records were assigned to whom.

Both are operations of the group: they count from a coordinator only, travel to
everybody and are registers like any other. Where two coordinators disagree the
narrower limit holds, and a record assigned by either is assigned.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor_desktop.domain import merge
from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.domain.disclosure import may_go_to_unit
from monitor_desktop.domain.fields import Field, Sensitivity
from monitor_desktop.domain.operations import (
    Edit,
    JsonValue,
    Operation,
    OperationKind,
)
from monitor_desktop.errors import InvalidValueError, UsageError
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.membership import group, trust
from monitor_desktop.services.references import resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import deliveries, exchange, journal
from monitor_desktop.store.store import Transaction

TYPE: Final = "group"
UNIT: Final = "unit"
ASSIGNED: Final = "assigned"
CUSTODY_OF: Final = "cu0002"
"""Field of a custody entry that names the attachment."""
LIMITS: Final = (Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.RESTRICTED)
"""What a unit may receive at most; what is sealed goes to nobody."""
ELSEWHERE: Final = Sensitivity.INTERNAL
"""The limit of a unit that nobody chose one for, when it is not ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A partner organisation.

    Attributes:
        name: As on the cards of its people.
        most: The most sensitive it may receive.
        chosen: A coordinator chose so; else it is what holds for every unit.
        people: Code names of the contacts in it.
    """

    name: str
    most: Sensitivity
    chosen: bool
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The limits as they are now.

    Attributes:
        own_unit: Unit of this installation.
        limits: Chosen limits by unit.
        assigned: For each top record the devices it was assigned to.
        sensitive: Top records and parts with a sensitivity other than internal.
    """

    own_unit: str
    limits: Mapping[str, Sensitivity] = field(default_factory=dict)
    assigned: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sensitive: Mapping[str, Sensitivity] = field(default_factory=dict)

    def is_assigned(self, record: str, contact: Contact) -> bool:
        """A coordinator gave this record to the contact."""
        return not self.assigned.get(record, frozenset()).isdisjoint(contact.devices)

    def limit_of(self, contact: Contact) -> Sensitivity:
        """The most sensitive a contact may receive of what its unit did not make.

        Coordinators of the group see everything that travels, unless a limit was
        chosen for their unit.
        """
        if contact.unit in self.limits:
            return self.limits[contact.unit]
        trusted = self.merges_all(contact) or contact.unit == self.own_unit
        return Sensitivity.RESTRICTED if trusted else ELSEWHERE

    def merges_all(self, contact: Contact) -> bool:
        """A coordinator whose unit nobody chose a limit for."""
        return contact.role is Role.COORDINATOR and contact.unit not in self.limits

    def allows(
        self, contact: Contact, operation: Operation, declared: Field | None
    ) -> bool:
        """The limit of the contact's unit lets this operation through."""
        levels = [
            self.sensitive.get(each, Sensitivity.INTERNAL)
            for each in {operation.record, operation.top}
        ]
        record = max(levels, key=lambda each: each.rank)
        limit = self.limit_of(contact)
        unknown = declared is None and not operation.field.startswith("_")
        if unknown and limit is Sensitivity.PUBLIC:
            return False  # nobody here can say that it is public
        return may_go_to_unit(record, declared, limit)


def policy(
    workspace: Workspace, transaction: Transaction, fields: Sequence[str]
) -> Policy:
    """The limits as the store has them.

    Args:
        workspace: The open profile.
        transaction: Of it.
        fields: Ids of the fields that hold a record's sensitivity.
    """
    sensitive: dict[str, Sensitivity] = {}
    # From widest to narrowest: of two that disagree the narrower holds.
    levels = (Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.RESTRICTED)
    held = exchange.holding_each(transaction, fields, levels)
    for level, found in zip(levels, held, strict=True):
        sensitive.update(dict.fromkeys(found, level))
    # The log of custody of an attachment is as sensitive as that.
    for entry, of in exchange.targets(transaction, CUSTODY_OF).items():
        known = [sensitive[each] for each in of if each in sensitive]
        if known:
            sensitive[entry] = max(known, key=lambda each: each.rank)
    heads = _heads(workspace, transaction)
    return Policy(
        own_unit=workspace.owner.unit,
        limits=_limits(heads),
        assigned=_assigned(heads),
        sensitive=sensitive,
    )


def _limits(heads: Iterable[Operation]) -> dict[str, Sensitivity]:
    found: dict[str, Sensitivity] = {}
    for each in heads:
        if each.field != UNIT or each.value not in tuple(LIMITS):
            continue
        level = Sensitivity(str(each.value))
        known = found.get(each.sub, level)
        found[each.sub] = min(level, known, key=lambda one: one.rank)
    return found


def _assigned(heads: Iterable[Operation]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for each in heads:
        if each.field == ASSIGNED and isinstance(each.value, str):
            found[each.sub] = found.get(each.sub, frozenset()) | {each.value}
    return found


def _heads(workspace: Workspace, transaction: Transaction) -> list[Operation]:
    """Heads of the group's registers, judged by coordinators' words alone."""
    group = str(workspace.store.setting(transaction, "group", ""))
    by_register: dict[tuple[str, str], dict[str, Operation]] = {}
    for each in journal.of_record(transaction, group) if group else ():
        if each.kind == OperationKind.GROUP and each.field in (UNIT, ASSIGNED):
            by_register.setdefault((each.field, each.sub), {})[each.id] = each
    if not by_register:
        return []
    trusted = trust.state(workspace, transaction)
    found: list[Operation] = []
    for known in by_register.values():
        void = {
            each.id
            for each in known.values()
            if each.id in trusted.void or not trusted.led(each.device, each.n)
        }
        preds = {each.id: each.pred for each in known.values()}
        found += [known[each] for each in merge.head_ids(preds, void)]
    return found


def units(workspace: Workspace) -> list[Unit]:
    """Every unit that a contact is of or a limit was chosen for, by name."""
    with workspace.transaction() as transaction:
        known = policy(workspace, transaction, ())
        contacts = [each for each in exchange.contacts(transaction) if not each.revoked]
    names = {each.unit for each in contacts} | set(known.limits)
    return [
        Unit(
            name=name,
            most=known.limits.get(name, _by_default(known, name)),
            chosen=name in known.limits,
            people=tuple(each.name for each in contacts if each.unit == name),
        )
        for name in sorted(names)
    ]


def _by_default(known: Policy, unit: str) -> Sensitivity:
    return Sensitivity.RESTRICTED if unit == known.own_unit else ELSEWHERE


def set_limit(workspace: Workspace, unit: str, most: str | None) -> Changes:
    """Choose what a unit may receive at most; None takes the choice back.

    Raises:
        NotAllowedError: NOT_ALLOWED, for anybody but a coordinator; FORK, where it
            would wait.
        InvalidValueError: INVALID_VALUE for another word than public, internal or
            restricted.
    """
    if most is not None and most not in tuple(LIMITS):
        raise InvalidValueError("INVALID_VALUE", field="most", reason="vocabulary")
    return _write(workspace, UNIT, unit, most)


def assign(workspace: Workspace, ref: str, contact_id: str | None) -> Changes:
    """Give a record to a monitor, who then receives it as its own; None takes it back.

    Raises:
        NotAllowedError: NOT_ALLOWED, for anybody but a coordinator; FORK, where it
            would wait.
        UsageError: NO_SUCH_RECORD, NO_SUCH_CONTACT.
    """
    with workspace.transaction() as transaction:
        group.require_heard(workspace, transaction)
        record = resolve(transaction, ref)
        top = deliveries.tops(transaction, [record]).get(record, record)
        known = contact_id is None or exchange.contact(transaction, contact_id)
    if not known:
        raise UsageError("NO_SUCH_CONTACT", contact=contact_id)
    return _write(workspace, ASSIGNED, top, contact_id)


def _write(workspace: Workspace, register: str, sub: str, value: JsonValue) -> Changes:
    with workspace.transaction() as transaction:
        group.require_heard(workspace, transaction)
        identity = str(workspace.store.setting(transaction, "group", ""))
        heads = journal.heads_of(transaction, identity)
        edit = Edit(
            kind=OperationKind.GROUP,
            type=TYPE,
            record=identity,
            top=identity,
            field=register,
            sub=sub,
            pred=tuple(heads.get((register, sub), ())),
            value=value,
        )
        workspace.store.write(transaction, workspace.device, [edit])
    return Changes((), 1)
