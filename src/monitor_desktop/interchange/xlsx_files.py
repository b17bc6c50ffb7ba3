"""XLSX files: the first sheet that holds anything, as rows of text, and back.

No formula is ever worked out here: of one that was, the result that was saved with it
is read. What is written is text, also where it begins like a formula.
"""

import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from monitor_desktop.errors import InputRefusedError
from monitor_desktop.interchange.csv_files import LONGEST_CELL, Table, table

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

Cell = str | float
"""Words, or a number that a spreadsheet can add up."""
MAGIC: Final = b"PK\x03\x04"
LONGEST_WRITTEN: Final = 32_767
"""Letters in a cell; spreadsheets cut off the rest without a word."""
_LARGEST_INFLATED: Final = 1024 * 1024 * 1024
_MOST_TIMES: Final = 200
"""An honest sheet is some ten times its packed size."""
_NEVER_A_BOMB: Final = 16 * 1024 * 1024
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    SyntaxError,  # of which XML's is one
    RuntimeError,  # a password, among others
    OverflowError,
)
_CONTROLS: Final = {
    each: "\N{REPLACEMENT CHARACTER}" for each in range(32) if each not in {9, 10, 13}
}


def read(data: bytes, name: str = "xlsx") -> Table:
    """Read a file; blank rows are passed over.

    Args:
        data: All of the file.
        name: What the person knows it by.

    Raises:
        InputRefusedError: UNREADABLE_FILE with the reason, TOO_LARGE.
    """
    try:
        _require_honest_size(data)
        lines = list(_lines(data))
    except _UNREADABLE as error:
        raise _unreadable(name, "xlsx") from error
    for number, cells in enumerate(lines, 1):
        if any(len(each) > LONGEST_CELL for each in cells):
            raise _unreadable(name, "cell", line=number)
    return table(lines, name)


def write(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet; what is text stays text.

    Raises:
        InputRefusedError: TOO_LONG_FOR_CELL with the row's first cell and the column.
    """
    # Loaded when wanted: most commands never need it.
    from openpyxl import Workbook  # noqa: PLC0415

    _require_short(columns, rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")
    for row in (columns, *rows):
        sheet.append([_cell(sheet, each) for each in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _require_short(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    for row in rows:
        for heading, cell in zip(columns, row, strict=True):
            if isinstance(cell, str) and len(cell) > LONGEST_WRITTEN:
                raise InputRefusedError("TOO_LONG_FOR_CELL", ref=row[0], field=heading)


def _cell(sheet: Any, cell: Cell) -> Any:  # noqa: ANN401  # the library has no types
    return _text_cell(sheet, cell) if isinstance(cell, str) else cell


def _text_cell(sheet: Any, text: str) -> Any:  # noqa: ANN401  # the library has no types
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # as above

    cell = WriteOnlyCell(sheet, value=text.translate(_CONTROLS) or None)
    if text:
        cell.data_type = "s"
        # Stays text when somebody opens the cell and presses Enter.
        cell.quotePrefix = text[0] in "=+-@"
    return cell


def _require_honest_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        inflated = sum(each.file_size for each in packed.infolist())
    most = min(max(len(data) * _MOST_TIMES, _NEVER_A_BOMB), _LARGEST_INFLATED)
    if inflated > most:
        raise InputRefusedError("TOO_LARGE", part="xlsx", reason="table")


def _lines(data: bytes) -> Iterator[list[str]]:
    with warnings.catch_warnings():
        # What a spreadsheet drew beside its cells is no concern of ours.
        warnings.simplefilter("ignore")
        book = _opened(data)
        try:
            for sheet in book.worksheets:
                found = [_texts(each) for each in sheet.iter_rows(values_only=True)]
                if any(any(each) for each in found):
                    yield from found
                    return
        finally:
            book.close()


def _opened(data: bytes) -> "Workbook":
    from openpyxl import load_workbook  # noqa: PLC0415  # as above

    return load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )


def _texts(cells: Sequence[object]) -> list[str]:
    """Cells as text, without the empty ones behind the last."""
    found = [_text(each) for each in cells]
    while found and not found[-1]:
        found.pop()
    return found


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else f"{value:%Y-%m-%d %H:%M}"
    return str(value)


def _unreadable(name: str, reason: str, **details: int) -> InputRefusedError:
    return InputRefusedError("UNREADABLE_FILE", file=name, reason=reason, **details)
