"""One run of a command: its language, its profile, how it prints."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

import click

from monitor_desktop.cli.passphrases import read_passphrase
from monitor_desktop.cli.printable import printable
from monitor_desktop.domain import catalogue
from monitor_desktop.domain.contradictions import contradictions
from monitor_desktop.domain.records import RecordTree
from monitor_desktop.i18n import labels
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.services import preferences, workspaces
from monitor_desktop.services.kit import Kit
from monitor_desktop.services.progress import Progress, silent
from monitor_desktop.services.workspaces import Workspace

DOMAIN = "cli"


class Host(Protocol):
    """What the program around the commands gives them."""

    @property
    def kit(self) -> Kit:
        """What the program brings along."""
        ...

    @property
    def default_profile(self) -> Path:
        """The person's own profile folder."""
        ...

    @property
    def system_language(self) -> str:
        """tg, ru or en."""
        ...

    def demo(self, folder: Path, language: str) -> Mapping[str, Any]:
        """Run the demonstration in a folder."""
        ...

    def gallery(self, folder: Path, language: str) -> Sequence[str]:
        """Pictures of every page in a folder."""
        ...


@dataclass(slots=True)
class Session:
    """Choices that hold for every command.

    Attributes:
        host: The program around the commands.
        profile: The profile's folder.
        passphrase_file: Where the passphrase is read from; ``-`` for standard input,
            None asks on a terminal.
        language: As asked for, None for the profile's.
        as_json: Print one JSON document.
    """

    host: Host
    profile: Path
    passphrase_file: str | None = None
    language: str | None = None
    as_json: bool = False
    profile_language: str | None = None
    own_kit: Kit | None = None

    @property
    def words(self) -> Words:
        """Messages in the language of this run."""
        known = self.language or self.profile_language or self.host.system_language
        return self.host.kit.catalogues.words(known)

    def say(self, message: str, /, **parameters: object) -> str:
        """A sentence of the commands."""
        return self.words(DOMAIN, message, **parameters)

    def plural(self, one: str, many: str, count: int, /, **parameters: object) -> str:
        """A sentence of the commands in the form the number asks for."""
        return self.words.plural(DOMAIN, one, many, count, **parameters)

    def passphrase(self) -> str:
        """The passphrase of the profile."""
        return read_passphrase(self.passphrase_file, self.say("Passphrase"))

    @contextmanager
    def open(self) -> Iterator[Workspace]:
        """The profile, unlocked for the time of the command."""
        with self.unlocked(self.passphrase()) as workspace:
            yield workspace

    @contextmanager
    def unlocked(self, passphrase: str) -> Iterator[Workspace]:
        """The profile, unlocked with a passphrase that was read before."""
        opened = workspaces.unlock(self.profile, passphrase, self.host.kit)
        try:
            chosen = preferences.get(opened, "language")
            self.profile_language = str(chosen) if chosen else None
            self.own_kit = opened.kit
            with catalogue.using(opened.catalogue):
                yield opened
        finally:
            opened.close()

    def show(self, data: object, lines: Callable[[], Sequence[str]]) -> None:
        """Print a result: as JSON, or as lines for a person."""
        if self.as_json:
            click.echo(json.dumps(data, ensure_ascii=False))
            return
        for line in lines():
            click.echo(printable(line))

    def fields_of(self, data: Mapping[str, object]) -> Sequence[str]:
        """A result as ``name: value`` lines."""
        return [f"{self.say(key)}: {self._plain(each)}" for key, each in data.items()]

    def _plain(self, value: object) -> str:
        if isinstance(value, Mapping):
            parts = (f"{key} {self._plain(each)}" for key, each in value.items())
            return ", ".join(parts) or "—"
        if isinstance(value, (list, tuple)):
            return "; ".join(map(self._plain, value)) or "—"
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        return "—" if value is None else str(value)

    def mention_missing(self, type_key: str, keys: Sequence[str]) -> None:
        """Say beside the result what a finished record needs; it holds nothing up."""
        if keys and not self.as_json:
            named = [labels.field_label(self.words, type_key, each) for each in keys]
            text = self.say("Still to be filled in: {fields}", fields=", ".join(named))
            click.echo(printable(text), err=True)

    def mention_decided(self, conflicts: Sequence[str]) -> None:
        """Say beside the result which conflicts it decided: no one else would know."""
        if conflicts and not self.as_json:
            named = ", ".join(conflicts)
            text = self.say(
                "Values of several people disagreed there, and this decided between"
                " them. To take that back: conflict undo {conflicts}",
                conflicts=named,
            )
            click.echo(printable(text), err=True)

    def mention_contradictions(self, trees: Iterable[RecordTree]) -> None:
        """Say beside the result which days cannot be right; they hold nothing up."""
        if not self.as_json:
            for each in chain.from_iterable(map(contradictions, trees)):
                click.echo(labels.contradiction_text(self.words, each), err=True)

    def progress(self) -> Progress:
        """Shows how far long work is, on a terminal only."""
        if not sys.stderr.isatty():
            return silent

        def told(done: int, total: int) -> None:
            if total:
                click.echo(f"\r{done}/{total}", err=True, nl=False)

        return told

    @property
    def reader(self) -> labels.Reader:
        """Says values in the language of this run."""
        kit = self.own_kit or self.host.kit
        return labels.Reader(
            words=self.words, vocabularies=kit.vocabularies, gazetteer=kit.gazetteer
        )

    def type_label(self, key: str) -> str:
        """Name of a record type."""
        return labels.type_label(self.words, key)


pass_session = click.make_pass_decorator(Session)
