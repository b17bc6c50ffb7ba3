"""One measured figure and its limit, and how to take medians of interleaved runs."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured.

    Attributes:
        what: In words.
        ours: Seconds, or megabytes.
        limit: The same of the limit or peer.
        most: Largest ratio allowed.
    """

    what: str
    ours: float
    limit: float
    most: float

    @property
    def ratio(self) -> float:
        """Ours over the limit."""
        return self.ours / self.limit

    @property
    def holds(self) -> bool:
        """Within what is allowed."""
        return self.ratio <= self.most

    def line(self) -> str:
        """A row of the table."""
        verdict = "yes" if self.holds else "NO"
        return (
            f"| {self.what} | {self.ours:.4g} | {self.limit:.4g} |"
            f" {self.ratio:.2f} | {self.most:.2f} | {verdict} |"
        )


class Taken(NamedTuple):
    """How long one thing took among so many cases, in seconds of processor time."""

    what: str
    count: int
    middle: float
    p99: float


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time of one run, which a busy machine hardly lengthens."""
    started = time.process_time()
    work()
    return time.process_time() - started


def interleaved(
    ours: Callable[[], object], peer: Callable[[], object], *, runs: int
) -> tuple[float, float]:
    """Medians of runs that take turns, so that a busy machine slows both."""
    pairs = [(seconds(ours), seconds(peer)) for _ in range(runs)]
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second)
