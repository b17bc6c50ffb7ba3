"""Reading the files of evidence again: each is as it was taken in, or it is said."""

from dataclasses import dataclass, replace

from monitor_desktop.domain.records import Record
from monitor_desktop.errors import MonitorError
from monitor_desktop.services.evidence.attachments import (
    KIB,
    Attached,
    Event,
    State,
    checked,
    described,
    found,
    note,
)
from monitor_desktop.services.progress import (
    Cancelled,
    Progress,
    Stints,
    at_once,
    part_of,
    silent,
)
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import attachments, reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How a check ended.

    Attributes:
        outcomes: Those that were looked at, each noted in its log of custody.
        left: How many were not, because somebody stopped it.
    """

    outcomes: tuple[Attached, ...]
    left: int = 0


def verify(
    workspace: Workspace, ref: str | None = None, *, progress: Progress = silent
) -> list[Attached]:
    """``verifying`` in one go."""
    return list(at_once(verifying(workspace, ref, progress=progress)).outcomes)


def verifying(
    workspace: Workspace, ref: str | None = None, *, progress: Progress = silent
) -> Stints[Checked]:
    """Read every file again, compare its digest, and note each outcome.

    Others may use the profile meanwhile; what was looked at is noted file by file.

    Args:
        workspace: The open profile.
        ref: A record or an attachment; None for all there are.
        progress: Told KiB read and in all.

    Raises:
        UsageError: NO_SUCH_RECORD.
    """
    with workspace.transaction() as transaction:
        wanted = [described(transaction, each) for each in found(transaction, ref)]
    whole, before = sum(each.size_bytes for each in wanted) // KIB, 0
    outcomes: list[Attached] = []
    for number, each in enumerate(wanted):
        try:
            advance = part_of(progress, before, whole)
            outcome = yield from _verifying(workspace, each, advance)
        except Cancelled:
            return Checked(outcomes=tuple(outcomes), left=len(wanted) - number)
        before += each.size_bytes // KIB
        if outcome is not None:
            outcomes.append(outcome)
    return Checked(outcomes=tuple(outcomes))


def _verifying(
    workspace: Workspace, wanted: Attached, progress: Progress
) -> Stints[Attached | None]:
    """Look at one file and note it; None for one that was purged meanwhile."""
    progress(0, 0)
    while True:
        yield
        with workspace.transaction() as transaction:
            record = reading.record(transaction, wanted.id)
            sealed = attachments.held(transaction, wanted.sha256)
        if record is None:
            return None
        state = yield from _looking(workspace, record, sealed, progress)
        with workspace.transaction() as transaction:
            there = reading.record(transaction, wanted.id) is not None
            # It may have been purged or taken in anew while it was read.
            if there and attachments.held(transaction, wanted.sha256) == sealed:
                if wanted.sha256:
                    event, result = Event.VERIFICATION, str(state)
                    note(workspace, transaction, wanted.id, event, result=result)
                return replace(wanted, state=state)


def _looking(
    workspace: Workspace,
    record: Record,
    sealed: attachments.Sealed | None,
    progress: Progress = silent,
) -> Stints[State]:
    """The state of a file once it has been read."""
    if not record.values.get("sha256"):
        return State.ELSEWHERE
    if sealed is None:
        return State.ARRIVING
    try:
        for _ in checked(workspace, record, sealed, progress):
            yield
    except MonitorError:
        return State.DAMAGED
    return State.HERE


def faults(workspace: Workspace) -> list[str]:
    """References of attachments whose file is lost or damaged; nothing is noted."""
    with workspace.transaction() as transaction:
        known = [
            (each, attachments.held(transaction, str(each.values.get("sha256") or "")))
            for each in found(transaction, None)
        ]
        return [
            record.ref or record.id
            for record, sealed in known
            if at_once(_looking(workspace, record, sealed)) is State.DAMAGED
        ]
