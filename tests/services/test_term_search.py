"""A term typed in any language leads to the records that have it."""

import pytest

from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.errors import UsageError
from monitor_desktop.services import lists, records, term_search
from monitor_desktop.services.editing import own_terms
from monitor_desktop.store import part_conditions

TORTURE, ASSAULT = "020111110000", "020111010000"


@pytest.fixture
def laptop(world):
    return world.laptop("one", role="coordinator")


def case_with(workspace, title, *acts, **values):
    case = records.add(workspace, "case", {"title": title, **values})
    for each in acts:
        records.add(workspace, "act", {"parent": case.id, "type": each})
    return case


def titles(workspace, wanted, **asked):
    query = ListQuery(type="case", filters=(wanted,), **asked)
    found = [each.title for each in lists.rows(workspace, query)]
    assert lists.total(workspace, query) == len(found)
    return sorted(found)


def first(workspace, text):
    return term_search.found(workspace.kit, text, "case", 4)[0]


@pytest.mark.parametrize(
    "text",
    ["пытки", "шиканҷа", "shikanja", "Шиканча", "shikancha", "torture", "TORTURE"],
)
def test_a_kind_of_act_is_found_in_any_language(laptop, text):
    found = first(laptop, text)
    assert (found.type, found.field.key, found.term.code) == ("act", "type", TORTURE)


def test_what_is_called_so_stands_first_and_there_are_few(laptop):
    found = term_search.found(laptop.kit, "torture", "case", 4)
    called = [each.is_called for each in found]
    assert called == sorted(called, reverse=True)
    assert called[0]
    assert not called[-1]
    assert len(found) == 4


def test_letters_that_begin_everything_find_no_term(laptop):
    assert term_search.found(laptop.kit, "то", "case", 4) == []
    assert term_search.found(laptop.kit, "", "case", 4) == []


@pytest.mark.parametrize("gathered", [part_conditions._GATHERED, 0])
def test_the_list_has_the_cases_with_such_an_act_or_one_under_it(
    laptop, monkeypatch, gathered
):
    monkeypatch.setattr(part_conditions, "_GATHERED", gathered)
    case_with(laptop, "One", TORTURE, TORTURE, date_from="2026")
    case_with(laptop, "Two", ASSAULT, "010101000000", date_from="2020")
    case_with(laptop, "Three", "010101000000")
    case_with(laptop, f"Not one {TORTURE}")
    noted = case_with(laptop, "Only noted")
    other = {"parent": noted.id, "type": "010101000000", "note": f"No {TORTURE}"}
    records.add(laptop, "act", other)
    gone = case_with(laptop, "Gone", TORTURE)
    records.delete(laptop, gone.id)
    without = case_with(laptop, "Act taken back", TORTURE)
    with laptop.transaction() as transaction:
        (act,) = transaction.exec_driver_sql(
            "SELECT id FROM record WHERE parent = ?", (without.id,)
        ).scalars()
    records.delete(laptop, act)
    assert titles(laptop, first(laptop, "пытки").wanted) == ["One"]
    wide = first(laptop, "насилие пытки и угрозы").wanted
    assert titles(laptop, wide) == ["One", "Two"]
    assert titles(laptop, wide, text="two") == ["Two"]
    year = Filter(
        key="date_from", match=Match.OVERLAPS, values=("2026-01-01", "2026-12-31")
    )
    query = ListQuery(type="case", filters=(wide, year), sort="date_from")
    assert [each.title for each in lists.rows(laptop, query)] == ["One"]
    assert lists.total(laptop, query) == 1


def test_a_field_of_the_case_itself_narrows_it_too(laptop):
    case_with(laptop, "One", rights_affected=["no_torture"])
    case_with(laptop, "Two")
    found = first(laptop, "Озодӣ аз шиканҷа")
    assert found.type == "case"
    assert titles(laptop, found.wanted) == ["One"]


def test_a_term_of_the_groups_own_is_found(laptop, world):
    code, _ = own_terms.keep(laptop, "act_types", "Дағалӣ", "tg")
    case_with(laptop, "One", code)
    case_with(laptop, "Two", TORTURE)
    wanted = Filter(key="type", match=Match.UNDER, values=(code,), part="act")
    assert titles(laptop, wanted) == ["One"]


def test_what_no_part_can_have_is_refused(laptop):
    for part, key in (("act", "victim"), ("act", "no_such"), ("person", "sex")):
        wanted = Filter(key=key, values=("x",), part=part)
        with pytest.raises(UsageError):
            titles(laptop, wanted)
