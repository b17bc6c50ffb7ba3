"""Long work tells how far it is, and stops when the person asks."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with done and total; raising ``Cancelled`` in it stops the work."""


class Cancelled(Exception):  # noqa: N818  # nothing went wrong
    """The person asked to stop; the transaction is rolled back."""


def silent(_done: int, _total: int) -> None:
    """For work nobody watches."""
