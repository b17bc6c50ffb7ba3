"""One table of indicators that a donor report can take, in words of one language."""

from collections.abc import Sequence
from typing import Final

from monitor_desktop.domain.indicators import Figure, Split
from monitor_desktop.i18n import labels
from monitor_desktop.interchange.xlsx_files import Cell
from monitor_desktop.services.counts.spreadsheets import Lines, number

_VOCABULARIES: Final = {
    Split.SEX: "sexes",
    Split.AGE_BAND: "age_bands",
    Split.SETTLEMENT: "settlements",
    Split.DISABILITY: "yes_no",
}
_COLUMNS: Final = (
    ("indicator", "number"),
    ("indicator", "title"),
    ("indicator", "level"),
    ("indicator", "counted_as"),
    ("indicator", "baseline"),
    ("indicator", "target"),
    ("frozen_figure", "value"),
    ("frozen_figure", "numerator"),
    ("frozen_figure", "denominator"),
    ("indicator", "verification"),
)


def lines(reader: labels.Reader, figures: Sequence[Figure]) -> Lines:
    """One table a donor report can take, a row for each indicator."""
    apart = sorted(
        {
            (split, code)
            for each in figures
            for split, counts in each.breakdown.items()
            for code in counts
        }
    )
    columns = [_heading(reader, each) for each in _COLUMNS]
    columns += [split_label(reader, split, code) for split, code in apart]
    rows = [
        [
            *_cells(reader, each),
            *(each.breakdown.get(split, {}).get(code, "") for split, code in apart),
        ]
        for each in figures
    ]
    return [columns, *rows]


def _heading(reader: labels.Reader, column: tuple[str, str]) -> str:
    return labels.field_label(reader.words, *column)


def _cells(reader: labels.Reader, figure: Figure) -> list[Cell]:
    language = reader.words.language
    term = reader.vocabularies
    numbers = (
        figure.baseline,
        figure.target,
        figure.value,
        figure.numerator,
        figure.denominator,
    )
    return [
        figure.number,
        figure.title or figure.ref,
        term["logframe_levels"].label(figure.level, language) if figure.level else "",
        term["indicator_units"].label(figure.unit, language),
        *("" if each is None else number(each) for each in numbers),
        figure.verification,
    ]


def split_label(reader: labels.Reader, split: str, code: str) -> str:
    """``Sex: Female``; what nobody knows is said to be unknown."""
    language = reader.words.language
    name = reader.vocabularies["disaggregations"].label(split, language)
    if not code:
        return f"{name}: {reader.vocabularies['sexes'].label('unknown', language)}"
    if split == Split.REGION:
        return f"{name}: {reader.gazetteer.label(code, language)}"
    if split == Split.QUARTER:
        year, quarter = code.split("-Q")
        return reader.words("labels", "count.quarter", number=quarter, year=year)
    vocabulary = reader.vocabularies[_VOCABULARIES[Split(split)]]
    return f"{name}: {vocabulary.label(code, language)}"
