"""Bodies that people agreed to have their records passed on to."""

from typing import Final

from monitor_desktop.domain.consents import CONSENT, Purpose, named_bodies
from monitor_desktop.domain.queries import Filter, ListQuery
from monitor_desktop.i18n.alphabet import sort_key
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading

_EVERY: Final = 1_000_000


def known(workspace: Workspace) -> tuple[str, ...]:
    """Every body that a consent names, each once, in the order of the alphabet."""
    of_body = Filter(key="purpose", values=(str(Purpose.SHARE_BODY),))
    query = ListQuery(type=CONSENT, filters=(of_body,), limit=_EVERY)
    with workspace.transaction() as transaction:
        consents = [
            whole
            for each in reading.listed(transaction, query)
            if (whole := reading.record(transaction, each.id)) is not None
        ]
    return tuple(sorted(named_bodies(consents), key=sort_key))
