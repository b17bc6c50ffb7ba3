"""QR symbols: as modules for a screen, as a drawing for paper."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import segno

Modules = tuple[tuple[bool, ...], ...]
"""Rows of modules, dark ones True."""

QUIET_ZONE_MODULES = 4
"""ISO/IEC 18004: light modules that belong round a symbol."""
_MASK: Final = 2
"""ISO/IEC 18004 would have all eight tried for the evenest pattern, which costs as much
as setting a page; our codes look random under any, and every reader reads all."""
_DARK: Final = re.compile(rb"\x01+")


def modules(text: str) -> Modules:
    """A QR symbol of a text with its quiet zone; never a Micro QR."""
    drawn = segno.make_qr(text, error="m")
    return tuple(
        tuple(bool(each) for each in line)
        for line in drawn.matrix_iter(border=QUIET_ZONE_MODULES)
    )


@lru_cache(maxsize=256)
def drawing(text: str) -> str:
    """A QR symbol as SVG; never a Micro QR, which most telephones cannot read.

    Kept, for a sheet is looked at before it is printed.
    """
    rows = segno.make_qr(text, mask=_MASK).matrix
    side = len(rows) + 2 * QUIET_ZONE_MODULES
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}">'
        f'<path stroke="#000" d="{"".join(_strokes(rows))}"/></svg>'
    )


def _strokes(rows: tuple[bytearray, ...]) -> Iterator[str]:
    """A stroke for each run of dark modules, one module wide."""
    for number, row in enumerate(rows, QUIET_ZONE_MODULES):
        for run in _DARK.finditer(row):
            first, end = run.span()
            yield f"M{first + QUIET_ZONE_MODULES} {number}.5h{end - first}"
