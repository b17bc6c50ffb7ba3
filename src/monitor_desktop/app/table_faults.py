"""Are the shipped tables there and whole? A stick or a cleaner may have taken some.

What is wrong would else be noticed by whoever opens the form that needs the table.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from monitor_desktop.domain.catalogue import SHIPPED
from monitor_desktop.domain.languages import LANGUAGES

_LISTS: Final = "vocabularies"
_NOTES: Final = "term_notes"
_OWN_LIST: Final = "record_types"
"""Made of the declarations; no file."""
_READ_BY_NAME: Final = frozenset({"yes_no", "date_types", "forum_cautions", "places"})
"""Lists that no field names."""
_TERM: Final = ("code", *LANGUAGES)
_OTHERS: Final = {
    "crosswalks.csv": ("jfj_type", "scheme", "code"),
    "huridocs_numbers.csv": ("vocabulary", "code", "number"),
    "forum_rules.csv": ("forum", "by", "code"),
    "former_places.csv": ("code", *LANGUAGES),
    "deadlines/rules.csv": ("code", "basis", "step", "amount", "unit", "runs_from"),
    "deadlines/days_off.csv": ("day", *LANGUAGES),
}
"""Tables beside the lists, and the columns in which no row may be empty."""


def faults(resources: Path) -> tuple[str, ...]:
    """Files that are missing or damaged, by their place in the resources folder."""
    lists = [f"{_LISTS}/{each}.csv" for each in _names(resources)]
    # Most lists have no notes, and none is missed: of those that are there all is read.
    notes = [f"{_NOTES}/{each.name}" for each in (resources / _NOTES).glob("*.csv")]
    wanted = {**dict.fromkeys([*lists, *notes], _TERM), **_OTHERS}
    return tuple(
        place for place in sorted(wanted) if _is_bad(resources / place, wanted[place])
    )


def _names(resources: Path) -> set[str]:
    """Lists that are wanted, and any other that is there."""
    fields = (each for kind in SHIPPED.types for each in kind.fields)
    named = {each.vocabulary for each in fields if each.vocabulary} - {_OWN_LIST}
    there = {each.stem for each in (resources / _LISTS).glob("*.csv")}
    return named | there | _READ_BY_NAME


def _is_bad(path: Path, filled: tuple[str, ...]) -> bool:
    try:
        text = path.read_bytes().decode("utf-8")
        rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error):
        return True
    # A file that was cut ends within a line.
    cut = not text.endswith("\n") or "\0" in text
    return cut or not rows or any(_row_faults(rows, filled))


def _row_faults(
    rows: Iterable[dict[str | None, str | None]], filled: tuple[str, ...]
) -> Iterator[bool]:
    codes = set()
    for row in rows:
        # A cell too many stands under None; one too few is None.
        yield None in row or None in row.values()
        yield not all(row.get(each) for each in filled)
        codes.add(row.get("code"))
    if "parent" in row:
        yield any(each["parent"] not in {"", *codes} for each in rows)
