"""What a printed sheet says of itself, so that it can be checked against the store.

The code stands on every page and in the QR symbol; the file carries it with what is
needed to make the same file again. It is a digest of what was disclosed and of nothing
else: a value that was withheld cannot be guessed from it.
"""

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Final
from urllib.parse import quote, unquote

from monitor_desktop.crypto.digests import sha256
from monitor_desktop.crypto.recovery_codes import ALPHABET
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record, RecordTree

CODE_LETTERS: Final = 20
"""100 bits: short enough to be typed, too long to be hit by chance."""
_GROUP: Final = 4
_BITS_PER_LETTER: Final = 5
_MARK: Final = "MDSHEET1"
_SEPARATOR: Final = "|"
_KEYWORD: Final = re.compile(rf"{_MARK}\|[^<>,;)]*".encode())
_ALIKE: Final = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """From what a sheet was made.

    Attributes:
        document: Key of the kind of document.
        reference: Reference number of the record.
        level: For whom.
        languages: Of the sheet; several stand side by side.
        printed_on: ISO day.
        watermark: Message of the catalogue, or empty.
        code: Digest of what was disclosed.
        body: The one body it is for, or empty.
    """

    document: str
    reference: str
    level: Level
    languages: tuple[str, ...]
    printed_on: str
    watermark: str
    code: str
    body: str = ""

    def written(self) -> str:
        """As it stands in the file."""
        parts = (
            self.document,
            self.reference,
            str(self.level),
            "+".join(self.languages),
            self.printed_on,
            self.watermark,
            self.code,
            *([self.body] if self.body else []),
        )
        return _SEPARATOR.join((_MARK, *(quote(each, safe="+") for each in parts)))


def content_code(level: Level, tree: RecordTree) -> str:
    """Digest of what a record discloses at a level: five groups of four letters.

    Args:
        level: For whom.
        tree: Already disclosed.
    """
    said: JsonValue = {
        "level": str(level),
        "record": _plain(tree.record),
        "parts": [_plain(each) for each in tree.children],
        "linked": {key: _plain(each) for key, each in tree.linked.items()},
    }
    text = json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    digest = int.from_bytes(sha256(text.encode("ascii")), "big")
    number = digest >> 256 - CODE_LETTERS * _BITS_PER_LETTER
    return grouped(
        "".join(
            ALPHABET[number >> place * _BITS_PER_LETTER & 31]
            for place in reversed(range(CODE_LETTERS))
        )
    )


def typed_code(text: str) -> str:
    """A code as it is printed, from what a person typed off the paper."""
    letters = "".join(each for each in text.upper() if each.isalnum())
    return grouped(letters.translate(_ALIKE))


def grouped(letters: str) -> str:
    """Groups of four letters."""
    starts = range(0, len(letters), _GROUP)
    return "-".join(letters[start : start + _GROUP] for start in starts)


def origins_in(pdf: bytes) -> tuple[Origin, ...]:
    """What a file says its sheets were made from; damaged words are passed over."""
    found = (_origin(each.decode("ascii", "replace")) for each in _keywords(pdf))
    return tuple(each for each in found if each is not None)


def _keywords(pdf: bytes) -> list[bytes]:
    """Each once, though a file names its keywords in more than one place."""
    return list(dict.fromkeys(each.strip() for each in _KEYWORD.findall(pdf)))


def _origin(keyword: str) -> Origin | None:
    parts = [unquote(unescape(each)) for each in keyword.split(_SEPARATOR)]
    try:
        _mark, document, reference, level, languages, day, watermark, code, *body = (
            parts
        )
        return Origin(
            document=document,
            reference=reference,
            level=Level(level),
            languages=tuple(languages.split("+")),
            printed_on=day,
            watermark=watermark,
            code=code,
            body=body[0] if body else "",
        )
    except ValueError:
        return None


def _plain(record: Record) -> JsonValue:
    return {"type": record.type, "ref": record.ref, "values": dict(record.values)}
