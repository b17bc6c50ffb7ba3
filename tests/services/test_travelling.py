"""Attachments travel with their records: only what is lacking, however much is lost."""

import os
import subprocess
import sys

import pytest

from monitor_desktop.services import records
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.evidence.attachments import State
from monitor_desktop.services.exchange import bundles, sending
from monitor_desktop.services.profile import doctor
from monitor_desktop.services.progress import Cancelled

MIB = 1024 * 1024


@pytest.fixture
def laptop(world):
    return world.laptop("laptop")


@pytest.fixture
def hub(world, laptop):
    made = world.laptop("hub", role="coordinator")
    world.meet(laptop, made)
    return made


@pytest.fixture
def case(laptop):
    return records.add(laptop, "case", {"title": "A case"}).id


@pytest.fixture
def attach(laptop, case, tmp_path):
    def made(content, **values):
        path = tmp_path / "film.mp4"
        path.write_bytes(content)
        return attachments.attach(laptop, case, path, values=values)

    return made


def content_of(workspace, attachment):
    return b"".join(attachments.contents(workspace, attachment.id))


def states(workspace, case):
    return [each.state for each in attachments.listed(workspace, case)]


def capped(world, sender, to, cap):
    folder = world.folder / f"capped{len(list(world.folder.iterdir()))}"
    folder.mkdir()
    made = sending.export_under_cap(
        sender, [to.device], lambda n: folder / f"{n}.bin", cap_bytes=cap
    )
    assert all(each.path.stat().st_size <= cap for each in made)
    assert [each.size_bytes for each in made] == [
        each.path.stat().st_size for each in made
    ]
    return [each.path for each in made]


def test_a_file_arrives_with_its_record_and_goes_no_second_time(
    world, laptop, hub, case, attach
):
    content = os.urandom(5 * MIB + 3)
    made, empty = attach(content), attach(b"")
    (got,) = world.send(laptop, hub)
    assert (got.outcome, got.files) == ("applied", 2)
    assert content_of(hub, made) == content
    assert content_of(hub, empty) == b""
    assert attachments.custody(hub, made.id)[0].values["event"] == "intake"
    assert doctor.examine(hub) == []
    # Until the hub has said so it goes again, and changes nothing there.
    assert world.bundle(laptop, hub).stat().st_size > 5 * MIB
    world.send(hub, laptop)
    assert world.bundle(laptop, hub).stat().st_size < MIB
    more = world.folder / "everything.bin"
    again = sending.export(laptop, [hub.device], more, everything=True)
    assert again.attachment_bytes == len(content)
    assert bundles.receive(hub, more).files == 0


@pytest.mark.parametrize("order", ["as made", "backwards"])
def test_bundles_under_a_cap_in_any_order_make_it_whole(
    world, laptop, hub, case, attach, order
):
    made = attach(os.urandom(2 * MIB))
    paths = capped(world, laptop, hub, 600_000)
    assert len(paths) > 4
    if order == "backwards":
        paths.reverse()
    bundles.receive_all(hub, paths)
    assert states(hub, case) == [State.HERE]
    assert content_of(hub, made) == content_of(laptop, made)
    assert len(list(hub.blobs.path.iterdir())) == 1


def test_after_a_lost_bundle_only_what_was_in_it_goes_again(
    world, laptop, hub, case, attach
):
    made = attach(os.urandom(4 * MIB))
    paths = capped(world, laptop, hub, MIB)
    lost = paths.pop(2)
    bundles.receive_all(hub, paths)
    assert states(hub, case) == [State.ARRIVING]
    world.send(hub, laptop)
    again = world.bundle(laptop, hub)
    assert again.stat().st_size < 1.2 * lost.stat().st_size + 40_000
    assert bundles.receive(hub, again).files == 1
    assert content_of(hub, made) == content_of(laptop, made)
    # What was lost turns up after all.
    assert bundles.receive(hub, lost).files == 0
    assert doctor.examine(hub) == []


def test_what_may_not_go_stays_with_its_file(world, laptop, hub, case, attach):
    attach(b"secret" * 1000, confidentiality="sealed")
    path = world.folder / "out.bin"
    made = sending.export(laptop, [hub.device], path)
    assert (made.attachment_bytes, made.left_out) == (0, {"sealed": 1})
    bundles.receive(hub, path)
    assert attachments.listed(hub, case) == []
    with hub.transaction() as transaction:
        assert transaction.exec_driver_sql("SELECT 1 FROM blob").all() == []
        rows = transaction.exec_driver_sql("SELECT count(*) FROM view_custody")
        assert rows.scalar() == 0


def test_what_may_go_later_brings_its_file(world, laptop, hub, case, attach):
    made = attach(b"later" * 1000, confidentiality="sealed")
    world.send(laptop, hub)
    world.send(hub, laptop)
    records.change(laptop, made.id, {"confidentiality": "internal"})
    assert world.send(laptop, hub)[0].files == 1
    assert content_of(hub, made) == b"later" * 1000


def test_a_hub_relays_to_whom_it_may(world, laptop, hub, case, attach):
    made = attach(b"film" * 1000)
    world.send(laptop, hub)
    for name, receives, count in (("own", "own", 0), ("all", "all", 1)):
        other = world.laptop(name)
        world.meet(hub, other, receives=receives)
        world.add(other, laptop)
        assert world.send(hub, other)[0].files == count
    assert content_of(other, made) == b"film" * 1000


def test_other_bytes_than_those_of_the_intake_are_never_shown(
    world, laptop, hub, case, attach, monkeypatch
):
    """A sender that lies: every stretch verifies, the whole does not."""
    made = attach(b"true" * 1000)
    real = type(laptop.blobs).read

    def false(folder, sealed, start=0):
        yield from (each.replace(b"true", b"lies") for each in real(folder, sealed))

    monkeypatch.setattr(type(laptop.blobs), "read", false)
    path = world.bundle(laptop, hub)
    monkeypatch.undo()
    assert bundles.receive(hub, path).files == 0
    assert states(hub, case) == [State.ARRIVING]
    assert list(hub.blobs.path.iterdir()) == []
    world.send(hub, laptop)
    world.send(laptop, hub)
    assert content_of(hub, made) == b"true" * 1000


def test_a_damaged_file_keeps_no_record_back(world, laptop, hub, case, attach):
    attach(b"a" * 1000)
    (blob,) = laptop.blobs.path.iterdir()
    blob.write_bytes(b"")
    assert world.send(laptop, hub)[0].outcome == "applied"
    assert states(hub, case) == [State.ARRIVING]


_LARGE = """
import sys
from pathlib import Path
from monitor_desktop.app import wiring
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.exchange import bundles, sending
folder, size = Path(sys.argv[1]), int(sys.argv[2])
one, hub = (workspaces.unlock(folder / n, "a passphrase", wiring.kit())
            for n in ("laptop", "hub"))
case = records.add(one, "case", {"title": "x"}).id
class Zeros:
    left = size
    def read(self, count):
        count = min(count, self.left)
        self.left -= count
        return bytes(count)
made = attachments.attach_stream(one, case, Zeros(), "film")
sending.export(one, [hub.device], folder / "b")
assert bundles.receive(hub, folder / "b").files == 1
attachments.save(hub, made.id, folder / "out")
assert (folder / "out").stat().st_size == size
# ru_maxrss would begin with that of the process it was started from.
peak = [each for each in open("/proc/self/status") if each.startswith("VmHWM")]
print(int(peak[0].split()[1]) / 1000)
"""


@pytest.mark.parametrize(
    "size", [40 * MIB, pytest.param(2048 * MIB, marks=pytest.mark.stress)]
)
def test_memory_does_not_grow_with_the_file(world, laptop, hub, size):
    folder = laptop.folder.folder.parent
    laptop.close()
    hub.close()
    world.made.clear()
    given = [str(folder), str(size)]
    done = subprocess.run(
        [sys.executable, "-c", _LARGE, *given],
        capture_output=True,
        text=True,
        check=True,
    )
    assert float(done.stdout) < 200


def test_a_film_on_its_way_is_stopped_between_two_breaths(
    world, laptop, hub, case, attach
):
    """A lock does not wait until a long file has been written or read."""
    made = attach(os.urandom(12 * MIB))

    def stop(done, total):
        if (done, total) == (0, 0):
            raise Cancelled

    out = world.folder / "stopped.bin"
    with pytest.raises(Cancelled):
        sending.export(laptop, [hub.device], out, progress=stop)
    assert not out.exists()
    path = world.bundle(laptop, hub)
    with pytest.raises(Cancelled):
        bundles.receive(hub, path, progress=stop)
    assert list(hub.blobs.path.glob("*")) == []
    assert bundles.receive(hub, path).files == 1
    assert states(hub, case) == [State.HERE]
    assert content_of(hub, made) == content_of(laptop, made)
