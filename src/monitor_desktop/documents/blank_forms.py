"""Empty forms for pen and paper, from the declaration of a record type.

Short lists are boxes to tick; long ones stand at the end with their codes, so that what
was written by hand can be entered without guessing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from monitor_desktop.documents.sheet_building import Builder, Issue
from monitor_desktop.documents.sheet_model import (
    Block,
    Codes,
    Form,
    FormField,
    Option,
    Said,
    Sheet,
)
from monitor_desktop.domain.catalogue import children_of
from monitor_desktop.domain.fields import Field, Kind, RecordType, Sensitivity
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.domain.vocabularies import Vocabulary
from monitor_desktop.i18n import labels
from monitor_desktop.i18n.labels import Reader

FieldsOf = Callable[[RecordType], Sequence[Field]]
_MOST_TICKED: Final = 10
"""Terms of a list that are ticked in its field; more are written as a code."""
_TALL: Final = frozenset({Kind.LONG_TEXT, Kind.MULTILINGUAL})
_TALL_LINES: Final = 5
_YES_NO: Final = "yes_no"
_CHOICES: Final = frozenset({Kind.CHOICE, Kind.MULTIPLE_CHOICE, Kind.YES_NO})
_NOT_BY_HAND: Final = frozenset({Kind.ATTACHMENTS})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to stand on an empty form.

    Attributes:
        pieces: Keys of sections and of types of parts; None for all.
        with_codes: The codes of long lists, at the end.
    """

    pieces: frozenset[str] | None = None
    with_codes: bool = True

    def has(self, piece: str) -> bool:
        """This section or part stands on it."""
        return self.pieces is None or piece in self.pieces


WHOLE: Final = Wanted()


def pieces_of(kind: RecordType) -> dict[str, bool]:
    """Sections and parts that a form of a type may have, by key, in their order.

    Those are marked that are written down of nearly every record: the details of some
    kinds of act and what is declared after them, and what goes with a file, are not.
    """
    found = {key: True for key in kind.sections if _in_section(kind, key)}
    is_usual = True
    for each in children_of(kind.key):
        is_usual = is_usual and not (each.applies_to or each.under_any)
        if _by_hand(each):
            found.setdefault(each.key, is_usual)
    return found


def blank_form(
    kind: RecordType, reader: Reader, issue: Issue, wanted: Wanted = WHOLE
) -> Sheet:
    """An empty form of a record type and its parts, with the codes of their lists.

    Args:
        kind: A type that stands on its own.
        reader: The language.
        issue: For whom, when and by whom.
        wanted: What stands on it.
    """
    maker = _Maker(kind, reader, _by_hand, wanted)
    return maker.sheet(issue, maker.builder.kind())


def first_contact_form(kind: RecordType, reader: Reader, issue: Issue) -> Sheet:
    """``blank_form`` with the few fields that are asked first: a page and its codes."""
    maker = _Maker(kind, reader, _asked_first)
    return maker.sheet(issue, (reader.words("app", "First contact"),))


class _Maker:
    """Makes the form of a type.

    Args:
        kind: A type that stands on its own.
        reader: The language.
        fields_of: What stands on the form, of the type and of its parts.
        wanted: Which sections and parts.
    """

    def __init__(
        self,
        kind: RecordType,
        reader: Reader,
        fields_of: FieldsOf,
        wanted: Wanted = WHOLE,
    ) -> None:
        tree = RecordTree(record=Record(id="", type=kind.key))
        self.builder = Builder((reader,), tree)
        self._kind = kind
        self._reader = reader
        self._fields_of = fields_of
        self._wanted = wanted

    def sheet(self, issue: Issue, called: Said) -> Sheet:
        """The whole form."""
        has = self._wanted.has
        parts = [each for each in children_of(self._kind.key) if has(each.key)]
        codes = self._codes((self._kind, *parts)) if self._wanted.with_codes else ()
        return replace(
            self.builder.empty(issue, called, template="form"),
            # Nothing is on it yet, so it is for anybody.
            level=(),
            level_line=(),
            body=(*self._forms(), *self._parts(parts), *codes),
        )

    def _forms(self) -> list[Block]:
        """A form for each section of the type."""
        found: list[Block] = []
        kind, asked = self._kind, self._asked(self._kind)
        for section in kind.sections:
            fields = [each for each in asked if each.section == section]
            if fields:
                heading = self.builder.heading(labels.section_label, section)
                found.append(Form(heading=heading, fields=self._fields(kind, fields)))
        return found

    def _asked(self, kind: RecordType) -> list[Field]:
        """What is filled in of a type; of its own fields, in the sections wanted."""
        fields, is_whole = self._fields_of(kind), kind is self._kind
        return [e for e in fields if not is_whole or self._wanted.has(e.section)]

    def _parts(self, kinds: Sequence[RecordType]) -> list[Block]:
        """A form for each type of part that has anything to be filled in."""
        return [
            Form(
                heading=self.builder.heading(labels.type_label, kind.key),
                fields=self._fields(kind, fields),
            )
            for kind in kinds
            if (fields := self._fields_of(kind))
        ]

    def _codes(self, kinds: Sequence[RecordType]) -> list[Block]:
        """The long lists, each once, under the name of the first field that uses it."""
        named: dict[str, tuple[RecordType, Field]] = {}
        for kind in kinds:
            for field in self._asked(kind):
                if field.vocabulary and not self._is_ticked(field):
                    named.setdefault(field.vocabulary, (kind, field))
        return [
            Codes(heading=self._label(*of), terms=self._terms(name))
            for name, of in named.items()
        ]

    def _fields(
        self, kind: RecordType, fields: Sequence[Field]
    ) -> tuple[FormField, ...]:
        return tuple(self._field(kind, each) for each in fields)

    def _field(self, kind: RecordType, field: Field) -> FormField:
        label = self._label(kind, field)
        if self._is_ticked(field):
            terms = self._terms(field.vocabulary or _YES_NO)
            return FormField(label=label, options=terms, lines=0)
        hint = self._hint(field)
        lines = _TALL_LINES if field.kind in _TALL else 1
        return FormField(label=label, hint=hint, lines=lines)

    def _hint(self, field: Field) -> tuple[str, ...]:
        if field.kind is Kind.PARTIAL_DATE:
            return self.builder.said("form.date")
        if field.vocabulary:
            return self.builder.said("form.code")
        return ()

    def _is_ticked(self, field: Field) -> bool:
        if field.kind not in _CHOICES:
            return False
        return len(self._vocabulary(field.vocabulary or _YES_NO)) <= _MOST_TICKED

    def _vocabulary(self, name: str) -> Vocabulary:
        return self._reader.vocabularies[name]

    def _terms(self, name: str) -> tuple[Option, ...]:
        vocabulary = self._vocabulary(name)
        language = self._reader.words.language
        return tuple(
            Option(
                code=each.code,
                label=(each.labels[language],),
                depth=_depth(vocabulary, each.parent),
            )
            for each in vocabulary
        )

    def _label(self, kind: RecordType, field: Field) -> tuple[str, ...]:
        words = self._reader.words
        return (labels.field_label(words, kind.key, field.key),)


def _by_hand(kind: RecordType) -> list[Field]:
    """What may be written on paper: what never leaves the device is not.

    Nor what the program alone writes; but a piece of evidence changes hands on paper.
    """
    return [
        each
        for each in kind.fields
        if each.kind not in _NOT_BY_HAND
        and each.sensitivity is not Sensitivity.SEALED
        and (kind.under_any or not each.fixed)
    ]


def _in_section(kind: RecordType, section: str) -> list[Field]:
    return [each for each in _by_hand(kind) if each.section == section]


def _asked_first(kind: RecordType) -> list[Field]:
    return [each for each in _by_hand(kind) if each.first_contact]


def _depth(vocabulary: Vocabulary, parent: str) -> int:
    depth = 0
    while parent and (term := vocabulary.get(parent)) is not None:
        depth += 1
        parent = term.parent
    return depth
