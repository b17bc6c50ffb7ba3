"""The monthly bulletin: entries in the three parts that readers in Tajikistan know.

Since 2006 the monitoring of the national association of independent media has had one
shape: the climate in which media work, direct violations of the rights of journalists
and media, conflicts and violations the media are charged with. An entry has a date,
who, what they are, where, and a text. Only what was disclosed comes in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from monitor_desktop.domain.counting import act_group
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree


class Part(StrEnum):
    """The three parts, in their order."""

    CLIMATE = "climate"
    DIRECT = "direct"
    CHARGED = "charged"


_CLIMATE: Final = ("0901", "0921", "1021", "1031")
"""Information withheld; laws against information and expression; laws not kept."""
_CHARGED: Final = ("1401",)
"""Defamation: what media are taken to court for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of the period.

    Attributes:
        ref: Reference of the record.
        part: Where it stands.
        date: A partial date as records hold it, or None.
        persons: Names, or the pseudonyms that stand for them.
        outlet: Where they work, or an empty string.
        place: Code of the place, or an empty string.
        text: ``{language: text}``; empty where nothing may be told.
        acts: Codes of the acts, each once.
    """

    ref: str
    part: Part
    date: Mapping[str, JsonValue] | None
    persons: tuple[str, ...] = ()
    outlet: str = ""
    place: str = ""
    text: Mapping[str, JsonValue]
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """A bulletin of a period.

    Attributes:
        first: First day (ISO).
        last: Last day (ISO).
        entries: By part, then by date, those without a date last.
        victims: How many different persons the entries are about, named or not.
        withheld: Records of the period that may not be told of at all.
    """

    first: str
    last: str
    entries: tuple[Entry, ...]
    victims: int
    withheld: int

    def of(self, part: Part) -> tuple[Entry, ...]:
        """The entries of one part."""
        return tuple(each for each in self.entries if each.part is part)

    def groups(self, part: Part) -> dict[str, int]:
        """Groups of acts to how many entries of a part have such acts, most first."""
        met: dict[str, int] = {}
        for entry in self.of(part):
            for group in sorted({act_group(code) for code in entry.acts}):
                met[group] = met.get(group, 0) + 1
        return dict(sorted(met.items(), key=lambda each: (-each[1], each[0])))


def bulletin(
    first: str,
    last: str,
    entries: Iterable[Entry],
    *,
    victims: int,
    withheld: int,
) -> Bulletin:
    """Put the entries of a period in order."""
    parts = list(Part)
    ordered = sorted(
        entries,
        key=lambda each: (parts.index(each.part), *_by_day(each.date), each.ref),
    )
    return Bulletin(
        first=first,
        last=last,
        entries=tuple(ordered),
        victims=victims,
        withheld=withheld,
    )


def _by_day(date: Mapping[str, JsonValue] | None) -> tuple[bool, str]:
    day = (date or {}).get("from") or (date or {}).get("to")
    return day is None, str(day or "")


def case_entry(tree: RecordTree) -> Entry:
    """The entry of a disclosed case."""
    case, acts = tree.record, tree.children_of("act")
    codes = tuple(dict.fromkeys(str(each.values.get("type", "")) for each in acts))
    victims = dict.fromkeys(str(each.values.get("victim", "")) for each in acts)
    people = [tree.linked[each] for each in victims if each in tree.linked]
    return Entry(
        ref=case.ref or case.id,
        part=part_of(codes),
        date=_date(case.values.get("date_from")),
        persons=tuple(each.title for each in people if each.title),
        outlet=_outlet(case, people),
        place=str(case.values.get("place") or ""),
        text=_texts(case.values.get("summary")),
        acts=tuple(each for each in codes if each),
    )


def complaint_entry(complaint: Record) -> Entry:
    """The entry of a disclosed complaint against a medium."""
    values = complaint.values
    return Entry(
        ref=complaint.ref or complaint.id,
        part=Part.CHARGED,
        date=_date(values.get("received_on")),
        outlet=_text(values.get("outlet")),
        text=_texts(values.get("decision")),
    )


def part_of(codes: Sequence[str]) -> Part:
    """The part of a case by its acts: a direct violation goes before anything else."""
    if codes and all(each.startswith(_CLIMATE) for each in codes):
        return Part.CLIMATE
    if codes and all(each.startswith((*_CLIMATE, *_CHARGED)) for each in codes):
        return Part.CHARGED
    return Part.DIRECT


def _outlet(case: Record, people: Sequence[Record]) -> str:
    named = [_text(each.values.get("outlet")) for each in (case, *people)]
    return next((each for each in named if each), "")


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: JsonValue) -> Mapping[str, JsonValue]:
    """A text in three languages; a field without an answer has none."""
    return value if isinstance(value, Mapping) and "missing" not in value else {}


def _date(value: JsonValue) -> Mapping[str, JsonValue] | None:
    return value if isinstance(value, Mapping) and "text" in value else None
