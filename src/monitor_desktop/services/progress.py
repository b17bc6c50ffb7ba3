"""Long work tells how far it is, and stops when the person asks."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with done and total; raising ``Cancelled`` in it stops the work."""


class Cancelled(Exception):  # noqa: N818  # nothing went wrong
    """The person asked to stop; the transaction is rolled back."""


def silent(_done: int, _total: int) -> None:
    """For work nobody watches."""


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
