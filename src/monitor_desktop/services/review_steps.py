"""A step of the review as it is written: allowed or refused, and who took it."""

from collections.abc import Mapping

from monitor_desktop.domain import review
from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace


def require(workspace: Workspace, record: Record, field: Field, raw: JsonValue) -> None:
    """Refuse a step that this installation may not take; other fields pass.

    Raises:
        NotAllowedError: REVIEW_ROLE, REVIEW_ORDER.
    """
    if field.vocabulary == review.VOCABULARY:
        review.require_step(
            workspace.owner.role,
            _text(record.values.get(field.key)),
            _text(raw),
            is_new=not record.heads,
        )


def signatures(
    workspace: Workspace, record: Record, given: Mapping[str, JsonValue]
) -> dict[str, JsonValue]:
    """Who took the step that is among the values, and when, in fields yet empty.

    What is entered as finished was finished by others: nobody signs for them.
    """
    fields = {each.key: each for each in record.declaration.fields}
    found = [
        key
        for key in given
        if key in fields and fields[key].vocabulary == review.VOCABULARY
    ]
    if not found or not record.heads:
        return {}
    left = review.signatures(
        _text(record.values.get(found[0])),
        _text(given[found[0]]),
        name=workspace.owner.name,
        day=today(workspace.kit),
    )
    return {
        key: value
        for key, value in left.items()
        if key in fields and key not in record.values
    }


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""
