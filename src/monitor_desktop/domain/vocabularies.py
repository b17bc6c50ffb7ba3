"""Vocabularies: lists of terms, each with labels in three languages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from monitor_desktop.domain import names
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of a vocabulary.

    Attributes:
        code: Stored in records; HURIDOCS codes have 12 digits, our own are words.
        parent: Code of the wider term, or empty.
        labels: Language to label.
        source: Where the code comes from.
        reviewed_by: Who checked the labels; empty while nobody has.
        valid_from: ISO day from which a law or the like was in force; empty for always.
        valid_to: ISO day it ended; empty while it goes on.
        notes: Language to a sentence that tells it from its neighbours, where one does.
    """

    code: str
    parent: str
    labels: Mapping[str, str]
    source: str = ""
    reviewed_by: str = ""
    valid_from: str = ""
    valid_to: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)

    def held(self, first: str | None, last: str | None) -> bool:
        """In force on some day between two ISO days (None: open)."""
        begun = not self.valid_from or last is None or self.valid_from <= last
        going = not self.valid_to or first is None or self.valid_to >= first
        return begun and going


class Vocabulary:
    """A list of terms in the order they are offered."""

    def __init__(self, name: str, terms: Iterable[Term]) -> None:
        self.name = name
        self._terms = {each.code: each for each in terms}

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __len__(self) -> int:
        return len(self._terms)

    def get(self, code: str) -> Term | None:
        """The term with this code, or None."""
        return self._terms.get(code)

    def label(self, code: str, language: str) -> str:
        """The label of a code; a code nobody knows here is shown as it is."""
        term = self._terms.get(code)
        return term.labels[language] if term else code

    def children(self, code: str) -> list[Term]:
        """Terms directly under ``code``."""
        return [each for each in self if each.parent == code]

    def with_all_under(self, code: str) -> list[str]:
        """``code`` and the codes of every narrower term."""
        found = [code]
        for each in found:
            found.extend(child.code for child in self.children(each))
        return found

    def with_all_above(self, code: str) -> list[str]:
        """``code`` and the codes of every wider term."""
        found, term = [code], self.get(code)
        while term is not None and term.parent and term.parent not in found:
            found.append(term.parent)
            term = self.get(term.parent)
        return found

    def find(self, text: str) -> list[Term]:
        """Terms whose label in any language, or code, has the words begun in text.

        What is called just so stands first, then what begins so: whoever looks for
        torture does not mean death from torture. Last comes what is only said so: a
        beating is found under physical assault.
        """
        code, readings = text.strip(), names.readings(text)
        ranked = ((_nearest(each, code, readings), each) for each in self)
        found = [(rank, each) for rank, each in ranked if rank is not None]
        return [each for _, each in sorted(found, key=lambda each: each[0])]


def _nearest(term: Term, code: str, readings: Sequence[list[str]]) -> int | None:
    ranks = (_rank(term, code, wanted) for wanted in readings)
    return min((each for each in ranks if each is not None), default=None)


def _rank(term: Term, code: str, wanted: list[str]) -> int | None:
    """How near a term is to what was typed, 0 the nearest; None when it is not."""
    if code and term.code.startswith(code):
        return 0
    labels = _that_begin(term.labels, wanted)
    if not labels:
        return 3 if _that_begin(term.notes, wanted) else None
    if wanted in labels:
        return 0
    last = len(wanted) - 1
    begins = (
        each[:last] == wanted[:last] and " ".join(each[last:]).startswith(wanted[last])
        for each in labels
    )
    return 1 if any(begins) else 2


def _that_begin(texts: Mapping[str, str], wanted: list[str]) -> list[list[str]]:
    """The words of those texts that have the words looked for."""
    folded = (names.fold_words(each) for each in texts.values())
    return [each for each in folded if wanted and names.are_begun(each, wanted)]


class Vocabularies:
    """Every vocabulary by name."""

    def __init__(self, vocabularies: Iterable[Vocabulary]) -> None:
        self._by_name = {each.name: each for each in vocabularies}

    def __getitem__(self, name: str) -> Vocabulary:
        """The vocabulary of this name.

        Raises:
            UsageError: NO_SUCH_VOCABULARY.
        """
        if name not in self._by_name:
            raise UsageError("NO_SUCH_VOCABULARY", name=name)
        return self._by_name[name]

    def __iter__(self) -> Iterator[Vocabulary]:
        return iter(self._by_name.values())


def from_rows(
    name: str,
    rows: Iterable[Mapping[str, str]],
    notes: Iterable[Mapping[str, str]] = (),
) -> Vocabulary:
    """A vocabulary from a table: code, parent, en, ru, tg, source, reviewed_by.

    Args:
        name: Of the list.
        rows: Of the table.
        notes: What tells terms from their neighbours: code, en, ru, tg.
    """
    told = {row["code"]: {each: row[each] for each in LANGUAGES} for row in notes}
    return Vocabulary(
        name,
        (
            Term(
                code=row["code"],
                parent=row["parent"],
                labels={each: row[each] for each in LANGUAGES},
                source=row["source"],
                reviewed_by=row["reviewed_by"],
                valid_from=row.get("valid_from", ""),
                valid_to=row.get("valid_to", ""),
                notes=told.get(row["code"], {}),
            )
            for row in rows
        ),
    )
