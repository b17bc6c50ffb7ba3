"""What to mind before a body is written to."""

import pytest

from monitor_desktop.app import wiring
from monitor_desktop.domain.forums import CAUTIONS, cautions, suited
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


KIT = wiring.kit()


def part(kind, **values):
    return Record(id=kind, type=kind, values=values)


@pytest.mark.parametrize(
    ("parts", "some", "none"),
    [
        # The Committee against Torture takes no complaint: it is never proposed.
        (
            [part("act", type="020111110000")],
            {"hrc", "sr_torture", "cat_report"},
            {"wgad", "cat_individual"},
        ),
        # A narrower act is one of its kind.
        ([part("act", type="030102020000")], {"wgad"}, {"sr_torture", "wgeid"}),
        (
            [part("act", type="other", victim_characteristics=["journalist"])],
            {"sr_expression", "sr_defenders", "osce_rfom"},
            {"sr_executions"},
        ),
        ([part("reprisal")], {"cat_reprisal", "un_reprisals"}, {"sr_torture"}),
        ([part("act", type="of another group"), part("act")], set(), {"wgad"}),
    ],
)
def test_a_body_takes_what_its_rule_names(parts, some, none):
    found = suited(KIT.forum_rules, KIT.vocabularies["act_types"], parts)
    assert some <= found
    assert not none & found


def test_a_body_for_other_matters_is_said_and_nothing_else_changes():
    record = Record(id="m", type="communication", values={"forum": "wgad"})
    told = cautions(record, today="2026-11-26", unsuited={"wgad", "wgeid"})
    assert told == ("mandate",)
    assert KIT.vocabularies[CAUTIONS].get("mandate")


def test_every_code_of_the_rules_is_a_term():
    lists = {"act": "act_types", "victim": "victim_characteristics"}
    for forum, rules in KIT.forum_rules.items():
        assert KIT.vocabularies["forums"].get(forum)
        for by, code in rules:
            assert by == "part" or KIT.vocabularies[lists[by]].get(code), (forum, code)
