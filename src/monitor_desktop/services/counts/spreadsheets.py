"""A table as a file: a workbook, in which numbers are numbers, or CSV."""

from collections.abc import Sequence
from typing import Final

from monitor_desktop.interchange import csv_files, xlsx_files
from monitor_desktop.interchange.xlsx_files import Cell

Lines = Sequence[Sequence[Cell]]
"""Headings, then rows of words and numbers."""
XLSX: Final = ".xlsx"
CSV: Final = ".csv"
_DECIMALS: Final = 2


def made(lines: Lines, suffix: str) -> bytes:
    """A table as a file of the kind that its name ends with.

    Raises:
        InputRefusedError: TOO_LONG_FOR_CELL; there is no file.
    """
    heads = [str(each) for each in lines[0]]
    if suffix == XLSX:
        return xlsx_files.write(heads, lines[1:])
    return csv_files.write(heads, [list(map(_as_text, row)) for row in lines[1:]])


def number(value: float) -> Cell:
    """A figure as it is reported: whole where it is whole."""
    shown = round(value, _DECIMALS)
    return int(shown) if shown == int(shown) else shown


def with_numbers(lines: Sequence[Sequence[str]]) -> Lines:
    """Counts in words as numbers again; what names a row, a year too, stays a word."""
    return [lines[0], *([row[0], *map(_as_number, row[1:])] for row in lines[1:])]


def _as_number(cell: str) -> Cell:
    is_number = cell.isascii() and cell.replace(".", "", 1).isdigit()
    return number(float(cell)) if is_number else cell


def _as_text(cell: Cell) -> str:
    """Without a sign for groups, and with a point: programs read it."""
    if isinstance(cell, str):
        return cell
    return f"{cell:.{_DECIMALS}f}".rstrip("0").rstrip(".")
