"""Names, places and dates as a document of one language words them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from monitor_desktop.documents.sheet_model import Phrase
from monitor_desktop.domain.fields import Field
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.formula_texts import formula_text
from monitor_desktop.i18n.labels import Reader

NAME_IN_SCRIPT: Final = {"ru": "name_russian", "en": "name_latin"}
"""Field of a person that has their name as a language writes it."""
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
    """``outcome=full|partial`` in words."""
    text = formula_text(reader, field.key, values)
    return Phrase(text=text, language=reader.words.language)
