"""The hybrid clock: orders what is shown, never decides what is kept."""

from typing import Final

MAX_LEAD_US: Final = 24 * 60 * 60 * 1_000_000
"""A received clock moves the local one at most this far ahead of the wall clock."""


def next_clock_us(now_us: int, last_us: int) -> int:
    """The clock of the next local operation: the wall clock, but always later."""
    return max(now_us, last_us + 1)


def met_clock_us(now_us: int, last_us: int, seen_us: int) -> int:
    """The local clock after meeting an operation stamped ``seen_us``.

    A laptop set to another year must not drag everybody's clock along, so what it
    claims is followed only up to a day ahead.
    """
    return max(last_us, min(seen_us, now_us + MAX_LEAD_US))


def is_far_ahead(now_us: int, seen_us: int) -> bool:
    """An operation claims to come from more than a day ahead."""
    return seen_us > now_us + MAX_LEAD_US
