"""Laptops and a hub: open profiles that know and have verified each other."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import (
    backup,
    bundles,
    contacts,
    records,
    sending,
    workspaces,
)
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
    """An appointed device takes its office when it is opened next."""
    world.made[name].close()
    world.made[name] = workspaces.unlock(world.folder / name, PASS, world.kit)
    return world.made[name]


@dataclass
class World:
    """Several installations in one folder."""

    folder: Path
    kit: workspaces.Kit
    made: dict[str, Workspace] = field(default_factory=dict)
    number: int = 0

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


@pytest.fixture
def world(tmp_path, kit):
    # Real keys but the cheapest passphrase the format allows, or every test would wait.
    made = World(tmp_path, kit)
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
