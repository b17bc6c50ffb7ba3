"""From a record to the documents that may be printed of it, before they are set."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from monitor_desktop.documents import kinds
from monitor_desktop.documents.sheet_building import SHEET, Issue
from monitor_desktop.documents.sheet_model import Sheet
from monitor_desktop.documents.sheets import SheetPrinter
from monitor_desktop.domain.custody import Custody
from monitor_desktop.domain.deadlines import Term
from monitor_desktop.domain.disclosure import Disclosed, disclose
from monitor_desktop.domain.lacks import Lack
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import Filter, ListQuery
from monitor_desktop.domain.records import Record, RecordTree, trees_of
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.i18n.labels import Reader
from monitor_desktop.services.paper import letterheads
from monitor_desktop.services.references import resolve
from monitor_desktop.services.time_limits import custody_terms, reply_terms
from monitor_desktop.services.time_limits.laws import law_within
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction

_PLAN: Final = "plan"
_MEASURE: Final = "measure"
_RECOMMENDATION: Final = "recommendation"
_MOST_MEASURES: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How and for whom records are printed.

    Attributes:
        languages: A document for each, or all of them side by side.
        trilingual: Side by side.
        level: For whom.
        document: Key of the kind of document.
        watermark: Message of the catalogue: draft, or which copy; may be empty.
        body: With the level for partners: a body that alone receives it, as consents
            name it; empty for the coalition.
    """

    languages: tuple[str, ...]
    trilingual: bool = False
    level: Level = Level.INTERNAL
    body: str = ""
    document: str = SHEET
    watermark: str = ""

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The languages of each document that is made of a record."""
        if self.trilingual:
            return (self.languages,)
        return tuple((each,) for each in self.languages)


def whole(transaction: Transaction, ref: str) -> RecordTree:
    """The record, or what it is a part of: a part alone would hide how sensitive."""
    tree = reading.tree(transaction, resolve(transaction, ref))
    parent = tree.record.parent
    if parent:
        tree = reading.tree(transaction, parent)
    return _with_measures(transaction, tree) if tree.record.type == _PLAN else tree


def _with_measures(transaction: Transaction, tree: RecordTree) -> RecordTree:
    """A plan with its measures, which point to it, not it to them, and their parts."""
    of_plan = Filter(key="plan", values=(tree.record.id,))
    wanted = ListQuery(
        type=_MEASURE,
        filters=(of_plan,),
        sort="number",
        descending=False,
        limit=_MOST_MEASURES,
    )
    found = [
        reading.tree(transaction, each.id)
        for each in reading.listed(transaction, wanted)
    ]
    measures = {each.id: each for of in found for each in (of.record, *of.children)}
    answered = {
        key: each
        for of in found
        for key, each in of.linked.items()
        if each.type == _RECOMMENDATION
    }
    return replace(tree, linked={**tree.linked, **answered, **measures})


class Issuer:
    """Makes the documents of records; what is alike for all is looked up once.

    Args:
        workspace: The open profile.
        transaction: Of it; nothing is read after this.
        choice: How and for whom.
        printed_on: ISO day; today when empty.
    """

    def __init__(
        self,
        workspace: Workspace,
        transaction: Transaction,
        choice: Choice,
        printed_on: str = "",
    ) -> None:
        self._choice = choice
        self._states_terms = kinds.states_terms(choice.document)
        self._states_custody = kinds.states_custody(choice.document)
        states_law = self._states_terms or self._states_custody
        self._law = law_within(workspace, transaction) if states_law else None
        self._day = printed_on or today(workspace.kit)
        self._groups = tuple(
            (
                [reader(workspace, each) for each in languages],
                issue(workspace, transaction, choice, languages, printed_on),
            )
            for languages in choice.groups
        )

    def documents(self, tree: RecordTree) -> "Issued":
        """The documents of a record and whom they leave out.

        Args:
            tree: The whole record; what may not be seen is left out here.

        Raises:
            NotAllowedError: NOT_ALLOWED or CONSENT_MISSING for these readers.
            UsageError: NO_SUCH_DOCUMENT.
        """
        shown = self._shown(tree)
        withheld = shown.persons_withheld
        disclosed = self._with_own_records(tree, shown.tree)
        terms, custody = self._terms(disclosed), self._custody(disclosed)
        sheets = [
            sheet
            for readers, made in self._groups
            for sheet in kinds.build(
                self._choice.document,
                disclosed,
                readers,
                replace(made, persons_withheld=withheld, terms=terms, custody=custody),
            )
        ]
        rules = [each.rule for each in terms.values()]
        rules += [each.rule for one in custody.values() for each in one.terms]
        unconfirmed = any(not each.confirmed_by for each in rules)
        return Issued(
            tuple(sheets), withheld, shown.lacks, unconfirmed, shown.own_withheld
        )

    def _terms(self, shown: RecordTree) -> dict[str, Term]:
        if self._law is None or not self._states_terms:
            return {}
        return reply_terms.terms(self._law, shown, self._day)

    def _custody(self, shown: RecordTree) -> dict[str, Custody]:
        if self._law is None or not self._states_custody:
            return {}
        return custody_terms.of_case(self._law, shown, self._day)

    def _with_own_records(self, tree: RecordTree, shown: RecordTree) -> RecordTree:
        """Measures are records of their own, each disclosed by its own sensitivity."""
        if tree.record.type != _PLAN:
            return shown
        known = tree.linked.values()
        measures = {each.id: each for each in known if each.type == _MEASURE}
        linked = {
            key: each
            for key, each in shown.linked.items()
            if key not in measures and each.parent not in measures
        }
        for measure in trees_of(measures.values(), known):
            linked |= {each.id: each for each in self._alone(measure)}
        return replace(shown, linked=linked)

    def _alone(self, whole: RecordTree) -> tuple[Record, ...]:
        """What may be seen of a record and its parts; nothing where it may not be."""
        try:
            shown = self._shown(whole).tree
        except NotAllowedError:
            return ()
        return (shown.record, *shown.children)

    def _shown(self, tree: RecordTree) -> Disclosed:
        choice = self._choice
        return disclose(tree, choice.level, today=self._day, body=choice.body)


@dataclass(frozen=True, slots=True)
class Issued:
    """The documents of a record.

    Attributes:
        sheets: One or more.
        withheld: How many persons they leave out.
        lacks: Which consents are missing; for the screen, never for paper.
        unconfirmed: They state a term by a rule that no lawyer has confirmed.
        own_withheld: How many sources and pieces of evidence they leave out.
    """

    sheets: tuple[Sheet, ...]
    withheld: int
    lacks: tuple[Lack, ...]
    unconfirmed: bool = False
    own_withheld: int = 0


def issue(
    workspace: Workspace,
    transaction: Transaction,
    choice: Choice,
    languages: Sequence[str],
    printed_on: str = "",
) -> Issue:
    """For whom, when and by whom a document is made; nobody is left out of it yet."""
    return Issue(
        level=choice.level,
        body=choice.body,
        printed_on=printed_on or today(workspace.kit),
        letterhead=letterheads.printed(workspace, transaction, languages),
        watermark=choice.watermark,
    )


def reader(workspace: Workspace, language: str) -> Reader:
    """What says values in a language."""
    kit = workspace.kit
    return Reader(
        words=kit.catalogues.words(language),
        vocabularies=kit.vocabularies,
        gazetteer=kit.gazetteer,
    )


def printer(workspace: Workspace) -> SheetPrinter:
    """Sets documents with the shipped templates and fonts."""
    return _printer(workspace.kit.resources)


@lru_cache(maxsize=2)
def _printer(resources: Path) -> SheetPrinter:
    """Reading the fonts costs more than setting a sheet."""
    return SheetPrinter(resources / "documents", resources / "fonts")
