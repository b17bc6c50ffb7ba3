"""Long work tells how far it is, and stops when the person asks."""

from collections.abc import Callable, Generator
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Stints: TypeAlias = Generator[None, None, T]
"""Long work that yields wherever others may use the profile, and what came of it.

No transaction is open where it yields: the profile is whole there.
"""

Progress = Callable[[int, int], None]
"""Called with done and total; raising ``Cancelled`` in it stops the work.

With 0 and 0 it is only asked whether to go on.
"""


class Cancelled(Exception):  # noqa: N818  # nothing went wrong
    """The person asked to stop; the transaction is rolled back."""


def silent(_done: int, _total: int) -> None:
    """For work nobody watches."""


def at_once(stints: Stints[T]) -> T:
    """Do long work in one go."""
    while True:
        try:
            next(stints)
        except StopIteration as end:
            done: T = end.value
            return done


def part_of(progress: Progress, before: int, total: int) -> Progress:
    """For one piece of a larger work.

    Args:
        progress: Of the whole.
        before: What was done of it before this piece.
        total: As far as it is known; it may turn out to be more.
    """

    def told(done: int, _of_piece: int) -> None:
        progress(before + done, max(total, before + done))

    return told


class Counting:
    """Tells progress now and then, not at every position."""

    _EVERY = 500

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def expect(self, total: int) -> None:
        """It is known now how many there will be."""
        self._total = total

    def one_more(self) -> None:
        """One more position is done."""
        self._done += 1
        if self._done % self._EVERY == 0:
            self._progress(self._done, max(self._total, self._done))
