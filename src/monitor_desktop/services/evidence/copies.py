"""The register of copies: what left this store in the clear, when and for whom."""

from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.catalogue.evidence import CUSTODY
from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.domain.records import Record
from monitor_desktop.services.evidence.attachments import Event
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading

_EVERY_ONE: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy that went out.

    Attributes:
        entry: Its line in the log of custody.
        document: The attachment it is of.
    """

    entry: Record
    document: Record


def listed(workspace: Workspace) -> list[Copy]:
    """Every copy that was noted, here or by others, newest first."""
    left = (str(Event.EXPORT), str(Event.SHARED_COPY))
    asked = Filter(key="event", match=Match.UNDER, values=left)
    query = ListQuery(type=CUSTODY.key, filters=(asked,), limit=_EVERY_ONE)
    with workspace.transaction() as transaction:
        entries = reading.listed(transaction, query)
        named = {str(each.values.get("attachment")) for each in entries}
        found = {each: reading.record(transaction, each) for each in named}
    copies = [
        Copy(entry=each, document=document)
        for each in entries
        if (document := found[str(each.values.get("attachment"))]) is not None
    ]
    return sorted(copies, key=_when, reverse=True)


def _when(copy: Copy) -> str:
    return str(copy.entry.values.get("noted_at"))
