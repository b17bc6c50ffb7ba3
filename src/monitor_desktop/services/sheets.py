"""Printed sheets of records, filtered by who may read them before they are laid out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from monitor_desktop.documents.sheet_model import Sheet
from monitor_desktop.documents.sheets import PREVIEW_PPI, SheetPrinter, build_sheet
from monitor_desktop.domain.disclosure import Level, disclose
from monitor_desktop.domain.records import RecordTree
from monitor_desktop.errors import UsageError
from monitor_desktop.i18n.labels import Reader
from monitor_desktop.services.references import resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.profiles import replace_file
from monitor_desktop.store.store import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Sheets in one PDF.

    Attributes:
        pdf: The file's bytes.
        pages: Pages in it.
        sheets: Sheets in it.
        withheld: Persons left out, summed over the sheets.
    """

    pdf: bytes
    pages: int
    sheets: int
    withheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Pages as pictures, in memory.

    Attributes:
        pages: A PNG for each page.
        withheld: Persons left out.
    """

    pages: tuple[bytes, ...]
    withheld: int


def make(  # what a person chooses before printing
    workspace: Workspace,
    refs: Sequence[str],
    *,
    languages: Sequence[str],
    trilingual: bool = False,
    level: Level = Level.INTERNAL,
) -> Printed:
    """Sheets of records, one PDF.

    Args:
        workspace: The open profile.
        refs: Reference numbers or ids.
        languages: A sheet for each, or all of them side by side.
        trilingual: Side by side.
        level: For whom.

    Raises:
        UsageError: NO_SUCH_RECORD, AMBIGUOUS_REFERENCE, WRONG_USAGE without any.
        NotAllowedError: NOT_ALLOWED, when a record may not be shown at this level.
    """
    sheets, withheld = _sheets(workspace, refs, languages, trilingual, level)
    printer = _printer(workspace.kit.resources)
    pdf, pages = printer.pdf_with_pages(sheets, title=sheets[0].kind[0])
    return Printed(
        pdf=pdf,
        pages=pages,
        sheets=len(sheets),
        withheld=withheld,
    )


def preview(  # what a person chooses before printing
    workspace: Workspace,
    refs: Sequence[str],
    *,
    languages: Sequence[str],
    trilingual: bool = False,
    level: Level = Level.INTERNAL,
    ppi: float = PREVIEW_PPI,
) -> Preview:
    """The pages that ``make`` would print, as pictures."""
    sheets, withheld = _sheets(workspace, refs, languages, trilingual, level)
    pages = _printer(workspace.kit.resources).pages_png(sheets, ppi=ppi)
    return Preview(pages=tuple(pages), withheld=withheld)


def save(target: Path, pdf: bytes) -> None:
    """Write a document; an earlier file stands until the new one is whole."""
    replace_file(target, pdf)


def _sheets(
    workspace: Workspace,
    refs: Sequence[str],
    languages: Sequence[str],
    trilingual: bool,  # noqa: FBT001  # a private step
    level: Level,
) -> tuple[list[Sheet], int]:
    if not refs or not languages:
        raise UsageError("WRONG_USAGE")
    readers = [_reader(workspace, each) for each in languages]
    groups = [readers] if trilingual else [[each] for each in readers]
    at_s = workspace.kit.clock.now_ms() / 1000
    day = dt.datetime.fromtimestamp(at_s, tz=dt.UTC).astimezone().date().isoformat()
    found: list[Sheet] = []
    withheld = 0
    with workspace.transaction() as transaction:
        for ref in refs:
            tree = _whole(transaction, resolve(transaction, ref))
            shown = disclose(tree, level)
            withheld += shown.persons_withheld
            found.extend(
                build_sheet(
                    shown.tree,
                    group,
                    level=level,
                    persons_withheld=shown.persons_withheld,
                    printed_on=day,
                    issuer=workspace.owner.unit,
                )
                for group in groups
            )
    return found, withheld


def _whole(transaction: Transaction, record_id: str) -> RecordTree:
    """The record, or what it is a part of: a part alone would hide how sensitive."""
    tree = reading.tree(transaction, record_id)
    parent = tree.record.parent
    return reading.tree(transaction, parent) if parent else tree


def _reader(workspace: Workspace, language: str) -> Reader:
    kit = workspace.kit
    return Reader(
        words=kit.catalogues.words(language),
        vocabularies=kit.vocabularies,
        gazetteer=kit.gazetteer,
    )


@lru_cache(maxsize=2)
def _printer(resources: Path) -> SheetPrinter:
    """Reading the fonts costs more than setting a sheet."""
    return SheetPrinter(resources / "print", resources / "fonts")
