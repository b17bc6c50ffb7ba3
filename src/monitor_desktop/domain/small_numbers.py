"""Small numbers left out of a table, so that none can be worked out from the others.

A number that is left out is no secret where its row or column shows the rest; nor where
two of them come to two together, since nothing that is left out is nothing. So others
go with it, until what is shown allows more than one value for each small number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

Grid = Sequence[Sequence[int]]
"""Rows of numbers, the last one of totals; with several columns the last one too."""
Cell = tuple[int, int]
_Node = tuple[str, int]
_Ways = dict[_Node, Counter[_Node]]
_LEAST_TO_SHRINK: Final = 2
"""What is left out is at least one: a one among it cannot be smaller than it is."""


def left_out(grid: Grid, least: int) -> set[Cell]:
    """The cells to leave out.

    Args:
        grid: The numbers with their totals.
        least: The smallest number that may be shown.
    """
    small = [each for each in _cells(grid) if 0 < _number(grid, each) < least]
    hidden = set(small)
    _hide_beside_lonely(grid, hidden)
    ways = _ways(grid, hidden)
    # Whoever is safe stays so when more is left out: one look at each is enough.
    for cell in small:
        while not _is_safe(grid, ways, cell):
            shown = [e for e in _cells(grid) if e not in hidden and _number(grid, e)]
            if not shown:
                break
            near = [each for each in shown if each[0] == cell[0] or each[1] == cell[1]]
            hidden.add(_smallest(grid, near or shown))
            _hide_beside_lonely(grid, hidden)
            ways = _ways(grid, hidden)
    return hidden


def _cells(grid: Grid) -> Iterator[Cell]:
    for down, line in enumerate(grid):
        for across in range(len(line)):
            yield down, across


def _number(grid: Grid, cell: Cell) -> int:
    return grid[cell[0]][cell[1]]


def _smallest(grid: Grid, cells: Iterable[Cell]) -> Cell:
    return min(cells, key=lambda each: (_number(grid, each), each))


def _hide_beside_lonely(grid: Grid, hidden: set[Cell]) -> None:
    """The next smallest goes with each that is alone in its line, until none is."""
    while lonely := _lonely(grid, hidden):
        hidden.add(lonely)


def _lonely(grid: Grid, hidden: set[Cell]) -> Cell | None:
    """The number that has to go with one that is hidden alone in its line, if any."""
    height, width = len(grid), len(grid[0])
    lines: list[list[Cell]] = [
        *([(down, across) for across in range(width)] for down in range(height)),
        *([(down, across) for down in range(height)] for across in range(width)),
    ]
    for line in lines:
        alone = len(hidden.intersection(line)) == 1
        left = [each for each in line if each not in hidden and _number(grid, each)]
        if alone and left:
            return _smallest(grid, left)
    return None


def _is_safe(grid: Grid, ways: _Ways, cell: Cell) -> bool:
    """Another number could stand there, and every line still add up.

    Lines are the nodes of a graph, hidden cells its edges: to raise a number in a line,
    another of the line is lowered, and so on round a circle back to the first.
    """
    row, column = _row(grid, cell), ("column", cell[1])
    may_rise, may_fall = _may(grid, cell)
    # A circle through the cell and straight back is none.
    back, on = int(may_fall), int(may_rise)
    return (may_rise and _leads(ways, column, row, back)) or (
        may_fall and _leads(ways, row, column, on)
    )


def _row(grid: Grid, cell: Cell) -> _Node:
    # With one column there is no total across: all rows hang together by the column.
    return ("row", cell[0] if len(grid[0]) > 1 else 0)


def _may(grid: Grid, cell: Cell) -> tuple[bool, bool]:
    """Whether its line may gain by the cell, and lose; a total counts the other way."""
    down, across = cell
    width = len(grid[0])
    is_total = (down == len(grid) - 1) != (width > 1 and across == width - 1)
    shrinks = _number(grid, cell) >= _LEAST_TO_SHRINK
    return (shrinks, True) if is_total else (True, shrinks)


def _ways(grid: Grid, hidden: Iterable[Cell]) -> _Ways:
    """From each line to those that can make good what it gains or loses."""
    ways: _Ways = defaultdict(Counter)
    for cell in hidden:
        row, column = _row(grid, cell), ("column", cell[1])
        may_rise, may_fall = _may(grid, cell)
        ways[row][column] += may_rise
        ways[column][row] += may_fall
    return ways


def _leads(ways: _Ways, start: _Node, end: _Node, without: int) -> bool:
    """A way from one line to another, the first so many straight ones left out."""
    if ways[start][end] > without:
        return True
    met, waiting = {start, end}, [start]
    while waiting:
        now = waiting.pop()
        for each, many in ways[now].items():
            if many and each == end and now != start:
                return True
            if many and each not in met:
                met.add(each)
                waiting.append(each)
    return False
