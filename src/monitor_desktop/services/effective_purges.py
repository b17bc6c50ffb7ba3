"""Which purges have effect: those by somebody who may."""

from monitor_desktop.services import trust
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import effects, purging
from monitor_desktop.store.purging import Purge
from monitor_desktop.store.store import Transaction


def effective(workspace: Workspace, transaction: Transaction) -> list[Purge]:
    """Purges by a coordinator; others are kept and do nothing.

    Those of a coordinator with two histories wait until somebody decided about them:
    what a purge takes cannot be given back.
    """
    met = purging.known(transaction)
    if not met:
        return []
    known = trust.state(workspace, transaction)
    void = effects.void(transaction)
    return [
        each
        for each in met
        if each.id not in void
        and known.led(each.device, each.n)
        and not trust.is_unsettled(workspace, transaction, each.device)
    ]
