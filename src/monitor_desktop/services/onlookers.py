"""Records as somebody may see them who looks at the screen from outside the unit."""

from collections.abc import Iterable
from dataclasses import replace

from monitor_desktop.domain.disclosure import disclose
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction


def as_seen(
    workspace: Workspace, found: Iterable[Record], level: Level
) -> list[Record]:
    """The same records with what a level may see of them.

    One that may not be seen at all keeps its number alone: whoever works with it finds
    it, and who looks on learns nothing.
    """
    if level is Level.INTERNAL:
        return list(found)
    with workspace.transaction() as transaction:
        return [_seen(workspace, transaction, each, level) for each in found]


def _seen(
    workspace: Workspace, transaction: Transaction, record: Record, level: Level
) -> Record:
    try:
        whole = reading.tree(transaction, record.id)
        return disclose(whole, level, today=today(workspace.kit)).tree.record
    except NotAllowedError:
        return replace(record, values={}, conflicts=(), disputed=())
