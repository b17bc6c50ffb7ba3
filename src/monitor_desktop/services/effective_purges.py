"""Which purges have effect: those by somebody who may."""

from monitor_desktop.domain.contacts import Role
from monitor_desktop.services import succession
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import exchange, purging
from monitor_desktop.store.purging import Purge
from monitor_desktop.store.store import Transaction


def effective(workspace: Workspace, transaction: Transaction) -> list[Purge]:
    """Purges by somebody who may; others are kept and do nothing."""
    met = purging.known(transaction)
    return [each for each in met if _may(workspace, transaction, each)]


def _may(workspace: Workspace, transaction: Transaction, purge_: Purge) -> bool:
    if purge_.device == workspace.device:
        return workspace.owner.role == Role.COORDINATOR
    author = exchange.contact(transaction, purge_.device)
    if author is None or author.role is not Role.COORDINATOR:
        return False
    cut = author.revoked_after
    trusted = author.verified or author.id in _own_past(workspace, transaction)
    return trusted and (cut is None or purge_.n <= cut)


def _own_past(workspace: Workspace, transaction: Transaction) -> tuple[str, ...]:
    return succession.predecessors(workspace, transaction)
