"""The window from start to end: first run, lock, and the work between them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from monitor_desktop.domain.fields import LANGUAGES
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import preferences, profiles
from monitor_desktop.services.kit import Kit
from monitor_desktop.ui.sessions import Desk, Session
from monitor_desktop.ui.theme import SYSTEM, Look
from monitor_desktop.ui.unlock import UnlockPage
from monitor_desktop.ui.words import NAME, Sentences
from monitor_desktop.ui.working import Worker

if TYPE_CHECKING:
    # Pages and store are loaded while the person types the passphrase.
    from monitor_desktop.domain.operations import JsonValue
    from monitor_desktop.services.workspaces import Workspace
    from monitor_desktop.ui.first_run import FirstRun
    from monitor_desktop.ui.window import Shell

SIZE: Final = (1366, 728)
LEAST_SIZE: Final = (1024, 640)
IDLE_MINUTES: Final = 10
_ACTIONS: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}
)
_Chosen: TypeAlias = "tuple[Workspace, JsonValue, JsonValue]"
_AFTER_PAINT_MS: Final = 50


class Frame(QWidget):
    """The one window: what it holds changes, it stays.

    Args:
        desk: Words, looks, worker.
        folder: The profile.
        kdf_memory_mib: Cost of guessing for a new profile; None chooses.
    """

    def __init__(
        self, desk: Desk, folder: Path, *, kdf_memory_mib: int | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("frame")
        self.setWindowTitle(NAME)
        self.resize(*SIZE)
        self.setMinimumSize(*LEAST_SIZE)
        self._desk = desk
        self._folder = folder
        self._memory_mib = kdf_memory_mib
        self.session: Session | None = None
        self.shell: Shell | None = None
        self.first_run: FirstRun | None = None
        self.unlock: UnlockPage | None = None
        self._place = ("today", "")
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._idle = QTimer(self, interval=IDLE_MINUTES * 60_000, singleShot=True)
        self._idle.timeout.connect(self.lock)

    def start(self, *, is_new: bool) -> None:
        """Show the first run or the lock."""
        if is_new:
            from monitor_desktop.ui.first_run import FirstRun  # noqa: PLC0415

            self.first_run = FirstRun(
                self._desk, self._folder, kdf_memory_mib=self._memory_mib
            )
            self.first_run.made.connect(self._begin)
            self._put(self.first_run)
        else:
            self._put(self._lock_page())

    def _lock_page(self) -> UnlockPage:
        if self.unlock is None:
            self.unlock = UnlockPage(self._desk, self._folder)
            self.unlock.unlocked.connect(self._begin)
        return self.unlock

    def _put(self, page: QWidget) -> None:
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _begin(self, workspace: "Workspace") -> None:
        """An open profile: read what the person chose last, then show the work."""
        language = self._desk.say.language
        is_new = self.first_run is not None

        def read() -> _Chosen:
            if is_new:
                preferences.put(workspace, preferences.LANGUAGE, language)
            return (
                workspace,
                preferences.get(workspace, preferences.LANGUAGE),
                preferences.get(workspace, preferences.THEME, SYSTEM),
            )

        self._desk.worker.run(read, self._show_work, self._fail)

    def load_rest(self) -> None:
        """Load the store while the person types, so that unlocking need not wait."""
        self._desk.worker.run(_load_services, self._closed)

    def _fail(self, error: MonitorError) -> None:
        if self.unlock is not None:
            self.unlock.notice.tell_problem(error)

    def _show_work(self, chosen: _Chosen) -> None:
        from monitor_desktop.ui.window import Shell  # noqa: PLC0415

        workspace, language, theme = chosen
        if language in LANGUAGES:
            self._desk.say.switch(str(language))
        self._desk.look.wear(str(theme))
        self.session = Session(self._desk, workspace)
        self.shell = Shell(self.session)
        self.shell.locked.connect(self.lock)
        self._put(self.shell)
        self._drop_first_run()
        self._return()
        self._idle.start()

    def _drop_first_run(self) -> None:
        if self.first_run is not None:
            self._stack.removeWidget(self.first_run)
            self.first_run.deleteLater()
            self.first_run = None

    def _return(self) -> None:
        """The page and record there were before the lock."""
        area, record_id = self._place
        if self.shell is None:
            return
        if record_id:
            self.shell.open_record(area, record_id)
        else:
            self.shell.go(area)

    def lock(self) -> None:
        """Close the store and cover everything; drafts are kept first."""
        session, shell = self.session, self.shell
        if session is None or shell is None:
            return
        self._idle.stop()
        self._place = shell.place
        page = self._lock_page()
        page.show_locked()
        # Hiding the forms keeps their drafts: those jobs go before the close.
        self._put(page)
        self._close(session.workspace)
        self._stack.removeWidget(shell)
        shell.deleteLater()
        self.session = self.shell = None
        for each in QApplication.topLevelWidgets():
            if each is not self and each.isVisible():
                each.close()

    def _close(self, workspace: "Workspace") -> None:
        self._desk.worker.run(workspace.close, self._closed)

    def _closed(self, _none: None) -> None:
        """Nothing more to do: the lock is already shown."""

    def watch(self, application: QApplication) -> None:
        """Lock after a while without keys or clicks."""
        application.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every key and click starts the wait again."""
        if event.type() in _ACTIONS and self._idle.isActive():
            self._idle.start()
        return super().eventFilter(watched, event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Drafts are kept, the store is closed, then the thread ends."""
        self.lock()
        if self.first_run is not None and self.first_run.workspace is not None:
            self._close(self.first_run.workspace)
        super().closeEvent(event)


def _load_services() -> None:
    from monitor_desktop.services import workspaces  # noqa: F401, PLC0415  # loaded


def make_desk(application: QApplication, kit: Kit, language: str) -> Desk:
    """Words, looks and the worker."""
    application.setApplicationDisplayName(NAME)
    look = Look(application, kit.resources)
    look.wear(SYSTEM)
    return Desk(
        kit=kit,
        say=Sentences(kit.catalogues, language),
        look=look,
        worker=Worker(),
    )


def open_window(
    kit: Kit,
    profile: Path,
    *,
    language: str,
    on_bug: Callable[[Exception], None] | None = None,
) -> int:
    """Show the window until it is closed.

    Args:
        kit: What the program brings along.
        profile: Folder of the profile; made by the first run when it has none.
        language: tg, ru or en, until the person has chosen.
        on_bug: Told of an exception nobody raised on purpose, for the crash note.

    Returns:
        Exit status.
    """
    application = QApplication.instance() or QApplication([NAME])
    if not isinstance(application, QApplication):
        raise TypeError
    desk = make_desk(application, kit, language)
    if on_bug is not None:
        desk.worker.bug.connect(on_bug)
    frame = Frame(desk, profile)
    frame.start(is_new=not profiles.exists(profile))
    frame.watch(application)
    frame.show()
    QTimer.singleShot(_AFTER_PAINT_MS, frame.load_rest)
    status = application.exec()
    desk.leave()
    return status
