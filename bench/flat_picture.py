"""The picture in docs/performance.md: lists of a thousand to a million cases."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.drawing import rule, words
from bench.figures import Taken

PICTURE: Final = Path(__file__).parents[1] / "docs" / "pictures" / "million.svg"
_SHOWN: Final = {
    "first window": "#1d6f68",
    "window anywhere": "#6b7a8f",
    "term": "#b4552d",
    "place": "#c99a1b",
    "year": "#7a3e9d",
    "term and year": "#a3195b",
    "three letters, of 100 cases": "#8a6d3b",
    "three letters, rare": "#2b6cb0",
    "three letters, common": "#12355b",
    "three letters, every type": "#3f8f3a",
}
_WIDE, _HIGH = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 540, 40, 360
_LIMIT_MS: Final = 50
_LEAST_MS, _MOST_MS = 1, 100


def write(taken: Sequence[Taken]) -> None:
    """Draw the 99th percentile by the number of cases, both by powers of ten."""
    PICTURE.write_text(_drawn(taken), encoding="utf-8")


def _drawn(taken: Sequence[Taken]) -> str:
    parts = [f'<rect width="{_WIDE}" height="{_HIGH}" fill="#ffffff"/>', *_grid()]
    shown = [(what, [t for t in taken if t.what == what]) for what in _SHOWN]
    # Names stand in the order of the lines' ends, as far apart as they need.
    shown.sort(key=lambda each: -each[1][-1].p99)
    y = float(_TOP)
    for what, points in shown:
        places = [(_across(each.count), _down(each.p99 * 1e3)) for each in points]
        y = max(y + 20, places[-1][1])
        parts.append(_line(what, places, y))
    said = "milliseconds of processor time, 99th percentile of 200 draws"
    parts.append(words(_LEFT, _TOP - 16, said, "start"))
    parts.append(words((_LEFT + _RIGHT) / 2, _BOTTOM + 44, "cases", "middle"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}"'
        f' width="{_WIDE}" height="{_HIGH}" role="img">'
        "<title>Lists and search by the number of cases</title>"
        + "".join(parts)
        + "</svg>\n"
    )


def _grid() -> list[str]:
    parts = []
    for ms in (1, 2, 5, 10, 20, 50, 100):
        parts.append(rule(_LEFT, _down(ms), _RIGHT, _down(ms)))
        parts.append(words(_LEFT - 10, _down(ms) + 4, f"{ms}", "end"))
    for power in range(3, 7):
        x = _across(10**power)
        parts.append(rule(x, _TOP, x, _BOTTOM))
        parts.append(words(x, _BOTTOM + 22, f"{10**power:,}", "middle"))
    limit = _down(_LIMIT_MS)
    parts.append(
        f'<path d="M{_LEFT} {limit:.1f}H{_RIGHT}" stroke="#c0392b"'
        ' stroke-width="2" stroke-dasharray="6 4" fill="none"/>'
    )
    return parts


def _line(what: str, places: Sequence[tuple[float, float]], name_y: float) -> str:
    colour = _SHOWN[what]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    end_x, end_y = places[-1]
    lead = f"M{end_x:.1f} {end_y:.1f}L{_RIGHT + 16} {name_y:.1f}"
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
        for x, y in places
    )
    return (
        f'<path d="M{path}" stroke="{colour}" stroke-width="2" fill="none"/>{dots}'
        f'<path d="{lead}" stroke="{colour}" stroke-width="1" fill="none"/>'
        + words(_RIGHT + 20, name_y + 4, what, "start")
    )


def _across(count: float) -> float:
    return _LEFT + (math.log10(count) - 3) / 3 * (_RIGHT - _LEFT)


def _down(ms: float) -> float:
    bounded = min(max(ms, _LEAST_MS), _MOST_MS)
    share = math.log10(bounded / _LEAST_MS) / math.log10(_MOST_MS / _LEAST_MS)
    return _BOTTOM - share * (_BOTTOM - _TOP)
