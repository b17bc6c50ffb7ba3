"""Records as XML of the HURIDOCS Events Standard Formats, in the shape of OpenEvSys.

    <events xmlns="http://www.huridocs.org/" xmlns:m="urn:monitor-desktop:huridocs:1">
      <meta_data>...</meta_data>
      <event>
        <event_record_number>K7QF-2026-0147</event_record_number>
        <initial_date>2026-05-01</initial_date>
        <initial_date_type>020000000000</initial_date_type>
        <m:value field="date_from" edtf="2026-05">May 2026</m:value>
        <act>... <involvement>...</involvement> <arrest>...</arrest> </act>
        <m:part type="interview" number="K7QF-2026-0147-4">...</m:part>
      </event>
      <person>...</person>
      <intervention>...</intervention>
      <information>...</information>
    </events>

What the standard holds stands under its element. What it has no place for, or not for
all of it, stands beside in ``m:value``, which then says the whole. Source:
``huridocs_fields``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from monitor_desktop.domain.fields import Field, Kind, Sensitivity
from monitor_desktop.domain.linked_persons import APPROVAL
from monitor_desktop.domain.missing import missing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.interchange import huridocs_fields as names
from monitor_desktop.interchange.huridocs_numbers import NONE, Numbers

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_YEAR: Final = re.compile(r"\d{4}")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Letters that no XML can hold."""


@dataclass(slots=True)
class _Naming:
    """What each record is called in the file: links to others are left out."""

    records: dict[str, str] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    numbers: Numbers = NONE


def write(trees: Sequence[RecordTree], day: str, numbers: Numbers = NONE) -> bytes:
    """A file of cases and persons.

    Args:
        trees: With only what may be shown; a link to a record that is not among them
            is left out.
        day: ISO day it was made.
        numbers: Of the standard's lists, for terms that are words with us.
    """
    called = {each.record.id: _number(each.record) for each in trees}
    naming = _Naming(called, numbers=numbers)
    events: list[str] = []
    beside: list[str] = []
    for tree in trees:
        _top(tree, naming, events, beside)
    meta = _wrapped(
        names.META,
        [_element("instance", ""), _element("date", day), _element("time", "00:00:00")],
    )
    opening = f'<{names.ROOT} xmlns="{names.NAMESPACE}" xmlns:m="{names.OWN}">'
    head = ['<?xml version="1.0" encoding="UTF-8"?>', opening]
    lines = [*head, *meta, *events, *beside, f"</{names.ROOT}>"]
    return "\n".join([*lines, ""]).encode()


def _number(record: Record) -> str:
    return record.ref or record.id


def _top(
    tree: RecordTree, naming: _Naming, within: list[str], beside: list[str]
) -> None:
    """A case or a person with its parts."""
    record = tree.record
    parts = [
        each
        for each in tree.children
        if each.declaration.parent == record.type and each.type != APPROVAL
    ]  # the bytes of attachments are not here, and an approval is its author's own
    naming.parts = {
        each.id: f"{_number(record)}-{place}" for place, each in enumerate(parts, 1)
    }
    acts = {each.id for each in parts if each.type == "act"}
    inner: list[str] = []
    for each in parts:
        if each.type in names.BESIDE_EVENT:
            link = _element("event", _number(record))
            beside += _entity(each, naming, [link])
        elif each.type == "act":
            inner += _entity(each, naming, _details(each, parts, naming))
        elif not _is_detail(each, acts):
            inner += _part(each, naming)
    within += _entity(record, naming, inner)


def _details(act: Record, parts: Iterable[Record], naming: _Naming) -> list[str]:
    """Who was involved in an act, and what else is said of it."""
    found: list[str] = []
    for each in parts:
        if _is_detail(each, {act.id}):
            found += _entity(each, naming, [])
    return found


def _is_detail(part: Record, acts: set[str]) -> bool:
    return part.type in names.WITHIN_ACT and part.values.get("act") in acts


def _entity(record: Record, naming: _Naming, inner: Iterable[str]) -> list[str]:
    """A record in the element of its kind."""
    name = names.ENTITIES[record.type]
    called = {each.key: key for key, each in names.elements(record.type).items()}
    number = naming.parts.get(record.id) or naming.records[record.id]
    lines = [_element(f"{name}{names.NUMBER}", number)]
    managed: list[str] = []
    for each, value in _filled(record):
        if record.type in names.WITHIN_ACT and each.key == "act":
            continue  # it stands within that act
        standard, own = _lines(record.type, called.get(each.key), each, value, naming)
        (managed if names.is_managed(each) else lines).extend(standard)
        lines += own
    if managed:
        lines += _wrapped(names.MANAGEMENT, managed)
    return _wrapped(name, [*lines, *inner])


def _part(record: Record, naming: _Naming) -> list[str]:
    """A part that the standard does not know; one it knows has its own element."""
    if record.type in names.ENTITIES and record.type not in names.WITHIN_ACT:
        return _entity(record, naming, [])
    lines: list[str] = []
    for each, value in _filled(record):
        lines += _lines(record.type, None, each, value, naming)[1]
    number = naming.parts[record.id]
    said = f"m:part type={quoteattr(record.type)} number={quoteattr(number)}"
    return _wrapped("m:part", lines, opening=said)


def _filled(record: Record) -> Iterator[tuple[Field, JsonValue]]:
    for each in record.declaration.fields:
        value = record.values.get(each.key)
        if value is not None:
            yield each, value


def _lines(
    kind: str, name: str | None, declared: Field, value: JsonValue, naming: _Naming
) -> tuple[list[str], list[str]]:
    """The standard's elements of one field, and ours where they do not say it all."""
    absent = missing(value)
    if absent is not None:
        return [], [_own(declared, absent.mark)]
    if declared.kind in names.CODED:
        return _codes(name, declared, value, naming.numbers)
    if declared.kind is Kind.MULTILINGUAL and isinstance(value, Mapping):
        own = [_own(declared, str(text), lang=key) for key, text in value.items()]
        return [], own
    if isinstance(value, Mapping):
        return _date(kind, name, declared, value)
    text = _text(declared, value, naming)
    if name and declared.kind is Kind.YES_NO:
        text = text[:1]  # y or n
    return _plain(name, declared, text)


def _text(declared: Field, value: JsonValue, naming: _Naming) -> str:
    if declared.kind is Kind.LINK:
        return naming.parts.get(str(value)) or naming.records.get(str(value), "")
    if declared.kind is Kind.NUMBER:
        return format(Decimal(str(value)), "f")
    return str(value)


def _plain(name: str | None, declared: Field, text: str) -> tuple[list[str], list[str]]:
    if not text:
        return [], []
    return ([_element(name, text)], []) if name else ([], [_own(declared, text)])


def _codes(
    name: str | None, declared: Field, value: JsonValue, numbers: Numbers
) -> tuple[list[str], list[str]]:
    codes = [str(each) for each in (value if isinstance(value, list) else [value])]
    if name == "confidentiality":
        kept_back = value in {Sensitivity.RESTRICTED, Sensitivity.SEALED}
        return [_element(name, "y" if kept_back else "n")], [_own(declared, str(value))]
    theirs = [numbers.of(declared.vocabulary or "", each) for each in codes]
    known = dict.fromkeys(each for each in theirs if name and each)
    is_all_said = name and theirs == codes
    own = () if is_all_said else codes
    return (
        [_element(name or "", each) for each in known],
        [_own(declared, each) for each in own],
    )


def _date(
    kind: str, name: str | None, declared: Field, value: Mapping[str, JsonValue]
) -> tuple[list[str], list[str]]:
    """A day as it is; of a wider date the first day, with what kind of guess it is."""
    edtf, text = str(value.get("edtf") or ""), str(value.get("text") or "")
    first, standard = value.get("from"), []
    is_day = bool(_DAY.fullmatch(edtf))
    if name and is_day:
        standard = [_element(name, edtf)]
    elif name and first and (kind, name) in names.TYPED_DATES:
        standard = [
            _element(name, str(first)),
            _element(f"{name}_type", _guess(edtf)),
        ]
    if is_day and name and text == edtf:
        return standard, []
    return standard, [_own(declared, text, **({"edtf": edtf} if edtf else {}))]


def _guess(edtf: str) -> str:
    """The term of list 48 for what is no day."""
    if _YEAR.fullmatch(edtf):
        return names.MONTH_UNKNOWN
    return names.DAY_UNKNOWN if _MONTH.fullmatch(edtf) else names.ESTIMATE


def _own(declared: Field, text: str, **more: str) -> str:
    said = {"field": declared.key, **more}
    attributes = "".join(f" {key}={quoteattr(each)}" for key, each in said.items())
    return f"<m:value{attributes}>{_escaped(text)}</m:value>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{_escaped(text)}</{name}>"


def _wrapped(name: str, lines: Iterable[str], *, opening: str = "") -> list[str]:
    return [f"<{opening or name}>", *lines, f"</{name}>"]


def _escaped(text: str) -> str:
    # A carriage return as it is would be read as a line feed.
    clean = _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)
    return escape(clean, {"\r": "&#13;"})
