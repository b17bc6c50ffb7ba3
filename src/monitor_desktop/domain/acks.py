"""Acknowledgements: how far an installation holds each device's journal."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from monitor_desktop.domain.operations import LARGEST_POSITION, JsonValue
from monitor_desktop.errors import InputRefusedError

Known = tuple[int, str]
"""Size of a journal and its root, hexadecimal."""
Range = tuple[int, int]
"""First and last position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """What an installation held when it last spoke.

    Attributes:
        own: Its own position then. The ack of the highest own position counts, even
            when it knows less than an earlier one: that profile was restored.
        known: For each device the size and root held.
        sides: The same of further branches, for devices with more than one history.
        wanted: For each device the positions held without their values.
        lacking: For the SHA-256 of each attachment whose record is held and whose file
            is not, the stretches missing: first byte, and the byte behind the last.
    """

    own: int = 0
    known: Mapping[str, Known] = field(default_factory=dict)
    wanted: Mapping[str, Sequence[Range]] = field(default_factory=dict)
    lacking: Mapping[str, Sequence[Range]] = field(default_factory=dict)
    sides: Mapping[str, Sequence[Known]] = field(default_factory=dict)

    def heads_of(self, device: str) -> Sequence[Known]:
        """Size and root of every branch held of a device's journal."""
        main = self.known.get(device)
        return (*((main,) if main else ()), *self.sides.get(device, ()))

    def size_of(self, device: str) -> int:
        """How much of a device's journal is held; 0 when it was never met."""
        return self.known.get(device, (0, ""))[0]

    def lacks(self, device: str, n: int) -> bool:
        """A position that is known by its leaf alone."""
        found = self.wanted.get(device, ())
        # By halves: a record that is withheld here and there makes thousands of them.
        place = bisect_right(found, n, key=_first) - 1
        return place >= 0 and n <= found[place][1]

    def with_part(
        self, device: str, start: int, known: Known, lacking: Sequence[int]
    ) -> "Ack":
        """What is held once a stretch of a journal has been read.

        Args:
            device: Whose journal.
            start: Positions that stand before the stretch.
            known: Size and root at its end.
            lacking: Positions in it that go as a leaf, in order.
        """
        before = [
            (first, min(last, start))
            for first, last in self.wanted.get(device, ())
            if first <= start
        ]
        wanted = {**self.wanted, device: [*before, *ranges(lacking)]}
        if not wanted[device]:
            del wanted[device]
        newer = {**self.known, device: known}
        return Ack(own=self.own, known=newer, wanted=wanted, sides=self.sides)

    def with_sides(self, device: str, heads: Sequence[Known]) -> "Ack":
        """What is held of a device's further histories."""
        return replace(self, sides={**self.sides, device: heads})

    def falls_behind(self, earlier: "Ack") -> bool:
        """It knows less of a journal than it said before: that profile was restored."""
        return any(
            size > self.size_of(each) for each, (size, _) in earlier.known.items()
        )

    @classmethod
    def of_all(
        cls, acks: Sequence["Ack"], forked: Mapping[str, Sequence[Known]]
    ) -> "Ack":
        """What several installations under one id all hold, by what each of them said.

        Args:
            acks: At least one.
            forked: For each device with more than one history how much all of them
                hold of each. There the smaller size may be on another history than the
                larger, so whoever knows the histories has to say.
        """
        if len(acks) == 1:
            return acks[0]
        met = set.intersection(*(set(each.known) for each in acks))
        heads = {device: [min(each.known[device] for each in acks)] for device in met}
        heads |= {device: list(found) for device, found in forked.items()}
        return cls(
            own=max(each.own for each in acks),
            known={device: found[0] for device, found in heads.items() if found},
            sides={device: found[1:] for device, found in heads.items() if found[1:]},
            wanted=_united([each.wanted for each in acks]),
            lacking=_united([each.lacking for each in acks]),
        )

    def to_json(self) -> JsonValue:
        """As it stands in a manifest."""
        return {
            "own": self.own,
            "known": {device: list(each) for device, each in self.known.items()},
            "wanted": {
                device: [list(each) for each in ranges]
                for device, ranges in self.wanted.items()
            },
            "lacking": {
                sha256: [list(each) for each in stretches]
                for sha256, stretches in self.lacking.items()
            },
            "sides": {
                device: [list(each) for each in heads]
                for device, heads in self.sides.items()
            },
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Ack":
        """Read what ``to_json`` wrote, from untrusted bytes.

        Raises:
            InputRefusedError: DAMAGED.
        """
        try:
            return cls(
                own=_position(value["own"]),
                known={
                    str(device): (_position(size), str(root))
                    for device, (size, root) in value["known"].items()
                },
                wanted={
                    str(device): sorted((_position(a), _position(b)) for a, b in ranges)
                    for device, ranges in value["wanted"].items()
                },
                # The first programs of this format knew of no attachments.
                lacking={
                    str(sha256): [(_position(a), _position(b)) for a, b in stretches]
                    for sha256, stretches in value.get("lacking", {}).items()
                },
                sides={
                    str(device): [(_position(size), str(root)) for size, root in heads]
                    for device, heads in value.get("sides", {}).items()
                },
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise InputRefusedError("DAMAGED", part="ack") from error


def _united(several: Sequence[Mapping[str, Sequence[Range]]]) -> dict[str, list[Range]]:
    """What any of them lacks, in order and without overlaps."""
    found: dict[str, list[Range]] = {}
    for key in sorted({key for each in several for key in each}):
        united = found.setdefault(key, [])
        for first, last in sorted(r for each in several for r in each.get(key, ())):
            if united and first <= united[-1][1]:
                united[-1] = (united[-1][0], max(united[-1][1], last))
            else:
                united.append((first, last))
    return found


def _first(span: Range) -> int:
    return span[0]


def _position(value: object) -> int:
    if type(value) is not int or not 0 <= value < LARGEST_POSITION:
        raise ValueError
    return value


def ranges(positions: Sequence[int]) -> list[Range]:
    """Sorted positions as ranges without gaps."""
    found: list[Range] = []
    for each in positions:
        if found and found[-1][1] == each - 1:
            found[-1] = (found[-1][0], each)
        else:
            found.append((each, each))
    return found
