"""JSON as our own export writes it: records, their values and their parts.

    {"records": [{"ref": "K7QF-2026-0147", "type": "case", "values": {"title": "..."},
                  "children": [{"ref": null, "type": "act", "values": {...}}]}]}

A value is as ``record show`` has it. A link is the reference of a record, or
``{"part": 2}``, the second of the same record's children. History of the format: the
first programs left links to parts out.
"""

import codecs
from typing import Any, Final

from monitor_desktop.domain.strict_json import strict
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.interchange.documents import Document, Documents

LARGEST_BYTES: Final = 256 * 1024 * 1024
_KEYS: Final = frozenset({"ref", "type", "values"})


def looks_like(data: bytes) -> bool:
    """It begins as a JSON document does; no table of ours or a spreadsheet's does."""
    return data[:64].removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"[")


def parsed(data: bytes, name: str) -> Any:  # noqa: ANN401  # any JSON
    """Read untrusted JSON.

    Raises:
        InputRefusedError: UNREADABLE_FILE, TOO_LARGE.
    """
    if len(data) > LARGEST_BYTES:
        raise InputRefusedError("TOO_LARGE", part="json", reason="table")
    try:
        return strict(data.removeprefix(codecs.BOM_UTF8), part="json")
    except InputRefusedError as error:
        raise unreadable(name) from error


def read(value: object, name: str) -> Documents:
    """The records of a parsed file, all of it as our export writes it.

    Raises:
        InputRefusedError: UNREADABLE_FILE.
    """
    if not isinstance(value, dict) or value.keys() != {"records"}:
        raise unreadable(name)
    found = value["records"]
    if not isinstance(found, list):
        raise unreadable(name)
    return Documents(
        tuple(
            (n, _document(each, name, {"children"})) for n, each in enumerate(found, 1)
        )
    )


def _document(value: object, name: str, more: set[str]) -> Document:
    if not isinstance(value, dict) or value.keys() != _KEYS | more:
        raise unreadable(name)
    ref, kind, values = value["ref"] or "", value["type"], value["values"]
    parts = value.get("children", [])
    if not isinstance(ref, str) or not isinstance(kind, str):
        raise unreadable(name)
    if not isinstance(values, dict) or not isinstance(parts, list):
        raise unreadable(name)
    return Document(
        ref=ref,
        type=kind,
        values=values,
        parts=tuple(_document(each, name, set()) for each in parts),
    )


def unreadable(name: str) -> InputRefusedError:
    """Not JSON, or not as any program writes it that is known here."""
    return InputRefusedError("UNREADABLE_FILE", file=name, reason="json")
