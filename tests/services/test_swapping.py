"""Memory on a disk: told only where it is known to lie there as it is."""

import os

import pytest

from monitor_desktop.services.profile.swapping import plain_swaps

HEAD = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"


@pytest.fixture
def machine(tmp_path):
    """A swap file, and what its disk is, as the kernel would tell it."""
    swap = tmp_path / "swapfile"
    swap.write_bytes(b"")
    number = swap.stat().st_dev
    devices = tmp_path / "block"
    disk = devices / f"{os.major(number)}:{os.minor(number)}"
    disk.mkdir(parents=True)
    listed = tmp_path / "swaps"
    listed.write_text(f"{HEAD}{swap} file 1024 0 -2\n/dev/zram0 partition 9 0 100\n")
    return listed, devices, disk, str(swap)


def encrypt(device):
    (device / "dm").mkdir()
    (device / "dm" / "uuid").write_text("CRYPT-LUKS2-0123-root\n")


def test_a_plain_disk_is_named_and_memory_itself_is_not(machine):
    listed, devices, _disk, swap = machine
    assert plain_swaps(listed, devices) == [swap]


def test_an_encrypted_disk_is_not_named_nor_what_stands_on_one(machine, tmp_path):
    listed, devices, disk, _swap = machine
    below = tmp_path / "dm-0"
    below.mkdir()
    encrypt(below)
    (disk / "slaves").mkdir()
    (disk / "slaves" / "dm-0").symlink_to(below)
    assert plain_swaps(listed, devices) == []
    (disk / "slaves" / "dm-0").unlink()
    encrypt(disk)
    assert plain_swaps(listed, devices) == []


def test_what_nothing_is_known_of_is_not_called_plain(machine, tmp_path):
    listed, devices, disk, _swap = machine
    disk.rmdir()
    assert plain_swaps(listed, devices) == []
    listed.write_text(f"{HEAD}{tmp_path / 'gone'} file 1024 0 -2\n")
    assert plain_swaps(listed, devices) == []
    assert plain_swaps(tmp_path / "no list", devices) == []
