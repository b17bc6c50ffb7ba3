"""Laptops and a hub: open profiles that know and have verified each other."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.exchange import bundles, contacts, sending
from monitor_desktop.services.profile import backup
from monitor_desktop.services.workspaces import Owner, Workspace

PASS = "a passphrase"  # noqa: S105  # of a test


def titles(workspace):
    found = records.listed(workspace, ListQuery(type="case"))[1]
    return sorted(each.title for each in found)


def add(workspace, title):
    return records.add(workspace, "case", {"title": title})


def copied(world, name):
    """The profile folder copied by hand: a clone, or a thief's; both have one id."""
    world.made[name].close()
    folder = world.folder / f"copy-{len(world.made)}"
    shutil.copytree(world.folder / name, folder)
    world.made[name] = workspaces.unlock(world.folder / name, PASS, world.kit)
    world.made[folder.name] = workspaces.unlock(folder, PASS, world.kit)
    return world.made[name], world.made[folder.name]


def restored(world, workspace):
    name = f"restored-{len(world.made)}"
    path = world.folder / f"{name}.backup"
    backup.create(workspace, path)
    backup.restore(path, PASS, world.folder / name, world.kit)
    world.made[name] = workspaces.unlock(world.folder / name, PASS, world.kit)
    return world.made[name]


def reopened(world, name):
    """The same profile, closed and opened once more."""
    world.made[name].close()
    world.made[name] = workspaces.unlock(world.folder / name, PASS, world.kit)
    return world.made[name]


@dataclass
class World:
    """Several installations in one folder."""

    folder: Path
    kit: workspaces.Kit
    beginnings: "Beginnings"
    made: dict[str, Workspace] = field(default_factory=dict)
    number: int = 0

    def begin(self, make):
        """Begin with copies of what ``make`` makes of an empty world."""
        assert not self.made
        for source in self.beginnings.profiles(make, self.kit):
            folder = shutil.copytree(source, self.folder / source.name)
            self.made[source.name] = workspaces.unlock(folder, PASS, self.kit)

    def laptop(self, name, role="monitor", unit="Invented unit"):
        owner = Owner(name=name, unit=unit, role=role)
        made = workspaces.create(
            self.folder / name, PASS, owner, self.kit, kdf_memory_mib=64
        )
        self.made[name] = made
        return made

    def meet(self, one, other, *, receives=None):
        """Both take each other's card and hear its words; ``receives`` for other."""
        self.add(one, other, receives=receives)
        self.add(other, one)

    def add(self, one, other, *, receives=None):
        words = contacts.words_of(other, other.fingerprint, "tg")
        card = contacts.my_card(other)
        return contacts.add(one, card, words=words, receives=receives)

    def bundle(self, sender, *to, **options):
        self.number += 1
        path = self.folder / f"{self.number}.bin"
        sending.export(sender, [each.device for each in to], path, **options)
        return path

    def send(self, sender, *to, **options):
        path = self.bundle(sender, *to, **options)
        return [bundles.receive(each, path) for each in to]

    def close(self):
        for each in self.made.values():
            each.close()


class Beginnings:
    """Worlds that many tests begin with; each is made once, tests get copies."""

    def __init__(self, folder, blank_stores):
        self._folder, self._blank_stores = folder, blank_stores
        self._made = {}

    def profiles(self, make, kit):
        """Folders of a world's profiles; ids and keys go on after those in it."""
        if make not in self._made:
            folder = self._folder / str(len(self._made))
            folder.mkdir()
            world = World(folder, kit, self)
            make(world)
            world.close()
            folders = [folder / name for name in world.made]
            self._made[make] = folders, kit.ids.number(), self._blank_stores.drawn
        folders, number, drawn = self._made[make]
        kit.ids.go_on_after(number)
        self._blank_stores.drawn = max(drawn, self._blank_stores.drawn)
        return folders


@pytest.fixture(scope="session")
def beginnings(tmp_path_factory, blank_stores):
    return Beginnings(tmp_path_factory.mktemp("beginnings"), blank_stores)


@pytest.fixture
def world(tmp_path, kit, beginnings):
    # Real keys but the cheapest passphrase the format allows, or every test would wait.
    made = World(tmp_path, kit, beginnings)
    yield made
    made.close()


@pytest.fixture
def hub(world):
    return world.laptop("hub", role="coordinator")


@pytest.fixture
def one(world, hub):
    made = world.laptop("one")
    world.meet(hub, made)
    return made


def make_pair(world):
    one, hub = world.laptop("one"), world.laptop("hub", role="coordinator")
    world.meet(hub, one)


@pytest.fixture
def pair(world):
    """A laptop and a hub."""
    world.begin(make_pair)
    return world.made["one"], world.made["hub"]


def make_trio(world):
    one, two = world.laptop("one"), world.laptop("two")
    hub = world.laptop("hub", role="coordinator")
    world.meet(hub, one)
    world.meet(hub, two, receives="all")


@pytest.fixture
def trio(world):
    """Two laptops and a hub, which goes on to the second with everything."""
    world.begin(make_trio)
    return world.made["one"], world.made["hub"], world.made["two"]


@pytest.fixture
def second(world, hub):
    """Appointed by the root; it and the first hub merge each other's bundles."""
    made = world.laptop("second", role="office")
    world.meet(hub, made)
    contacts.appoint(hub, made.device)
    world.send(hub, made)
    again = reopened(world, "second")
    world.send(again, hub)
    return again


@pytest.fixture
def digest_of():
    def digest(workspace):
        with workspace.transaction() as transaction:
            return workspace.store.state_digest(transaction)

    return digest
