"""What an indicator counts, in words: ``outcome=full|partial`` as people say it."""

from collections.abc import Iterable, Mapping
from typing import Final

from monitor_desktop.domain.indicators import conditions
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import declared
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.labels import Reader, field_label

FORMULAS: Final = {"which": "counts", "divided_which": "divided_by"}
"""Fields of an indicator that name codes, and the field that says of which type."""


def formula_text(reader: Reader, key: str, values: Mapping[str, JsonValue]) -> str:
    """A formula in words; as it was typed where it cannot be read.

    Args:
        reader: The language and its lists.
        key: The field with the formula.
        values: Of the indicator, the formula among them.
    """
    typed, counted = str(values[key]), str(values.get(FORMULAS[key]) or "")
    try:
        wanted = conditions(counted, typed)
    except MonitorError:
        return typed
    return "; ".join(_condition(reader, counted, *each) for each in wanted)


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
    said = (terms.label(each, language) for each in (*known, *unknown))
    return f"{label}: {' / '.join(said)}"
