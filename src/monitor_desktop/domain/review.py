"""The review of what is written for others: draft to published, and who may move what.

One step at a time forward, so that nothing is published that nobody read. Back goes
whoever could have brought it there.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.errors import NotAllowedError

VOCABULARY: Final = "review_states"
"""Every field of this vocabulary follows the review."""
STATES: Final = ("draft", "submitted", "reviewed", "approved", "published")
_EVERYBODY: Final = frozenset(Role)
_READERS: Final = frozenset({Role.OFFICE, Role.COORDINATOR})
_DECIDERS: Final = frozenset({Role.COORDINATOR})
_MAY_ENTER: Final[Mapping[str, frozenset[Role]]] = {
    "draft": _EVERYBODY,
    "submitted": _EVERYBODY,
    "reviewed": _READERS,
    "approved": _DECIDERS,
    "published": _DECIDERS,
}

_SIGNED: Final[Mapping[str, str]] = {"reviewed": "reviewer", "approved": "approved_by"}
_DATED: Final[Mapping[str, str]] = {"published": "published_on"}


def shown(field: Field, value: JsonValue) -> JsonValue:
    """What is shown of a field: a review that nobody has begun is at a draft."""
    return STATES[0] if value is None and field.vocabulary == VOCABULARY else value


def is_draft_among(field: Field, values: Sequence[JsonValue]) -> bool:
    """Whoever looks for drafts finds those of which nobody said so, too."""
    return field.vocabulary == VOCABULARY and STATES[0] in values


def signatures(before: str, after: str, *, name: str, day: str) -> dict[str, str]:
    """What a step forward leaves behind: who took it, or on which day.

    Args:
        before: Code of the state now; empty stands for a draft.
        after: Code of the state it is moved to.
        name: Who moves it.
        day: ISO day of today.

    Returns:
        Values by field key, for those of the record's fields that are empty.
    """
    now = before or STATES[0]
    if now not in STATES or after not in STATES:
        return {}
    if STATES.index(after) <= STATES.index(now):
        return {}
    found = {}
    if after in _SIGNED:
        found[_SIGNED[after]] = name
    if after in _DATED:
        found[_DATED[after]] = day
    return found


def require_step(role: str, before: str, after: str, *, is_new: bool) -> None:
    """Refuse a step that this role may not take, or that leaves one out.

    Args:
        role: Of the installation.
        before: Code of the state now; empty stands for a draft.
        after: Code of the state wanted; empty stands for a draft.
        is_new: The record is being entered: something finished on paper may be
            entered as finished, by those who could have finished it.

    Raises:
        NotAllowedError: REVIEW_ROLE, or REVIEW_ORDER.
    """
    now, wanted = before or STATES[0], after or STATES[0]
    if wanted == now or wanted not in STATES or now not in STATES:
        return
    forward = STATES.index(wanted) - STATES.index(now)
    who = _MAY_ENTER[wanted if forward > 0 else now]
    if role not in who:
        raise NotAllowedError("REVIEW_ROLE")
    if forward > 1 and not is_new:
        raise NotAllowedError("REVIEW_ORDER")


def steps(role: str, before: str) -> tuple[str, ...]:
    """States that this role may move it to from here."""
    found = []
    for each in STATES:
        try:
            require_step(role, before, each, is_new=False)
        except NotAllowedError:
            continue
        if each != (before or STATES[0]):
            found.append(each)
    return tuple(found)
