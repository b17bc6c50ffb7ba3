"""A hub that watches a folder while the window is open."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from monitor_desktop.errors import MonitorError
from monitor_desktop.services.exchange.bundle_reports import REFUSED
from monitor_desktop.services.exchange.watching import EVERY_S, Round, Watch
from monitor_desktop.ui.exchange.files_taken import Taken
from monitor_desktop.ui.look.pieces import PlainLabel, button, mark
from monitor_desktop.ui.pace.working import About, LongWork
from monitor_desktop.ui.sessions import Session

_BAR_PX: Final = 120
ANSWERS: Final = "answers"
"""Folder beside the bundles that the answers go into; it is never looked into."""


class FolderWatch(QObject):
    """Asks for a round every few seconds, in the worker; never two at once.

    ``told`` with how many files were read so far, how many could not be and how many
    answers were made, ``advanced`` with how far a file is that is being read,
    ``received`` with what became of which file after a round that read something,
    ``failed`` with the error that ended it.
    """

    told = Signal(int, int, int)
    advanced = Signal(int, int)
    received = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._watch: Watch | None = None
        self.folder: Path | None = None
        self._read = self._refused = self._answered = 0
        self._work = LongWork(self, About.BUNDLES_IN)
        self._work.advanced.connect(self.advanced)
        self._timer = QTimer(self, singleShot=True)
        self._timer.setInterval(int(EVERY_S * 1000))
        self._timer.timeout.connect(self.look)

    @property
    def is_on(self) -> bool:
        """A folder is watched."""
        return self._watch is not None

    def start(self, folder: Path) -> None:
        """Watch a folder from now on."""
        self.folder = folder
        self._read = self._refused = self._answered = 0
        watch = Watch(self._session.workspace, folder, folder / ANSWERS)

        def begin(_workspace: object) -> Watch:
            watch.begin()
            return watch

        self._session.run(begin, self._begun, self._fail)

    def _begun(self, watch: Watch) -> None:
        self._watch = watch
        self.told.emit(0, 0, 0)
        self.look()

    def stop(self) -> None:
        """Watch no more; a round under way is finished."""
        self._watch = None
        self._timer.stop()

    def look(self) -> None:
        """One round now."""
        watch, progress = self._watch, self._work.progress()
        if watch is not None:
            self._session.run(
                lambda _ws: watch.round(progress=progress), self._looked, self._fail
            )

    def _looked(self, found: Round) -> None:
        refused = sum(each.outcome == REFUSED for each in found.received)
        self._refused += refused
        self._read += len(found.received) - refused
        self._answered += sum(each.made is not None for each in found.answers)
        self.told.emit(self._read, self._refused, self._answered)
        if found.received:
            named = zip(found.names, found.received, strict=True)
            self.received.emit([Taken(*each) for each in named])
        if self._watch is not None:
            self._timer.start()

    def _fail(self, error: MonitorError) -> None:
        self.stop()
        self.failed.emit(error)


class WatchBand(QFrame):
    """What is watched and what came of it, with a way to stop. ``stopped``."""

    stopped = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        mark(self, "card", "ok")
        self.text = PlainLabel(wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(_BAR_PX, 6)
        self.bar.hide()
        session.say.put(self.bar.setAccessibleName, "Reading a bundle")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 12, 4)
        line.addWidget(self.text, 1)
        line.addWidget(self.bar)
        line.addWidget(
            button(session.say, "Stop watching", self.stopped.emit, kind="quiet")
        )
        self.hide()

    def advance(self, done: int, total: int) -> None:
        """How far the bundle is that is being read."""
        # While its end is not known, the bar says only that something goes on.
        self.bar.setRange(0, total if total > done else 0)
        self.bar.setValue(done)
        self.bar.show()

    def show_watch(self, folder: Path, read: int, refused: int, answered: int) -> None:
        """Name the folder and the counts."""
        self.bar.hide()
        self._session.say.put(
            self.text.setText,
            "Watching {folder}: {read} read, {refused} not read, {answers} answers "
            "made in “{out}”. What comes in is read by itself while this window is "
            "open and unlocked.",
            folder=folder.name or str(folder),
            read=read,
            refused=refused,
            answers=answered,
            out=ANSWERS,
        )
        self.show()
