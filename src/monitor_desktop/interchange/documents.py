"""Records as files of whole records hold them: values, parts, and links among parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain.operations import JsonValue, encode

PART: Final = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One record in a file.

    Attributes:
        ref: Its reference where it was exported; empty without one. Of a part, what
            another program calls it.
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
    """Every record of a file.

    Attributes:
        records: Each with its number, from 1.
        beside: Types whose records come with those that are asked for.
        titles: Where links may be titles: for a type and a reference the title of
            what is called so. What a link leads to and is nowhere is made.
        must_be_here: Only parts come: what they are parts of is here already.
        links_left: Headings of links to parts that are not taken in.
    """

    records: tuple[tuple[int, Document], ...]
    beside: frozenset[str] = frozenset()
    titles: Mapping[tuple[str, str], str] | None = None
    must_be_here: bool = False
    links_left: tuple[str, ...] = ()


def part_of(value: JsonValue) -> int:
    """The number of the part that a link names, from 1; 0 where it names none."""
    if isinstance(value, dict) and value.keys() == {PART}:
        number = value[PART]
        return number if type(number) is int and number > 0 else 0
    return 0
