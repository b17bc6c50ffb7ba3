"""Which purges have effect: those by somebody who may."""

from monitor_desktop.domain.trust_statements import Says, Statement
from monitor_desktop.services import trust
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import effects, purging
from monitor_desktop.store.purging import Purge
from monitor_desktop.store.store import Transaction


def effective(workspace: Workspace, transaction: Transaction) -> list[Purge]:
    """Purges by a coordinator; others are kept and do nothing.

    Those of a coordinator with two histories wait, as its statements do, until the
    root stands for the one they are on: what a purge takes cannot be given back.
    """
    met = purging.known(transaction)
    if not met:
        return []
    known = trust.state(workspace, transaction)
    void, held = effects.void(transaction), HeldJournals(transaction)
    return [
        each
        for each in met
        if each.id not in void
        and known.led(each.device, each.n)
        and not held.waits(
            Statement(id=each.id, author=each.device, says=Says.OTHER),
            known.adopted.get(each.device, ()),
            known.refused.get(each.device, ()),
        )
    ]
