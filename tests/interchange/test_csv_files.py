"""Files as people really have them."""

import pytest

from monitor_desktop.errors import InputRefusedError
from monitor_desktop.interchange.csv_files import read, write


@pytest.mark.parametrize(
    "data",
    [
        "name,note\nНозим,x\n".encode(),
        "name,note\r\nНозим,x\r\n".encode("utf-8-sig"),
        "name;note\nНозим;x\n".encode("cp1251"),
        "name\tnote\n\n  \t \nНозим\tx".encode(),
        "name\tnote\r\nНозим\tx\r\n".encode("utf-16"),
    ],
)
def test_delimiters_letters_and_line_ends_of_every_sort(data):
    table = read(data)
    assert table.columns == ("name", "note")
    assert [row for _, row in table.rows] == [{"name": "Нозим", "note": "x"}]


def test_rows_keep_their_number_when_blank_ones_are_passed_over():
    assert [number for number, _ in read(b"a\n1\n\n3\n").rows] == [1, 3]


def test_cells_beyond_the_headings_are_not_lost():
    assert read(b"a,b\n1,2,3\n").rows[0][1] == {"a": "1", "b": "2", "#3": "3"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"a,a\n1,2\n", "heading_twice"),
        (b"a,\n1,2\n", "no_heading"),
        (b"\x00\x01", "no_text"),
        (b"PK\x03\x04\x00", "no_text"),
        (b"a,b\n" + b"x" * 1_000_001, "cell"),
        (b'a,b\n1,2\n"3,4\n5,6\n', "cell"),
        (b'a,b\n"1" x,2\n', "cell"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data, reason):
    with pytest.raises(InputRefusedError, match="UNREADABLE_FILE") as caught:
        read(data)
    assert caught.value.details["reason"] == reason


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line():
    with pytest.raises(InputRefusedError) as caught:
        read(b'a,b\n1,"two\nlines"\n"3,4\n5,6\n')
    assert caught.value.details["line"] == 4


@pytest.mark.parametrize(
    "cell", ["=1+1", "+7 992", "-", "@x", "'quoted", "'=1", "''-", "a\nb", ""]
)
def test_no_cell_is_a_formula_and_all_come_back(cell):
    data = write(["a", "b"], [[cell, "x"]])
    assert b"\r\n=" not in data
    assert read(data).rows[0][1].get("a", "") == cell
