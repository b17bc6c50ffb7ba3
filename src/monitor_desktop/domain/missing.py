"""Three kinds of no answer, kept apart from a field that is empty.

Nobody knows, nobody asked, or the person would not say: were they all left empty, a gap
in the work would read as a finding.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from monitor_desktop.domain.operations import JsonValue

KEY: Final = "missing"
"""``{"missing": "unknown"}`` is the value of a field without an answer."""
MARK: Final = "?"
"""``?unknown`` is the same in a command, a cell of a table and a filter."""


class Missing(StrEnum):
    """Why a field has no answer."""

    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"

    @property
    def value_of_field(self) -> dict[str, JsonValue]:
        """As registers and records hold it."""
        return {KEY: str(self)}

    @property
    def mark(self) -> str:
        """As it is typed and written into tables."""
        return f"{MARK}{self}"


_BY_MARK: Final[Mapping[JsonValue, Missing]] = {each.mark: each for each in Missing}


def missing(value: JsonValue) -> Missing | None:
    """Which kind of no answer a field's value is; None for an answer or nothing."""
    if value is None or isinstance(value, str):
        return None  # nearly always, and asking for a mapping takes its time
    if not isinstance(value, Mapping) or value.keys() != {KEY}:
        return None
    return of_code(value[KEY])


def of_code(code: JsonValue) -> Missing | None:
    """Yes-or-no fields once held these as terms of their list."""
    known = isinstance(code, str) and code in tuple(Missing)
    return Missing(str(code)) if known else None


def entered(raw: JsonValue) -> Missing | None:
    """Which kind of no answer somebody gives: a value or a mark.

    Columns of one text in several languages may each hold the same mark.
    """
    if isinstance(raw, str):
        return _BY_MARK.get(raw.strip())
    if isinstance(raw, Mapping) and KEY not in raw:
        marks = {_BY_MARK.get(str(each).strip()) for each in raw.values() if each}
        return marks.pop() if len(marks) == 1 else None
    return missing(raw)
