"""Is the profile whole? And making its view again from the journal."""

from contextlib import suppress
from typing import Final

from monitor_desktop.services.evidence import file_checks
from monitor_desktop.services.workspaces import Workspace

_SHIPPED: Final = "TABLES_OF_PROGRAM"


class _Undo(Exception):  # noqa: N818  # never leaves this module
    """Takes back what the examination tried."""


def examine(workspace: Workspace) -> list[str]:
    """What is wrong with the profile, as codes; empty when all is well.

    PAGES and TABLES are the file, JOURNAL an entry against its Merkle root, VIEW the
    tables against the journal, ATTACHMENTS their files against the digests of the
    intake. TABLES_OF_PROGRAM are lists and rules the program came with: a colon and the
    file follow.
    """
    with workspace.transaction() as transaction:
        found = list(workspace.store.check(transaction))
    whole = not found
    if whole and file_checks.faults(workspace):
        found.append("ATTACHMENTS")
    if whole and not _view_agrees(workspace):
        found.append("VIEW")
    return [*found, *(f"{_SHIPPED}:{each}" for each in workspace.kit.tables.faults())]


def _view_agrees(workspace: Workspace) -> bool:
    """The view made again is the view there is; it is put back as it was."""
    digests: list[str] = []
    with suppress(_Undo), workspace.transaction() as transaction:
        digests.append(workspace.store.view_digest(transaction))
        workspace.store.rebuild(transaction)
        digests.append(workspace.store.view_digest(transaction))
        raise _Undo
    return len(set(digests)) == 1


def rebuild(workspace: Workspace) -> None:
    """Make the view and the search index again from the journal."""
    with workspace.transaction() as transaction:
        workspace.store.rebuild(transaction)
