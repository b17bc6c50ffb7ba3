"""CSV files (RFC 4180 and what people really have) into rows, and back.

A cell that begins with = + - @ would run as a formula in a spreadsheet, so it is
written with an apostrophe before it, and read without.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.errors import InputRefusedError

LARGEST_BYTES: Final = 256 * 1024 * 1024
LONGEST_CELL: Final = 1_000_000
_DELIMITERS: Final = ",;\t"
_FORMULA: Final = tuple("=+-@")
_ENCODINGS: Final = ("utf-8-sig", "cp1251")
"""What spreadsheets write: the second without asking, for Russian and Tajik. Their
"Unicode text" is UTF-16 and begins with its own mark."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file as rows.

    Attributes:
        columns: Headings.
        rows: Number (from 1, below the headings) and cells by heading; cells beyond
            the headings have the headings ``#n``.
        identity: Columns that tell one row from another, where the program that wrote
            the file has some.
        split: What stands between several terms in a cell, where that program says.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    identity: tuple[str, ...] = ()
    split: str = ""


def read(data: bytes, name: str = "csv") -> Table:
    """Read a file; blank rows are passed over.

    Args:
        data: All of the file.
        name: What the person knows it by.

    Raises:
        InputRefusedError: UNREADABLE_FILE, with the reason, when it is no text with
            headings; TOO_LARGE.
    """
    if len(data) > LARGEST_BYTES:
        raise InputRefusedError("TOO_LARGE", part="csv")
    text = _decoded(data, name)
    csv.field_size_limit(LONGEST_CELL)
    heading = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    return table(_lines(text, delimiter, name), name)


def table(lines: Sequence[Sequence[str]], name: str) -> Table:
    """Rows of cells as a table; the first has the headings, blank ones are passed over.

    Raises:
        InputRefusedError: UNREADABLE_FILE, with the heading or column that is wrong.
    """
    columns = tuple(each.strip() for each in lines[0]) if lines else ()
    _require_headings(columns, name)
    rows = (
        (number, _row(columns, cells))
        for number, cells in enumerate(lines[1:], start=1)
    )
    return Table(columns, tuple(each for each in rows if each[1]))


def _lines(text: str, delimiter: str, name: str) -> list[list[str]]:
    """All rows; a quotation mark that is never closed must not swallow the rest."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[list[str]] = []
    begun = 1
    try:
        for cells in reader:
            found.append([_without_guard(each.strip()) for each in cells])
            begun = reader.line_num + 1
    except csv.Error as error:
        raise _unreadable(name, "cell", line=begun) from error
    return found


def _decoded(data: bytes, name: str) -> str:
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_wide else _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _unreadable(name, "no_text")


def _require_headings(columns: Sequence[str], name: str) -> None:
    """Each column has a heading of its own: by it the mapping names it.

    Raises:
        InputRefusedError: UNREADABLE_FILE, with the heading or column that is wrong.
    """
    if not any(columns):
        raise _unreadable(name, "empty")
    for place, heading in enumerate(columns, 1):
        if not heading:
            raise _unreadable(name, "no_heading", column=place)
        if heading in columns[: place - 1]:
            raise _unreadable(name, "heading_twice", heading=heading)


def _unreadable(name: str, reason: str, **details: str | int) -> InputRefusedError:
    return InputRefusedError("UNREADABLE_FILE", file=name, reason=reason, **details)


def _row(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Filled cells by heading."""
    extra = [f"#{number}" for number in range(len(columns) + 1, len(cells) + 1)]
    named = zip([*columns, *extra], cells, strict=False)
    plain = ((heading, cell.strip()) for heading, cell in named)
    return {heading: cell for heading, cell in plain if cell}


def _without_guard(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _runs(cell) else cell


def write(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    encoding: str = "utf-8-sig",
) -> bytes:
    """A file that, with the usual encoding, spreadsheets open in the right letters."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_guarded(each) for each in row])
    return text.getvalue().encode(encoding)


def _guarded(cell: str) -> str:
    return f"'{cell}" if _runs(cell) else cell


def _runs(cell: str) -> bool:
    """A spreadsheet would take it for a formula, or it was guarded from that before."""
    return cell.lstrip("'")[:1] in _FORMULA
