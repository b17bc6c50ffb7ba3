"""Submissions of KoBoToolbox (or ODK) as JSON, as rows of a table.

What the API answers (``{"results": [...]}``) or a plain list of submissions. A column
is ``group/question``; each item of a repeat has its cells under ``repeat/question#2``,
``#3`` and so on, counted over all repeats of a submission, so that each makes a part of
its own. Sources: support.kobotoolbox.org, "Export and download your data"; the keys of
a submission that begin with ``_`` are KoBo's own.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from monitor_desktop.domain.operations import encode
from monitor_desktop.interchange.csv_files import LONGEST_CELL, Table
from monitor_desktop.interchange.json_files import unreadable

IDENTITY: Final = "_uuid"
_OF_THE_SERVER: Final = frozenset(
    {
        "formhub/uuid", "__version__", "_xform_id_string", "_bamboo_dataset_id",
        "_status", "meta/instanceID", "meta/rootUuid", "_validation_status",
        "_attachments/download_url",
    }
)  # fmt: skip
"""Says nothing of what was asked or answered."""
_FIRST_PART: Final = 2
"""Cells outside every repeat make part 1."""
_MOST_PARTS: Final = 10_000


def looks_like(value: object) -> bool:
    """A parsed file holds submissions, and not what our own export wrote."""
    found = _submissions(value)
    return bool(found) and all(
        isinstance(each, dict) and IDENTITY in each for each in found
    )


def _submissions(value: object) -> list[Any]:
    found = value.get("results") if isinstance(value, dict) else value
    return found if isinstance(found, list) else []


def read(value: object, name: str) -> Table:
    """The submissions of a parsed file.

    Raises:
        InputRefusedError: UNREADABLE_FILE.
    """
    rows = [_row(each, name) for each in _submissions(value)]
    columns = dict.fromkeys(heading_of(each) for row in rows for each in row)
    numbered = tuple(enumerate(rows, 1))
    return Table(tuple(columns), numbered, identity=(IDENTITY,), split=" ")


def heading_of(cell: str) -> str:
    """The column of a cell: of one in a repeat without its number."""
    heading, mark, number = cell.rpartition("#")
    return heading if mark and heading and number.isdecimal() else cell


def _row(submission: Mapping[str, object], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    number = _FIRST_PART
    for key, value in submission.items():
        if key in _OF_THE_SERVER:
            continue
        if not _is_repeat(key, value):
            _put(found, key, value)
            continue
        for item in _items(value):
            for inner, cell in _flat(item):
                _put(found, f"{inner}#{number}", cell)
            number += 1
    too_long = any(len(each) > LONGEST_CELL for each in found.values())
    if number > _MOST_PARTS or too_long:
        raise unreadable(name)
    return found


def _is_repeat(key: str, value: object) -> bool:
    return not key.startswith("_") and bool(_items(value))


def _items(value: object) -> list[dict[str, object]]:
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return value
    return []


def _flat(item: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Answers of one item; those of a repeat within it stand one behind the other."""
    for key, value in item.items():
        inner = _items(value)
        if inner:
            for each in inner:
                yield from _flat(each)
        else:
            yield key, value


def _put(cells: dict[str, str], key: str, value: object) -> None:
    text = _text(value)
    if text:
        before = cells.get(key)
        cells[key] = f"{before}; {text}" if before else text


def _text(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return str(value).strip()
        case list():
            return " ".join(each for each in map(_text, value) if each)
        case dict():
            named = value.get("media_file_basename") or value.get("filename")
            found = named or (encode(value).decode() if value else "")
            return _text(found)
    return ""
