"""From what a person or a file gives to what registers hold, and back.

A value that can be computed (bounds of a date, a sort key) is never in an operation.
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain import partial_dates
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.missing import Missing, missing, of_code
from monitor_desktop.domain.missing import entered as entered_missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.places import Gazetteer
from monitor_desktop.domain.vocabularies import Vocabularies
from monitor_desktop.errors import InvalidValueError

YES_NO_VOCABULARY: Final = "yes_no"
MAX_TEXT_LETTERS: Final = 1_000_000
_LARGEST_NUMBER: Final = 2**62
_DATE_TIME = re.compile(
    r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII
)
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_THOUSANDS = re.compile(r",\d{3}\s*\Z", re.ASCII)
"""1,500 is fifteen hundred to one reader and one and a half to another."""
_ONLY_NUMERALS = re.compile(r"[\d\s./-]*\d{3,}[\d\s./-]*")


@dataclass(frozen=True, slots=True)
class Write:
    """One register to be written: field id, language or term, value (None clears)."""

    field: str
    sub: str
    value: JsonValue


def _is_never(_words: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is needed to read values.

    Attributes:
        vocabularies: Lists of terms.
        gazetteer: Places.
        understand_date: Words of a date in any language to EDTF, or None.
        resolve_link: (record type key, reference, id or name) to a record id; None for
            a record of another type.
        names_no_day: The words are those of a day that no calendar has.
        keeps_odd_dates: An import keeps the words of an impossible date; a person at
            the keyboard is told instead.
    """

    vocabularies: Vocabularies
    gazetteer: Gazetteer
    understand_date: Callable[[str], str | None]
    resolve_link: Callable[[str, str], str | None]
    names_no_day: Callable[[str], bool] = _is_never
    keeps_odd_dates: bool = False


def writes(
    field: Field,
    raw: JsonValue,
    reading: Reading,
    *,
    of: str,
    current: JsonValue = None,
) -> list[Write]:
    """Registers to write so that ``field`` holds ``raw``.

    Args:
        field: The field's declaration.
        raw: As given: text, number, list of codes, mapping of languages; empty clears.
            ``{"missing": "unknown"}`` or ``?unknown`` for no answer, of any kind.
        reading: Vocabularies and the like.
        of: Key of the record's type: a refusal calls the field by its name there.
        current: The value now, needed for sets of terms and languages, and where
            there was no answer.

    Raises:
        InvalidValueError: INVALID_VALUE with the field's key, its type and a reason.
    """
    try:
        return _registers(field, raw, reading, current)
    except InvalidValueError as error:
        error.details["type"] = of
        raise


def _registers(
    field: Field, raw: JsonValue, reading: Reading, current: JsonValue
) -> list[Write]:
    absent = entered_missing(raw)
    if field.kind is Kind.YES_NO:
        absent = absent or of_code(raw)
    if absent is not None:
        return _no_answer(field, absent, current)
    if field.kind is Kind.MULTILINGUAL:
        return _answered(field, current) + _multilingual(field, raw)
    if field.kind is Kind.MULTIPLE_CHOICE:
        return _answered(field, current) + _terms(field, raw, reading, current)
    return [Write(field.id, "", read(field, raw, reading))]


def _no_answer(field: Field, absent: Missing, current: JsonValue) -> list[Write]:
    """Held in the register beside those of languages or terms; they are cleared."""
    held: Iterable[str] = ()
    if field.kind is Kind.MULTILINGUAL:
        held = LANGUAGES
    elif field.kind is Kind.MULTIPLE_CHOICE and missing(current) is None:
        held = _codes(field, current)
    cleared = [Write(field.id, each, None) for each in held]
    return [Write(field.id, "", absent.value_of_field), *cleared]


def _answered(field: Field, current: JsonValue) -> list[Write]:
    """What takes back that there was no answer."""
    return [] if missing(current) is None else [Write(field.id, "", None)]


def read(field: Field, raw: JsonValue, reading: Reading) -> JsonValue:
    """The register value for a field that has one register."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    return _READERS[field.kind](field, raw, reading)


def _refuse(field: Field, reason: str) -> InvalidValueError:
    return InvalidValueError("INVALID_VALUE", field=field.key, reason=reason)


def _no_term(field: Field) -> InvalidValueError:
    """Names the list, so that somebody at a terminal can look it up."""
    if field.kind is Kind.YES_NO:
        terms = ["yes", "no", *(str(each) for each in Missing)]
        return InvalidValueError(
            "INVALID_VALUE", field=field.key, reason="one_of", terms=terms
        )
    return InvalidValueError(
        "INVALID_VALUE",
        field=field.key,
        reason="vocabulary",
        vocabulary=field.vocabulary or "",
    )


def _text(field: Field, raw: JsonValue, _reading: Reading) -> JsonValue:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise _refuse(field, "text")
    text = str(raw)
    if len(text) > MAX_TEXT_LETTERS:
        raise _refuse(field, "too_long")
    # Half of a surrogate pair is no letter in any script and cannot be stored.
    return (
        text.encode("utf-8", "replace")
        .decode()
        .replace("\x00", "\N{REPLACEMENT CHARACTER}")
    )


def _number(field: Field, raw: JsonValue, _reading: Reading) -> JsonValue:
    if isinstance(raw, str):
        if not _NUMBER.fullmatch(raw.strip()) or _THOUSANDS.search(raw):
            raise _refuse(field, "number")
        raw = float(raw.replace(",", "."))
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _refuse(field, "number")
    if raw != raw or abs(raw) > 1e15:  # noqa: PLR0124, PLR2004  # NaN; beyond exact
        raise _refuse(field, "number")
    if raw < 0 and not field.below_zero:
        raise _refuse(field, "negative")
    if field.at_most is not None and raw > field.at_most:
        raise InvalidValueError(
            "INVALID_VALUE", field=field.key, reason="too_large", most=field.at_most
        )
    return int(raw) if float(raw).is_integer() else raw


def _choice(field: Field, raw: JsonValue, reading: Reading) -> JsonValue:
    name = YES_NO_VOCABULARY if field.kind is Kind.YES_NO else field.vocabulary or ""
    if raw is True or raw is False:
        raw = "yes" if raw else "no"
    if not isinstance(raw, str) or reading.vocabularies[name].get(raw) is None:
        raise _no_term(field)
    return raw


def _place(field: Field, raw: JsonValue, reading: Reading) -> JsonValue:
    if not isinstance(raw, str):
        raise _refuse(field, "place")
    if reading.gazetteer.get(raw) is not None:
        return raw
    found = reading.gazetteer.find(raw)
    if len(found) != 1:
        raise _refuse(field, "place")
    return found[0].code


def _date(field: Field, raw: JsonValue, reading: Reading) -> JsonValue:
    """The words as said and what they were understood as, nothing else."""
    if isinstance(raw, Mapping):
        text, edtf = raw.get("text"), raw.get("edtf")
        if isinstance(edtf, str) and partial_dates.is_valid(edtf):
            return {"text": text if isinstance(text, str) else edtf, "edtf": edtf}
        raw = text
    if not isinstance(raw, str):
        raise _refuse(field, "date")
    understood = reading.understand_date(raw)
    impossible = understood is None and (
        _ONLY_NUMERALS.fullmatch(raw.strip()) or reading.names_no_day(raw)
    )
    if impossible and not reading.keeps_odd_dates:
        raise _refuse(field, "date")
    return {"text": raw, "edtf": understood}


def _date_time(field: Field, raw: JsonValue, _reading: Reading) -> JsonValue:
    """A day with its hour; a day alone where nobody knows the hour."""
    if not isinstance(raw, str) or not _DATE_TIME.fullmatch(raw):
        raise _refuse(field, "date_time")
    try:
        dt.datetime.fromisoformat(raw)
    except ValueError:
        raise _refuse(field, "date_time") from None
    return raw


def _link(field: Field, raw: JsonValue, reading: Reading) -> JsonValue:
    if not isinstance(raw, str):
        raise _refuse(field, "link")
    found = reading.resolve_link(field.target or "", raw)
    if found is None:
        raise _refuse(field, "link")
    return found


_READERS: Final[Mapping[Kind, Callable[[Field, JsonValue, Reading], JsonValue]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _choice,
    Kind.PLACE: _place,
    Kind.PARTIAL_DATE: _date,
    Kind.DATE_TIME: _date_time,
    Kind.LINK: _link,
}


def _multilingual(field: Field, raw: JsonValue) -> list[Write]:
    if raw is None or raw == "":
        return [Write(field.id, each, None) for each in LANGUAGES]
    if not isinstance(raw, Mapping) or not set(raw) <= set(LANGUAGES):
        raise _refuse(field, "language")
    found = []
    for language, text in raw.items():
        if text is not None and not isinstance(text, str):
            raise _refuse(field, "text")
        found.append(Write(field.id, language, text or None))
    return found


def _terms(
    field: Field, raw: JsonValue, reading: Reading, current: JsonValue
) -> list[Write]:
    """Only the terms that change: each term is a register of its own."""
    wanted = set(_codes(field, raw))
    vocabulary = reading.vocabularies[field.vocabulary or ""]
    if any(vocabulary.get(each) is None for each in wanted):
        raise _no_term(field)
    now = set() if missing(current) else set(_codes(field, current))
    added = [Write(field.id, each, value=True) for each in sorted(wanted - now)]
    removed = [Write(field.id, each, None) for each in sorted(now - wanted)]
    return added + removed


def _codes(field: Field, raw: JsonValue) -> Iterable[str]:
    if raw is None:
        return ()
    if isinstance(raw, str):
        return (each.strip() for each in raw.split("|") if each.strip())
    if isinstance(raw, Mapping) or not isinstance(raw, Iterable):
        raise _refuse(field, "vocabulary")
    codes = list(raw)
    if not all(isinstance(each, str) for each in codes):
        raise _refuse(field, "vocabulary")
    return (str(each) for each in codes)


def shown_value(field: Field, registers: Mapping[str, JsonValue]) -> JsonValue:
    """The value of a field from its registers (sub to value), or None when empty.

    Registers come from other laptops too: what a field of this kind cannot hold stays
    in the history and is not shown. A language or a term that somebody gave stands
    before "no answer" that somebody else wrote at the same time.
    """
    answer = _shown_answer(field, registers)
    absent = missing(registers.get(""))
    if field.kind is Kind.YES_NO and of_code(answer):
        absent, answer = of_code(answer), None
    return absent.value_of_field if absent and answer is None else answer


def _shown_answer(field: Field, registers: Mapping[str, JsonValue]) -> JsonValue:
    if field.kind is Kind.MULTILINGUAL:
        texts = {sub: registers.get(sub) for sub in LANGUAGES}
        return {sub: text for sub, text in texts.items() if _is_text(text)} or None
    if field.kind is Kind.MULTIPLE_CHOICE:
        return (
            sorted(sub for sub, chosen in registers.items() if chosen is True) or None
        )
    value = registers.get("")
    if field.kind is Kind.PARTIAL_DATE:
        return _shown_date(value)
    if field.kind is Kind.NUMBER:
        return value if is_storable_number(value) else None
    return value if _is_text(value) else None


def _is_text(value: JsonValue) -> bool:
    return isinstance(value, str)


def is_storable_number(value: JsonValue) -> bool:
    """A number that every part of the program can hold: finite, 64 bits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and abs(value) < _LARGEST_NUMBER


def _shown_date(value: JsonValue) -> JsonValue:
    if not isinstance(value, Mapping):
        return None
    date = partial_dates.from_value(value)
    return partial_dates.to_json(date) if date.text else None
