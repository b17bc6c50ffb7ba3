"""Records to the model of a sheet, from the declarations of their types.

The tree comes in disclosed already: what stands in it may be printed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as own
from typing import Final

from monitor_desktop.documents.origins import Origin, content_code
from monitor_desktop.documents.printable import written_in
from monitor_desktop.documents.sheet_model import (
    NO_LETTERHEAD,
    Letterhead,
    Line,
    Phrase,
    Phrases,
    Row,
    Said,
    Section,
    Sheet,
    Signatures,
    Table,
)
from monitor_desktop.documents.wordings import (
    NAME_IN_SCRIPT,
    formula,
    in_script,
    key_in_script,
    place_then,
    with_wording,
)
from monitor_desktop.domain.catalogue import children_of
from monitor_desktop.domain.custody import Custody
from monitor_desktop.domain.deadlines import Term
from monitor_desktop.domain.fields import Field, Kind, RecordType
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.linked_persons import only_accused, victims
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.i18n import labels
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.date_texts import describe
from monitor_desktop.i18n.formula_texts import FORMULAS
from monitor_desktop.i18n.labels import Reader

SHEET: Final = "sheet"
"""The document every type of record has, and its template."""
_DOMAIN: Final = "documents"
_PERSON: Final = "person"
_MOST_COLUMNS: Final = 5
_LONGEST_REPEATED: Final = 90
"""Free text longer than this stands once for all languages, not once in each."""
_LONGEST_CELL: Final = 160
"""A longer text stands under its line of a table, not in a column."""
ABSENT: Final = "—"
_NOT_FOR_PAPER: Final = {
    "body_mark": ("x", "y"),
    "frozen_figure": ("indicator", "formula", "breakdown", "records"),
}
"""What a drawing shows better than numbers, and what only the program reads."""
_LONG: Final = frozenset({Kind.LONG_TEXT, Kind.MULTILINGUAL})
_FREE: Final = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.LINK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """For whom, when and by whom a document is made.

    Attributes:
        level: For whom; printed on every page.
        body: The one body it is for, named on it; empty for every reader of the level.
        persons_withheld: How many persons were left out; only the number is printed.
        printed_on: ISO day.
        letterhead: Organisation or unit that prints it.
        watermark: Message of the catalogue: draft, or which copy it is; may be empty.
        terms: How long a body has to answer a request or a complaint, by its id.
        custody: Arrests as the law counts them, by their id.
    """

    level: Level
    body: str = ""
    persons_withheld: int = 0
    printed_on: str
    letterhead: Letterhead = NO_LETTERHEAD
    watermark: str = ""
    terms: Mapping[str, Term] = own(default_factory=dict)
    custody: Mapping[str, Custody] = own(default_factory=dict)

    def alone(self, number: int) -> "Issue":
        """The issue in one of its languages."""
        return replace(self, letterhead=self.letterhead.alone(number))


def framed(builder: "Builder", issue: Issue, document: str) -> Sheet:
    """A document of a record with everything but what it says."""
    origin = builder.origin(issue, document)
    return replace(
        builder.empty(issue, builder.kind()),
        reference=origin.reference,
        code=origin.code,
        origin=origin.written() if origin.reference else "",
        symbol=builder.said("symbol", reference=origin.reference),
        name=builder.name(),
        withheld=builder.withheld(issue.persons_withheld),
    )


@dataclass(frozen=True, slots=True)
class Builder:
    """One tree being put into the words of one or several languages.

    Attributes:
        readers: One for each language.
        tree: Already disclosed.
        printed_on: ISO day.
        terms: How long a body has to answer, by the id of what it has to answer.
        custody: Arrests as the law counts them, by their id.
    """

    readers: tuple[Reader, ...]
    tree: RecordTree
    printed_on: str = ""
    terms: Mapping[str, Term] = own(default_factory=dict)
    custody: Mapping[str, Custody] = own(default_factory=dict)

    def said(self, message: str, **parameters: str) -> Said:
        """A message of the catalogue in each language."""
        return tuple(
            each.words(_DOMAIN, message, **parameters) for each in self.readers
        )

    def kind(self) -> Said:
        """What sort of sheet it is; the name of the type where it has no other."""
        key = self.tree.record.type
        message = f"sheet.{key}"
        known = self.readers[0].words.has(_DOMAIN, message)
        return self.said(message) if known else self.heading(labels.type_label, key)

    def origin(self, issue: Issue, document: str) -> Origin:
        """From what it is made."""
        return Origin(
            document=document,
            reference=self.tree.record.ref or "",
            level=issue.level,
            body=issue.body,
            languages=self.languages,
            printed_on=issue.printed_on,
            watermark=issue.watermark,
            code=content_code(issue.level, self.tree),
        )

    def empty(self, issue: Issue, kind: Said, template: str = SHEET) -> Sheet:
        """A document with nothing in it but its frame."""
        level = "level.body" if issue.body else f"level.{issue.level}"
        return Sheet(
            template=template,
            languages=self.languages,
            kind=kind,
            number_label=self.said("number"),
            name=Phrase(text="", language=self._first),
            letterhead=issue.letterhead,
            level=self.said(level),
            level_line=self.said(f"{level}.line", body=issue.body),
            printed=self.printed(issue.printed_on),
            printed_on=issue.printed_on,
            page=self.said("page"),
            watermark=self.said(issue.watermark) if issue.watermark else (),
        )

    def withheld(self, count: int) -> Said:
        """How many persons were left out; nothing for none."""
        if not count:
            return ()
        one, many = "{n} person withheld", "{n} persons withheld"
        return tuple(
            each.words.plural(_DOMAIN, one, many, count) for each in self.readers
        )

    def printed(self, day: str) -> Said:
        """When the sheet was printed."""
        return tuple(
            each.words(_DOMAIN, "printed", day=describe(day, each.words.language))
            for each in self.readers
        )

    def signatures(self, signed: str = "signed.sheet") -> Signatures:
        """Who signs and what they write.

        Args:
            signed: Message with the roles of those who sign, parted by ``|``.
        """
        if not self.readers[0].words.has(_DOMAIN, signed):
            signed = "signed.sheet"
        said = [each.split("|") for each in self.said(signed)]
        return Signatures(
            roles=tuple(zip(*said, strict=True)),
            blanks=(self.said("name"), self.said("signature"), self.said("date")),
        )

    def name(self) -> Phrase:
        """The record's title as it was written."""
        record = self.tree.record
        field = record.declaration.field(record.declaration.title)
        phrases = self.phrases(field, record.values) if field else ()
        return phrases[0] if phrases else Phrase(text="", language=self._first)

    def value(self, key: str) -> Phrases:
        """A field of the record; empty where it has none such or nothing in it."""
        field = self.tree.record.declaration.field(key)
        return self.phrases(field, self.tree.record.values) if field else ()

    def of(self, record: Record | None, key: str) -> Phrases:
        """A field of another record, as ``value``; nothing of no record."""
        field = record.declaration.field(key) if record else None
        if record is None or field is None:
            return ()
        return self.phrases(field, record.values)

    def spoken(self, message: str, **parameters: str) -> Phrases:
        """A message of the catalogue as what a document says."""
        said = self.said(message, **parameters)
        return tuple(
            Phrase(text=text, language=language)
            for text, language in zip(said, self.languages, strict=True)
        )

    def chosen(self, heading: Said, keys: Sequence[str]) -> tuple[Section, ...]:
        """A section of some fields of the record, or none when they are all empty."""
        kind = self.tree.record.declaration
        fields = [each for key in keys if (each := kind.field(key)) is not None]
        rows = self.rows(kind, fields, self.tree.record.values)
        return (Section(heading=heading, rows=rows),) if rows else ()

    def parts(
        self, type_key: str, keys: Sequence[str], heading: Said = ()
    ) -> tuple[Table, ...]:
        """A table of the parts of one type with some of their fields, or none."""
        parts = self.tree.children_of(type_key)
        return self.chosen_records(type_key, parts, keys, heading)

    def victims(self, keys: Sequence[str], heading: Said = ()) -> tuple[Table, ...]:
        """A table of those whom something was done to, or none.

        Sources and those who are accused are no victims, however they are linked to.
        """
        linked = self.tree.linked
        found = [linked[each] for each in victims(self.tree) if each in linked]
        return self.chosen_records(_PERSON, found, keys, heading)

    def chosen_records(
        self,
        type_key: str,
        records: Sequence[Record],
        keys: Sequence[str],
        heading: Said = (),
    ) -> tuple[Table, ...]:
        """A table of records of one type with some of their fields, or none."""
        if not records:
            return ()
        kind = declared(type_key)
        fields = [each for key in keys if (each := kind.field(key)) is not None]
        made = self.table(kind, records, fields)
        return (replace(made, heading=heading or made.heading),)

    def section_heading(self, section: str) -> Said:
        """Heading of a section of the form."""
        return self.heading(labels.section_label, section)

    def field_heading(self, key: str) -> Said:
        """Name of a field of the record."""
        kind = self.tree.record.declaration
        field = kind.field(key)
        return self.label(kind, field) if field else ()

    def sections(self) -> tuple[Section, ...]:
        """Filled sections of the record; its title stands above them all."""
        record = self.tree.record
        kind = record.declaration
        found = []
        for section in kind.sections:
            fields = [
                each
                for each in kind.fields
                if each.section == section and each.key != kind.title
            ]
            rows = self.rows(kind, fields, record.values)
            if rows:
                heading = self.heading(labels.section_label, section)
                found.append(Section(heading=heading, rows=rows))
        return tuple(found)

    def tables(self) -> tuple[Table, ...]:
        """The persons, victims first, then the parts type by type."""
        persons = self._persons()
        kind = declared(_PERSON)
        # Persons have a sheet of their own: here only what tells them apart.
        found = [self.table(kind, persons, kind.list_fields)] if persons else []
        there = {each.type for each in self.tree.children}
        # A case has some thirty kinds of parts, and hardly ever three of them.
        for kind in children_of(self.tree.record.type):
            if kind.key in there:
                parts = self.tree.children_of(kind.key)
                left = _NOT_FOR_PAPER.get(kind.key, ())
                fields = [each for each in kind.fields if each.key not in left]
                found.append(self.table(kind, parts, fields))
        return tuple(each for each in found if _says_something(each))

    def _persons(self) -> list[Record]:
        """Victims first; last those who are linked to as accused and nothing else."""
        first, last = victims(self.tree), only_accused(self.tree)
        linked = self.tree.linked.values()
        return sorted(
            (each for each in linked if each.type == _PERSON),
            key=lambda each: (each.id not in first, each.id in last),
        )

    def table(
        self, kind: RecordType, records: Sequence[Record], fields: Sequence[Field]
    ) -> Table:
        """Records as lines; what is no column stands under its line.

        Args:
            kind: Type of the records.
            records: In the order of the lines.
            fields: What may be printed of them.
        """
        short = [each for each in fields if not self._is_wordy(each, records)]
        columns = _columns(short, records)
        more = [each for each in fields if each not in columns]
        return Table(
            heading=self.heading(labels.types_label, kind.key),
            columns=tuple(self.label(kind, each) for each in columns),
            lines=tuple(
                Line(
                    cells=tuple(self.phrases(field, each.values) for field in columns),
                    more=self.rows(kind, more, each.values),
                )
                for each in records
            ),
        )

    def _is_wordy(self, field: Field, records: Sequence[Record]) -> bool:
        """Some text of it is too long for a column."""
        values = [each.values.get(field.key) for each in records]
        if field.kind is Kind.LINK:
            linked = (self.tree.linked.get(str(each)) for each in values)
            values = [each.title for each in linked if each]
        return any(isinstance(e, str) and len(e) > _LONGEST_CELL for e in values)

    def rows(
        self,
        kind: RecordType,
        fields: Sequence[Field],
        values: Mapping[str, JsonValue],
    ) -> tuple[Row, ...]:
        """The filled fields among these, with their labels."""
        found = []
        for field in fields:
            phrases = self.phrases(field, values)
            if phrases:
                label = self.label(kind, field)
                long = field.kind in _LONG
                found.append(Row(label=label, values=phrases, long=long))
        return tuple(found)

    def phrases(self, field: Field, values: Mapping[str, JsonValue]) -> Phrases:
        """The value in every language; once only if it is the same long text."""
        value = values.get(field.key)
        if value is None or value in ("", [], {}):
            return ()
        if field.kind is Kind.PLACE:
            return tuple(place_then(each, field, values) for each in self.readers)
        if field.key in FORMULAS and not missing(value):
            return tuple(formula(each, field, values) for each in self.readers)
        said = tuple(
            self._phrase(each, field, values[key_in_script(each, field, values)])
            for each in self.readers
        )
        if not any(each.text for each in said):
            return ()
        long = field.kind is Kind.LONG_TEXT or len(said[0].text) > _LONGEST_REPEATED
        once = field.kind in _FREE and long and not missing(value)
        return said[:1] if once else said

    def _phrase(self, reader: Reader, field: Field, value: JsonValue) -> Phrase:
        language = reader.words.language
        if missing(value):
            return Phrase(text=reader.text(field, value, {}), language=language)
        if field.kind is Kind.MULTILINGUAL and isinstance(value, Mapping):
            return self._translated(reader, field, value)
        text = reader.text(field, value, self.known(language))
        if field.kind in _FREE:
            return Phrase(text=text, language=written_in(text, language))
        if field.kind is Kind.PARTIAL_DATE and isinstance(value, Mapping):
            text = with_wording(text, value, language).replace(" г.", "\u00a0г.")
        return Phrase(text=text, language=language)

    def _translated(
        self, reader: Reader, field: Field, value: Mapping[str, JsonValue]
    ) -> Phrase:
        """The text in the reader's language; beside another one a gap stays a gap."""
        language = reader.words.language
        if value.get(language):
            return Phrase(text=str(value[language]), language=language)
        if any(value.get(each.words.language) for each in self.readers):
            return Phrase(text=ABSENT, language=language)
        text = reader.text(field, dict(value), self.known(language))
        return Phrase(text=text, language=written_in(text, language))

    def known(self, language: str) -> Mapping[str, Record]:
        """What links may point to: persons and other parts of the same record.

        Persons have the name they are written by in a language, where they have one.
        """
        known = {**self.tree.linked, **{each.id: each for each in self.tree.children}}
        if language not in NAME_IN_SCRIPT:
            return known
        return {
            record_id: in_script(each, language) if each.type == _PERSON else each
            for record_id, each in known.items()
        }

    def label(self, kind: RecordType, field: Field) -> Said:
        """Name of a field in each language."""
        return tuple(
            labels.field_label(each.words, kind.key, field.key) for each in self.readers
        )

    def heading(self, labelled: Callable[[Words, str], str], key: str) -> Said:
        """A label of the catalogue in each language."""
        return tuple(labelled(each.words, key) for each in self.readers)

    @property
    def languages(self) -> tuple[str, ...]:
        """Of the document, in their order."""
        return tuple(each.words.language for each in self.readers)

    @property
    def _first(self) -> str:
        return self.readers[0].words.language


def _columns(fields: Sequence[Field], records: Sequence[Record]) -> tuple[Field, ...]:
    """Columns of the list, then other short fields, that any record fills."""
    filled = {key for each in records for key, value in each.values.items() if value}
    short = [each for each in fields if each.kind not in _LONG and each.key in filled]
    wanted = sorted(short, key=lambda each: each.list_column or _MOST_COLUMNS + 1)
    chosen = wanted[:_MOST_COLUMNS]
    return tuple(each for each in fields if each in chosen)


def _says_something(table: Table) -> bool:
    """Parts of which nothing may be printed would stand there as bare numbers."""
    return any(any(each.cells) or each.more for each in table.lines)
