"""Entering, changing, deleting and reading records."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor_desktop.domain.catalogue import children_of
from monitor_desktop.domain.conflicts import name_of
from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.deadlines import KEPT_BY_COORDINATORS
from monitor_desktop.domain.fields import LIFE, ORDER, PARENT, REFERENCE, Field, Kind
from monitor_desktop.domain.operations import (
    Edit,
    JsonValue,
    Operation,
    OperationKind,
    encode,
)
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.domain.values import Reading, Write, writes
from monitor_desktop.errors import InvalidValueError, NotAllowedError, UsageError
from monitor_desktop.i18n.date_words import names_no_day, understand
from monitor_desktop.services import circles, customs, review_steps
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.kit import Kit
from monitor_desktop.services.references import next_reference, resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import disputes, journal, reading
from monitor_desktop.store.store import Transaction

PARENT_KEY = "parent"
"""How a command names the record a part hangs under."""


@dataclass(frozen=True, slots=True)
class Added:
    """A new record."""

    id: str
    ref: str | None
    changes: Changes


def add(workspace: Workspace, type_key: str, values: Mapping[str, JsonValue]) -> Added:
    """Enter a record.

    Args:
        workspace: The open profile.
        type_key: Its type.
        values: By field key; ``parent`` names the record a part hangs under.

    Raises:
        UsageError: NO_SUCH_TYPE, NO_SUCH_FIELD, NO_SUCH_RECORD.
        InvalidValueError: INVALID_VALUE; nothing is written.
    """
    with workspace.transaction() as transaction:
        return add_within(workspace, transaction, type_key, values)


def add_within(
    workspace: Workspace,
    transaction: Transaction,
    type_key: str,
    values: Mapping[str, JsonValue],
    *,
    fixed: Mapping[str, JsonValue] | None = None,
    new: str | None = None,
) -> Added:
    """``add`` as a part of a larger transaction.

    ``fixed`` holds values of fields that only the program writes; ``new`` is an id
    made beforehand.
    """
    record_type = declared(type_key)
    given = dict(values)
    parent = _parent(transaction, type_key, given.pop(PARENT_KEY, None))
    new = new or workspace.kit.ids.record_id()
    record = Record(id=new, type=type_key, parent=parent)
    ref = None
    first: list[Write] = []
    if parent is not None:
        place = len(reading.tree(transaction, parent).children) + 1
        first += [Write(PARENT, "", parent), Write(ORDER, "", place)]
    if record_type.has_reference:
        ref = next_reference(workspace, transaction)
        first.append(Write(REFERENCE, "", ref))
    found = first + writes_of(workspace, transaction, record, fixed or {}, fixed=True)
    found += writes_of(workspace, transaction, record, given)
    edits = [edit_of(record, each) for each in found]
    workspace.store.write(transaction, workspace.device, edits)
    return Added(new, ref, Changes((new,), len(edits)))


def change(
    workspace: Workspace,
    ref: str,
    values: Mapping[str, JsonValue],
    *,
    seen: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    settles: bool = False,
) -> Changes:
    """Write fields of a record; what did not change makes no operation.

    Args:
        workspace: The open profile.
        ref: Reference number or id.
        values: By field key; an empty value clears.
        seen: Heads of the registers (field id, language or term) as they were when
            the form was opened; what arrived since then becomes a conflict. None for
            the heads of now, of which nobody was shown more than one.
        settles: Where values disagree this decides, though ``seen`` is None.

    Raises:
        UsageError: NO_SUCH_RECORD, NO_SUCH_FIELD, AMBIGUOUS_REFERENCE.
        InvalidValueError: INVALID_VALUE; nothing is written.
        NotAllowedError: IN_CONFLICT, of a field with several values nobody has seen.
    """
    with workspace.transaction() as transaction:
        return change_within(
            workspace, transaction, ref, values, seen=seen, settles=settles
        )


def change_within(
    workspace: Workspace,
    transaction: Transaction,
    ref: str,
    values: Mapping[str, JsonValue],
    *,
    seen: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    settles: bool = False,
) -> Changes:
    """``change`` as a part of a larger transaction."""
    record = _existing(transaction, ref)
    found = writes_of(workspace, transaction, record, values)
    if seen is not None:
        return _written(workspace, transaction, record, found, seen)
    disputed = conflicts_among(transaction, record, found)
    if disputed and not settles:
        raise _in_conflict(record, disputed)
    written = _written(workspace, transaction, record, found)
    return replace(written, decided=tuple(disputed))


def fix_within(
    workspace: Workspace,
    transaction: Transaction,
    ref: str,
    values: Mapping[str, JsonValue],
) -> Changes:
    """Write fields that only the program writes."""
    record = _existing(transaction, ref)
    found = writes_of(workspace, transaction, record, values, fixed=True)
    return _written(workspace, transaction, record, found)


def place_within(
    workspace: Workspace, transaction: Transaction, ref: str, place: int
) -> Changes:
    """Give a part its place among its siblings."""
    record = _existing(transaction, ref)
    return _written(workspace, transaction, record, [Write(ORDER, "", place)])


def _written(
    workspace: Workspace,
    transaction: Transaction,
    record: Record,
    found: Sequence[Write],
    seen: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
) -> Changes:
    edits = [
        edit_of(record, each, seen)
        for each in found
        if not is_held(transaction, record, each)
    ]
    workspace.store.write(transaction, workspace.device, edits)
    return Changes((record.id,), len(edits))


def is_held(transaction: Transaction, record: Record, write: Write) -> bool:
    """The register already holds just this value; a conflict never does."""
    held = journal.head_bodies(transaction, record.id, write.field, write.sub)
    return held == [encode(write.value)] or (not held and write.value is None)


def require_agreed(
    transaction: Transaction, record: Record, found: Iterable[Write]
) -> None:
    """Nobody decides in passing between values that they were not shown.

    Raises:
        NotAllowedError: IN_CONFLICT, with the names of the conflicts.
    """
    disputed = conflicts_among(transaction, record, found)
    if disputed:
        raise _in_conflict(record, disputed)


def _in_conflict(record: Record, disputed: Mapping[str, Write]) -> NotAllowedError:
    first = next(iter(disputed.values()))
    field = record.declaration.field_by_id(first.field)
    return NotAllowedError(
        "IN_CONFLICT",
        type=record.type,
        field=field.key if field else first.field,
        conflicts=list(disputed),
    )


def conflicts_among(
    transaction: Transaction, record: Record, found: Iterable[Write]
) -> dict[str, Write]:
    """Those that go into a register in conflict, by the name of the conflict."""
    return {
        name_of(record.id, each.field, each.sub): each
        for each in found
        if disputes.is_open(transaction, record.id, each.field, each.sub)
    }


def delete(workspace: Workspace, ref: str) -> Changes:
    """Hide a record; an edit of somebody who did not know brings it back."""
    with workspace.transaction() as transaction:
        return delete_within(workspace, transaction, ref)


def delete_within(workspace: Workspace, transaction: Transaction, ref: str) -> Changes:
    """``delete`` as a part of a larger transaction."""
    record = _existing(transaction, ref)
    known = seen(transaction, record.id)
    return _live(workspace, transaction, record, OperationKind.DELETE, known)


def seen(transaction: Transaction, record_id: str) -> list[str]:
    """Heads of a record and its parts: what somebody who deletes it knows."""
    tree = reading.tree(transaction, record_id)
    return sorted(
        head
        for each in (tree.record, *tree.children)
        for (field, _), heads in each.heads.items()
        if field != LIFE
        for head in heads
    )


def restore(workspace: Workspace, ref: str) -> Changes:
    """Take a delete back."""
    with workspace.transaction() as transaction:
        return restore_within(workspace, transaction, ref)


def restore_within(workspace: Workspace, transaction: Transaction, ref: str) -> Changes:
    """``restore`` as a part of a larger transaction."""
    record = _existing(transaction, ref)
    return _live(workspace, transaction, record, OperationKind.RESTORE, [])


def _live(
    workspace: Workspace,
    transaction: Transaction,
    record: Record,
    kind: OperationKind,
    known: list[str],
) -> Changes:
    require_keeper(workspace, record)
    edit = _life_edit(record, kind, known)
    workspace.store.write(transaction, workspace.device, [edit])
    return Changes((record.id,), 1)


def shown_again(record: Record) -> Edit:
    """The edit that takes a delete back."""
    return _life_edit(record, OperationKind.RESTORE, [])


def _life_edit(record: Record, kind: OperationKind, known: list[str]) -> Edit:
    return Edit(
        kind=kind,
        type=record.type,
        record=record.id,
        top=record.parent or record.id,
        field=LIFE,
        pred=record.heads.get((LIFE, ""), ()),
        value={"seen": known},
    )


def show(workspace: Workspace, ref: str) -> RecordTree:
    """A record with its parts and the persons they link to."""
    with workspace.transaction() as transaction:
        return reading.tree(transaction, resolve(transaction, ref))


def listed(workspace: Workspace, query: ListQuery) -> tuple[int, list[Record]]:
    """How many there are in all, and one window of them."""
    with workspace.transaction() as transaction:
        return reading.window(transaction, query)


def history(workspace: Workspace, ref: str) -> list[Operation]:
    """Every operation on a record, oldest first."""
    with workspace.transaction() as transaction:
        return journal.of_record(transaction, resolve(transaction, ref))


def _existing(transaction: Transaction, ref: str) -> Record:
    found = reading.record(transaction, resolve(transaction, ref))
    if found is None:
        raise UsageError("NO_SUCH_RECORD", ref=ref)
    return found


def _parent(transaction: Transaction, type_key: str, given: JsonValue) -> str | None:
    """The id of the record a part hangs under; a part needs one."""
    known = declared(type_key)
    if not known.is_part and given is None:
        return None
    if not isinstance(given, str) or not known.is_part:
        raise InvalidValueError("INVALID_VALUE", field=PARENT_KEY, reason="link")
    parent = _existing(transaction, given)
    if known not in children_of(parent.type):
        raise InvalidValueError("INVALID_VALUE", field=PARENT_KEY, reason="link")
    return parent.id


def writes_of(
    workspace: Workspace,
    transaction: Transaction,
    record: Record,
    values: Mapping[str, JsonValue],
    *,
    fixed: bool = False,
) -> list[Write]:
    """The register writes that values as a person gives them ask for.

    Raises:
        UsageError: NO_SUCH_FIELD.
        InvalidValueError: INVALID_VALUE.
        NotAllowedError: REVIEW_ROLE, REVIEW_ORDER, COORDINATORS_ONLY.
    """
    require_keeper(workspace, record)
    how = reader(workspace, transaction)
    found = []
    given = joined_languages(values)
    for key, raw in {
        **review_steps.signatures(workspace, record, given),
        **given,
    }.items():
        field = _field(record, key)
        if field.fixed and not fixed:
            raise InvalidValueError(
                "INVALID_VALUE", type=record.type, field=key, reason="fixed"
            )
        current = record.values.get(key)
        review_steps.require(workspace, record, field, raw)
        written = writes(field, raw, how, of=record.type, current=current)
        circles.refuse(transaction, record, field, written)
        found.extend(written)
    return [each for each in found if each.value is not None or record.heads]


def may_write(workspace: Workspace, type_key: str) -> bool:
    """This installation may enter and change records of a type."""
    is_coordinator = workspace.owner.role == Role.COORDINATOR
    return is_coordinator or type_key not in (*KEPT_BY_COORDINATORS, *customs.TYPES)


def require_keeper(workspace: Workspace, record: Record) -> None:
    """Refuse what only coordinators keep for the whole group.

    Raises:
        NotAllowedError: COORDINATORS_ONLY.
    """
    is_coordinator = workspace.owner.role == Role.COORDINATOR
    if record.type in KEPT_BY_COORDINATORS and not is_coordinator:
        raise NotAllowedError("COORDINATORS_ONLY")


def joined_languages(values: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """``summary.tg=...`` and ``summary.ru=...`` are two languages of one field."""
    joined: dict[str, JsonValue] = {}
    for key, value in values.items():
        name, dot, language = key.partition(".")
        if not dot:
            joined[key] = value
            continue
        before = joined.get(name)
        joined[name] = {**(before if isinstance(before, dict) else {}), language: value}
    return joined


def _field(record: Record, key: str) -> Field:
    field = record.declaration.field(key)
    if field is None:
        raise UsageError("NO_SUCH_FIELD", type=record.type, field=key)
    return field


def entered(  # one register is named by three of them
    workspace: Workspace,
    transaction: Transaction,
    record: Record,
    field_id: str,
    sub: str,
    raw: JsonValue,
) -> JsonValue:
    """What one register holds when a person gives ``raw`` for it.

    Raises:
        InvalidValueError: INVALID_VALUE.
        UsageError: NO_SUCH_FIELD, for a newer program's field.
    """
    field = record.declaration.field_by_id(field_id)
    if field is None:
        raise UsageError("NO_SUCH_FIELD", type=record.type, field=field_id)
    # The register without a language or a term holds that there is no answer.
    given: JsonValue = {sub: raw} if sub and field.kind is Kind.MULTILINGUAL else raw
    if sub and field.kind is Kind.MULTIPLE_CHOICE:
        return True if raw else None
    how = reader(workspace, transaction)
    found = {each.sub: each.value for each in writes(field, given, how, of=record.type)}
    return found.get(sub)


def reader(workspace: Workspace, transaction: Transaction) -> Reading:
    """What is needed to read values as a person enters them."""

    def link(target: str, ref: str) -> str | None:
        found = resolve(transaction, ref)
        known = reading.record(transaction, found)
        is_other = known is not None and target not in ("", known.type)
        return None if is_other else found

    return _reader(workspace.kit, link)


def _reader(kit: Kit, link: Callable[[str, str], str | None]) -> Reading:
    return Reading(
        vocabularies=kit.vocabularies,
        gazetteer=kit.gazetteer,
        understand_date=understand,
        names_no_day=names_no_day,
        resolve_link=link,
    )


def refusal(kit: Kit, of: str, key: str, raw: JsonValue) -> InvalidValueError | None:
    """What saving would say against a value, told without the store.

    Args:
        kit: Lists of terms and places.
        of: Key of the record's type.
        key: The field; no link, which only the store can follow.
        raw: What is typed there.
    """
    field = declared(of).field(key)
    if field is None:
        return None
    try:
        writes(field, raw, _reader(kit, lambda _type, ref: ref), of=of)
    except InvalidValueError as error:
        return error
    return None


def edit_of(
    record: Record,
    write: Write,
    seen: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
) -> Edit:
    """The edit that writes one register, knowing what its author saw."""
    heads = record.heads if seen is None else seen
    return Edit(
        type=record.type,
        record=record.id,
        top=record.parent or record.id,
        field=write.field,
        sub=write.sub,
        pred=heads.get((write.field, write.sub), ()),
        value=write.value,
    )
