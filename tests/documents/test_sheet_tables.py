"""Parts of a record as tables of its sheet, before anything is set."""

import pytest
from tests.documents.samples import unnumbered

from monitor_desktop.documents import case_papers
from monitor_desktop.documents.sheet_building import Builder
from monitor_desktop.documents.sheet_model import Table
from monitor_desktop.domain.records import Record, RecordTree


def tables_of(readers, *parts, type_key="case", linked=()):
    """Heading to the cells of its lines, as text; what stands below them last."""
    tree = RecordTree(
        record=Record(id="top", type=type_key, values={}),
        children=parts,
        linked={each.id: each for each in linked},
    )
    builder = Builder(readers=tuple(readers("en")), tree=tree)
    return read(builder.tables())


def read(tables):
    return {
        table.heading[0]: [
            (
                *("".join(p.text for p in cell) for cell in line.cells),
                *(row.values[0].text for row in line.more),
            )
            for line in table.lines
        ]
        for table in tables
    }


def test_a_part_without_a_name_is_told_apart_by_what_it_has(readers):
    examination = unnumbered(
        "e", "torture", exam_date={"text": "", "edtf": "2026-11-09"}
    )
    mark = unnumbered(
        "m", "body_mark", examination="e", number=3, view="back", x=40, y=510
    )
    allegation = unnumbered("a", "allegation", mark="m")

    tables = tables_of(readers, examination, mark, allegation)

    assert tables["Marks on the body"] == [("9 November 2026", "3", "Body, back")]
    assert tables["Allegation matrix"] == [("3, Body, back",)]


def test_who_is_named_stands_on_the_approval(readers):
    officer = Record(id="o", type="person", values={"name": "Сафаров Қ."})
    involvement = unnumbered("i", "involvement", who="o", unit="ШВКД")
    approval = unnumbered("n", "naming_approval", involvement="i", approves="yes")

    tables = tables_of(readers, involvement, approval, linked=[officer])

    assert ("Сафаров Қ.", "Yes") in tables["Approvals to name in public"]


def test_hours_are_words_and_parts_that_say_nothing_are_no_table(readers):
    seen = unnumbered("l", "lawyer_access", at="2026-11-09T09:05")
    contact = Record(id="s", type="safe_contact", parent="top", values={})

    assert tables_of(readers, seen) == {
        "Lawyer’s access": [("9 November 2026, 09:05",)]
    }
    assert tables_of(readers, contact, type_key="person") == {}


def test_a_frozen_figure_is_numbers_and_no_codes(readers):
    figure = Record(
        id="f",
        type="frozen_figure",
        parent="top",
        values={
            "title": "Cases",
            "value": 12,
            "target": 20,
            "formula": "counts: case",
            "breakdown": '{"_": {}}',
            "records": '["a"]',
        },
    )

    tables = tables_of(readers, figure, type_key="reporting_period")

    assert list(tables.values()) == [[("Cases", "12", "20")]]


@pytest.mark.parametrize("paper", [case_papers.brief, case_papers.urgent_appeal])
def test_a_paper_is_about_the_victims_and_about_nobody_else(readers, paper):
    """A source or an officer among those concerned would be a danger."""
    people = [
        Record(id=each, type="person", values={"name": each})
        for each in ("witness", "officer", "victim")
    ]
    parts = (
        unnumbered("a", "act", type="020111110000", victim="victim"),
        unnumbered("i", "involvement", who="officer"),
        unnumbered("s", "source", who="witness"),
    )
    tree = RecordTree(
        record=Record(id="top", type="case", values={}),
        children=parts,
        linked={each.id: each for each in people},
    )

    builder = Builder(readers=tuple(readers("en")), tree=tree)

    first = next(each for each in paper(builder) if isinstance(each, Table))
    assert list(read([first]).values()) == [[("victim",)]]
    names = read(builder.tables())["Persons"]
    assert names == [("victim",), ("witness",), ("officer",)]


@pytest.mark.parametrize(
    ("which", "said"),
    [
        ("outcome=partial|full", "Результат: Полный ответ / Частичный ответ"),
        ("no such=full", "no such=full"),
    ],
)
def test_the_formula_of_an_indicator_is_words(readers, which, said):
    values = {"counts": "info_request", "which": which}
    tree = RecordTree(record=Record(id="i", type="indicator", values=values))

    (phrase,) = Builder(readers=tuple(readers("ru")), tree=tree).value("which")

    assert phrase.text == said
