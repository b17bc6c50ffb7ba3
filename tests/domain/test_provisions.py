"""An article counts on the days it was law."""

import pytest

from monitor_desktop.app import wiring
from monitor_desktop.domain.partial_dates import PartialDate, to_json
from monitor_desktop.domain.provisions import PROVISIONS, not_in_force
from monitor_desktop.domain.records import Record

SLANDER = "cc_135"
"""In force until 17 July 2012, as shipped."""


def day(edtf):
    return to_json(PartialDate(text=edtf, edtf=edtf))


@pytest.mark.parametrize(
    ("values", "act", "is_told"),
    [
        ({"in_force_on": day("2011-05")}, {}, False),
        ({"in_force_on": day("2026-03-01")}, {}, True),
        ({"in_force_on": day("1997")}, {}, True),
        # It may have been a day before the end.
        ({"in_force_on": day("2012")}, {}, False),
        ({"in_force_on": day("2011")}, {"date_from": day("2026")}, False),
        ({}, {"date_from": day("2026-03-01")}, True),
        ({}, {"date_from": day("2011"), "date_to": day("2026")}, False),
        ({"in_force_on": {"missing": "unknown"}}, {"date_from": day("2026")}, False),
        ({}, {}, False),
    ],
)
def test_what_was_no_law_is_told_and_a_doubt_is_not(values, act, is_told):
    provisions = wiring.kit().vocabularies[PROVISIONS]
    qualified = Record(
        id="q",
        type="qualification",
        values={"provision": SLANDER, "act": "a", **values},
    )
    found = not_in_force(
        qualified, provisions, [Record(id="a", type="act", values=act)]
    )
    assert (found is not None) == is_told


def test_an_article_nobody_chose_or_knows_is_passed_over():
    provisions = wiring.kit().vocabularies[PROVISIONS]
    for given in ({}, {"provision": "of another group"}):
        values = {"in_force_on": day("2026"), **given}
        qualified = Record(id="q", type="qualification", values=values)
        assert not_in_force(qualified, provisions, ()) is None
