"""The kinds of documents: for which records each is, and what stands on it.

A new document is an entry here, its words in ``documents.po`` and, where it looks like
no other, a template.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from monitor_desktop.documents import (
    case_papers,
    institution_papers,
    letters,
    person_papers,
)
from monitor_desktop.documents.body_drawings import drawings
from monitor_desktop.documents.custody_tables import custody
from monitor_desktop.documents.matrices import allegation_matrix
from monitor_desktop.documents.sheet_building import SHEET, Builder, Issue, framed
from monitor_desktop.documents.sheet_model import Block, Sheet
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.records import RecordTree
from monitor_desktop.errors import UsageError
from monitor_desktop.i18n.labels import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """One kind of document.

    Attributes:
        key: Name in commands and in ``document.<key>`` words.
        types: Record types it is for.
        template: Key of the template that sets it.
        body: What stands on it.
        signed: It ends with lines to sign on, unless it is for publication.
        alone: It is made in one language; several give a document each.
        apart: Each block of its body is a document of its own.
        states_terms: It says how long a body has to answer.
        states_custody: It says how long somebody might be held.
        names_nobody: The name of the record does not stand on it.
    """

    key: str
    types: tuple[str, ...]
    template: str
    body: Callable[[Builder], tuple[Block, ...]]
    signed: bool = False
    alone: bool = False
    apart: bool = False
    states_terms: bool = False
    states_custody: bool = False
    names_nobody: bool = False


KINDS: Final = (
    DocumentKind(
        key="case_brief",
        types=("case",),
        template="brief",
        body=case_papers.brief,
        signed=True,
        states_custody=True,
    ),
    DocumentKind(
        key="press_release",
        types=("case", "release"),
        template="press",
        body=case_papers.press_release,
    ),
    DocumentKind(
        key="urgent_appeal",
        types=("case",),
        template="sheet",
        body=case_papers.urgent_appeal,
        signed=True,
        states_custody=True,
    ),
    DocumentKind(
        key="remedies",
        types=("case",),
        template="sheet",
        body=case_papers.remedies,
        signed=True,
    ),
    DocumentKind(
        key="evidence_list",
        types=("case",),
        template="sheet",
        body=case_papers.evidence_list,
        signed=True,
    ),
    DocumentKind(
        key="allegation_matrix",
        types=("case",),
        template="matrix",
        body=allegation_matrix,
        signed=True,
        alone=True,
    ),
    DocumentKind(
        key="destruction_act",
        types=("person",),
        template="sheet",
        body=person_papers.destruction_act,
        signed=True,
        names_nobody=True,
    ),
    DocumentKind(
        key="monitoring_brief",
        types=("monitoring_report",),
        template="brief",
        body=institution_papers.monitoring_brief,
    ),
    DocumentKind(
        key="request_letter",
        types=("info_request",),
        template="letter",
        body=letters.request_letter,
        signed=True,
        alone=True,
        states_terms=True,
    ),
    DocumentKind(
        key="appeal_letter",
        types=("info_request",),
        template="letter",
        body=letters.appeal_letter,
        signed=True,
        alone=True,
        states_terms=True,
    ),
    DocumentKind(
        key="plan_progress",
        types=("plan", "measure"),
        template="sheet",
        body=institution_papers.plan_progress,
    ),
    DocumentKind(
        key="minutes",
        types=("public_council", "consultation"),
        template="sheet",
        body=institution_papers.minutes,
        signed=True,
    ),
    DocumentKind(
        key="training_list",
        types=("training",),
        template="sheet",
        body=institution_papers.training_list,
        signed=True,
    ),
    DocumentKind(
        key="certificate",
        types=("training",),
        template="certificate",
        body=institution_papers.certificates,
        alone=True,
        apart=True,
    ),
)


def kinds_for(type_key: str) -> tuple[str, ...]:
    """Keys of the documents that records of a type have; the sheet comes first."""
    return (SHEET, *(each.key for each in KINDS if type_key in each.types))


def build(
    document: str, tree: RecordTree, readers: Sequence[Reader], issue: Issue
) -> tuple[Sheet, ...]:
    """A document of a record; one for each language where it cannot hold several.

    Args:
        document: Key of the kind; ``sheet`` for the sheet every record has.
        tree: What may be shown of the record (``domain.disclosure.disclose``).
        readers: One, or several for languages side by side.
        issue: For whom, when and by whom.

    Raises:
        UsageError: NO_SUCH_DOCUMENT for records of this type.
    """
    if document == SHEET:
        return (build_sheet(tree, readers, issue),)
    kind = _kind(document)
    if kind is None or tree.record.type not in kind.types:
        raise UsageError("NO_SUCH_DOCUMENT", document=document, type=tree.record.type)
    if kind.alone and len(readers) > 1:
        return tuple(
            sheet
            for number, reader in enumerate(readers)
            for sheet in build(document, tree, (reader,), issue.alone(number))
        )
    builder = _builder(tree, readers, issue)
    signed = kind.signed and issue.level is not Level.PUBLIC
    sheet = replace(
        framed(builder, issue, document),
        template=kind.template,
        kind=builder.said(f"document.{kind.key}"),
        signatures=builder.signatures(f"signed.{kind.key}") if signed else None,
    )
    if kind.names_nobody:
        sheet = replace(sheet, name=replace(sheet.name, text=""))
    body = kind.body(builder)
    bodies = [(each,) for each in body] if kind.apart else [body]
    return tuple(replace(sheet, body=each) for each in bodies)


def states_terms(document: str) -> bool:
    """It says how long a body has to answer."""
    kind = _kind(document)
    return kind is not None and kind.states_terms


def states_custody(document: str) -> bool:
    """It says how long somebody might be held."""
    kind = _kind(document)
    return document == SHEET or (kind is not None and kind.states_custody)


def _kind(document: str) -> DocumentKind | None:
    return next((each for each in KINDS if each.key == document), None)


def _builder(tree: RecordTree, readers: Sequence[Reader], issue: Issue) -> Builder:
    return Builder(
        readers=tuple(readers),
        tree=tree,
        printed_on=issue.printed_on,
        terms=issue.terms,
        custody=issue.custody,
    )


def build_sheet(tree: RecordTree, readers: Sequence[Reader], issue: Issue) -> Sheet:
    """The sheet every record has: all that may be shown of it and its parts."""
    builder = _builder(tree, readers, issue)
    signed = issue.level is not Level.PUBLIC
    return replace(
        framed(builder, issue, SHEET),
        body=(
            *builder.sections(),
            *builder.tables(),
            *custody(builder),
            *drawings(builder),
        ),
        signatures=builder.signatures() if signed else None,
    )
