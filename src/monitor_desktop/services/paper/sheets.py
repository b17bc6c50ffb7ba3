"""Printed documents of records, filtered by who may read them before layout."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Final, TypeVar

from monitor_desktop.documents import kinds
from monitor_desktop.documents.blank_forms import (
    WHOLE,
    Wanted,
    blank_form,
    first_contact_form,
    pieces_of,
)
from monitor_desktop.documents.sheet_building import SHEET
from monitor_desktop.documents.sheet_model import Sheet
from monitor_desktop.documents.sheets import PREVIEW_PPI
from monitor_desktop.domain.catalogue import top_types
from monitor_desktop.domain.lacks import Lack
from monitor_desktop.domain.records import declared
from monitor_desktop.errors import UsageError
from monitor_desktop.services.paper import issuing
from monitor_desktop.services.paper.issuing import Choice, Issued
from monitor_desktop.services.progress import Progress, silent
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.profiles import replace_file

__all__ = [
    "SHEET",
    "Choice",
    "Preview",
    "Printed",
    "Saved",
    "Wanted",
    "blank",
    "make",
    "make_each",
]

Made = TypeVar("Made")
_SETTERS: Final = 2
"""Files set at the same time; the typesetter lets other threads run."""
_LOOK_S: Final = 0.1
"""How soon somebody who cancels is heard."""


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
class Saved:
    """Records printed to a file each.

    Attributes:
        files: Names of the files, in the order of the records.
        pages: Pages in all of them.
        withheld: Persons left out, summed over the sheets.
    """

    files: tuple[str, ...]
    pages: int
    withheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Pages as pictures, in memory.

    Attributes:
        pages: A PNG for each page.
        withheld: Persons left out.
        documents: Kinds of documents that the first record has.
        lacks: Which consents are missing; for the screen, never for paper.
        unconfirmed: It states a term by a rule that no lawyer has confirmed.
        own_withheld: Sources and pieces of evidence left out.
    """

    pages: tuple[bytes, ...]
    withheld: int
    documents: tuple[str, ...]
    lacks: tuple[Lack, ...]
    unconfirmed: bool = False
    own_withheld: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """Documents that may all be printed, record by record; no page is set yet.

    Attributes:
        records: The documents of each record.
    """

    records: tuple[tuple[Sheet, ...], ...]

    def pages(
        self,
        workspace: Workspace,
        number: int,
        ppi: float,
        progress: Progress = silent,
    ) -> list[bytes]:
        """A PNG of each page of the record with this number, from 0.

        Args:
            workspace: The open profile.
            number: Of the record.
            ppi: Pixels per inch.
            progress: Told the number, and asked while the pages are set.
        """
        printer = issuing.printer(workspace)
        work = partial(printer.pages_png, self.records[number], ppi=ppi)
        return _watched(work, progress, number, len(self.records))


@dataclass(frozen=True, slots=True)
class _Built:
    """The documents of one record."""

    reference: str
    type: str
    issued: Issued


def make(
    workspace: Workspace,
    refs: Sequence[str],
    choice: Choice,
    progress: Progress = silent,
) -> Printed:
    """Documents of records in one PDF; pages are counted for each.

    Args:
        workspace: The open profile.
        refs: Reference numbers or ids.
        choice: How and for whom.
        progress: Told of each record read, and asked while pages are set.

    Raises:
        UsageError: NO_SUCH_RECORD, AMBIGUOUS_REFERENCE, WRONG_USAGE without any.
        NotAllowedError: NOT_ALLOWED, when a record may not be shown at this level.
    """
    built = []
    for each in _built(workspace, refs, choice):
        built.append(each)
        progress(len(built), len(refs))
    sheets = [sheet for each in built for sheet in each.issued.sheets]
    work = partial(_set, workspace, sheets)
    pdf, pages = _watched(work, progress, len(refs), len(refs))
    return Printed(
        pdf=pdf,
        pages=pages,
        sheets=len(sheets),
        withheld=sum(each.issued.withheld for each in built),
    )


def make_each(
    workspace: Workspace,
    refs: Sequence[str],
    folder: Path,
    choice: Choice,
    progress: Progress = silent,
) -> Saved:
    """A PDF for each record in a folder, named by its reference number.

    Records are read while others are set; files written before somebody cancels stay.

    Raises:
        UsageError: As ``make``; NO_SUCH_FOLDER.
        NotAllowedError: NOT_ALLOWED, when a record may not be shown at this level.
        EnvironmentFailedError: DISK_FULL or READ_ONLY.
    """

    def written(built: _Built) -> tuple[str, int, int]:
        pdf, pages = _set(workspace, built.issued.sheets)
        name = f"{built.reference}.pdf"
        replace_file(folder / name, pdf)
        return name, pages, built.issued.withheld

    waiting: list[Future[tuple[str, int, int]]] = []
    done: list[tuple[str, int, int]] = []
    with _setters() as pool:
        for each in _built(workspace, refs, choice):
            waiting.append(pool.submit(written, each))
            if len(waiting) > _SETTERS:
                done.append(_awaited(waiting.pop(0), progress, len(done), len(refs)))
        for last in waiting:
            done.append(_awaited(last, progress, len(done), len(refs)))
    names, pages, withheld = zip(*done, strict=True)
    return Saved(files=names, pages=sum(pages), withheld=sum(withheld))


def prepare(workspace: Workspace, refs: Sequence[str], choice: Choice) -> Prepared:
    """The documents of records, to be sent to a printer one record after the other.

    Raises:
        UsageError: As ``make``.
        NotAllowedError: NOT_ALLOWED, before anything is printed.
    """
    built = _built(workspace, refs, choice)
    return Prepared(tuple(each.issued.sheets for each in built))


def preview(
    workspace: Workspace,
    refs: Sequence[str],
    choice: Choice,
    ppi: float = PREVIEW_PPI,
    progress: Progress = silent,
) -> Preview:
    """The pages that ``make`` would print, as pictures.

    Args:
        workspace: The open profile.
        refs: Reference numbers or ids.
        choice: How and for whom.
        ppi: Pixels per inch.
        progress: Asked before anything is read, and while pages are set.

    Raises:
        UsageError: As ``make``.
        NotAllowedError: NOT_ALLOWED, when a record may not be shown at this level.
    """
    progress(0, len(refs))
    built = list(_built(workspace, refs, choice))
    sheets = [sheet for each in built for sheet in each.issued.sheets]
    work = partial(issuing.printer(workspace).pages_png, sheets, ppi=ppi)
    pages = _watched(work, progress, len(refs), len(refs))
    withheld = sum(each.issued.withheld for each in built)
    return Preview(
        pages=tuple(pages),
        withheld=withheld,
        documents=kinds.kinds_for(built[0].type),
        lacks=tuple(
            dict.fromkeys(lack for each in built for lack in each.issued.lacks)
        ),
        unconfirmed=any(each.issued.unconfirmed for each in built),
        own_withheld=sum(each.issued.own_withheld for each in built),
    )


def blank(
    workspace: Workspace,
    type_key: str,
    languages: Sequence[str],
    *,
    first_contact: bool = False,
    wanted: Wanted = WHOLE,
) -> Printed:
    """Empty forms of a record type for pen and paper, one for each language.

    Args:
        workspace: The open profile.
        type_key: A part stands for what it is a part of.
        languages: At least one.
        first_contact: Only the few fields that are asked first.
        wanted: Otherwise, which sections and parts.

    Raises:
        UsageError: NO_SUCH_TYPE, also of a part; WRONG_USAGE without a language.
    """
    if not languages:
        raise UsageError("WRONG_USAGE")
    kind = declared(type_key)
    top = declared(kind.parent) if kind.parent else kind
    for unknown in (wanted.pieces or frozenset()) - pieces_of(top).keys():
        raise UsageError("NO_SUCH_TYPE", type=unknown)
    form = first_contact_form if first_contact else partial(blank_form, wanted=wanted)
    with workspace.transaction() as transaction:
        sheets = [
            form(
                top,
                issuing.reader(workspace, each),
                issuing.issue(
                    workspace, transaction, Choice(languages=(each,)), (each,)
                ),
            )
            for each in languages
        ]
    pdf, pages = _set(workspace, sheets)
    return Printed(pdf=pdf, pages=pages, sheets=len(sheets), withheld=0)


def form_pieces(type_key: str) -> dict[str, bool]:
    """Sections and parts of an empty form; marked where they are usual."""
    return pieces_of(declared(type_key))


def document_kinds() -> dict[str, tuple[str, ...]]:
    """Every kind of document and the record types it is for."""
    whole = {SHEET: tuple(each.key for each in top_types())}
    return whole | {each.key: each.types for each in kinds.KINDS}


def save(target: Path, pdf: bytes) -> None:
    """Write a document; an earlier file stands until the new one is whole."""
    replace_file(target, pdf)


def _built(
    workspace: Workspace, refs: Sequence[str], choice: Choice
) -> Iterator[_Built]:
    """The documents of each record, read in one transaction."""
    if not refs or not choice.languages:
        raise UsageError("WRONG_USAGE")
    with workspace.transaction() as transaction:
        issuer = issuing.Issuer(workspace, transaction, choice)
        for ref in refs:
            tree = issuing.whole(transaction, ref)
            issued = issuer.documents(tree)
            reference = tree.record.ref or tree.record.id
            yield _Built(reference, tree.record.type, issued)


def _set(workspace: Workspace, sheets: Sequence[Sheet]) -> tuple[bytes, int]:
    """The file and its pages; its title says what it is and nobody's name."""
    return issuing.printer(workspace).pdf_with_pages(sheets, title=sheets[0].kind[0])


@contextmanager
def _setters() -> Iterator[ThreadPoolExecutor]:
    """Threads that set pages; nobody who cancels waits for what they still do."""
    pool = ThreadPoolExecutor(_SETTERS)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@lru_cache(maxsize=1)
def _watched_setters() -> ThreadPoolExecutor:
    """Also work that nobody waits for any more counts among those two at a time."""
    return ThreadPoolExecutor(_SETTERS)


def _watched(
    work: Callable[[], Made], progress: Progress, done: int, total: int
) -> Made:
    """Set pages; at once where nobody watches, else ``progress`` may stop waiting."""
    if progress is silent:
        return work()
    made = _watched_setters().submit(work)
    try:
        return _awaited(made, progress, done, total)
    finally:
        made.cancel()


def _awaited(made: "Future[Made]", progress: Progress, done: int, total: int) -> Made:
    """What is being made; ``progress`` may stop waiting for it."""
    while True:
        progress(done, total)
        try:
            return made.result(timeout=_LOOK_S)
        except NotYet:
            continue
