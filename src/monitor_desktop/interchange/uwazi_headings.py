"""Headings of Uwazi's CSV: names of properties, made safe, with a language behind them.

Uwazi finds the property of a column by its heading: letters that are none of a name
become ``_``, capitals small ones; ``__ru`` behind it is the language of the column; the
property of a geolocation ends in ``_geolocation``. It passes over columns that are no
properties. Source: github.com/huridocs/uwazi, ``app/api/csv`` (``entityRow.ts``,
``validateColumns.ts``, ``csvDefinitions.ts``, ``csvExporter.ts``) and its ``safeName``.
"""

import re
from collections.abc import Sequence
from typing import Final

from monitor_desktop.domain.fields import Field, Kind, RecordType

TITLE: Final = "title"
TEMPLATE: Final = "template"
"""In what Uwazi exports, and in ours: the name of the template."""
GEOLOCATION: Final = "_geolocation"
EXPORTED_POINT: Final = "geolocation"
"""What Uwazi exports has one such column, whatever the property is called."""
WORDS: Final = "_words"
"""Ours, beside a date or a geolocation: what was said, where Uwazi cannot hold it."""
REF: Final = "_ref"
"""Ours, beside a relationship: the reference of what its title names."""
_UNSAFE: Final = re.compile(r"[#\\|/*?\"<>=\s:.\[\]%]")
_FIRST: Final = re.compile(r"^[_\-+$|]")
_LANGUAGE: Final = re.compile(r"__([a-z]{2,3})$")


def safe(label: str) -> str:
    """The name of a property from its label, as Uwazi makes it since 2021."""
    return _FIRST.sub("", _UNSAFE.sub("_", label.strip())).lower()


def split(heading: str) -> tuple[str, str]:
    """Name of the property and language; the language may be empty."""
    name = safe(heading)
    found = _LANGUAGE.search(name)
    return (name[: found.start()], found.group(1)) if found else (name, "")


def is_title(field: Field, of: RecordType) -> bool:
    """It is the title of an entity; parts of a record are called by their place."""
    return field.key == of.title and field.kind is Kind.TEXT and of.parent is None


def looks_like(headings: Sequence[str], keys: Sequence[str]) -> bool:
    """These are of Uwazi and of no table of ours: a title, and a mark of Uwazi.

    Args:
        headings: Of a table.
        keys: Of the fields of the type that is asked for: a table that names one of
            them just so, without any mark, is a plain table.
    """
    apart = [split(each) for each in headings]
    if all(name != TITLE for name, _ in apart):
        return False
    marked = any(
        language or name == TEMPLATE or name.endswith(GEOLOCATION)
        for name, language in apart
    )
    return marked or not set(headings) & set(keys)
