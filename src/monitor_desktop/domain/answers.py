"""What became of a request for information: as entered, else as its questions tell.

A partial answer is the normal case: each question has an outcome of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record

QUESTION: Final = "request_question"
_PARTIAL: Final = "partial"


@dataclass(frozen=True, slots=True)
class Answer:
    """Of a request.

    Attributes:
        outcome: Code, or empty while nothing is known, or not of every question.
        day: The day of the reply, as records hold it; None while there is none.
    """

    outcome: str = ""
    day: JsonValue = None


def answer(request: Record, questions: Iterable[Record]) -> Answer:
    """What became of a request.

    What is entered for the request itself stands before its questions. Questions of
    which each has the same outcome give it to the request, different ones make it
    partial; its day is that of the last of them.
    """
    values = request.values
    asked = list(questions)
    outcomes = {_text(each.values.get("outcome")) for each in asked}
    told = "" if "" in outcomes or not outcomes else _PARTIAL
    outcome = outcomes.pop() if told and len(outcomes) == 1 else told
    day = values.get("reply_on")
    if day is None and outcome:
        day = _last(each.values.get("answered_on") for each in asked)
    return Answer(_text(values.get("outcome")) or outcome, day)


def _last(days: Iterable[JsonValue]) -> JsonValue:
    known = [each for each in days if isinstance(each, Mapping) and each.get("to")]
    return max(known, key=lambda each: str(each["to"]), default=None)


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""
