"""What is done to several records of a list at once."""

from collections.abc import Sequence

from monitor_desktop.services import records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.workspaces import Workspace


def delete(workspace: Workspace, record_ids: Sequence[str]) -> Changes:
    """Hide records, all or none; an edit of somebody who did not know brings one back.

    Raises:
        UsageError: NO_SUCH_RECORD; nothing is written.
    """
    with workspace.transaction() as transaction:
        made = [
            records.delete_within(workspace, transaction, each) for each in record_ids
        ]
    return Changes(tuple(record_ids), sum(each.operations for each in made))


def restore(workspace: Workspace, record_ids: Sequence[str]) -> Changes:
    """Take deletes back, all or none.

    Raises:
        UsageError: NO_SUCH_RECORD; nothing is written.
    """
    with workspace.transaction() as transaction:
        made = [
            records.restore_within(workspace, transaction, each) for each in record_ids
        ]
    return Changes(tuple(record_ids), sum(each.operations for each in made))
