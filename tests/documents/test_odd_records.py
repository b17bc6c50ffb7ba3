"""Every kind of document of records that are empty, and of records full of oddities."""

import re

import pytest
from tests.documents.test_sheets import lines_of, text_of

from monitor_desktop.documents import kinds
from monitor_desktop.documents.sheet_building import Issue
from monitor_desktop.documents.sheet_model import Line, Phrase, Table
from monitor_desktop.documents.sheets import column_widths
from monitor_desktop.domain.catalogue import children_of
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.records import Record, RecordTree, declared

ISSUE = Issue(level=Level.INTERNAL, printed_on="2026-11-24")
ODD = "😀\u202eчап\u202c\x07\x00漢 <b>#eval(1)$x$ " + "ғӯ" * 900
HEADLINE = "ғӯ" * 20_000
BOXES = re.compile(
    r'<page width="([\d.]+)" height="([\d.]+)"|'
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"'
)
NEAREST_PT = 8
"""No word comes nearer to the edge of the paper."""


def odd(kind, record_id, parent=None):
    """A record with an odd text in every field that takes text."""
    values = {}
    for field in declared(kind).fields:
        if field.kind in {Kind.TEXT, Kind.LONG_TEXT}:
            values[field.key] = ODD
        elif field.kind is Kind.MULTILINGUAL:
            values[field.key] = {"tg": HEADLINE if kind == "release" else ODD}
        elif field.kind is Kind.LINK and field.target == "person":
            values[field.key] = "p"
    return Record(id=record_id, type=kind, ref="K-1", parent=parent, values=values)


def odd_tree(kind):
    """One of each part, and a person."""
    parts = children_of(kind)[:12]
    return RecordTree(
        record=odd(kind, "top"),
        children=tuple(odd(each.key, each.key, "top") for each in parts),
        linked={"p": Record(id="p", type="person", ref="P-1", values={"name": ODD})},
    )


def words_off_the_paper(pdf):
    width = height = 0.0
    for found in BOXES.finditer(text_of(pdf, "-bbox")):
        if found[1]:
            width, height = float(found[1]), float(found[2])
            continue
        left, top, right, bottom = map(float, found.groups()[2:])
        sides = (left, top, width - right, height - bottom)
        if min(sides) < NEAREST_PT:
            yield sides


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda each: each.key)
def test_odd_and_empty_records_become_documents_within_the_paper(
    kind, readers, printer
):
    for tree in (
        RecordTree(record=Record(id="top", type=kind.types[-1])),
        odd_tree(kind.types[-1]),
    ):
        pdf = printer.pdf(kinds.build(kind.key, tree, readers("tg"), ISSUE), title=ODD)

        assert list(words_off_the_paper(pdf)) == []


def test_wide_columns_give_way_before_a_word_is_broken():
    def phrases(text):
        return (Phrase(text=text, language="ru"),)

    texts = ("Женский", *["Очень длинное название организации" for _ in range(4)])
    table = Table(
        heading=("t",),
        columns=tuple((str(number),) for number in range(5)),
        lines=(Line(cells=tuple(map(phrases, texts))),),
    )

    short, *wide = column_widths(table)
    assert short == len("Женский") + 2
    assert max(wide) - min(wide) == 0
    assert sum((short, *wide)) <= 84


def test_a_text_too_long_for_a_column_stands_under_its_line(readers, printer):
    acts = tuple(
        Record(id=f"a{each}", type="act", values={"exact_place": text})
        for each, text in enumerate(("Дар хона", "ҷ " * 90))
    )
    tree = RecordTree(record=Record(id="c", type="case"), children=acts)

    (sheet,) = kinds.build("sheet", tree, readers("tg"), ISSUE)

    (table,) = sheet.body
    assert table.columns == ()
    assert [len(each.more) for each in table.lines] == [1, 1]
    printed = lines_of(printer.pdf([sheet], title="t"))
    assert "Кирдорҳо" in printed
    assert any("Дар хона" in each for each in printed)
