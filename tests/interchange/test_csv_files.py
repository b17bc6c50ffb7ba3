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
    "data", [b"", b"\n\n", b"a,a\n1,2\n", b"a,\n1,2\n", b"\x00\x01", b"PK\x03\x04\x00"]
)
def test_what_is_no_table_is_refused(data):
    with pytest.raises(InputRefusedError, match="UNREADABLE_FILE"):
        read(data)


@pytest.mark.parametrize("cell", ["=1+1", "+7 992", "-", "@x", "'quoted", "a\nb", ""])
def test_no_cell_is_a_formula_and_all_come_back(cell):
    data = write(["a", "b"], [[cell, "x"]])
    assert b"\r\n=" not in data
    assert read(data).rows[0][1].get("a", "") == cell
