"""What to mind before a body is written to."""

import pytest

from monitor_desktop.app import wiring
from monitor_desktop.domain.forums import CAUTIONS, cautions
from monitor_desktop.domain.partial_dates import PartialDate, to_json
from monitor_desktop.domain.records import Record

COMPLETE = {"authorised": "yes", "remedies": "a court and the prosecutor"}


def day(edtf):
    return to_json(PartialDate(text=edtf, edtf=edtf))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ()),
        ({"forum": "cat_report"}, ()),
        ({"forum": "sr_torture"}, ()),
        ({"forum": "hrc", **COMPLETE}, ()),
        ({"forum": "hrc"}, ("no_authority", "no_remedies")),
        ({"forum": "cat_individual", **COMPLETE}, ("art22",)),
        ({"forum": "hrc", **COMPLETE, "other_procedure": "yes"}, ("other_procedure",)),
        ({"forum": "hrc", **COMPLETE, "last_decision": day("2021-11-20")}, ("late",)),
        ({"forum": "hrc", **COMPLETE, "last_decision": day("2021")}, ()),
        ({"forum": "hrc", **COMPLETE, "anonymity": "yes"}, ("anonymity",)),
        (
            {"forum": "hrc", "remedies": {"missing": "unknown"}, "authorised": "yes"},
            ("no_remedies",),
        ),
    ],
)
def test_cautions(values, expected):
    record = Record(id="m", type="communication", values=values)
    assert cautions(record, today="2026-11-26") == expected
    known = wiring.kit().vocabularies[CAUTIONS]
    assert all(known.get(each) for each in expected)
