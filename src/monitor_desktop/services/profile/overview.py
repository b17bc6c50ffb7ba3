"""What a profile is and how much is in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor_desktop.domain.catalogue import top_types
from monitor_desktop.domain.catalogue.evidence import ATTACHMENT
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import disputes, journal, reading
from monitor_desktop.store.migrations import VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Counts of a profile.

    Attributes:
        schema: Version of the store.
        records: How many there are of each top record type.
        operations: Edits held, exports not counted.
        conflicts: Fields that wait for a person.
        state_digest: The same wherever the same edits are held.
    """

    schema: int
    records: Mapping[str, int]
    operations: int
    conflicts: int
    state_digest: str


def overview(workspace: Workspace) -> Overview:
    """Count everything."""
    with workspace.transaction() as transaction:
        return Overview(
            schema=VERSION,
            records={
                each.key: reading.counted(transaction, ListQuery(type=each.key))
                for each in top_types()
            },
            operations=journal.count(transaction),
            conflicts=disputes.counted(transaction),
            state_digest=workspace.store.state_digest(transaction),
        )


def counts(workspace: Workspace) -> dict[str, int]:
    """How many records there are of each top type, of evidence, and ``conflicts``."""
    with workspace.transaction() as transaction:
        found = {
            each.key: reading.counted(transaction, ListQuery(type=each.key))
            for each in (*top_types(), ATTACHMENT)
        }
        return {**found, "conflicts": disputes.counted(transaction)}
