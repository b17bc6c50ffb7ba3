"""What became of a request, by itself and by its questions."""

import pytest

from monitor_desktop.domain.answers import Answer, answer
from monitor_desktop.domain.partial_dates import PartialDate, to_json
from monitor_desktop.domain.records import Record


def day(edtf):
    return to_json(PartialDate(text=edtf, edtf=edtf))


def question(outcome=None, answered_on=None):
    values = {"outcome": outcome, "answered_on": answered_on}
    return Record(
        id="q",
        type="request_question",
        values={key: each for key, each in values.items() if each is not None},
    )


@pytest.mark.parametrize(
    ("values", "questions", "expected"),
    [
        ({}, [], Answer()),
        ({"outcome": "refusal"}, [question("full")], Answer("refusal")),
        ({}, [question("full"), question()], Answer()),
        ({}, [question("full"), question({"missing": "unknown"})], Answer()),
        ({}, [question("full"), question("full")], Answer("full")),
        (
            {},
            [question("full", day("2026-11-03")), question("refusal", day("2026-11"))],
            Answer("partial", day("2026-11")),
        ),
        (
            {"reply_on": day("2026-11-09")},
            [question("silence", day("2026-11-03"))],
            Answer("silence", day("2026-11-09")),
        ),
        ({"outcome": {"missing": "not_asked"}}, [question("full")], Answer("full")),
    ],
)
def test_what_is_entered_stands_before_what_the_questions_tell(
    values, questions, expected
):
    request = Record(id="r", type="info_request", values=values)
    assert answer(request, questions) == expected
