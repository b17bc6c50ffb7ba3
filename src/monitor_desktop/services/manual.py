"""The manual that is shipped: chapters of plain text in each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from monitor_desktop.services.kit import Kit

CHAPTERS: Final = (
    "first_steps", "entering", "evidence", "consent", "exchange", "conflicts",
    "requests", "printing", "lock", "backup", "coordinators",
)  # fmt: skip
"""In the order of the book; a file ``<chapter>.md`` in each language."""
_MARKS: Final = {"# ": "title", "## ": "heading", "- ": "item"}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a chapter.

    Attributes:
        kind: title, heading, item, step or text.
        text: Plain text; nothing in it is markup.
        number: Of a step, from 1; else 0.
    """

    kind: str
    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its key, its title and what stands under it."""

    key: str
    title: str
    blocks: tuple[Block, ...]


def chapters(kit: Kit, language: str) -> tuple[Chapter, ...]:
    """Every chapter in a language."""
    folder = kit.resources / "manual" / language
    return tuple(_read(folder / f"{key}.md", key) for key in CHAPTERS)


def _read(path: Path, key: str) -> Chapter:
    first, *rest = blocks(path.read_text(encoding="utf-8"))
    return Chapter(key, first.text, tuple(rest))


def blocks(text: str) -> Iterator[Block]:
    """Headings, items, numbered steps and paragraphs.

    A heading is one line, a paragraph the lines up to an empty one; an item or a step
    goes on in lines that are indented. There are no other marks, so no text can become
    one by accident.
    """
    for part in _parts(text):
        line = " ".join(each.strip() for each in part.splitlines())
        mark = next((each for each in _MARKS if line.startswith(each)), "")
        number, dot, step = line.partition(". ")
        if mark:
            yield Block(_MARKS[mark], line.removeprefix(mark))
        elif dot and number.isdecimal():
            yield Block("step", step, int(number))
        else:
            yield Block("text", line)


def _parts(text: str) -> Iterator[str]:
    gathered: list[str] = []
    for line in [*text.splitlines(), ""]:
        begins = not line.startswith(" ") and _begins(line)
        ends = gathered[:1] and gathered[0].startswith("#")
        if gathered and (not line.strip() or begins or ends):
            yield "\n".join(gathered)
            gathered = []
        if line.strip():
            gathered.append(line)


def _begins(line: str) -> bool:
    number, dot, _ = line.partition(". ")
    return line.startswith(tuple(_MARKS)) or (bool(dot) and number.isdecimal())
