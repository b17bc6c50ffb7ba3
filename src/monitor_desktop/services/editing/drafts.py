"""Drafts: what is being typed, with what was on the screen when it began.

A draft is never exported. It keeps the heads its author saw, so that an import while
the form is open makes a conflict and never a silent overwrite.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import declared
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import drafts, reading
from monitor_desktop.store.store import Transaction

_NEW: Final = "new:"

Heads = Mapping[tuple[str, str], tuple[str, ...]]
"""For each register (field id, language or term) the ids of its heads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPart:
    """A part of a record as it is being typed.

    Attributes:
        id: The part; a new one has its id from the first key on.
        type: Key of its type.
        values: As typed, by field key; fields nobody touched are absent.
        heads: What the author saw.
        is_new: It is not saved yet.
        is_deleted: It is to go.
        is_restored: It was deleted before and is to come back.
    """

    id: str
    type: str
    values: Mapping[str, JsonValue] = field(default_factory=dict)
    heads: Heads = field(default_factory=dict)
    is_new: bool = False
    is_deleted: bool = False
    is_restored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Unsaved words of one record.

    Attributes:
        values: As typed, by field key.
        heads: What the author saw.
        saved_ms: When it was last kept.
        parts: Parts somebody touched.
        order: Ids of the parts of a type in the order wanted, where it changed.
    """

    values: Mapping[str, JsonValue]
    heads: Heads
    saved_ms: int
    parts: tuple[DraftPart, ...] = ()
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A draft that somebody has to go on with.

    Attributes:
        type: Key of the record's type.
        record: Its id; empty for one that was never saved.
        title: As it is typed, else as it is saved; empty where it has none.
        saved_ms: When the draft was last kept.
    """

    type: str
    record: str
    title: str
    saved_ms: int


def key_of_new(type_key: str) -> str:
    """Under which what is typed into a new record is kept as a draft."""
    return _NEW + type_key


def unfinished(workspace: Workspace) -> list[Unfinished]:
    """What was typed and not saved, newest first."""
    with workspace.transaction() as transaction:
        return unfinished_within(transaction)


def unfinished_within(transaction: Transaction) -> list[Unfinished]:
    """``unfinished`` as a part of a larger transaction."""
    found = (_unfinished(transaction, *each) for each in drafts.all_of(transaction))
    known = [each for each in found if each is not None]
    return sorted(known, key=lambda each: -each.saved_ms)


def _unfinished(
    transaction: Transaction, key: str, kept: Mapping[str, Any]
) -> Unfinished | None:
    """Nothing for a record that is gone by now."""
    if key.startswith(_NEW):
        type_key, record_id, title = key.removeprefix(_NEW), "", ""
    else:
        record = reading.record(transaction, key)
        if record is None or record.deleted:
            return None
        type_key, record_id, title = record.type, key, record.title or record.ref or ""
    typed = kept["values"].get(declared(type_key).title)
    return Unfinished(
        type=type_key,
        record=record_id,
        title=typed if isinstance(typed, str) and typed.strip() else title,
        saved_ms=kept["saved_ms"],
    )


def keep(
    workspace: Workspace,
    record_id: str,
    values: Mapping[str, JsonValue],
    *,
    seen: Heads,
    parts: Sequence[DraftPart] = (),
    order: Mapping[str, Sequence[str]] | None = None,
) -> int:
    """Keep what was typed so far, in place of an earlier draft of the record.

    Args:
        workspace: The open profile.
        record_id: The record; a new one has a draft under any id of the caller's.
        values: As typed, by field key.
        seen: The heads on the screen when the form was opened.
        parts: Parts somebody touched.
        order: Ids of the parts of a type, where their order changed.

    Returns:
        When it was kept, milliseconds.
    """
    at_ms = workspace.kit.clock.now_ms()
    kept = {
        "values": dict(values),
        "heads": _listed(seen),
        "saved_ms": at_ms,
        "parts": [asdict(each) | {"heads": _listed(each.heads)} for each in parts],
        "order": {key: list(ids) for key, ids in (order or {}).items()},
    }
    with workspace.transaction() as transaction:
        drafts.put(transaction, record_id, kept)
    return at_ms


def _listed(heads: Heads) -> list[list[str]]:
    return [[*register, *ids] for register, ids in heads.items()]


def _heads(listed: Sequence[Sequence[str]]) -> Heads:
    return {(field_id, sub): tuple(ids) for field_id, sub, *ids in listed}


def of(workspace: Workspace, record_id: str) -> Draft | None:
    """The draft of a record, if there is one."""
    with workspace.transaction() as transaction:
        return _draft(transaction, record_id)


def _draft(transaction: Transaction, record_id: str) -> Draft | None:
    kept = drafts.get(transaction, record_id)
    if kept is None:
        return None
    return Draft(
        values=kept["values"],
        heads=_heads(kept["heads"]),
        saved_ms=kept["saved_ms"],
        parts=tuple(
            DraftPart(**{**each, "heads": _heads(each["heads"])})
            for each in kept.get("parts", ())
        ),
        order={key: tuple(ids) for key, ids in kept.get("order", {}).items()},
    )


def drop(workspace: Workspace, record_id: str) -> None:
    """Forget a draft that was saved or thrown away."""
    with workspace.transaction() as transaction:
        drop_within(transaction, record_id)


def drop_within(transaction: Transaction, record_id: str) -> None:
    """``drop`` as a part of a larger transaction."""
    drafts.delete(transaction, record_id)
