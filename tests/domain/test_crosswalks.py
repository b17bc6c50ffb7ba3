"""Cases in the schemes of others: proposed by a table, what a person enters stands."""

from monitor_desktop.app import wiring
from monitor_desktop.domain.crosswalks import PRIMARY, SCHEMES, codes
from monitor_desktop.domain.records import Record

KIT = wiring.kit()


def case(**values):
    return Record(id="c", type="case", values=values)


def test_the_table_proposes_and_a_person_decides():
    killed = case(jfj_types=["1_murder", "1_abduction"])
    assert codes(killed, "sdg_types", KIT.crosswalks) == ("killing", "kidnapping")
    entered = case(jfj_types=["1_murder"], sdg_types=["torture"])
    assert codes(entered, "sdg_types", KIT.crosswalks) == ("torture",)
    unknown = case(jfj_types=["1_murder"], sdg_types={"missing": "unknown"})
    assert codes(unknown, "sdg_types", KIT.crosswalks) == ()
    assert codes(case(), "sdg_types", KIT.crosswalks) == ()


def test_every_code_of_the_table_is_a_term():
    for (own, scheme), theirs in KIT.crosswalks.items():
        assert scheme in SCHEMES
        assert KIT.vocabularies[PRIMARY].get(own)
        assert all(KIT.vocabularies[scheme].get(each) for each in theirs)
