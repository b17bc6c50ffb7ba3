"""Workbooks as people really have them."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from monitor_desktop.errors import InputRefusedError
from monitor_desktop.interchange.xlsx_files import LONGEST_WRITTEN, read, write


def saved(*rows, sheets=1):
    book = Workbook()
    for _ in range(sheets - 1):
        book.create_sheet()
    for row in rows:
        book.worksheets[-1].append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_cells_of_every_kind_are_read_as_text():
    at = dt.datetime(2026, 11, 9, 21, 30)  # noqa: DTZ001  # a cell has no zone
    day = dt.date(2026, 11, 9)
    table = read(saved(["a", "b", "c", "d", "e"], ["Нозим", 3.0, True, day, at]))
    row = {
        "a": "Нозим",
        "b": "3",
        "c": "yes",
        "d": "2026-11-09",
        "e": "2026-11-09 21:30",
    }
    assert table.rows == ((1, row),)


def test_the_first_sheet_that_holds_anything_is_read():
    assert read(saved(["a"], ["x"], sheets=3)).rows == ((1, {"a": "x"}),)


def test_no_formula_is_worked_out():
    assert read(saved(["a", "b"], ["=1+1", "x"])).rows == ((1, {"b": "x"}),)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+7 992", "-", "@x", "'=1", "a\nb", "007", "2026-11-09", "ҷ"]
)
def test_what_is_written_is_text_and_comes_back(cell):
    data = write(["a", "b"], [[cell, ""]])
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    written = sheet["A2"]
    assert (written.data_type, written.value) == ("s", cell)
    assert read(data).rows[0][1]["a"] == cell


def test_a_text_that_a_cell_cannot_hold_is_not_cut():
    assert write(["ref", "a"], [["K-1", "x" * LONGEST_WRITTEN]])
    with pytest.raises(InputRefusedError, match="TOO_LONG_FOR_CELL") as caught:
        write(["ref", "a"], [["K-1", "x" * (LONGEST_WRITTEN + 1)]])
    assert caught.value.details == {"ref": "K-1", "field": "a"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04", "xlsx"),
        (saved(["a"], ["x"])[:-200], "xlsx"),
        (saved(), "empty"),
        (saved(["a", "a"], [1, 2]), "heading_twice"),
        (saved(["a", None, "b"], [1, 2, 3]), "no_heading"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data, reason):
    with pytest.raises(InputRefusedError, match="UNREADABLE_FILE") as caught:
        read(data)
    assert caught.value.details["reason"] == reason


def test_a_bomb_is_refused_before_it_is_inflated():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(64 * 1024 * 1024))
    with pytest.raises(InputRefusedError, match="TOO_LARGE"):
        read(target.getvalue())


def test_every_cut_of_a_workbook_is_refused():
    data = saved(["a"], ["x"])
    for length in range(4, len(data) - 1, 97):
        with pytest.raises(InputRefusedError):
            read(data[:length])
