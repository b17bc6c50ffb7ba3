"""Names, places and dates as a document of one language words them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from monitor_desktop.documents.sheet_model import Phrase
from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.indicators import conditions
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.labels import Reader, field_label

NAME_IN_SCRIPT: Final = {"ru": "name_russian", "en": "name_latin"}
"""Field of a person that has their name as a language writes it."""
FORMULAS: Final = {"which": "counts", "divided_which": "divided_by"}
"""Fields of an indicator that name codes, and the field that says of which type."""
_NAME: Final = "name"
_QUOTED: Final = {"tg": "«{}»", "ru": "«{}»", "en": "“{}”"}


def place_then(reader: Reader, field: Field, values: Mapping[str, JsonValue]) -> Phrase:
    """A place as it was called when it happened."""
    date = values.get("date_from") or values.get("date")
    text = reader.place_then(field, values[field.key], date)
    return Phrase(text=text, language=reader.words.language)


def key_in_script(reader: Reader, field: Field, values: Mapping[str, JsonValue]) -> str:
    """The key whose value stands for a name in the script of a language."""
    key = NAME_IN_SCRIPT.get(reader.words.language, field.key)
    named = field.person_name and field.key == _NAME and values.get(key)
    return key if named and missing(values[key]) is None else field.key


def in_script(person: Record, language: str) -> Record:
    """A person called as a language writes them, if they have a name in it."""
    name = person.values.get(NAME_IN_SCRIPT[language])
    if not name or missing(name) is not None:
        return person
    return replace(person, values={**person.values, _NAME: name})


def with_wording(text: str, value: Mapping[str, JsonValue], language: str) -> str:
    """The date with the words it was said in, where it is not one certain day."""
    said = str(value.get("text") or "")
    certain = value.get("from") is not None and value.get("from") == value.get("to")
    repeated = said.casefold() in {text.casefold(), str(value.get("edtf")).casefold()}
    if not said or certain or repeated:
        return text
    return f"{text} ({_QUOTED[language].format(said)})"


def formula(reader: Reader, field: Field, values: Mapping[str, JsonValue]) -> Phrase:
    """``outcome=full|partial`` in words; as it was typed where it cannot be read."""
    typed, language = str(values[field.key]), reader.words.language
    counted = str(values.get(FORMULAS[field.key]) or "")
    try:
        wanted = conditions(counted, typed)
    except MonitorError:
        return Phrase(text=typed, language=language)
    said = (_condition(reader, counted, key, codes) for key, codes in wanted)
    return Phrase(text="; ".join(said), language=language)


def _condition(reader: Reader, counted: str, key: str, codes: Iterable[str]) -> str:
    """One field and the terms of which one is wanted, in the order of their list."""
    label = field_label(reader.words, counted, key)
    field = declared(counted).field(key)
    name = field.vocabulary if field else None
    if name is None:
        return f"{label}: {' / '.join(sorted(codes))}"
    terms = reader.vocabularies[name]
    known = [each.code for each in terms if each.code in codes]
    unknown = sorted(set(codes) - set(known))
    language = reader.words.language
    return (
        f"{label}: {' / '.join(terms.label(e, language) for e in (*known, *unknown))}"
    )
