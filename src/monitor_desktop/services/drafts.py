"""Drafts: what is being typed, with what was on the screen when it began.

A draft is never exported. It keeps the heads its author saw, so that an import while
the form is open makes a conflict and never a silent overwrite.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import drafts
from monitor_desktop.store.store import Transaction

Heads = Mapping[tuple[str, str], tuple[str, ...]]
"""For each register (field id, language or term) the ids of its heads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Unsaved words of one record.

    Attributes:
        values: As typed, by field key.
        heads: What the author saw.
        saved_ms: When it was last kept.
    """

    values: Mapping[str, JsonValue]
    heads: Heads
    saved_ms: int


def keep(
    workspace: Workspace,
    record_id: str,
    values: Mapping[str, JsonValue],
    *,
    seen: Heads,
) -> int:
    """Keep what was typed so far, in place of an earlier draft of the record.

    Args:
        workspace: The open profile.
        record_id: The record; a new one has a draft under any id of the caller's.
        values: As typed, by field key.
        seen: The heads on the screen when the form was opened.

    Returns:
        When it was kept, milliseconds.
    """
    at_ms = workspace.kit.clock.now_ms()
    listed = [[*register, *heads] for register, heads in seen.items()]
    with workspace.transaction() as transaction:
        drafts.put(
            transaction,
            record_id,
            {"values": dict(values), "heads": listed, "saved_ms": at_ms},
        )
    return at_ms


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
        heads={(field, sub): tuple(heads) for field, sub, *heads in kept["heads"]},
        saved_ms=kept["saved_ms"],
    )


def drop(workspace: Workspace, record_id: str) -> None:
    """Forget a draft that was saved or thrown away."""
    with workspace.transaction() as transaction:
        drafts.delete(transaction, record_id)
