"""The allegation matrix: each method with what bears it out, evidence included."""

import pytest
from PySide6.QtCore import QRect, Qt

from monitor_desktop.services import records
from monitor_desktop.services.evidence import attachments
from monitor_desktop.ui.records.record_form import RecordForm

CELL_PADDING_PX = 16
HEAD_PADDING_PX = 20
FOCUS_PX = 6
"""Qt keeps it at both sides of a text for the ring."""
ABOVE_AND_BELOW_PX = 12
TORTURE = "020111110000"


@pytest.fixture
def form(session, workspace, sample, qtbot, calm, tmp_path):
    act = {"parent": sample.case, "type": TORTURE}
    records.add(workspace, "act", act)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"invented picture")
    attachments.attach(workspace, sample.case, photo, values={"title": "Left arm"})
    made = RecordForm(session, "case")
    qtbot.addWidget(made)
    made.show()
    made.open(sample.case)
    calm()
    return made


def test_an_allegation_is_linked_to_the_evidence_and_says_what_is_not(
    form, session, sample, calm
):
    section = form.parts["allegation"]
    section.add_next()
    calm()
    assert "Photograph" in section.advice.text()
    editor = section.grid.boxes["photo_file"].editor
    offered = {
        editor._name_of(each): each.id for each in editor._siblings if each.title
    }
    editor.show_value(offered["Left arm"], {})
    editor.edited.emit()
    calm()
    assert "Photograph" not in section.advice.text()
    form.save()
    calm()
    (kept,) = records.show(session.workspace, sample.case).children_of("allegation")
    assert kept.values["photo_file"] == offered["Left arm"]


@pytest.fixture
def linked(workspace, sample, form, calm):
    """Two methods: of the first much is linked, of the second nothing."""
    case = sample.case

    def part(kind, **values):
        return records.add(workspace, kind, {"parent": case, **values}).id

    finding = part("torture_finding", finding="Bruised soles", consistency="c")
    part("body_mark", number=3, view="back", injury="bruise", finding=finding)
    mark = part("body_mark", number=4, view="back", injury="burn")
    one = part("allegation", method="030104000000", finding=finding, injury="Limps")
    two = part("allegation", method="030800000000")
    part("allegation_link", allegation=one, mark=mark)
    part("allegation_link", allegation=one, source=part("source"))
    form.open(case)
    calm()
    return one, two


def cells(grid, row):
    return [grid.table.index(row, n).data() for n in range(grid.table.columnCount())]


def test_the_matrix_shows_every_link_and_every_gap(form, linked, qtmodeltester):
    grid = form.parts["allegation"].matrix
    qtmodeltester.check(grid.table, force_py=True)
    assert cells(grid, 0) == [
        "Blows on the soles of the feet (falanga)",
        "Limps",
        "Bruised soles (Highly consistent)",
        "№\u00a04 (Burn, Body, back)\n№\u00a03 (Bruise, Body, back)",
        "—",
        "Source",
        "—",
    ]
    assert cells(grid, 1) == ["Electric shock", *["—"] * 6]
    section = form.parts["allegation"]
    section.open_part(linked[1])
    assert section.advice.text().endswith(
        "Injury, Finding, Mark on the body, Photograph, Witness, source, Document"
    )


def test_a_line_says_what_bears_which_method_out(form, linked):
    lines = [each.line for each in form.parts["allegation_link"]._rows.values()]
    method = "Blows on the soles of the feet (falanga)"
    assert [each.accessibleName() for each in lines] == [
        f"1  {method}. Mark on the body: №\u00a04 (Burn, Body, back)",
        f"2  {method}. Source: Source",
    ]


def test_a_cell_opens_what_is_to_be_filled_in(form, linked):
    section = form.parts["allegation"]
    grid = section.matrix
    grid.setCurrentIndex(grid.table.index(1, 4))
    grid.activated.emit(grid.currentIndex())
    assert section.open_id == linked[1]
    photo = section.grid.boxes["photo_file"].editor.inputs()[0]
    assert form.focusWidget() is photo


def test_no_word_of_the_matrix_is_cut(form, linked, session, calm):
    grid = form.parts["allegation"].matrix
    for language in ("tg", "ru", "en"):
        session.say.switch(language)
        calm()
        for width in (1200, 560):
            form.resize(width, 700)
            calm()
            assert fits(grid)


def fits(grid):
    """Every text has the room it needs, and the grid is as high as its rows."""
    rows, columns = range(grid.table.rowCount()), range(grid.table.columnCount())
    head, metrics = grid.horizontalHeader(), grid.fontMetrics()
    texts = [(n, text) for row in rows for n, text in enumerate(cells(grid, row))]
    words_fit = all(
        metrics.horizontalAdvance(word) <= grid.columnWidth(column) - CELL_PADDING_PX
        for column, text in texts
        for word in text.replace("\n", " ").split(" ")
    )
    heads_fit = all(
        head.fontMetrics()
        .boundingRect(
            QRect(0, 0, grid.columnWidth(column) - HEAD_PADDING_PX, 10_000),
            Qt.TextFlag.TextWordWrap,
            str(grid.table.headerData(column, Qt.Orientation.Horizontal)),
        )
        .height()
        <= head.height()
        for column in columns
    )
    rows_fit = all(
        metrics.boundingRect(
            QRect(0, 0, grid.columnWidth(n) - CELL_PADDING_PX - FOCUS_PX, 10_000),
            Qt.TextFlag.TextWordWrap,
            text,
        ).height()
        <= grid.rowHeight(row) - ABOVE_AND_BELOW_PX
        for row in rows
        for n, text in enumerate(cells(grid, row))
    )
    needed = head.height() + sum(map(grid.rowHeight, rows))
    return words_fit and heads_fit and rows_fit and grid.height() >= needed
