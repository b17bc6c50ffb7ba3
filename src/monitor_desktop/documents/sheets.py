"""Documents to PDF and to pictures of pages, in memory; nothing goes to the disk."""

import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, Literal

import typst

from monitor_desktop.documents import symbols
from monitor_desktop.documents.printable import LONGEST_RUN, UNKNOWN, printable
from monitor_desktop.documents.sheet_model import (
    NO_LETTERHEAD,
    Address,
    Block,
    Sheet,
    Table,
)
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.errors import BugError, EnvironmentFailedError

PREVIEW_PPI: Final = 110.0
_STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
"""PDF/UA-1 (ISO 14289-1) for screen readers, PDF/A-2a (ISO 19005-2) for archives."""
_MAIN: Final = "documents.typ"
_KINDS: Final = "brief bulletin certificate form letter matrix press sheet lib"
_PIECES: Final = "blocks bodies charts forms frame letters parallel pieces single"
TEMPLATES: Final = (
    _MAIN,
    "body.json",
    *(f"{each}.typ" for each in _KINDS.split()),
    *(f"lib/{each}.typ" for each in _PIECES.split()),
)
"""All that the templates read; relative to their folder."""
FONTS: Final = tuple(
    f"Noto{family}-{cut}.ttf"
    for family in ("Sans", "Serif")
    for cut in ("Regular", "Italic", "Bold", "BoldItalic")
)
_PAGE_TREE: Final = re.compile(rb"/Type/Pages/Count (\d+)")
_CELL_RUN: Final = 16
"""Letters without a break that fit a column of a table for sure."""
_ONE_LINE: Final = 18
"""Text up to this length should stand on one line of its column."""
_WIDEST_COLUMN: Final = 28
_PADDING: Final = 2
_ONE_WORD: Final = 13
"""A column up to this width holds a word or two, which should not be broken."""
_LETTERS_ACROSS: Final = 84
"""Letters of a table that stand on a line of an upright page, for sure."""


class SheetPrinter:
    """Sets sheets with the shipped templates and fonts.

    Args:
        templates: Folder of templates; nothing outside it can be read while setting.
        fonts_folder: Font files; fonts of the computer are not used.

    Raises:
        EnvironmentFailedError: PROGRAM_INCOMPLETE. Without fonts the typesetter makes
            a page without a letter, and says nothing.
    """

    def __init__(self, templates: Path, fonts_folder: Path) -> None:
        _require_all(templates, TEMPLATES)
        _require_all(fonts_folder, FONTS)
        self._folder = templates
        # Read once: loading fonts costs more than setting a sheet.
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[fonts_folder],
        )

    def pdf(self, sheets: Sequence[Sheet], *, title: str) -> bytes:
        """One PDF of all sheets; pages are counted for each sheet from 1.

        Args:
            sheets: One or more.
            title: Title of the document; keep persons' names out of it.

        Raises:
            BugError: UNPRINTABLE.
        """
        return _pdf(self._compiler(_payload(sheets, title)), sheets[0])

    def pages_png(
        self, sheets: Sequence[Sheet], *, ppi: float = PREVIEW_PPI
    ) -> list[bytes]:
        """A PNG of each page.

        Args:
            sheets: One or more.
            ppi: Pixels per inch; 110 for the screen, 300 for a printer.

        Raises:
            BugError: UNPRINTABLE.
        """
        data = _payload(sheets, "")
        compiler = self._compiler(data)
        made = _attempted(lambda: compiler.compile(format="png", ppi=ppi))
        return made if isinstance(made, list) else [_single(made)]

    def pdf_with_pages(
        self, sheets: Sequence[Sheet], *, title: str
    ) -> tuple[bytes, int]:
        """``pdf`` and how many pages it has.

        Raises:
            BugError: UNPRINTABLE.
        """
        pdf = self.pdf(sheets, title=title)
        return pdf, _pages(pdf)

    def _compiler(self, data: dict[str, JsonValue]) -> typst.Compiler:
        return typst.Compiler(
            self._folder / _MAIN,
            root=self._folder,
            font_paths=self._fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )


def _require_all(folder: Path, names: Sequence[str]) -> None:
    missing = (each for each in names if not (folder / each).is_file())
    first = next(missing, None)
    if first is not None:
        raise EnvironmentFailedError("PROGRAM_INCOMPLETE", file=Path(first).name)


def _pdf(compiler: typst.Compiler, first: Sheet) -> bytes:
    day = dt.date.fromisoformat(first.printed_on)
    # The exact moment and the time zone of a computer are nobody's business.
    moment = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
    made = _attempted(
        lambda: compiler.compile(
            format="pdf", pdf_standards=list(_STANDARDS), timestamp=moment
        )
    )
    return _single(made)


def _pages(pdf: bytes) -> int:
    """How many pages a file says it has, in the root of its page tree.

    Asking the typesetter costs half as much again as setting the file.
    """
    found = _PAGE_TREE.search(pdf)
    if found is None:
        raise BugError("UNPRINTABLE")
    return int(found[1])


def _attempted(make: Callable[[], object]) -> object:
    """What was made, or None.

    The typesetter's message may quote the record, so it must not reach a crash note:
    callers raise after this handler has ended, or Python would chain the two errors.
    """
    try:
        return make()
    except RuntimeError:  # compile raises TypstError, query its bare parent
        return None


def _single(made: object) -> bytes:
    """The bytes that were made.

    Raises:
        BugError: UNPRINTABLE; nothing was made.
    """
    if not isinstance(made, bytes):
        raise BugError("UNPRINTABLE")
    return made


def _payload(sheets: Sequence[Sheet], title: str) -> dict[str, JsonValue]:
    """What the template reads: only text that can be set, and QR symbols as SVG."""
    return {
        # PDF/UA-1, 7.1: a document has a title, also where nothing of it can be shown.
        "title": printable(title).strip() or UNKNOWN,
        "keywords": [each.origin for each in sheets if each.origin],
        "sheets": [_sheet(each) for each in sheets],
    }


def _sheet(sheet: Sheet) -> dict[str, JsonValue]:
    data = _clean(replace(sheet, body=(), letterhead=NO_LETTERHEAD))
    if not isinstance(data, dict):
        raise BugError("UNPRINTABLE")
    head = sheet.letterhead
    # A picture is markup of ours, made of checked bytes: no text to be cleaned.
    data["letterhead"] = {
        "name": _clean(head.name),
        "address": _clean(head.address),
        "logo": head.logo,
    }
    data["body"] = [_block(each) for each in sheet.body]
    marked = f"{sheet.reference} {sheet.code}".strip()
    data["qr"] = symbols.drawing(marked) if sheet.reference else None
    return data


def _block(block: Block) -> dict[str, JsonValue]:
    """A block under the name of its kind; columns have narrower text, and widths."""
    narrow = _CELL_RUN if isinstance(block, Table | Address) else LONGEST_RUN
    data = _clean(block, narrow)
    if not isinstance(data, dict):
        raise BugError("UNPRINTABLE")
    if isinstance(block, Table):
        data["widths"] = list(column_widths(block))
    data["block"] = type(block).__name__.lower()
    return data


def column_widths(table: Table) -> tuple[int, ...]:
    """Shares of the width, by what stands in each column (first language).

    Names and dates should stand on one line; longer text gets more room; a heading
    may be broken between its words.
    """
    wanted = []
    for number, name in enumerate(table.columns):
        cells = (line.cells[number] for line in table.lines)
        # Names of columns are bold, and a word in them should not be broken.
        words = [each + each[: len(each) // 4] for each in name[0].split()]
        texts = [*words, *(each[0].text for each in cells if each)]
        longest = max((len(each) for each in texts), default=0)
        room = max(min(longest, _ONE_LINE), min(longest * 2 // 3, _WIDEST_COLUMN))
        wanted.append(room + _PADDING)
    return _squeezed(wanted)


def _squeezed(wanted: Sequence[int]) -> tuple[int, ...]:
    """Columns that fit the page: the wide ones give way, for their text has breaks."""
    too_much = sum(wanted) - _LETTERS_ACROSS
    wide = [each for each in wanted if each > _ONE_WORD]
    if too_much <= 0 or not wide:
        return tuple(wanted)
    left = max(sum(wide) - too_much, len(wide) * _ONE_WORD)
    return tuple(
        max(each * left // sum(wide), _ONE_WORD) if each > _ONE_WORD else each
        for each in wanted
    )


def _clean(value: object, longest_run: int = LONGEST_RUN) -> JsonValue:
    """Every text in a value as it can be set."""
    if isinstance(value, str):
        return printable(value, longest_run=longest_run)
    if isinstance(value, (list, tuple)):
        return [_clean(each, longest_run) for each in value]
    if isinstance(value, dict):
        return {key: _clean(each, longest_run) for key, each in value.items()}
    if isinstance(value, bool | int):
        return value
    # As asdict would, without copying everything that is cleaned anyway.
    kind: type = type(value)
    names = _names(kind)
    return {name: _clean(getattr(value, name), longest_run) for name in names} or None


@cache
def _names(of: type) -> tuple[str, ...]:
    """Fields of a dataclass, which are asked for hundreds of times; else nothing."""
    return tuple(each.name for each in fields(of)) if is_dataclass(of) else ()
