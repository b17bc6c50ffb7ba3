"""The map of regions in a card, with its table of regions and districts."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from monitor_desktop.domain.places import Gazetteer
from monitor_desktop.domain.queries import Filter, Match
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.services.dashboard import Places
from monitor_desktop.ui.dashboard.region_map import RegionMap
from monitor_desktop.ui.fittings.figure_cards import FigureCard
from monitor_desktop.ui.look.charts import Figure
from monitor_desktop.ui.sessions import Session

REGION_LEVELS: Final = frozenset({"region", "capital", "republican_districts"})
_WORDS_FOR_LEVELS: Final = frozenset({"вилояти", "шаҳри", "область", "город", "region"})


def region_card(session: Session) -> FigureCard:
    """A card with the map of regions."""
    drawn = RegionMap(session.look, session.kit.resources / "maps")
    return FigureCard(session, "By region", drawn, named="Map")


def show_places(card: FigureCard, session: Session, places: Places) -> None:
    """Sum places up by region; districts become dots, and rows of the table.

    What is known to be somewhere in the country has a row there, too.
    """
    numbers = places.numbers
    card.note(session, partial(_noted, places.unplaced))
    gazetteer, language = session.kit.gazetteer, session.say.language
    regions = [each for each in gazetteer if each.level in REGION_LEVELS]
    figures = [
        Figure(
            key=each.code,
            name=each.labels[language],
            short=short_region(each.labels[language]),
            number=sum(numbers.get(c, 0) for c in gazetteer.with_all_under(each.code)),
        )
        for each in regions
    ]
    figures.sort(key=lambda each: -each.number)
    card.show_figures(figures, [*figures, *_districts(gazetteer, language, numbers)])
    if isinstance(card.chart, RegionMap):
        card.chart.show_districts(numbers)


def _noted(unplaced: int, words: Words) -> str:
    told = words("app", "The map is schematic.")
    if not unplaced:
        return told
    one, many = "{n} case has no place.", "{n} cases have no place."
    more = words.plural("app", one, many, unplaced)
    return f"{told} {more}"


def counted_in(gazetteer: Gazetteer, code: str) -> Filter:
    """What a figure of the map or of its table counted."""
    place = gazetteer.get(code)
    is_region = place is not None and place.level in REGION_LEVELS
    values = gazetteer.with_all_under(code) if is_region else (code,)
    return Filter(key="place", match=Match.UNDER, values=values)


def _districts(
    gazetteer: Gazetteer, language: str, numbers: Mapping[str, int]
) -> list[Figure]:
    known = ((gazetteer.get(code), n) for code, n in numbers.items())
    found = [
        Figure(key=each.code, name=gazetteer.label(each.code, language), number=n)
        for each, n in known
        if each is not None and each.level not in REGION_LEVELS
    ]
    return sorted(found, key=lambda each: (-each.number, each.name))


def short_region(name: str) -> str:
    """What stands in brackets, else the name without the word for its level."""
    if "(" in name:
        return name[name.index("(") + 1 : name.rindex(")")]
    words = (each for each in name.split() if each.lower() not in _WORDS_FOR_LEVELS)
    return " ".join(words)
