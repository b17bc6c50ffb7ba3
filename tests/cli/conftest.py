"""Commands run in this process through the program's own entry point."""

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor_desktop.app.main import main

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
