"""Words for what the code knows by key: types, fields, terms, errors, values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.completeness import Gap
from monitor_desktop.domain.contradictions import Contradiction
from monitor_desktop.domain.deadlines import Due
from monitor_desktop.domain.fields import REFERENCE, Area, Field, Kind
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.missing import Missing, missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.places import Gazetteer
from monitor_desktop.domain.records import Record
from monitor_desktop.domain.vocabularies import Vocabularies
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.date_texts import brief, concise, describe
from monitor_desktop.i18n.file_kinds import MEDIA_TYPE, file_kind
from monitor_desktop.i18n.number_texts import number_text

_LANGUAGE_NAMES: Final = {"tg": "Тоҷикӣ", "ru": "Русский", "en": "English"}
_YES_NO: Final = "yes_no"
_TELL_APART: Final = 2
"""Fields that say which part of a record is meant where it has no name."""


def type_label(words: Words, key: str) -> str:
    """Name of a record type."""
    return words("labels", f"type.{key}")


def types_label(words: Words, key: str) -> str:
    """Name of a record type in the plural."""
    return words("labels", f"type.{key}.plural")


def area_label(words: Words, area: Area) -> str:
    """Name of an area of the left column."""
    return words("labels", f"area.{area}")


def field_label(words: Words, type_key: str, field_key: str) -> str:
    """Name of a field; the reference number has one name everywhere."""
    if field_key == REFERENCE:
        return words("labels", "field.reference")
    known = record_type(type_key)
    field = known.field(field_key) if known else None
    if field is not None and field.labels:
        return field.labels[words.language]
    return words("labels", f"field.{type_key}.{field_key}")


def text_label(words: Words, type_key: str, field: Field, language: str) -> str:
    """Name of a field, and of which of its languages, where it has them."""
    name = field_label(words, type_key, field.key)
    if field.kind is not Kind.MULTILINGUAL or not language:
        return name
    return f"{name} ({_LANGUAGE_NAMES.get(language, language)})"


def gap_text(words: Words, gap: Gap) -> str:
    """A field that is still to be filled in; of a part with its type and number."""
    field = field_label(words, gap.type, gap.field)
    if not gap.number:
        return field
    return f"{type_label(words, gap.type)} {gap.number}: {field}"


def contradiction_text(words: Words, found: Contradiction) -> str:
    """Two days that cannot both be right; of a part with its type and number."""
    text = words(
        "labels",
        "contradiction",
        earlier=field_label(words, found.type, found.earlier),
        later=field_label(words, found.type, found.later),
    )
    if not found.number:
        return text
    return f"{type_label(words, found.type)} {found.number}: {text}"


def section_label(words: Words, section: str) -> str:
    """Heading of a section of form and sheet."""
    return words("labels", f"section.{section}")


def missing_label(words: Words, reason: Missing) -> str:
    """A kind of no answer in words."""
    return words("labels", f"missing.{reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is needed to say a value in words.

    Attributes:
        words: The language.
        vocabularies: Lists of terms.
        gazetteer: Places.
    """

    words: Words
    vocabularies: Vocabularies
    gazetteer: Gazetteer

    def place_then(self, field: Field, value: JsonValue, date: JsonValue) -> str:
        """A place as it was called on a date, with its name of today behind it."""
        if missing(value) or not isinstance(date, Mapping):
            return self.text(field, value, {})
        days = (date.get("from"), date.get("to"))
        first, last = (each if isinstance(each, str) else None for each in days)
        language = self.words.language
        return self.gazetteer.label_then(str(value), language, first, last)

    def text(self, field: Field, value: JsonValue, linked: Mapping[str, Record]) -> str:
        """A value as a person reads it; an empty field is an empty string.

        Args:
            field: The field's declaration.
            value: As records hold it.
            linked: Records that links may point to, by id.
        """
        if value is None:
            return ""
        absent = missing(value)
        if absent is not None:
            return missing_label(self.words, absent)
        if field.kind is Kind.LINK:
            known = linked.get(str(value))
            return self.named(known, linked) if known else ""
        return self._plain(field, value)

    def _plain(self, field: Field, value: JsonValue) -> str:
        """A value that stands for itself."""
        language = self.words.language
        if field.kind in {Kind.CHOICE, Kind.YES_NO, Kind.MULTIPLE_CHOICE}:
            vocabulary = self.vocabularies[field.vocabulary or _YES_NO]
            codes = value if isinstance(value, list) else [value]
            return "; ".join(vocabulary.label(str(each), language) for each in codes)
        if field.kind is Kind.PLACE:
            return self.gazetteer.label(str(value), language)
        if isinstance(value, Mapping):
            spoken = date_text if field.kind is Kind.PARTIAL_DATE else in_language
            return spoken(value, language)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return number_text(value, language)
        return self._as_written(field, str(value))

    def _as_written(self, field: Field, text: str) -> str:
        if field.id == MEDIA_TYPE:
            return file_kind(self.words, text)
        if field.kind is Kind.DATE_TIME:
            return date_time_text(text, self.words.language)
        return text

    def named(self, record: Record, linked: Mapping[str, Record]) -> str:
        """What a record is called; of a part without a name, what tells it apart."""
        kind = record.declaration
        title = kind.field(kind.title)
        named = self._said(record, title, linked) if title else ""
        if named or record.ref or kind.parent is None:
            return named or record.ref or ""
        # Links lead on from titles only, so that none leads back.
        plain = (each for each in kind.list_fields if each.kind is not Kind.LINK)
        told = (self._said(record, each, linked) for each in plain)
        return ", ".join([each for each in told if each][:_TELL_APART])

    def _said(self, record: Record, field: Field, linked: Mapping[str, Record]) -> str:
        """A field of a linked record, where somebody answered it."""
        value = record.values.get(field.key)
        return "" if missing(value) else self.text(field, value, linked)


def due_label(reader: Reader, due: Due) -> str:
    """What is due: the step of a law, or the kind of record and its field with the day.

    Seven kinds of records have a field that is just called due date.
    """
    words = reader.words
    if due.step:
        step = reader.vocabularies["deadline_steps"].label(due.step, words.language)
        return f"{step}{_start_of(reader, due)}"
    kind = type_label(words, due.type)
    return f"{kind} · {field_label(words, due.type, due.field)}"


def _start_of(reader: Reader, due: Due) -> str:
    """In brackets, what is not certain about the start of the clock."""
    words = reader.words
    told = []
    if due.counted_from is not None:
        starts = reader.vocabularies["clock_starts"]
        start = starts.label(due.counted_from, words.language)
        told.append(words("labels", "due.counted_from", start=start))
    if due.is_rough:
        told.append(words("labels", "due.rough"))
    return f" ({'; '.join(told)})" if told else ""


def short_date(reader: Reader, field: Field, value: JsonValue) -> str:
    """A date in numerals, as far as it is known; its own words where they are none."""
    edtf = value.get("edtf") if isinstance(value, Mapping) else value
    if isinstance(edtf, str) and edtf:
        return brief(edtf, reader.words.language)
    return reader.text(field, value, {})


def date_text(value: Mapping[str, JsonValue], language: str) -> str:
    """A date as understood, in words; as it was said where it was not understood."""
    edtf = value.get("edtf")
    return concise(edtf, language) if isinstance(edtf, str) else str(value["text"])


def date_time_text(value: str, language: str) -> str:
    """A day with its hour, as records hold it: ``3 March 2026, 14:05``.

    Seconds, and the distance from UTC where another program wrote it, stay.

    Args:
        value: ISO, ``2026-03-03T14:05`` or a day alone.
        language: tg, ru or en.
    """
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    day = describe(moment.date().isoformat(), language)
    if len(value) == len("2026-03-03"):
        return day
    hour = f"{moment:%H:%M:%S}".removesuffix(":00")
    return f"{day}, {hour} {moment:%Z}".rstrip()


def in_language(value: Mapping[str, JsonValue], language: str) -> str:
    """The text in this language, else in the first that there is."""
    texts = [value.get(each) for each in (language, *LANGUAGES)]
    return next((str(each) for each in texts if each), "")


def moment_text(at_ms: int) -> str:
    """A moment in the local time of this computer: ``24.11.2026 14:05``."""
    moment = dt.datetime.fromtimestamp(at_ms / 1000, tz=dt.UTC).astimezone()
    return moment.strftime("%d.%m.%Y %H:%M")
