"""What may stand in a column, by its kind: so wide it is, whatever is in sight."""

from collections.abc import Iterator
from typing import Final

from monitor_desktop.domain.fields import Field, Kind
from monitor_desktop.i18n.date_texts import brief
from monitor_desktop.i18n.labels import Reader
from monitor_desktop.ui.lists.chips import is_state

_DATES: Final = (
    *(f"2028-{month:02}~" for month in range(1, 13)),
    *(f"2028-{season}" for season in range(21, 25)),
    "2028-11-28~",
    "2028-11-28/2028-12-12",
    "[2028-06,2028-07]",
)
"""What dates are mostly: longer ones are met seldom, and cut."""
_TERMS: Final = frozenset({Kind.CHOICE, Kind.YES_NO})


def is_settled(field: Field) -> bool:
    """It holds short things: there is always room for whatever they are."""
    return field.kind in {Kind.PARTIAL_DATE, Kind.YES_NO} or is_state(field)


def texts_of(reader: Reader, field: Field) -> Iterator[str]:
    """The longest texts that its column may hold; none where nobody knows."""
    language = reader.words.language
    if field.kind is Kind.PARTIAL_DATE:
        yield from (brief(each, language) for each in _DATES)
    elif field.kind in _TERMS:
        terms = reader.vocabularies[field.vocabulary or "yes_no"]
        yield from (each.labels[language] for each in terms)
    elif field.kind is Kind.PLACE:
        places = reader.gazetteer
        yield from (places.label(each.code, language) for each in places)
