"""Moving a report or a press release through its review."""

from monitor_desktop.domain import review
from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import UsageError
from monitor_desktop.services import records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.workspaces import Workspace


def steps(workspace: Workspace, ref: str) -> tuple[str, ...]:
    """States that this installation may move the record to.

    Raises:
        UsageError: NO_SUCH_RECORD, or NO_SUCH_FIELD for a type without a review.
    """
    record = records.show(workspace, ref).record
    before = record.values.get(_field(record).key)
    known = before if isinstance(before, str) else ""
    return review.steps(workspace.owner.role, known)


def move(workspace: Workspace, ref: str, state: str) -> Changes:
    """Move the record to a state.

    Raises:
        UsageError: NO_SUCH_RECORD, or NO_SUCH_FIELD for a type without a review.
        InvalidValueError: INVALID_VALUE, for a state that there is none.
        NotAllowedError: REVIEW_ROLE, REVIEW_ORDER.
    """
    field = _field(records.show(workspace, ref).record)
    return records.change(workspace, ref, {field.key: state})


def _field(record: Record) -> Field:
    for each in record.declaration.fields:
        if each.vocabulary == review.VOCABULARY:
            return each
    raise UsageError(
        "NO_SUCH_FIELD", type=record.type, field="review_state", reason="review"
    )
