"""Receipts: how far a record has come on its way to the hub."""

from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple

from monitor_desktop.domain.acks import Ack


class Delivery(StrEnum):
    """Where the edits of a record are, judged by the one that came least far."""

    ONLY_HERE = "only_here"
    """Something of it was never sent."""
    SENT = "sent"
    """All that may go is in bundles, and not all of it is acknowledged."""
    ARRIVED = "arrived"
    """The hub said that it holds all that may go."""


class _Way(IntEnum):
    HERE = 0
    ON_ITS_WAY = 1
    THERE = 2


_STATES: Final = {
    _Way.HERE: Delivery.ONLY_HERE,
    _Way.ON_ITS_WAY: Delivery.SENT,
    _Way.THERE: Delivery.ARRIVED,
}


class Belief(NamedTuple):
    """What is known of one hub.

    Attributes:
        ack: What it said that it holds.
        sent: What it will hold when every bundle made for it has been read.
    """

    ack: Ack
    sent: Ack


Position = tuple[str, int]
"""Device id and position in its journal."""


def delivery(positions: Iterable[Position], hubs: Iterable[Belief]) -> Delivery:
    """The state of a record, at the hub that is ahead of the others.

    What stays behind by the rules of disclosure is not waited for; a record of which
    nothing may go is only here.
    """
    known = list(positions)
    states = [_at(known, each) for each in hubs]
    return _STATES[max(states, default=_Way.HERE)]


def _at(positions: Sequence[Position], hub: Belief) -> _Way:
    ways = [_way(hub, *each) for each in positions]
    return min((each for each in ways if each is not None), default=_Way.HERE)


def _way(hub: Belief, device: str, n: int) -> _Way | None:
    """Where one position is; None where it went as a leaf, without its value."""
    for said, way in ((hub.ack, _Way.THERE), (hub.sent, _Way.ON_ITS_WAY)):
        if n <= said.size_of(device):
            return None if said.lacks(device, n) else way
    return _Way.HERE
