"""CSV files (RFC 4180 and what people really have) into rows, and back.

A cell that begins with = + - @ would run as a formula in a spreadsheet, so it is
written with an apostrophe before it, and read without.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.errors import InputRefusedError

LARGEST_BYTES: Final = 256 * 1024 * 1024
LONGEST_CELL: Final = 1_000_000
_DELIMITERS: Final = ",;\t"
_FORMULA: Final = frozenset("=+-@")
_ENCODINGS: Final = ("utf-8-sig", "cp1251")
"""What spreadsheets write: the second without asking, for Russian and Tajik."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file as rows.

    Attributes:
        columns: Headings.
        rows: Number (from 1, below the headings) and cells by heading; cells beyond
            the headings have the headings ``#n``.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read(data: bytes, name: str = "csv") -> Table:
    """Read a file; blank rows are passed over.

    Args:
        data: All of the file.
        name: What the person knows it by.

    Raises:
        InputRefusedError: UNREADABLE_FILE when it is no text with headings, TOO_LARGE.
    """
    if len(data) > LARGEST_BYTES:
        raise InputRefusedError("TOO_LARGE", part="csv")
    text = _decoded(data, name)
    csv.field_size_limit(LONGEST_CELL)
    try:
        heading = text.split("\n", 1)[0]
        delimiter = max(_DELIMITERS, key=heading.count)
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputRefusedError("UNREADABLE_FILE", file=name) from error
    columns = tuple(each.strip() for each in lines[0]) if lines else ()
    if not columns or len(set(columns)) != len(columns) or not all(columns):
        raise InputRefusedError("UNREADABLE_FILE", file=name)
    rows = (
        (number, _row(columns, cells))
        for number, cells in enumerate(lines[1:], start=1)
    )
    return Table(columns, tuple(each for each in rows if each[1]))


def _decoded(data: bytes, name: str) -> str:
    if b"\x00" in data:
        raise InputRefusedError("UNREADABLE_FILE", file=name)
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputRefusedError("UNREADABLE_FILE", file=name)


def _row(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Filled cells by heading."""
    extra = [f"#{number}" for number in range(len(columns) + 1, len(cells) + 1)]
    named = zip([*columns, *extra], cells, strict=False)
    plain = ((heading, _without_guard(cell.strip())) for heading, cell in named)
    return {heading: cell for heading, cell in plain if cell}


def _without_guard(cell: str) -> str:
    guarded = cell[:1] == "'" and cell[1:2] in _FORMULA
    return cell[1:] if guarded and cell[1:2] else cell


def write(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A file that spreadsheets open in the right letters."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_guarded(each) for each in row])
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell[:1] in _FORMULA and cell else cell
