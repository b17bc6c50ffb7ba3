"""The bulletin of a period: what happened, filtered for whom it is made."""

from collections.abc import Iterator

from monitor_desktop.domain.bulletin import (
    Bulletin,
    Entry,
    bulletin,
    case_entry,
    complaint_entry,
)
from monitor_desktop.domain.disclosure import disclose
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.domain.records import RecordTree
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.services import same_persons
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction

_DATED_BY = {"case": "date_from", "media_complaint": "received_on"}
_EVERY = 1_000_000


def of_period(
    workspace: Workspace,
    first: str,
    last: str,
    *,
    level: Level = Level.PUBLIC,
    body: str = "",
) -> Bulletin:
    """Everything that may have happened in a period.

    Args:
        workspace: The open profile.
        first: First day, ISO.
        last: Last day, ISO.
        level: For whom; what they may not see is left out before anything is put
            together, and records that may not be told of at all are only counted.
        body: With the level for partners: a body that alone receives it.
    """
    entries: list[Entry] = []
    victims: set[str] = set()
    withheld = 0
    with workspace.transaction() as transaction:
        one = same_persons.one_of_each(transaction)
        day = today(workspace.kit)
        for tree in _trees(transaction, first, last):
            try:
                shown = disclose(tree, level, today=day, body=body).tree
            except NotAllowedError:
                withheld += 1
                continue
            entries.append(_entry(shown))
            victims |= _victims(tree, one)
    return bulletin(first, last, entries, victims=len(victims), withheld=withheld)


def _trees(transaction: Transaction, first: str, last: str) -> Iterator[RecordTree]:
    for type_key, key in _DATED_BY.items():
        within = Filter(key=key, match=Match.OVERLAPS, values=(first, last))
        query = ListQuery(type=type_key, filters=(within,), limit=_EVERY)
        for record in reading.listed(transaction, query):
            yield reading.tree(transaction, record.id)


def _entry(tree: RecordTree) -> Entry:
    if tree.record.type == "case":
        return case_entry(tree)
    return complaint_entry(tree.record)


def _victims(tree: RecordTree, one: dict[str, str]) -> set[str]:
    """Whoever it happened to, each once; nobody named is one for each act."""
    found = {
        str(each.values.get("victim") or each.id) for each in tree.children_of("act")
    }
    return {one.get(each, each) for each in found}
