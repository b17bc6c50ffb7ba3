"""JSON as our own export writes it: records, their values and their parts.

    {"records": [{"ref": "K7QF-2026-0147", "type": "case", "values": {"title": "..."},
                  "children": [{"ref": null, "type": "act", "values": {...}}]}]}

A value is as ``record show`` has it. A link is the reference of a record, or
``{"part": 2}``, the second of the same record's children. History of the format: the
first programs left links to parts out.
"""

import codecs
from dataclasses import dataclass
from typing import Any, Final

from monitor_desktop.domain.operations import JsonValue, encode
from monitor_desktop.domain.strict_json import strict
from monitor_desktop.errors import InputRefusedError

LARGEST_BYTES: Final = 256 * 1024 * 1024
PART: Final = "part"
_KEYS: Final = frozenset({"ref", "type", "values"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One record in a file.

    Attributes:
        ref: Its reference where it was exported; empty without one.
        type: Key of its type.
        values: By the key of the field.
        parts: Its children, in their order.
    """

    ref: str
    type: str
    values: dict[str, JsonValue]
    parts: tuple["Document", ...] = ()

    @property
    def content(self) -> str:
        """All that it says but links to other parts, the same for the same content."""
        plain = {key: each for key, each in self.values.items() if not part_of(each)}
        return encode([plain, [each.content for each in self.parts]]).decode()


@dataclass(frozen=True, slots=True)
class Documents:
    """Every record of a file, numbered from 1."""

    records: tuple[tuple[int, Document], ...]


def part_of(value: JsonValue) -> int:
    """The number of the part that a link names, from 1; 0 where it names none."""
    if isinstance(value, dict) and value.keys() == {PART}:
        number = value[PART]
        return number if type(number) is int and number > 0 else 0
    return 0


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
