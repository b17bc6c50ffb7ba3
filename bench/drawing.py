"""The picture in docs/performance.md: what a merge costs, by its size."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

PICTURE: Final = Path(__file__).parents[1] / "docs" / "pictures" / "merge-cost.svg"
_WIDE, _HIGH = 640, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 590, 40, 340
_FIRST, _LAST = 3, 6
"""Powers of ten of the smallest and the largest size."""
_INK, _RULE, _LINE = "#1f2a37", "#d5dbe3", "#1d6f68"
_STYLE = f'font-family="sans-serif" font-size="13" fill="{_INK}"'


def write(points: Sequence[tuple[int, float]]) -> None:
    """Draw size against seconds, both by powers of ten: a straight line is linear.

    Args:
        points: Operations, and processor seconds of merging them.
    """
    PICTURE.write_text(_drawn(points), encoding="utf-8")


def _drawn(points: Sequence[tuple[int, float]]) -> str:
    lowest = math.floor(math.log10(min(spent for _, spent in points)))
    highest = math.ceil(math.log10(max(spent for _, spent in points)))

    def across(count: float) -> float:
        share = (math.log10(count) - _FIRST) / (_LAST - _FIRST)
        return _LEFT + share * (_RIGHT - _LEFT)

    def down(spent: float) -> float:
        share = (math.log10(spent) - lowest) / (highest - lowest)
        return _BOTTOM - share * (_BOTTOM - _TOP)

    parts = [f'<rect width="{_WIDE}" height="{_HIGH}" fill="#ffffff"/>']
    for power in range(lowest, highest + 1):
        y = down(10**power)
        parts.append(rule(_LEFT, y, _RIGHT, y))
        parts.append(words(_LEFT - 10, y + 4, f"{10.0**power:,g} s", "end"))
    for power in range(_FIRST, _LAST + 1):
        x = across(10**power)
        parts.append(rule(x, _TOP, x, _BOTTOM))
        parts.append(words(x, _BOTTOM + 22, f"{10**power:,}", "middle"))
    each = points[-1][1] / points[-1][0]
    parts.append(
        f'<path d="M{across(10**_FIRST):.1f} {down(each * 10**_FIRST):.1f}'
        f'L{across(10**_LAST):.1f} {down(each * 10**_LAST):.1f}"'
        f' stroke="{_LINE}" stroke-width="2" stroke-dasharray="2 5" fill="none"/>'
    )
    parts.extend(
        f'<circle cx="{across(count):.1f}" cy="{down(spent):.1f}" r="5"'
        f' fill="{_LINE}"><title>{count:,}: {spent:.3g} s</title></circle>'
        for count, spent in points
    )
    middle = (_LEFT + _RIGHT) / 2
    said = f"dots: measured; dashes: {each * 1e6:.0f} µs for each, whatever the size"
    parts.append(words(middle, _BOTTOM + 46, "operations merged", "middle"))
    parts.append(words(middle, _TOP - 16, said, "middle"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}"'
        f' width="{_WIDE}" height="{_HIGH}" role="img">'
        "<title>Processor time of a merge by its size</title>"
        + "".join(parts)
        + "</svg>\n"
    )


def rule(x1: float, y1: float, x2: float, y2: float) -> str:
    """A thin line of the grid."""
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{_RULE}"/>'


def words(x: float, y: float, said: str, anchor: str) -> str:
    """A word of the picture."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {_STYLE}>{said}</text>'
    )
