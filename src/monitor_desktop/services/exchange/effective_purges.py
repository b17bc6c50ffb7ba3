"""Which purges have effect: those by somebody who may."""

from monitor_desktop.domain.trust_statements import Says, Statement
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.membership import trust
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

    def counts(each: Purge) -> bool:
        since = known.coordinators.get(each.device)
        said = Statement(id=each.id, author=each.device, says=Says.OTHER)
        return (
            since is not None
            and held.stands_after(said, since)
            and not held.waits(
                said,
                known.adopted.get(each.device, ()),
                known.refused.get(each.device, ()),
            )
        )

    return [each for each in met if each.id not in void and counts(each)]
