"""Links from records to others of their type: a way back is seen, whatever it meets."""

import pytest

from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.circles import chains, circle


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ({}, ()),
        ({"a": "b", "b": "c"}, ()),
        ({"a": "a"}, ("a",)),
        ({"a": "b", "b": "a"}, ("a", "b")),
        ({"a": "b", "b": "c", "c": "a"}, ("a", "b", "c")),
        # Further on, and not one of this record.
        ({"a": "b", "b": "c", "c": "b"}, ()),
    ],
)
def test_a_circle_is_one_of_the_record_it_comes_back_to(links, found):
    assert circle("a", links.get) == found


def test_what_replaces_its_like_can_lead_in_a_circle():
    kinds = ("plan", "measure", "proceeding_step", "involvement", "case")
    found = {each: [f.key for f in chains(record_type(each))] for each in kinds}
    assert found == {
        "plan": ["supersedes"],
        "measure": ["replaces"],
        "proceeding_step": ["answers"],
        "involvement": ["superior"],
        "case": [],
    }
