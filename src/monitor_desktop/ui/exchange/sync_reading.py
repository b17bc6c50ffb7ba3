"""What the page of exchange shows, read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor_desktop.domain.contacts import Role
from monitor_desktop.services.exchange import (
    bundle_reports,
    contacts,
    kept_bundles,
    receipts,
    travel_light,
    verifying,
)
from monitor_desktop.services.exchange.bundle_reports import Received
from monitor_desktop.services.exchange.receipts import Totals
from monitor_desktop.services.membership import succession
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.exchange.contact_cards import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """All that the page shows."""

    known: Known
    received: Sequence[Received]
    kept: frozenset[str]
    unheard: bool
    totals: Totals
    hub_heard_ms: int | None
    away: int


def read(workspace: Workspace) -> Read:
    """Read it."""
    known, received = contacts.listed(workspace), bundle_reports.listed(workspace)
    standings = contacts.standings(workspace)
    for each in verifying.refused(workspace):
        if standings.get(each) in {"unverified", "known"}:
            standings[each] = "refused"
    heard = receipts.last_heard(workspace)
    hubs = [heard.get(e.id) for e in known if e.role is Role.COORDINATOR]
    return Read(
        known=Known(
            own=contacts.own_if_forked(workspace),
            contacts=known,
            standings=standings,
            heard=heard,
            waiting=frozenset(
                each.sender_fingerprint
                for each in received
                if each.outcome == bundle_reports.HELD and each.code == "UNKNOWN_SENDER"
            ),
            leads=contacts.may_decide(workspace),
        ),
        received=received,
        kept=kept_bundles.held(workspace),
        unheard=succession.is_unheard(workspace),
        totals=receipts.totals(workspace),
        away=len(travel_light.listed(workspace)),
        hub_heard_ms=max((each for each in hubs if each), default=None),
    )
