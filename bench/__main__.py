"""`./run bench`: a table of ratios; `--quick` takes a tenth of the cases.

`--million` measures lists of a thousand to a million cases, also in a window, and
nothing else, and draws docs/pictures/million.svg; `--long` takes a hundred bundles, a
million changes and 2 GiB attached, in half an hour, and draws
docs/pictures/merge-cost.svg.
"""

import sys
from collections.abc import Callable

from bench import (
    asking,
    attaching,
    exchanging,
    lists,
    memory,
    merging,
    opening,
    people,
    printing,
    saving,
    sealing,
    starting,
    windows,
)
from bench.figures import Figure
from monitor_desktop.app import wiring

CASES = 100_000


def main(arguments: list[str]) -> int:
    """Print the table; 1 when a limit was missed."""
    count = CASES // 10 if "--quick" in arguments else CASES
    long = "--long" in arguments
    measurements: list[Callable[[], list[Figure]]] = [
        saving.measure,
        merging.measure,
        lambda: exchanging.measure(long=long),
        sealing.measure,
        lambda: lists.measure(count),
        lambda: people.measure(count),
        starting.measure,
        lambda: opening.measure(count),
        printing.measure,
        lambda: attaching.measure(long=long),
        lambda: memory.measure(count),
    ]
    if "--million" in arguments:
        measurements = [
            asking.measure,
            asking.counted,
            windows.measure,
        ]
    wiring.collect_seldom()  # as the program does when it starts
    print("| what | ours | limit or peer | ratio | allowed | holds |")
    print("|---|---|---|---|---|---|")
    missed = False
    for measure in measurements:
        for figure in measure():
            print(figure.line(), flush=True)
            missed |= not figure.holds
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
