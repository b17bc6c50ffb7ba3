"""XML of strangers, read without anything it could do to the reader.

The standard library's expat takes it apart. A document type declaration is refused
where it begins, before any entity is declared: no file of the formats read here has
one, and only there could it ask for other files or for entities that grow. Elements,
their depth and their attributes are counted while they come, so that a small file
cannot make a large tree.
"""

import codecs
from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from monitor_desktop.errors import InputRefusedError
from monitor_desktop.overriding import override

LARGEST_BYTES: Final = 64 * 1024 * 1024
MOST_ELEMENTS: Final = 2_000_000
"""Some 100,000 events with three acts each: with their records some 700 MB."""
DEEPEST: Final = 16
"""The deepest element of an event's part is the sixth."""
_AT_ONCE: Final = 64 * 1024
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class _Refused(Exception):  # noqa: N818  # never leaves this module
    """Why a file is no further read."""


class _Counting(TreeBuilder):
    """A tree that grows only so far."""

    def __init__(self) -> None:
        super().__init__()
        self._elements = 0
        self._depth = 0

    @override
    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._elements += 1 + len(attrs)
        self._depth += 1
        if self._elements > MOST_ELEMENTS or self._depth > DEEPEST:
            raise _Refused("TOO_LARGE")
        return super().start(tag, attrs)

    @override
    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)

    def doctype(self, _name: str, _public: str, _system: str) -> None:
        """Called by the parser where a declaration begins."""
        raise _Refused("doctype")


def looks_like(data: bytes) -> bool:
    """It begins as an XML document does; no table or JSON does."""
    start = data[:64]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\x00", b"").lstrip()[:1] == b"<"


def parsed(data: bytes, name: str) -> Element:
    """Read untrusted XML.

    Args:
        data: All of the file.
        name: What the person knows it by.

    Raises:
        InputRefusedError: UNREADABLE_FILE with the reason: ``xml`` for what is no whole
            XML, ``doctype`` for what declares a document type; TOO_LARGE.
    """
    if len(data) > LARGEST_BYTES:
        raise InputRefusedError("TOO_LARGE", part="xml", reason="xml")
    parser = XMLParser(target=_Counting())  # noqa: S314  # no doctype, and counted
    try:
        for start in range(0, len(data), _AT_ONCE):
            parser.feed(data[start : start + _AT_ONCE])
        return parser.close()
    except _Refused as error:
        if str(error) == "TOO_LARGE":
            raise InputRefusedError("TOO_LARGE", part="xml", reason="xml") from error
        raise unreadable(name, "doctype") from error
    except (ParseError, LookupError, ValueError) as error:
        raise unreadable(name, "xml") from error


def unreadable(name: str, reason: str) -> InputRefusedError:
    """Why nothing of a file is taken."""
    return InputRefusedError("UNREADABLE_FILE", file=name, reason=reason)
