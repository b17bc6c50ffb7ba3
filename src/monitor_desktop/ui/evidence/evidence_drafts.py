"""What is typed about a piece of evidence, as a draft: a lock closes the dialog."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.errors import UsageError
from monitor_desktop.services import records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.editing import drafts
from monitor_desktop.services.editing.drafts import Draft, Heads
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.workspaces import Workspace

Typed = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A piece of evidence as its dialog shows it.

    Attributes:
        tree: As it is saved, with the records that saved or typed links point to.
        log: Of its custody, oldest first.
        draft: What was typed and not saved.
    """

    tree: RecordTree
    log: Sequence[Record]
    draft: Draft | None

    @property
    def heads(self) -> Heads:
        """What was on the screen when it was typed into."""
        return self.draft.heads if self.draft is not None else self.tree.record.heads

    @property
    def values(self) -> dict[str, JsonValue]:
        """As saved, and over it what was typed."""
        typed = self.draft.values if self.draft is not None else {}
        return {**self.tree.record.values, **typed}


def opened(attached: str, workspace: Workspace) -> Opened:
    """Read a piece of evidence and its draft."""
    tree, draft = records.show(workspace, attached), drafts.of(workspace, attached)
    if draft is not None:
        found = {each.id: each for each in _linked(workspace, tree.record, draft)}
        tree = replace(tree, linked={**tree.linked, **found})
    log = attachments.custody(workspace, attached)
    return Opened(tree=tree, log=log, draft=draft)


def _linked(workspace: Workspace, record: Record, draft: Draft) -> Iterator[Record]:
    """What typed links point to; words that choose nothing yet point nowhere."""
    for field in record.declaration.fields:
        value = draft.values.get(field.key)
        if field.kind is Kind.LINK and isinstance(value, str):
            with suppress(UsageError):
                yield records.show(workspace, value).record


def keep(attached: str, typed: Typed, heads: Heads, workspace: Workspace) -> None:
    """Keep what was typed so far; forget it once nothing is."""
    if typed:
        drafts.keep(workspace, attached, typed, seen=heads)
    else:
        drafts.drop(workspace, attached)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written, and what its author sees of the record from then on."""

    changes: Changes
    heads: Heads


def save(attached: str, typed: Typed, heads: Heads, workspace: Workspace) -> Saved:
    """Write what was typed; there is no draft then. What is refused is one."""
    changes = None
    try:
        changes = records.change(workspace, attached, typed, seen=heads)
    finally:
        if changes is None:
            keep(attached, typed, heads, workspace)
    drafts.drop(workspace, attached)
    return Saved(changes, records.show(workspace, attached).record.heads)
