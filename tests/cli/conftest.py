"""Commands run in this process through the program's own entry point."""

import io
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor_desktop.app import wiring
from monitor_desktop.app.main import main
from monitor_desktop.services import workspaces
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.profile import keys
from monitor_desktop.services.workspaces import Owner

PASS = "a passphrase"  # noqa: S105  # of invented profiles


@dataclass
class Result:
    """What a command left: exit status and streams."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def code(self):
        return self.json["error"]["code"]


@dataclass
class Shell:
    """Runs commands on one profile."""

    profile: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture

    def __call__(self, *arguments, passphrase=PASS, profile=None):
        words = ["--profile", str(profile or self.profile), "--passphrase-file", "-"]
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(f"{passphrase}\n"))
        self.capsys.readouterr()
        status = main([*map(str, arguments), *words])
        streams = self.capsys.readouterr()
        return Result(status, streams.out, streams.err)

    def json(self, *arguments, **options):
        """A command that must succeed, as JSON."""
        result = self("--json", *arguments, **options)
        assert result.status == 0, (result.out, result.err)
        assert result.err == ""
        return result.json

    def refused(self, *arguments, **options):
        """Exit status and code of a command that must fail."""
        result = self("--json", *arguments, **options)
        assert result.json["error"]["message"]
        return result.status, result.code

    def init(self, name="one", role="monitor", profile=None):
        """Make a profile with the cheapest passphrase the format allows."""
        who = ("--name", name, "--unit", "Invented unit", "--role", role)
        cost = ("--kdf-memory-mib", "64")
        return self.json("init", *who, *cost, profile=profile)


@pytest.fixture
def shell(tmp_path, monkeypatch, capsys):
    return Shell(tmp_path / "profile", monkeypatch, capsys)


@pytest.fixture
def laptop(shell):
    """A shell with a profile."""
    shell.init()
    return shell


@dataclass
class Group:
    """A hub and a laptop that verified each other, by their commands."""

    shell: Shell
    folder: Path
    ids: dict[str, str]
    code: Path

    def hub(self, *arguments):
        return self.shell.json(*arguments, profile=self.folder / "hub")

    def one(self, *arguments):
        return self.shell.json(*arguments, profile=self.folder / "one")

    def refused(self, who, *arguments):
        return self.shell.refused(*arguments, profile=self.folder / who)

    def bundle(self, sender, reader, *, name="bundle.bin", profile=None):
        out = self.folder / name
        to = ("bundle", "export", "--to", self.ids[reader], "--out", out)
        self.shell.json(*to, profile=profile or self.folder / sender)
        return out

    def send(self, sender, reader, *, profile=None):
        """A bundle from one to the other; what became of it."""
        out = self.bundle(sender, reader, profile=profile)
        taken = self.shell.json("bundle", "import", out, profile=self.folder / reader)
        return taken["bundles"][0]


@pytest.fixture(scope="module")
def met(tmp_path_factory):
    """Profiles that know each other, made once for all tests of a module."""
    folder, kit = tmp_path_factory.mktemp("met"), wiring.kit()
    roles = {"hub": "coordinator", "one": "monitor"}
    made = {
        name: workspaces.create(
            folder / name,
            PASS,
            Owner(name=name, unit="Invented unit", role=role),
            kit,
            kdf_memory_mib=64,
        )
        for name, role in roles.items()
    }
    for one, other in (("hub", "one"), ("one", "hub")):
        words = contacts.words_of(made[other], made[other].fingerprint, "tg")
        contacts.add(made[one], contacts.my_card(made[other]), words=words)
    (folder / "code").write_text(keys.recovery_code(made["hub"], PASS))
    ids = {name: each.device for name, each in made.items()}
    for each in made.values():
        each.close()
    return folder, ids


@pytest.fixture
def group(shell, met, tmp_path):
    """A hub and a laptop of this test's own."""
    source, ids = met
    shutil.copytree(source, tmp_path / "group")
    return Group(shell, tmp_path / "group", ids, tmp_path / "group" / "code")
