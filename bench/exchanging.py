"""Many bundles against one, and whether the cost grows as the number of changes."""

import itertools
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from bench.figures import Figure, seconds
from bench.merging import lines_of, merge
from bench.profiles import PASSPHRASE, edits, profile
from monitor_desktop.app import wiring
from monitor_desktop.services import bundles, contacts, sending, workspaces
from monitor_desktop.services.workspaces import Owner, Workspace
from monitor_desktop.store import exchange

_CHANGES = 500
"""In one of the many bundles."""
_MOST_MANY = 1.2
_MOST_LINEAR = 1.5


def _meet(one: Workspace, other: Workspace) -> None:
    words = contacts.words_of(other, other.fingerprint, "en")
    contacts.add(one, contacts.my_card(other), words=words, receives="all")


def _bundles(folder: Path, laptop: Workspace, hub: str, count: int) -> list[Path]:
    """Files of 500 changes, each sealed as if all before it had been confirmed."""
    made = []
    flat = itertools.chain.from_iterable(edits(count * _CHANGES // 6 + 1))
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
    kit = wiring.kit()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        owner = Owner(name="hub", unit="bench", role="coordinator")
        hub = workspaces.create(
            folder / "hub", PASSPHRASE, owner, kit, kdf_memory_mib=64
        )
        laptop = profile(0, folder / "laptop")
        _meet(laptop, hub)
        _meet(hub, laptop)
        files = _bundles(folder, laptop, hub.device, count)
        whole = folder / "whole.bin"
        sending.export(laptop, [hub.device], whole, everything=True)
        hub.close()
        laptop.close()
        spent = []
        for run, paths in enumerate((files, [whole])):
            shutil.copytree(folder / "hub", folder / f"hub{run}")
            again = workspaces.unlock(folder / f"hub{run}", PASSPHRASE, kit)
            spent.append(seconds(lambda h=again, p=paths: bundles.receive_all(h, p)))  # type: ignore[misc]
            assert {each.outcome for each in bundles.received(again)} == {"applied"}
            again.close()
    what = f"import {count} bundles of {_CHANGES}, one of {count * _CHANGES} (s)"
    return Figure(what, *spent, _MOST_MANY)


def linear(counts: list[int]) -> list[Figure]:
    """Microseconds for one operation of a merge, against those of the smallest."""
    each_us = []
    with tempfile.TemporaryDirectory() as name:
        for count in counts:
            lines = lines_of(count)
            workspace = profile(0, Path(name) / str(count))
            spent = seconds(lambda w=workspace, found=lines: merge(w, found))  # type: ignore[misc]
            workspace.close()
            each_us.append(spent / count * 1_000_000)
    return [
        Figure(f"merge {count:,}: one operation (us)", us, each_us[0], _MOST_LINEAR)
        for count, us in zip(counts[1:], each_us[1:], strict=True)
    ]


def measure(*, long: bool) -> list[Figure]:
    """``long`` takes the sizes of the targets: some minutes."""
    if long:
        return [many(100), *linear([1_000, 10_000, 100_000, 1_000_000])]
    return [many(20), *linear([1_000, 10_000])]
