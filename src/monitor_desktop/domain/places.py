"""Places of Tajikistan: regions, cities and districts under every name they had."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain import names
from monitor_desktop.domain.languages import LANGUAGES

_FORMER: Final = "former_region"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """What a place was called for a time.

    Attributes:
        labels: Language to name.
        first: ISO day it began to be called so; empty when longer than anybody asks.
        last: Last ISO day it was called so.
    """

    labels: Mapping[str, str]
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One administrative unit.

    Attributes:
        code: ISO 3166-2 for the first level, with our own number below it.
        parent: Code of the unit it belongs to, or empty.
        level: country, region, city, district, city_district; former_region for one
            that is none of today's units and lies in one of them.
        labels: Language to name.
        aliases: Former names and other spellings.
        former: Names with the days they were in use.
    """

    code: str
    parent: str
    level: str
    labels: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()


class Gazetteer:
    """All places, found by any of their names."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_code = {each.code: each for each in places}
        self._keys = {
            each.code: tuple(names.fold_words(name) for name in _all_names(each))
            for each in self
        }

    def __iter__(self) -> Iterator[Place]:
        return iter(self._by_code.values())

    def get(self, code: str) -> Place | None:
        """The place with this code, or None."""
        return self._by_code.get(code)

    def find(self, text: str) -> list[Place]:
        """Places with a name, former name or spelling that begins these words.

        Places whose whole name is meant come alone: "Хатлон" is the region, not
        everything that mentions it.
        """
        wanted = [each for each in names.readings(text) if each]
        begun = (
            each
            for each in self
            if any(self._begins(each.code, words) for words in wanted)
        )
        return self.called(text) or list(begun)

    def called(self, text: str) -> list[Place]:
        """Places with just this name, former name or spelling."""
        wanted = [each for each in names.readings(text) if each]
        return [
            each
            for each in self
            if any(words in self._keys[each.code] for words in wanted)
        ]

    def _begins(self, code: str, wanted: list[str]) -> bool:
        return any(names.are_begun(name, wanted) for name in self._keys[code])

    def with_all_under(self, code: str) -> list[str]:
        """``code`` and the codes of every unit in it."""
        found = [code]
        for each in found:
            found.extend(place.code for place in self if place.parent == each)
        return found

    def label(self, code: str, language: str) -> str:
        """Name with the region it lies in; an unknown code is shown as it is."""
        place = self._by_code.get(code)
        if place is None:
            return code
        region = self._by_code.get(place.parent)
        then = place.level == _FORMER
        if region is None or region.level == "country" or then:
            return place.labels[language]
        return f"{region.labels[language]}, {place.labels[language]}"

    def label_then(
        self, code: str, language: str, first: str | None, last: str | None
    ) -> str:
        """Name as it was between two ISO days, with that of today behind it.

        Only where it was called so on each of the days: a date that reaches over a
        renaming, or is open, keeps the name of today.
        """
        now = self.label(code, language)
        place = self._by_code.get(code)
        if place is None or first is None or last is None:
            return now
        for each in place.former:
            if each.first <= first and last <= each.last:
                return f"{each.labels[language]} ({now})"
        return now


def _all_names(place: Place) -> Iterable[str]:
    then = (name for each in place.former for name in each.labels.values())
    return (*place.labels.values(), *place.aliases, *then)


def from_rows(
    rows: Iterable[Mapping[str, str]], former: Iterable[Mapping[str, str]] = ()
) -> Gazetteer:
    """A gazetteer from tables.

    Args:
        rows: code, level, parent, en, ru, tg, aliases (by ``;``).
        former: Names of before: code, first, last, en, ru, tg.
    """
    then: dict[str, tuple[FormerName, ...]] = {}
    for row in former:
        name = FormerName(
            labels={each: row[each] for each in LANGUAGES},
            first=row["first"],
            last=row["last"],
        )
        then[row["code"]] = (*then.get(row["code"], ()), name)
    return Gazetteer(
        Place(
            code=row["code"],
            parent=row["parent"],
            level=row["level"],
            labels={each: row[each] for each in LANGUAGES},
            aliases=tuple(
                each.strip() for each in row["aliases"].split(";") if each.strip()
            ),
            former=then.get(row["code"], ()),
        )
        for row in rows
    )
