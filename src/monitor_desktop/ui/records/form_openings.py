"""A record on its way into the form: read by the worker, shown in slices of time."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import records
from monitor_desktop.services.editing import drafts, left_behind
from monitor_desktop.services.editing.drafts import Draft
from monitor_desktop.services.editing.entry import Entry
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.pace.slices import Slices, Steps
from monitor_desktop.ui.sessions import Session


class Opened(NamedTuple):
    """What a form shows: a record as it was read, and what was typed over it.

    Attributes:
        tree: Empty for a new one.
        draft: What was typed before.
        is_new: It has not been saved yet.
        is_few: Only the fields of a first contact are asked.
        left: Persons entered on the spot for what was thrown away.
    """

    tree: RecordTree
    draft: Draft | None
    is_new: bool
    is_few: bool = False
    left: tuple[Record, ...] = ()


Read = Callable[[Workspace], Opened]


def new(type_key: str, *, is_few: bool = False) -> Read:
    """An empty record of a type, or what was typed into one before."""
    tree, key = _empty(type_key), drafts.key_of_new(type_key)
    return lambda ws: Opened(tree, drafts.of(ws, key), is_new=True, is_few=is_few)


def saved(record_id: str) -> Read:
    """A record and its draft."""

    def read(workspace: Workspace) -> Opened:
        tree = records.show(workspace, record_id)
        return Opened(tree, drafts.of(workspace, record_id), is_new=False)

    return read


def without_draft(given_up: Entry) -> Read:
    """A record as it is saved, or an empty one, after its draft was thrown away."""

    def read(workspace: Workspace) -> Opened:
        drafts.drop(workspace, given_up.draft)
        left = left_behind.by(workspace, given_up)
        if given_up.record is None:
            return Opened(_empty(given_up.type), None, is_new=True, left=left)
        tree = records.show(workspace, given_up.record)
        return Opened(tree, None, is_new=False, left=left)

    return read


def _empty(type_key: str) -> RecordTree:
    return RecordTree(record=Record(id="", type=type_key))


class Opening(QObject):
    """Opens one record after another; of several that wait only the last is shown.

    Meanwhile keys are held: the fields in sight still show what stood there before.
    ``failed`` carries an error; ``ended`` tells that the record is there or cannot be.

    Args:
        session: The open profile.
        form: Shows the record.
        leave: Keeps what was typed into the record in sight.
        fill: Its steps.
    """

    failed = Signal(object)
    ended = Signal()

    def __init__(
        self,
        session: Session,
        form: QWidget,
        leave: Callable[[], None],
        fill: Callable[[Opened], Steps],
    ) -> None:
        super().__init__(form)
        self._session = session
        self._form = form
        self._leave = leave
        self._fill = fill
        self._asked = 0
        self._is_read = True
        self._slices = Slices(self)
        self._slices.ended.connect(self._end)

    @property
    def is_under_way(self) -> bool:
        """Another record was asked for and is not all there yet."""
        return not self._is_read or self._slices.is_at_work

    def begin(self, read: Read, *, takes_keys: bool = False) -> None:
        """Show what is read by this job, once what was chosen and saved last is known.

        Args:
            read: The job.
            takes_keys: The focus will be in the form; else it stays where it is.
        """
        self._asked += 1
        number = self._asked
        self._is_read = False
        self._session.keys.hold(self._form, covers=True, within=not takes_keys)
        # One that is being saved is another once that is known: saved, or a draft.
        saved = partial(self._session.saving.then, partial(self._read, number, read))
        self._session.settling.then(saved)

    def _read(self, number: int, read: Read) -> None:
        if isValid(self) and number == self._asked:
            self._leave()
            done, failed = partial(self._take, number), partial(self._give_up, number)
            self._session.run(read, done, failed)

    def _take(self, number: int, opened: Opened) -> None:
        if number == self._asked:
            self._is_read = True
            self._slices.put(self._fill(opened))

    def _give_up(self, number: int, error: MonitorError) -> None:
        if number == self._asked:
            self._is_read = True
            self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        """Also after a bug in between: nobody's keys are held for ever."""
        if not self.is_under_way:
            into = self._form.focusWidget()
            self._session.keys.release(self._form, into=into, keep=self._leave)
            self.ended.emit()
