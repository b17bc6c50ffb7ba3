"""The story of a record as sentences in a person's language."""

from collections.abc import Mapping
from typing import Final

from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.histories import Event, Turn
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue, OperationKind
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.i18n.labels import Reader, date_text, text_label, type_label

_LONGEST_LETTERS: Final = 240


def begun_sentences(
    reader: Reader, event: Event, linked: Mapping[str, Record]
) -> list[str]:
    """What an event entered: "Act was entered"."""
    found = []
    for each in event.begun:
        record = linked.get(each)
        if record is not None:
            what = type_label(reader.words, record.type)
            found.append(reader.words("app", "{what} was entered.", what=what))
    return found


def turn_sentence(reader: Reader, turn: Turn, linked: Mapping[str, Record]) -> str:
    """What one turn changed, from what to what."""
    words = reader.words
    if turn.kind != OperationKind.SET:
        record = linked.get(turn.record, Record(id=turn.record, type=turn.type))
        what = part_name(reader, record, linked)
        deleted = turn.kind == OperationKind.DELETE
        message = "{what} was deleted." if deleted else "{what} was brought back."
        return words("app", message, what=what)
    field = declared(turn.type).field_by_id(turn.field)
    if field is None:
        return words("app", "A newer program wrote something this one cannot read.")
    name = text_label(words, turn.type, field, turn.sub)
    if not turn.is_known:
        return words("app", "{field} was changed; the value is not held here.",
                     field=name)  # fmt: skip
    if field.kind is Kind.MULTIPLE_CHOICE and turn.sub:
        return _term(reader, name, field, turn)
    before = _text(reader, field, turn.before, linked)
    after = _text(reader, field, turn.after, linked)
    return _change(reader, turn, name, before, after)


def _change(reader: Reader, turn: Turn, name: str, before: str, after: str) -> str:
    words = reader.words
    if turn.is_open_again:
        message = (
            "{field}: the decision was taken back, this value waits again: {after}"
        )
    elif turn.is_decision:
        message = "{field} was decided between several values: {after}"
    elif not before:
        message = "{field} was filled in: {after}"
    elif not after:
        message = "{field} was cleared. It was: {before}"
    else:
        message = "{field} was changed from “{before}” to “{after}”"
    return words("app", message, field=name, before=before, after=after or "—")


def _term(reader: Reader, name: str, field: Field, turn: Turn) -> str:
    vocabulary = reader.vocabularies[field.vocabulary or ""]
    term = vocabulary.label(turn.sub, reader.words.language)
    message = "{field}: “{term}” was added" if turn.after else (
        "{field}: “{term}” was taken away"
    )  # fmt: skip
    return reader.words("app", message, field=name, term=term)


def _text(
    reader: Reader, field: Field, value: JsonValue, linked: Mapping[str, Record]
) -> str:
    if field.kind is Kind.MULTILINGUAL and isinstance(value, str):
        return _short(value)
    if missing(value) is not None:
        return reader.text(field, value, linked)
    language = reader.words.language
    if isinstance(value, Mapping) and field.kind is Kind.PARTIAL_DATE:
        said, understood = value.get("text"), value.get("edtf")
        # What the program wrote, or somebody in the way of machines, is no wording.
        if understood and said in {None, "", understood}:
            return date_text(value, language)
        return str(said or "")
    return _short(reader.text(field, value, linked))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LETTERS else f"{text[:_LONGEST_LETTERS]}…"


def part_name(reader: Reader, record: Record, linked: Mapping[str, Record]) -> str:
    """A record or part as a person calls it: its kind and its name."""
    declaration, values = record.declaration, record.values
    kind = type_label(reader.words, record.type)
    title = declaration.field(declaration.title)
    # A source may be a person or a paper: what names it is whatever is known first.
    fields = (*((title,) if title else ()), *declaration.list_fields)
    texts = (reader.text(each, values.get(each.key), linked) for each in fields)
    name = next((each for each in texts if each), "")
    return f"{kind} «{name}»" if name else kind
