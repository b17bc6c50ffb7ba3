"""A hub that watches a folder: takes in what appears, writes the answers.

A stick, or a folder that another program fills. A file is read when it has stopped
growing; whatever is wrong with it, the others follow. After each round a bundle is
written for every contact that has something to get. What is told names files and
bundles by id and counts only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.domain.operations import Operation, OperationKind
from monitor_desktop.errors import MonitorError, NotAllowedError, UsageError
from monitor_desktop.services import files
from monitor_desktop.services.exchange import bundles, outgoing, sending
from monitor_desktop.services.exchange.bundle_reports import Received
from monitor_desktop.services.exchange.sending import Exported
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.progress import Progress, silent
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import exchange, journal
from monitor_desktop.store.store import Transaction

EVERY_S = 2.0
"""Seconds between two rounds: a file has to look alike in both to be read."""


class _Looks(NamedTuple):
    """A file as it looked in a round."""

    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A bundle that was written for a contact, or why none could be.

    Attributes:
        contact: Id of the contact.
        made: The bundle; None where it could not be made.
        code: Why it could not.
    """

    contact: str
    made: Exported | None = None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What happened in one round.

    Attributes:
        received: What became of the files that were read.
        names: What these are called, for whoever sits before the window; never told
            where it may be kept.
        answers: Bundles that were written.
        growing: How many files are still being written and wait for the next round.
    """

    received: tuple[Received, ...] = ()
    names: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    growing: int = 0


@dataclass(slots=True)
class Watch:
    """Watches one folder for as long as somebody asks for rounds.

    Attributes:
        workspace: The open profile.
        folder: Where bundles appear; folders in it are not looked into.
        out: Where answers go; never looked into.
    """

    workspace: Workspace
    folder: Path
    out: Path
    _before: dict[Path, _Looks] = field(default_factory=dict)
    _read: dict[Path, _Looks] = field(default_factory=dict)
    _answered: object = None

    def begin(self) -> None:
        """Check the folders before the first round.

        Raises:
            UsageError: NO_SUCH_FOLDER; WRONG_USAGE when both are one folder.
            NotAllowedError: NOT_ALLOWED, for anybody but a coordinator.
        """
        if self.workspace.owner.role != Role.COORDINATOR:
            raise NotAllowedError("NOT_ALLOWED", reason="coordinators")
        if not self.folder.is_dir():
            raise UsageError("NO_SUCH_FOLDER", folder=self.folder.name)
        if self.folder.resolve() == self.out.resolve():
            raise UsageError("WRONG_USAGE", reason="--out")
        self.out.mkdir(parents=True, exist_ok=True)

    def round(self, *, patient: bool = True, progress: Progress = silent) -> Round:
        """Read what is there and whole, and answer.

        Args:
            progress: Told how far the file is that is being read.
            patient: Read only what looks as it did in the round before; False reads
                what is there now.

        Raises:
            EnvironmentFailedError: DISK_FULL; the old state stands, and the files are
                read again in the next round.
        """
        now = dict(self._files())
        fresh = {
            path: looks for path, looks in now.items() if self._is_fresh(path, looks)
        }
        ready = [
            path
            for path, looks in sorted(fresh.items())
            if not patient or self._before.get(path) == looks
        ]
        self._before = now
        received = (
            bundles.receive_all(self.workspace, ready, progress=progress)
            if ready
            else []
        )
        self._read.update({path: fresh[path] for path in ready})
        return Round(
            received=tuple(received),
            names=tuple(path.name for path in ready),
            answers=self._answers_if_changed(),
            growing=len(fresh) - len(ready),
        )

    def _is_fresh(self, path: Path, looks: _Looks) -> bool:
        return self._read.get(path) != looks

    def _files(self) -> Iterator[tuple[Path, _Looks]]:
        try:
            found = sorted(self.folder.iterdir())
        except OSError:
            return  # the stick was drawn out; it may come back
        for path in found:
            try:
                known = path.stat()
            except OSError:
                continue
            if path.is_file() and not path.name.startswith("."):
                yield path, _Looks(known.st_size, known.st_mtime_ns)

    def _answers_if_changed(self) -> tuple[Answer, ...]:
        """Who has something to get is asked again only when anything has changed."""
        if _mark(self.workspace) == self._answered:
            return ()
        answers = tuple(self._answers())
        if all(each.made for each in answers):
            self._answered = _mark(self.workspace)
        return answers

    def _answers(self) -> Iterator[Answer]:
        for contact in due(self.workspace):
            target = self.out / files.neutral_name()
            try:
                made = sending.export(self.workspace, [contact.id], target)
            except MonitorError as error:
                if error.code == "DISK_FULL":
                    raise
                yield Answer(contact=contact.id, code=error.code)
            else:
                yield Answer(contact=contact.id, made=made)


def _mark(workspace: Workspace) -> object:
    """Changes whenever a journal grows or something is known of a contact."""
    with workspace.transaction() as transaction:
        sizes = [
            (device, branch, journal.frontier(transaction, device, branch).size)
            for device in journal.devices(transaction)
            for branch in journal.paths(transaction, device)
        ]
        return sizes, exchange.contacts(transaction)


def due(workspace: Workspace) -> list[Contact]:
    """Contacts that have something to get: edits, or the news of what arrived here.

    What was made for a contact once is not made again: it waits to be carried. Only an
    acknowledgement that goes back, or an export by hand, sends it anew.
    """
    with workspace.transaction() as transaction:
        rule = outgoing.disclosing(workspace, transaction, [])
        held = HeldJournals(transaction)
        return [
            each
            for each in exchange.contacts(transaction)
            if each.verified
            and not each.revoked
            and not each.only_known_through_others
            and exchange.successor(transaction, each.id) is None
            and _has_something(transaction, held, replace(rule, contacts=[each]))
        ]


def _has_something(
    transaction: Transaction, held: HeldJournals, rule: outgoing.Disclosing
) -> bool:
    (contact,) = rule.contacts
    if journal.frontier(transaction, contact.id).size > contact.sent.own:
        return True
    return any(
        each.kind != OperationKind.SENT and rule.refusal(each) is None
        for device in journal.devices(transaction)
        for branch in held.paths(device)
        for each in _new(transaction, held, contact, device, branch)
    )


def _new(
    transaction: Transaction,
    held: HeldJournals,
    contact: Contact,
    device: str,
    branch: int,
) -> Iterator[Operation]:
    """What of a history was neither sent to a contact nor acknowledged by it."""
    heads = (*contact.sent.heads_of(device), *contact.ack.heads_of(device))
    after = held.reached(device, branch, heads)
    if not branch:
        yield from journal.of_device(transaction, device, after=after)
    elif after < held.size(device, branch):
        found = journal.entries(transaction, device, after=after, branch=branch)
        yield from (each for each in found if isinstance(each, Operation))
