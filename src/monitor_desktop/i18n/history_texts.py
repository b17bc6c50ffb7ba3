"""The story of a record as sentences in a person's language."""

from collections.abc import Mapping, Sequence
from typing import Final

from monitor_desktop.domain.catalogue.evidence import CUSTODY
from monitor_desktop.domain.catalogue.identities import IDENTITY
from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.domain.histories import Event, Turn
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue, OperationKind
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.custody_texts import custody_text
from monitor_desktop.i18n.labels import (
    Reader,
    date_text,
    text_label,
    type_label,
    types_label,
)

_LONGEST_LETTERS: Final = 240
_VERDICT: Final = "id9602"
_WITHDRAWN: Final = "cs0012"
"""Fields that have sentences of their own."""
_PAIR: Final = ("…", "…")
"""Two persons who are not here any more."""


def begun_sentences(
    reader: Reader, event: Event, linked: Mapping[str, Record]
) -> list[str]:
    """What an event entered or moved: "Act was entered"; of custody what happened."""
    words, found = reader.words, []
    for each in event.begun:
        record = linked.get(each)
        if record is None or record.type == IDENTITY.key:
            continue
        if record.type == CUSTODY.key:
            document = linked.get(str(record.values.get("attachment")))
            name = f"{document.title}: " if document is not None else ""
            found.append(name + custody_text(words, record))
        else:
            what = type_label(words, record.type)
            found.append(words("app", "{what} was entered.", what=what))
    for key in event.moved:
        what = types_label(words, key)
        found.append(words("app", "{what}: the order was changed.", what=what))
    return found


def import_sentence(words: Words, file: str, *, is_undone: bool) -> str:
    """From which file something came, or that it was taken back."""
    taken_back = "The import of {file} was taken back."
    return words("app", taken_back if is_undone else "Import: {file}", file=file)


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
    return _value_sentence(reader, turn, field, linked)


def _value_sentence(
    reader: Reader, turn: Turn, field: Field, linked: Mapping[str, Record]
) -> str:
    """What became of one value."""
    name = text_label(reader.words, turn.type, field, turn.sub)
    if field.kind is Kind.MULTIPLE_CHOICE and turn.sub:
        return _term(reader, name, field, turn)
    before = _text(reader, field, turn.before, linked)
    after = _text(reader, field, turn.after, linked)
    if field.id == _VERDICT:
        return _verdict(reader, turn, after, linked)
    if field.id == _WITHDRAWN and after and not before:
        return _withdrawn(reader, turn, after, linked)
    if turn.is_decision and not turn.is_open_again:
        values = [_text(reader, field, each, linked) for each in turn.replaced]
        return _decision(reader, name, values, after)
    return _change(reader, turn, name, before, after)


def _withdrawn(
    reader: Reader, turn: Turn, after: str, linked: Mapping[str, Record]
) -> str:
    record = linked.get(turn.record, Record(id=turn.record, type=turn.type))
    what = part_name(reader, record, linked)
    return reader.words("app", "{what} was withdrawn: {date}", what=what, date=after)


def _verdict(
    reader: Reader, turn: Turn, after: str, linked: Mapping[str, Record]
) -> str:
    """What was decided about two persons, by their names."""
    words, record = reader.words, linked.get(turn.record)
    pair = (record.parent or "", str(record.values.get("other"))) if record else ()
    people = [linked[each].title for each in pair if each in linked]
    one, other = people if len(people) == len(_PAIR) else _PAIR
    if not after:
        open_again = "“{one}” and “{other}”: nothing is decided any more."
        return words("app", open_again, one=one, other=other)
    message = "“{one}” and “{other}”: {decision}"
    return words("app", message, one=one, other=other, decision=after)


def _decision(reader: Reader, name: str, values: Sequence[str], after: str) -> str:
    words = reader.words
    quoted = [words("app", "“{text}”", text=each or "—") for each in values]
    message = "{field} was decided between {values}: {after}"
    return words(
        "app", message, field=name, values=", ".join(quoted), after=after or "—"
    )


def _change(reader: Reader, turn: Turn, name: str, before: str, after: str) -> str:
    words = reader.words
    if turn.is_open_again:
        message = (
            "{field}: the decision was taken back, this value waits again: {after}"
        )
    elif not before:
        message = "{field} was filled in: {after}"
    elif not after:
        message = "{field} was cleared. It was: {before}"
    elif turn.is_return:
        message = "{field} was changed back from “{before}” to “{after}”"
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
