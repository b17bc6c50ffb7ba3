"""XML of the HURIDOCS Events Standard Formats, as OpenEvSys and we write it.

The shape is that of ``huridocs_writing``. What a file of ours says in ``m:value`` wins
over the standard's element beside it. What has no field here, or is no value of its
field (a code of a list that is longer there), is kept in the notes with the name of its
element; nothing of a file is lost.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from monitor_desktop.domain.catalogue import record_type
from monitor_desktop.domain.fields import NOTES_KEY, Field, Kind
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.missing import entered
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.partial_dates import is_valid
from monitor_desktop.interchange import huridocs_fields as names
from monitor_desktop.interchange import xml_files
from monitor_desktop.interchange.documents import PART, Document, Documents
from monitor_desktop.interchange.huridocs_numbers import NONE, Numbers

Fits = Callable[[Field, JsonValue], bool]
"""Whether a text is a value of a field; links always are."""

_OWN: Final = f"{{{names.OWN}}}"
_VALUE: Final = f"{_OWN}value"
_PART: Final = f"{_OWN}part"
_SPACE: Final = re.compile(r"\{[^}]*\}")
_TYPE: Final = "_type"
_LINKS: Final = frozenset({"event", "act", "person"})
"""Elements by which an entity names the one it stands in."""
_PARTY: Final = "intervening_party"
_NO_DAY: Final = "0000-00-00"
_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)( 00:00:00)?")


@dataclass(slots=True)
class _Entity:
    """One entity of a file.

    Attributes:
        type: Key of our type.
        number: What others call it.
        standard: Values of the standard's elements by field key.
        own: Values of ``m:value`` by field key; they win.
        left: What has no field here, or is no value of it, with its name; before it the
            key of that field, or nothing.
        parts: Entities in it.
        inside: Number of the event that one beside it names.
    """

    type: str
    number: str = ""
    standard: dict[str, JsonValue] = field(default_factory=dict)
    own: dict[str, JsonValue] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)
    parts: list["_Entity"] = field(default_factory=list)
    inside: str = ""

    @property
    def values(self) -> dict[str, JsonValue]:
        """By field key."""
        return {**self.standard, **self.own}

    @property
    def kept(self) -> list[str]:
        """What goes to the notes: nothing that a value of ours says better."""
        return [text for key, text in self.left if key not in self.own]


def read(root: Element, name: str, fits: Fits, numbers: Numbers = NONE) -> Documents:
    """The events and persons of a parsed file.

    An intervention or a source of information goes to its event; one whose event is
    not in the file stands alone, so that the import refuses it by its number.

    Args:
        root: The document.
        name: What the person knows the file by.
        fits: Which texts are values of which field.
        numbers: Of the standard's lists, for terms that are words with us.

    Raises:
        InputRefusedError: UNREADABLE_FILE, for XML of another kind.
    """
    if _plain(root) != names.ROOT:
        raise xml_files.unreadable(name, "huridocs")
    tops = [
        _Reading(fits, numbers).entity(each, names.TYPES[_plain(each)])
        for each in root
        if _plain(each) in names.TYPES
    ]
    events = {each.number: each for each in tops if each.type == "case"}
    people = {each.number: each for each in tops if each.type == "person"}
    alone = []
    for each in tops:
        _name_party(each, people)
        event = events.get(each.inside)
        if each.type in names.BESIDE_EVENT and event is not None:
            event.parts.append(each)
        else:
            alone.append(each)
    return Documents(tuple(enumerate((_document(each) for each in alone), 1)))


def _name_party(entity: _Entity, people: Mapping[str, _Entity]) -> None:
    """Who intervened is a person there, and text with us."""
    number = entity.standard.pop(_PARTY, None)
    if number is not None:
        known = people.get(str(number))
        called = known.values.get("name") if known else None
        entity.standard["by"] = called or number


def _plain(element: Element) -> str:
    """Its name; older files have no namespace."""
    return _SPACE.sub("", element.tag) if _OWN not in element.tag else element.tag


@dataclass(slots=True)
class _Reading:
    """One entity on its way from elements to values."""

    fits: Fits
    numbers: Numbers

    def entity(self, element: Element, kind: str) -> _Entity:
        """An entity with everything in it."""
        found = _Entity(kind)
        self._take_all(element, found, names.elements(kind))
        return found

    def _take_all(
        self, element: Element, into: _Entity, fields: Mapping[str, Field]
    ) -> None:
        beside = {_plain(each): (each.text or "").strip() for each in element}
        for each in element:
            name = _plain(each)
            if each.tag == _VALUE:
                _take_own(each, into)
            elif each.tag == _PART:
                into.parts.append(self._part(each))
            elif name == names.MANAGEMENT:
                self._take_all(each, into, fields)
            elif name.endswith(names.NUMBER):
                into.number = beside[name]
            elif name in names.TYPES and len(each):
                part = self.entity(each, names.TYPES[name])
                into.parts.append(part)
            else:
                self._take(each, into, fields, beside.get(name + _TYPE, ""))

    def _part(self, element: Element) -> _Entity:
        found = _Entity(element.get("type", ""), element.get("number", ""))
        for each in element:
            _take_own(each, found)
        return found

    def _take(
        self, element: Element, into: _Entity, fields: Mapping[str, Field], guess: str
    ) -> None:
        """A value of the standard."""
        name, text = _plain(element), element.text or ""
        known = fields.get(name)
        if name in _LINKS and not len(element):
            into.inside = text.strip() if name == "event" else into.inside
        elif name == _PARTY and into.type == "intervention":
            into.standard[_PARTY] = text.strip()
        elif known is not None and not len(element):
            self._put(known, text, into, name, guess)
        elif not (name.endswith(_TYPE) and name.removesuffix(_TYPE) in fields):
            said = "; ".join(_said(element))
            into.left += [("", f"{name}: {said}")] if said else []

    def _put(
        self, known: Field, text: str, into: _Entity, name: str, guess: str
    ) -> None:
        value = _value(known, text, guess)
        if value is None:
            return
        value = self.numbers.back.get((known.vocabulary or "", str(value)), value)
        if not self.fits(known, value):
            into.left.append((known.key, f"{name}: {text.strip()}"))
        elif known.kind is Kind.MULTIPLE_CHOICE:
            before = into.standard.get(known.key)
            into.standard[known.key] = [
                *(before if isinstance(before, list) else []),
                value,
            ]
        elif known.key in into.standard:  # several there, one with us
            into.left.append((known.key, f"{name}: {text.strip()}"))
        else:
            into.standard[known.key] = value


def _said(element: Element) -> Iterator[str]:
    """Words in an element and everything in it."""
    return (text for each in element.itertext() if (text := each.strip()))


def _value(known: Field, text: str, guess: str) -> JsonValue:
    """Words of the standard as its field takes them; None for nothing."""
    plain = text.strip()
    if not plain:
        return None
    if known.kind is Kind.PARTIAL_DATE:
        return _date(plain, guess)
    if known.kind is Kind.YES_NO:
        return {"y": "yes", "n": "no"}.get(plain.lower(), plain)
    if known.key == "confidentiality":
        return {"y": "restricted", "n": None}.get(plain.lower(), plain)
    is_text = known.kind in {Kind.TEXT, Kind.LONG_TEXT}
    return text if is_text else plain


def _date(text: str, guess: str) -> JsonValue:
    """A day, or as much of it as list 48 says is known."""
    found = _DATE.fullmatch(text)
    if found is None:
        return text
    if text.startswith(_NO_DAY):
        return None
    year, month, day, _ = found.groups()
    known = {
        names.ESTIMATE: f"{year}-{month}-{day}~",
        names.DAY_UNKNOWN: f"{year}-{month}",
        names.MONTH_UNKNOWN: year,
    }.get(guess, f"{year}-{month}-{day}")
    return {"text": known, "edtf": known} if is_valid(known) else text


def _take_own(element: Element, into: _Entity) -> None:
    """What a file of ours says of one field, in as many elements as it takes."""
    key, text = element.get("field", ""), element.text or ""
    language, edtf = element.get("lang"), element.get("edtf")
    declared = record_type(into.type)
    known = declared.field(key) if declared else None
    before = into.own.get(key)
    if language in LANGUAGES:
        texts = before if isinstance(before, dict) else {}
        into.own[key] = {**texts, language: text}
    elif edtf is not None:
        into.own[key] = {"text": text, "edtf": edtf}
    elif _is_list(known) and entered(text) is None:
        codes = before if isinstance(before, list) else []
        into.own[key] = [*codes, text]
    else:
        into.own[key] = text


def _is_list(known: Field | None) -> bool:
    return known is not None and known.kind is Kind.MULTIPLE_CHOICE


def _document(entity: _Entity) -> Document:
    """A record with its parts in one row, and what is left in its notes."""
    parts, left = [], list(entity.kept)
    for each in entity.parts:
        parts += [(each, None), *((inner, each) for inner in each.parts)]
    places: dict[str, int] = {}
    by_entity = {id(each): place for place, (each, _) in enumerate(parts, 1)}
    for place, (each, _) in enumerate(parts, 1):
        # OpenEvSys calls what is said of an act by the number of the act before it.
        places.setdefault(each.number, place)
    found = []
    for place, (each, act) in enumerate(parts, 1):
        left += [f"{each.number or place} {said}" for said in each.kept]
        values = {
            key: _linked(each, key, value, places) for key, value in each.values.items()
        }
        if act is not None:
            values["act"] = {PART: by_entity[id(act)]}
        # A number of ours only counts parts: in a later file it may be another part's.
        is_ours = each.number.startswith(f"{entity.number}-")
        ref = "" if is_ours else each.number
        found.append(Document(ref=ref, type=each.type, values=values))
    values = entity.values
    if left:
        before = values.get(NOTES_KEY)
        values[NOTES_KEY] = "\n".join([*([str(before)] if before else []), *left])
    return Document(
        ref=entity.number, type=entity.type, values=values, parts=tuple(found)
    )


def _linked(
    entity: _Entity, key: str, value: JsonValue, places: Mapping[str, int]
) -> JsonValue:
    """A link to another part of the same record by its place."""
    declared = record_type(entity.type)
    known = declared.field(key) if declared else None
    if known is None or known.kind is not Kind.LINK or str(value) not in places:
        return value
    return {PART: places[str(value)]}
