"""Days that cannot all be right: somebody released before they were arrested.

Nobody is held up by it: which of the two is wrong, only a person can tell, and two
laptops may each have entered one. Only what no reading of the dates allows is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree

_PERIOD: Final = (("date_from", "date_to"),)
_SPAN: Final = (("starts_on", "ends_on"),)
_HEARING: Final = (("began", "ended"), ("date", "next_date"))
_ORDER: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "case": _PERIOD,
    "act": _PERIOD,
    "arrest": (
        ("actual_time", "recorded_time"),
        ("actual_time", "family_told"),
        ("actual_time", "doctor"),
        ("actual_time", "to_judge"),
        ("actual_time", "measure_until"),
        ("measure_until", "extended_until"),
        ("actual_time", "released"),
    ),
    "torture": (("injury_date", "exam_date"),),
    "censorship": _PERIOD,
    "hearing": _HEARING,
    "observed_hearing": _HEARING,
    "proceeding_step": (("date", "due"),),
    "person": (("birth_date", "death_date"),),
    "person_link": _PERIOD,
    "consent": (("date", "until"), ("date", "withdrawn_on")),
    "need": (("date", "referred_on"),),
    "retention": (("asked_on", "answered_on"),),
    "info_request": (
        ("sent_on", "received_on"),
        ("received_on", "registered_on"),
        ("sent_on", "reply_on"),
        ("received_on", "reply_on"),
    ),
    "request_appeal": (
        ("sent_on", "received_on"),
        ("received_on", "registered_on"),
        ("sent_on", "reply_on"),
    ),
    "media_complaint": (
        ("published_on", "received_on"),
        ("received_on", "decided_on"),
    ),
    "deadline_rule": (("valid_from", "valid_until"),),
    "plan": _SPAN,
    "project": _SPAN,
    "training": _SPAN,
    "reporting_period": _SPAN,
    "public_council": (("term_from", "term_until"),),
    "council_member": (("joined_on", "left_on"),),
    "council_decision": (("sent_on", "reply_on"),),
}
"""By type, fields of which the second cannot be before the first."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two days of which the later one is surely before the earlier.

    Attributes:
        record: Id of the record or part.
        type: Key of its type.
        earlier: Key of the field that comes first.
        later: Key of the field that comes after it.
        number: Which part of its type it is, from 1; 0 for the record itself.
    """

    record: str
    type: str
    earlier: str
    later: str
    number: int = 0


def contradictions(tree: RecordTree) -> tuple[Contradiction, ...]:
    """What cannot be right in a record and its parts, in the order of the form."""
    return tuple(_met(tree))


def _met(tree: RecordTree) -> Iterator[Contradiction]:
    yield from _of(tree.record, 0)
    numbers: dict[str, int] = {}
    for part in tree.children:
        numbers[part.type] = numbers.get(part.type, 0) + 1
        yield from _of(part, numbers[part.type])


def _of(record: Record, number: int) -> Iterator[Contradiction]:
    for earlier, later in _ORDER.get(record.type, ()):
        first = _bound(record.values.get(earlier), "from")
        last = _bound(record.values.get(later), "to")
        # A day and an hour of the same day contradict nothing.
        exactly = min(len(first), len(last))
        if exactly and last[:exactly] < first[:exactly]:
            yield Contradiction(record.id, record.type, earlier, later, number)


def _bound(value: JsonValue, side: str) -> str:
    """The earliest or latest day or minute it may be; empty where nobody can tell."""
    if isinstance(value, Mapping):
        day = value.get(side)
        return day if isinstance(day, str) else ""
    if not isinstance(value, str):
        return ""
    return value[: len("2026-11-09T21:30")].replace(" ", "T")
