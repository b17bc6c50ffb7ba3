"""Many bundles against one, and whether the cost grows as the number of changes."""

import itertools
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench import drawing
from bench.figures import Figure, processor_seconds, seconds
from bench.merging import lines_of, merge
from bench.profiles import PASSPHRASE, edits, profile
from monitor_desktop.app import wiring
from monitor_desktop.services import workspaces
from monitor_desktop.services.exchange import bundles, contacts, sending
from monitor_desktop.services.workspaces import Owner, Workspace
from monitor_desktop.store import exchange

_CHANGES = 500
"""In one of the many bundles."""
_RUNS = 3
_MOST_MANY = 1.2
_MOST_LINEAR = 1.5
_STEP = 12_000
_SIZES = (1_200, 12_000)
_LONG_SIZES = (
    1_200, 3_000, 6_000, 12_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_000_200,
)  # fmt: skip
"""Each record has six operations, and none is cut in two."""


def _meet(one: Workspace, other: Workspace) -> None:
    words = contacts.words_of(other, other.fingerprint, "en")
    contacts.add(one, contacts.my_card(other), words=words, receives="all")


def pair(folder: Path) -> tuple[Workspace, Workspace]:
    """A laptop and a hub that know each other, open, in folders of these names."""
    owner = Owner(name="hub", unit="bench", role="coordinator")
    hub = workspaces.create(
        folder / "hub", PASSPHRASE, owner, wiring.kit(), kdf_memory_mib=64
    )
    laptop = profile(1, folder / "laptop")
    _meet(laptop, hub)
    _meet(hub, laptop)
    return laptop, hub


def _bundles(folder: Path, laptop: Workspace, hub: str, count: int) -> list[Path]:
    """Files of 500 changes, each sealed as if all before it had been confirmed."""
    made = []
    flat = itertools.chain.from_iterable(edits(count * _CHANGES // 6 + 1, first=1))
    for number in range(count):
        with laptop.transaction() as transaction:
            some = list(itertools.islice(flat, _CHANGES))
            laptop.store.write(transaction, laptop.device, some)
        path = folder / f"{number}.bin"
        sending.export(laptop, [hub], path)
        made.append(path)
        with laptop.transaction() as transaction:
            known = exchange.contact(transaction, hub)
            assert known is not None
            exchange.put_contact(transaction, replace(known, ack=known.sent))
    return made


def many(count: int) -> Figure:
    """So many bundles of 500 changes in one import, against one with all of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        laptop, hub = pair(folder)
        files = _bundles(folder, laptop, hub.device, count)
        whole = folder / "whole.bin"
        sending.export(laptop, [hub.device], whole, everything=True)
        hub.close()
        laptop.close()
        pairs = [
            (_imported(folder, files), _imported(folder, [whole])) for _ in range(_RUNS)
        ]
        spent, peer = (statistics.median(each) for each in zip(*pairs, strict=True))
    what = f"import {count} bundles of {_CHANGES}, one of {count * _CHANGES:,} (s)"
    return Figure(what, spent, peer, _MOST_MANY)


def _imported(folder: Path, paths: list[Path]) -> float:
    """Seconds that a fresh copy of the hub takes for these files."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "hub"
        shutil.copytree(folder / "hub", copy)
        hub = workspaces.unlock(copy, PASSPHRASE, wiring.kit())
        spent = seconds(partial(bundles.receive_all, hub, paths))
        assert {each.outcome for each in bundles.received(hub)} == {"applied"}
        hub.close()
    return spent


def linear(counts: Sequence[int]) -> list[tuple[int, float]]:
    """Processor time of a merge from nothing to each of these sizes.

    It grows by imports of at most twelve thousand, as a hub grows over the years.
    """
    found = []
    with tempfile.TemporaryDirectory() as name:
        workspace = profile(0, Path(name) / "p")
        size, spent = 0, 0.0
        for count in counts:
            while size < count:
                step = min(_STEP, count - size)
                lines = lines_of(step, after=size)
                spent += processor_seconds(partial(merge, workspace, lines))
                size += step
            found.append((count, spent))
        workspace.close()
    return found


def measure(*, long: bool) -> list[Figure]:
    """``long`` takes the sizes of the targets: half an hour; and draws the costs."""
    points = linear(_LONG_SIZES if long else _SIZES)
    if long:
        drawing.write(points)
    first_us, *others_us = (spent / count * 1e6 for count, spent in points)
    counts = [count for count, _ in points[1:]]
    return [
        many(100 if long else 20),
        *(
            Figure(f"merge {count:,}: one operation (us)", us, first_us, _MOST_LINEAR)
            for count, us in zip(counts, others_us, strict=True)
        ),
    ]
