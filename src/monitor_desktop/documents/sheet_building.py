"""Records to the model of a sheet, from the declarations of their types.

The tree comes in disclosed already: what stands in it may be printed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from monitor_desktop.domain.catalogue import children_of
from monitor_desktop.domain.disclosure import Level
from monitor_desktop.domain.fields import Field, Kind, RecordType
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.i18n import labels
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.date_texts import describe
from monitor_desktop.i18n.labels import Reader

SHEET: Final = "sheet"
"""The document every type of record has, and its template."""
_DOMAIN: Final = "documents"
_PERSON: Final = "person"
_MOST_COLUMNS: Final = 5
_LONGEST_REPEATED: Final = 90
"""Free text longer than this stands once for all languages, not once in each."""
_ABSENT: Final = "—"
_LONG: Final = frozenset({Kind.LONG_TEXT, Kind.MULTILINGUAL})
_FREE: Final = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.LINK})
_QUOTED: Final = {"tg": "«{}»", "ru": "«{}»", "en": "“{}”"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """For whom, when and by whom a document is made.

    Attributes:
        level: For whom; printed on every page.
        persons_withheld: How many persons were left out; only the number is printed.
        printed_on: ISO day.
        letterhead: Organisation or unit that prints it.
        watermark: Message of the catalogue: draft, or which copy it is; may be empty.
    """

    level: Level
    persons_withheld: int = 0
    printed_on: str
    letterhead: Letterhead = NO_LETTERHEAD
    watermark: str = ""


def build_sheet(
    tree: RecordTree, readers: Sequence[Reader], issue: Issue, *, document: str = SHEET
) -> Sheet:
    """The sheet of a record.

    Args:
        tree: What may be shown of the record (``domain.disclosure.disclose``).
        readers: One for a sheet in one language; several for languages side by side.
        issue: For whom, when and by whom.
        document: Key of the kind of document.
    """
    builder = Builder(tuple(readers), tree)
    origin = builder.origin(issue, document)
    return replace(
        builder.empty(issue, builder.kind()),
        reference=origin.reference,
        code=origin.code,
        origin=origin.written() if origin.reference else "",
        symbol=builder.said("symbol", reference=origin.reference),
        name=builder.name(),
        withheld=builder.withheld(issue.persons_withheld),
        body=(*builder.sections(), *builder.tables()),
        signatures=None if issue.level is Level.PUBLIC else builder.signatures(),
    )


@dataclass(frozen=True, slots=True)
class Builder:
    """One tree being put into the words of one or several languages."""

    readers: tuple[Reader, ...]
    tree: RecordTree

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
            languages=self.languages,
            printed_on=issue.printed_on,
            watermark=issue.watermark,
            code=content_code(issue.level, self.tree),
        )

    def empty(self, issue: Issue, kind: Said, template: str = SHEET) -> Sheet:
        """A document with nothing in it but its frame."""
        return Sheet(
            template=template,
            languages=self.languages,
            kind=kind,
            number_label=self.said("number"),
            name=Phrase(text="", language=self._first),
            letterhead=issue.letterhead,
            level=self.said(f"level.{issue.level}"),
            level_line=self.said(f"level.{issue.level}.line"),
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

    def signatures(self) -> Signatures:
        """Who signs and what they write."""
        return Signatures(
            roles=(self.said("prepared_by"), self.said("checked_by")),
            blanks=(self.said("name"), self.said("signature"), self.said("date")),
        )

    def name(self) -> Phrase:
        """The record's title as it was written."""
        record = self.tree.record
        field = record.declaration.field(record.declaration.title)
        phrases = self._phrases(field, record.values) if field else ()
        return phrases[0] if phrases else Phrase(text="", language=self._first)

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
            rows = self._rows(kind, fields, record.values)
            if rows:
                heading = self.heading(labels.section_label, section)
                found.append(Section(heading=heading, rows=rows))
        return tuple(found)

    def tables(self) -> tuple[Table, ...]:
        """The persons, then the parts type by type."""
        linked = self.tree.linked.values()
        persons = [each for each in linked if each.type == _PERSON]
        kind = declared(_PERSON)
        # Persons have a sheet of their own: here only what tells them apart.
        found = [self._table(kind, persons, kind.list_fields)]
        for kind in children_of(self.tree.record.type):
            parts = self.tree.children_of(kind.key)
            found.append(self._table(kind, parts, kind.fields))
        return tuple(each for each in found if each.lines)

    def _table(
        self, kind: RecordType, records: Sequence[Record], fields: Sequence[Field]
    ) -> Table:
        """Records as lines; what is no column stands under its line.

        Args:
            kind: Type of the records.
            records: In the order of the lines.
            fields: What may be printed of them.
        """
        columns = _columns(fields, records)
        more = [each for each in fields if each not in columns]
        return Table(
            heading=self.heading(labels.types_label, kind.key),
            columns=tuple(self._label(kind, each) for each in columns),
            lines=tuple(
                Line(
                    cells=tuple(self._phrases(field, each.values) for field in columns),
                    more=self._rows(kind, more, each.values),
                )
                for each in records
            ),
        )

    def _rows(
        self,
        kind: RecordType,
        fields: Sequence[Field],
        values: Mapping[str, JsonValue],
    ) -> tuple[Row, ...]:
        found = []
        for field in fields:
            phrases = self._phrases(field, values)
            if phrases:
                label = self._label(kind, field)
                long = field.kind in _LONG
                found.append(Row(label=label, values=phrases, long=long))
        return tuple(found)

    def _phrases(self, field: Field, values: Mapping[str, JsonValue]) -> Phrases:
        """The value in every language; once only if it is the same long text."""
        value = values.get(field.key)
        if value is None or value in ("", [], {}):
            return ()
        said = tuple(self._phrase(each, field, value) for each in self.readers)
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
        text = reader.text(field, value, self._known())
        if field.kind in _FREE:
            return Phrase(text=text, language=written_in(text, language))
        if field.kind is Kind.PARTIAL_DATE and isinstance(value, Mapping):
            text = _with_wording(text, value, language)
        return Phrase(text=text, language=language)

    def _translated(
        self, reader: Reader, field: Field, value: Mapping[str, JsonValue]
    ) -> Phrase:
        """The text in the reader's language; beside another one a gap stays a gap."""
        language = reader.words.language
        if value.get(language):
            return Phrase(text=str(value[language]), language=language)
        if any(value.get(each.words.language) for each in self.readers):
            return Phrase(text=_ABSENT, language=language)
        text = reader.text(field, dict(value), self._known())
        return Phrase(text=text, language=written_in(text, language))

    def _known(self) -> Mapping[str, Record]:
        """What links may point to: persons and other parts of the same record."""
        return {**self.tree.linked, **{each.id: each for each in self.tree.children}}

    def _label(self, kind: RecordType, field: Field) -> Said:
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


def _with_wording(text: str, value: Mapping[str, JsonValue], language: str) -> str:
    """The date with the words it was said in, where it is not one certain day."""
    said = str(value.get("text") or "")
    certain = value.get("from") is not None and value.get("from") == value.get("to")
    repeated = said.casefold() in {text.casefold(), str(value.get("edtf")).casefold()}
    if not said or certain or repeated:
        return text
    return f"{text} ({_QUOTED[language].format(said)})"
