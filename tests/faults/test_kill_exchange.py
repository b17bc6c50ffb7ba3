"""kill -9 and a full disk while bundles are made and read: the old or the new state."""

import os
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.exchange import bundle_reports, bundles, contacts, sending
from monitor_desktop.services.profile import doctor
from monitor_desktop.services.workspaces import Owner
from monitor_desktop.store import exchange

PASS = "a passphrase"  # noqa: S105  # of invented profiles
CASES = 60
FULL_BYTES = 60_000
"""Less than what the import writes, more than opening a profile does."""
EXPORTING = """
import sys
from pathlib import Path
from monitor_desktop.app import wiring
from monitor_desktop.services import workspaces
from monitor_desktop.services.exchange import sending
ws = workspaces.unlock(Path(sys.argv[1]), sys.argv[2], wiring.kit())
print("ready", flush=True)
sending.export(ws, [sys.argv[3]], Path(sys.argv[4]))
print("done", flush=True)
"""
IMPORTING = """
import sys
from pathlib import Path
from monitor_desktop.app import wiring
from monitor_desktop.services import workspaces
from monitor_desktop.services.exchange import bundles
ws = workspaces.unlock(Path(sys.argv[1]), sys.argv[2], wiring.kit())
print("ready", flush=True)
print(bundles.receive(ws, Path(sys.argv[3])).outcome, flush=True)
"""
IMPORTING_MANY = """
import sys
from pathlib import Path
from monitor_desktop.app import wiring
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import workspaces
from monitor_desktop.services.exchange import bundles
from monitor_desktop.store import engine
engine.CACHE_KIB = 256  # pages go to the disk in the middle of the transaction
ws = workspaces.unlock(Path(sys.argv[1]), sys.argv[2], wiring.kit())
print("ready", flush=True)
try:
    for each in bundles.receive_all(ws, [Path(each) for each in sys.argv[3:]]):
        print(each.outcome, each.code, flush=True)
except MonitorError as error:
    print(error.code, flush=True)
"""
SHARE_BYTES = (70_000, 800_000, 1_500_000)
"""A full disk at the first files of a group, in its middle and near its end."""


@pytest.fixture
def pair(tmp_path, kit):
    """Folders of a laptop with work in it and of a hub, which know each other."""
    made = {}
    for name, role in (("one", "monitor"), ("hub", "coordinator")):
        owner = Owner(name=name, unit="u", role=role)
        made[name] = workspaces.create(
            tmp_path / name, PASS, owner, kit, kdf_memory_mib=64
        )
    one, hub = made["one"], made["hub"]
    for mine, other in ((one, hub), (hub, one)):
        words = contacts.words_of(other, other.fingerprint, "tg")
        contacts.add(mine, contacts.my_card(other), words=words)
    with one.transaction() as transaction:
        for number in range(CASES):
            values = {"title": f"number {number}", "status": "open"}
            records.add_within(one, transaction, "case", values)
    for each in (one, hub):
        each.close()
    return tmp_path / "one", tmp_path / "hub", hub.device


def run(script, *arguments, after_s=None, largest_file_bytes=None):
    """Lines a process printed before it ended or was killed."""

    def limit():
        if largest_file_bytes is not None:
            sizes = (largest_file_bytes, largest_file_bytes)
            resource.setrlimit(resource.RLIMIT_FSIZE, sizes)

    command = [sys.executable, "-c", script, *map(str, arguments)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=limit,  # noqa: PLW1509  # this process has one thread
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    ) as process:
        process.stdout.readline()
        if after_s is not None:
            time.sleep(after_s)
            process.kill()
        return process.stdout.read().splitlines()


def cases(workspace):
    return records.listed(workspace, ListQuery(type="case"))[0]


def import_again(hub, kit, path):
    """The profile is whole with nothing or all of it; a second import completes it."""
    opened = workspaces.unlock(hub, PASS, kit)
    assert cases(opened) in {0, CASES}
    assert doctor.examine(opened) == []
    again = bundles.receive(opened, path)
    assert again.outcome in {"applied", "known"}
    assert cases(opened) == CASES
    assert doctor.examine(opened) == []
    opened.close()


def export_again(one, hub, device, kit, target):
    """A file that is there is whole; the next one is read after it or instead."""
    opened = workspaces.unlock(one, PASS, kit)
    assert doctor.examine(opened) == []
    second = target.with_name("second.bin")
    sending.export(opened, [device], second)
    opened.close()
    receiver = workspaces.unlock(hub, PASS, kit)
    if target.exists():
        assert bundles.receive(receiver, target).outcome == "applied"
    assert bundles.receive(receiver, second).outcome == "applied"
    assert cases(receiver) == CASES
    receiver.close()
    left = {each.name for each in target.parent.iterdir()}
    assert left <= {"one", "hub", target.name, second.name} | _unfinished(left)


def _unfinished(names):
    """Temporary files that kill -9 leaves behind; never under the wanted name."""
    return {
        each
        for each in names
        if each.startswith((".", "tmp")) or each.endswith(".bin.new")
    }


def whole_bundle(one, device, kit, target):
    opened = workspaces.unlock(one, PASS, kit)
    sending.export(opened, [device], target)
    opened.close()
    return target


@pytest.mark.parametrize("after_s", [0.01, 0.06])
def test_an_import_that_was_killed_is_there_whole_or_not_at_all(
    pair, kit, tmp_path, after_s
):
    one, hub, device = pair
    path = whole_bundle(one, device, kit, tmp_path / "work.bin")
    run(IMPORTING, hub, PASS, path, after_s=after_s)
    import_again(hub, kit, path)


@pytest.mark.parametrize("after_s", [0.0, 0.03])
def test_an_export_that_was_killed_left_a_whole_file_or_none(
    pair, kit, tmp_path, after_s
):
    one, hub, device = pair
    target = tmp_path / "work.bin"
    run(EXPORTING, one, PASS, device, target, after_s=after_s)
    export_again(one, hub, device, kit, target)


def test_a_disk_that_is_full_takes_nothing_and_the_next_import_completes_it(
    pair, kit, tmp_path
):
    one, hub, device = pair
    path = whole_bundle(one, device, kit, tmp_path / "work.bin")
    assert run(IMPORTING, hub, PASS, path, largest_file_bytes=FULL_BYTES) == []
    opened = workspaces.unlock(hub, PASS, kit)
    assert cases(opened) == 0
    opened.close()
    import_again(hub, kit, path)


@pytest.fixture
def stick(pair, kit, tmp_path):
    """A dozen bundles, each behind the one before it, and two that are none."""
    one, hub, device = pair
    opened = workspaces.unlock(one, PASS, kit)
    paths = []
    for number in range(12):
        paths.append(tmp_path / f"{number}.bin")
        sending.export(opened, [device], paths[-1])
        with opened.transaction() as transaction:
            known = exchange.contact(transaction, device)
            exchange.put_contact(transaction, replace(known, ack=known.sent))
            values = {"title": "more", "summary.en": "long " * 2_000}
            for _ in range(5):
                records.add_within(opened, transaction, "case", values)
    opened.close()
    damaged, other = tmp_path / "damaged.bin", tmp_path / "other.bin"
    damaged.write_bytes(paths[5].read_bytes()[:-9])
    other.write_bytes(b"a letter")
    return hub, [*paths[:6], damaged, other, *paths[6:]]


def test_a_disk_that_fills_amid_many_files_takes_none_of_their_group(stick, kit):
    hub, paths = stick
    for full_bytes in SHARE_BYTES:
        found = run(IMPORTING_MANY, hub, PASS, *paths, largest_file_bytes=full_bytes)
        assert found == ["DISK_FULL"]
    opened = workspaces.unlock(hub, PASS, kit)
    assert (cases(opened), bundle_reports.listed(opened)) == (0, [])
    assert doctor.examine(opened) == []
    again = bundles.receive_all(opened, paths)
    assert [each.code for each in again if each.outcome != "applied"] == [
        "DAMAGED",
        "NOT_A_BUNDLE",
    ]
    assert cases(opened) == CASES + 55
    assert doctor.examine(opened) == []
    assert {each.outcome for each in bundles.receive_all(opened, paths[:6])} == {
        "known"
    }
    opened.close()


@pytest.mark.stress
@pytest.mark.parametrize("seed", range(60))
def test_killed_or_full_at_any_moment_and_then_again(pair, kit, tmp_path, seed):
    one, hub, device = pair
    chance = random.Random(seed)  # noqa: S311  # moments, no secrets
    target = tmp_path / "work.bin"
    fault = {"after_s": chance.uniform(0, 0.2)}
    if chance.random() < 0.4:
        fault = {
            "largest_file_bytes": chance.randrange(FULL_BYTES // 2, 10 * FULL_BYTES)
        }
    run(EXPORTING, one, PASS, device, target, **fault)
    target.unlink(missing_ok=True)
    path = whole_bundle(one, device, kit, tmp_path / "again.bin")
    run(IMPORTING, hub, PASS, path, **fault)
    import_again(hub, kit, path)
