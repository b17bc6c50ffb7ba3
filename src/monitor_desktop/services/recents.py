"""Records opened lately, and the record behind a hit; kept inside the store."""

from collections.abc import Iterable
from typing import Final

from monitor_desktop.domain.records import Record
from monitor_desktop.services import preferences
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction

MOST: Final = 20
_KEY: Final = "recent_records"


def remember(workspace: Workspace, record_id: str) -> None:
    """A record was opened: it stands first among the recent ones."""
    with workspace.transaction() as transaction:
        kept = [each for each in _ids(workspace, transaction) if each != record_id]
        newest = [record_id, *kept][:MOST]
        preferences.put_within(workspace, transaction, _KEY, list(newest))


def recent(workspace: Workspace, limit: int = MOST) -> list[Record]:
    """Records opened lately that still stand, newest first."""
    with workspace.transaction() as transaction:
        return _standing(transaction, _ids(workspace, transaction))[:limit]


def glance(workspace: Workspace, record_ids: Iterable[str]) -> list[Record]:
    """Records by id, those that are gone left out."""
    with workspace.transaction() as transaction:
        return _standing(transaction, record_ids)


def _ids(workspace: Workspace, transaction: Transaction) -> list[str]:
    kept = preferences.get_within(workspace, transaction, _KEY, [])
    return [str(each) for each in kept] if isinstance(kept, list) else []


def _standing(transaction: Transaction, record_ids: Iterable[str]) -> list[Record]:
    found = (reading.record(transaction, each) for each in record_ids)
    return [each for each in found if each is not None and not each.deleted]
