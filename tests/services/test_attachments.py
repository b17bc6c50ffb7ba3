"""Evidence goes in whole, comes out whole, and everything that was done is noted."""

import hashlib
import os
import pathlib
import subprocess
import sys
from functools import partial

import pytest

from monitor_desktop.errors import (
    EnvironmentFailedError,
    InputRefusedError,
    InvalidValueError,
    UsageError,
)
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.evidence import attachments, file_checks
from monitor_desktop.services.evidence.attachments import Event, Handover, State
from monitor_desktop.services.exchange import purges
from monitor_desktop.services.profile import backup, doctor
from monitor_desktop.store import attachments as kept

MIB = 1024 * 1024


@pytest.fixture
def laptop(world):
    return world.laptop("one")


@pytest.fixture
def case(laptop):
    return records.add(laptop, "case", {"title": "A case"}).id


@pytest.fixture
def file(tmp_path):
    def make(content=b"what was seen", name="видео 1.mp4"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


def blobs(workspace):
    folder = workspace.folder.blobs_path
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_file_comes_out_as_it_went_in(laptop, case, file, tmp_path):
    for size in (0, 1, 511, MIB - 1, MIB, MIB + 1, 3 * MIB + 7):
        content = os.urandom(size)
        made = attachments.attach(laptop, case, file(content))
        assert made.sha256 == hashlib.sha256(content).hexdigest()
        assert made.size_bytes == size
        out = tmp_path / "out"
        attachments.save(laptop, made.id, out)
        assert out.read_bytes() == content
    assert {each.state for each in file_checks.verify(laptop)} == {State.HERE}


def test_nothing_plain_lies_on_the_disk_and_the_size_tells_little(laptop, case, file):
    attachments.attach(laptop, case, file(b"marker" * 100_000))
    (blob,) = blobs(laptop)
    sealed = blob.read_bytes()
    assert b"marker" not in sealed
    assert len(sealed) != 600_000 + 16
    if sys.platform != "win32":
        assert blob.parent.stat().st_mode & 0o077 == 0


def test_what_was_entered_with_it_is_kept(laptop, case, file):
    values = {"title": "Удар", "obtained_how": "handed_over", "obtained_on": "май 2024"}
    made = attachments.attach(laptop, case, file(b"%PDF-1.7"), values=values)
    record = records.show(laptop, made.id).record
    assert record.parent == case
    assert record.values["original_name"] == "видео 1.mp4"
    assert record.values["media_type"] == "application/pdf"
    assert record.values["obtained_on"]["edtf"] == "2024-05"
    assert made.title == "Удар"


def test_an_attachment_hangs_under_any_record_and_under_the_whole_of_a_part(
    laptop, case, file
):
    person = records.add(laptop, "person", {"name": "Somebody"}).id
    assert attachments.attach(laptop, person, file()).record == person
    act = {"parent": case, "type": "010190010000"}
    part = records.add(laptop, "act", act).id
    assert attachments.attach(laptop, part, file()).record == case
    one = attachments.listed(laptop, case)[0]
    assert attachments.attach(laptop, one.id, file()).record == case


def test_what_the_program_wrote_nobody_changes_by_hand(laptop, case, file):
    made = attachments.attach(laptop, case, file())
    for key in ("sha256", "size_bytes", "original_name"):
        with pytest.raises(InvalidValueError):
            records.change(laptop, made.id, {key: "1"})
    with pytest.raises(InvalidValueError):
        records.add(laptop, "custody", {"parent": case, "event": "intake"})
    records.change(laptop, made.id, {"title": "Other"})


def test_everything_done_to_it_is_in_the_log(laptop, case, file, tmp_path, clock):
    made = attachments.attach(laptop, case, file())
    clock.advance(60_000)
    given = Handover(from_whom="Зарина", to_whom="суд", happened_on="3.05.2024")
    attachments.hand_over(laptop, made.ref, given)
    clock.advance(60_000)
    file_checks.verify(laptop, made.id)
    clock.advance(60_000)
    attachments.save(laptop, made.id, tmp_path / "copy", to_whom="адвокат")
    log = [each.values for each in attachments.custody(laptop, made.id)]
    assert [each["event"] for each in log] == [
        Event.INTAKE,
        Event.HANDOVER,
        Event.VERIFICATION,
        Event.EXPORT,
    ]
    assert log[1]["happened_on"]["edtf"] == "2024-05-03"
    assert (log[2]["result"], log[3]["to_whom"]) == ("here", "адвокат")
    assert {each["noted_by"] for each in log} == {"one"}


def test_a_damaged_file_is_told_and_never_given_out(laptop, case, file, tmp_path):
    made = attachments.attach(laptop, case, file(os.urandom(2 * MIB)))
    (blob,) = blobs(laptop)
    good = blob.read_bytes()
    cuts = (good[:-1], good[: MIB + 16], b"", good[:99] + b"x" + good[100:])
    for bad in cuts:
        blob.write_bytes(bad)
        with pytest.raises(InputRefusedError) as refused:
            attachments.save(laptop, made.id, tmp_path / "out")
        assert refused.value.code == "DAMAGED"
        assert not (tmp_path / "out").exists()
    assert [each.state for each in file_checks.verify(laptop)] == [State.DAMAGED]
    assert doctor.examine(laptop) == ["ATTACHMENTS"]
    blob.unlink()
    with pytest.raises(InputRefusedError) as refused:
        attachments.save(laptop, made.id, tmp_path / "out")
    assert refused.value.code == "ATTACHMENT_LOST"


def test_sealed_files_cannot_be_swapped(laptop, case, file):
    for number in range(2):
        attachments.attach(laptop, case, file(bytes([number]) * 100))
    one, other = blobs(laptop)
    one.write_bytes(other.read_bytes())
    states = {each.state for each in file_checks.verify(laptop)}
    assert states == {State.HERE, State.DAMAGED}


def test_taking_it_in_again_mends_it(laptop, case, file):
    attachments.attach(laptop, case, file())
    blobs(laptop)[0].write_bytes(b"")
    attachments.attach(laptop, case, file())
    assert len(blobs(laptop)) == 1
    assert {each.state for each in file_checks.verify(laptop)} == {State.HERE}


def test_what_is_no_file_is_refused(laptop, case, tmp_path, file):
    with pytest.raises(UsageError, match="NO_SUCH_FILE"):
        attachments.attach(laptop, case, tmp_path / "none")
    with pytest.raises(UsageError, match="NOT_A_FILE"):
        attachments.attach(laptop, case, tmp_path)
    with pytest.raises(UsageError, match="NO_SUCH_ATTACHMENT"):
        attachments.save(laptop, case, tmp_path / "out")
    with pytest.raises(InvalidValueError):
        attachments.attach(laptop, case, file(), values={"obtained_how": "magic"})
    assert attachments.listed(laptop, case) == []
    with laptop.transaction() as transaction:
        assert transaction.exec_driver_sql("SELECT 1 FROM blob").all() == []


def test_a_stick_pulled_while_reading_leaves_nothing(laptop, case):
    class Pulled:
        reads = 0

        def read(self, count):
            self.reads += 1
            if self.reads > 2:
                raise OSError(5, "Input/output error")
            return bytes(count)

    with pytest.raises(InputRefusedError, match="UNREADABLE_FILE"):
        attachments.attach_stream(laptop, case, Pulled(), "a")
    assert attachments.listed(laptop, case) == []
    assert blobs(laptop) == []


def test_a_full_disk_leaves_nothing(laptop, case, file, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFailedError, match="DISK_FULL"):
        attachments.attach(laptop, case, file())
    monkeypatch.undo()
    assert blobs(laptop) == []


_KILLED = """
import os, signal, sys
from pathlib import Path
from monitor_desktop.app import wiring
from monitor_desktop.services import workspaces
from monitor_desktop.services.evidence import attachments
from monitor_desktop.store import attachments as kept
workspace = workspaces.unlock(Path(sys.argv[1]), "a passphrase", wiring.kit())
kept.put = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
attachments.attach(workspace, sys.argv[2], Path(sys.argv[3]))
"""


def test_killed_between_file_and_row_nothing_is_half_there(laptop, case, file):
    folder = laptop.folder.folder
    attachments.attach(laptop, case, file(b"kept"))
    laptop.close()
    given = [str(each) for each in (folder, case, file(b"lost"))]
    done = subprocess.run([sys.executable, "-c", _KILLED, *given], check=False)
    assert done.returncode == -9
    assert len(list((folder / "blobs").iterdir())) == 2
    again = workspaces.unlock(folder, "a passphrase", laptop.kit)
    assert len(blobs(again)) == 1
    assert [each.state for each in file_checks.verify(again)] == [State.HERE]
    assert doctor.examine(again) == []
    again.close()


def test_deleting_keeps_the_file_and_dropping_takes_it(laptop, case, file):
    made = attachments.attach(laptop, case, file())
    records.delete(laptop, made.id)
    with laptop.transaction() as transaction:
        attachments.drop_blob(transaction, made.sha256)
        assert kept.held(transaction, made.sha256)
        kept.drop(transaction, made.sha256)
    laptop.blobs.sweep([])
    assert blobs(laptop) == []


def test_files_outlive_a_new_passphrase_and_a_rebuild(laptop, case, file):
    attachments.attach(laptop, case, file())
    doctor.rebuild(laptop)
    assert doctor.examine(laptop) == []


def test_a_file_is_known_by_its_content(laptop, case, file):
    kinds = {
        b"\xff\xd8\xff\xe0": "image/jpeg",
        b"RIFF\x00\x00\x00\x00WEBP": "image/webp",
        b"<?xml version='1.0'?><svg onload='x'/>": "image/svg+xml",
        b"MZ\x90": "application/x-msdownload",
        "нома".encode(): "text/plain",
        b"\x00\x01": "application/octet-stream",
        ("aӣ" * 200).encode()[:512]: "text/plain",
        b"\x81film" * 200: "application/octet-stream",
    }
    for content, kind in kinds.items():
        made = attachments.attach(laptop, case, file(content, "a.jpg"))
        assert made.media_type == kind


def test_a_backup_holds_the_files_and_tells_of_a_damaged_one(
    laptop, case, file, tmp_path
):
    content = os.urandom(2 * MIB)
    attachments.attach(laptop, case, file(content))
    path = tmp_path / "kept.backup"
    backup.create(laptop, path)
    assert backup.verify(laptop, path) == []
    backup.restore(path, "a passphrase", tmp_path / "again", laptop.kit)
    again = workspaces.unlock(tmp_path / "again", "a passphrase", laptop.kit)
    assert doctor.examine(again) == []
    (one,) = attachments.listed(again, case)
    assert b"".join(attachments.contents(again, one.id)) == content
    again.close()
    data = bytearray(path.read_bytes())
    data[-MIB] ^= 1
    for bad in (bytes(data), path.read_bytes()[:-1]):
        path.write_bytes(bad)
        assert backup.verify(laptop, path) == ["ATTACHMENTS"]
    backup.restore(path, "a passphrase", tmp_path / "third", laptop.kit)
    third = workspaces.unlock(tmp_path / "third", "a passphrase", laptop.kit)
    assert [each.title for each in attachments.listed(third, case)] == ["видео 1"]
    assert doctor.examine(third) == ["ATTACHMENTS"]
    third.close()


def test_a_purge_takes_the_file_with_its_record(world, tmp_path):
    hub = world.laptop("hub", role="coordinator")
    case = records.add(hub, "case", {"title": "A case"})
    path = tmp_path / "a"
    path.write_bytes(b"a")
    kept_one = attachments.attach(hub, case.id, path)
    path.write_bytes(b"b")
    gone = attachments.attach(hub, case.id, path)
    purges.purge(hub, gone.id, reason="a wish")
    assert len(blobs(hub)) == 1
    assert b"".join(attachments.contents(hub, kept_one.id)) == b"a"
    with pytest.raises(InputRefusedError, match="ATTACHMENT_ABSENT"):
        attachments.contents(hub, gone.id)


def test_no_copy_is_outside_without_its_note(laptop, case, file, tmp_path, monkeypatch):
    """Cut between the two, the log says more than there is, never less."""
    made = attachments.attach(laptop, case, file())
    target = tmp_path / "copy"

    class Cut(Exception):  # noqa: N818
        pass

    def cut(*_given):
        assert not target.exists()
        raise Cut

    monkeypatch.setattr(pathlib.Path, "replace", cut)
    for save in (
        attachments.save,
        partial(attachments.save_shared, make=b"".join),
    ):
        with pytest.raises(Cut):
            save(laptop, made.id, target)
    monkeypatch.undo()
    assert not target.exists()
    noted = [each.values["event"] for each in attachments.custody(laptop, made.id)]
    assert noted[1:] == [Event.EXPORT, Event.SHARED_COPY]


def test_what_is_purged_while_it_is_read_again_is_not_called_damaged(
    laptop, case, file
):
    gone = attachments.attach(laptop, case, file(os.urandom(3 * MIB)))
    checking = file_checks.verifying(laptop)
    for _ in range(2):
        next(checking)
    with laptop.transaction() as transaction:
        kept.drop(transaction, gone.sha256)
    attachments.sweep(laptop)
    with pytest.raises(StopIteration) as end:
        while True:
            next(checking)
    assert [each.state for each in end.value.value.outcomes] == [State.ARRIVING]
