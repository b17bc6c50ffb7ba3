"""The window from start to end: first run, lock, and the work between them."""

import sys
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services.kit import Kit
from monitor_desktop.services.profile import profiles
from monitor_desktop.ui.fittings.places import Place
from monitor_desktop.ui.lock.unlock import UnlockPage
from monitor_desktop.ui.look.theme import ARGUMENTS, SYSTEM, Look
from monitor_desktop.ui.look.words import NAME, Sentences
from monitor_desktop.ui.pace.slices import Slices
from monitor_desktop.ui.pace.working import Course, LongWork, Worker
from monitor_desktop.ui.sessions import Desk, Session

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    # Pages and store are loaded while the person types the passphrase.
    from monitor_desktop.services.workspaces import Workspace
    from monitor_desktop.ui.frame.window import Shell
    from monitor_desktop.ui.help.help_keys import HelpKeys
    from monitor_desktop.ui.help.manual_window import Shortcuts
    from monitor_desktop.ui.lock.captures import CaptureGuard
    from monitor_desktop.ui.lock.guards import Guards
    from monitor_desktop.ui.lock.remembered import Remembered
    from monitor_desktop.ui.welcome.first_run import FirstRun
    from monitor_desktop.ui.welcome.practice_bar import PracticeBar

SIZE: Final = (1366, 728)
LEAST_SIZE: Final = (900, 440)
"""What is left of a screen of 1366 x 768 set to 150 %."""
_TITLE_PX: Final = 32
"""Height of the title bar that the system puts on top of it."""
BEGIN_AGAIN: Final = 75
"""Exit status that asks for a fresh process, so that memory keeps nothing."""
_Chosen: TypeAlias = "tuple[Workspace, Remembered]"
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
        self._outworn: list[QWidget] = []
        self._slices = Slices(self)
        self._place = Place("today")
        self._courses: list[Course] = []
        self.leaves_on_lock = False
        self._stack = QStackedWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)

    def show_on(self, room: QSize) -> None:
        """Show it, filling a screen on which it would not find the room it wants.

        Args:
            room: What the screen has without the bars of the system.
        """
        with_title = QSize(SIZE[0], SIZE[1] + _TITLE_PX)
        if with_title.boundedTo(room) == with_title:
            self.show()
        else:
            self.resize(QSize(*SIZE).boundedTo(room))
            self.showMaximized()

    def start(self, *, is_new: bool) -> None:
        """Show the first run or the lock."""
        if is_new:
            self._show_first_run(None, 0)
        else:
            self._put(self._lock_page())

    def _show_first_run(self, workspace: "Workspace | None", step: int) -> None:
        from monitor_desktop.ui.welcome.first_run import FirstRun  # noqa: PLC0415

        self.first_run = FirstRun(
            self._desk,
            self._folder,
            kdf_memory_mib=self._memory_mib,
            workspace=workspace,
            step=step,
        )
        self.first_run.made.connect(self._begin)
        self.first_run.practised.connect(self._practise)
        self.first_run.restored.connect(self._show_restored)
        self._put(self.first_run)

    def _show_restored(self) -> None:
        """A profile out of a backup opens like every other."""
        page = self._lock_page()
        page.notice.tell(
            "The backup is restored. Unlock the profile with its passphrase."
        )
        self._put(page)
        self._drop_first_run()

    def _practise(self) -> None:
        """A profile of invented people, after the own one was closed."""
        from monitor_desktop.services.profile import practice  # noqa: PLC0415  # seldom

        own = self.first_run.workspace if self.first_run is not None else None
        folder, kit, language = self._folder, self._desk.kit, self._desk.say.language

        def make() -> "Workspace":
            if own is not None:
                own.close()
            return practice.make(folder, kit, language)

        self._desk.worker.run(make, self._begin_practice, self._fail)

    def _begin_practice(self, workspace: "Workspace") -> None:
        self.practice.show()
        self._drop_first_run()
        self._begin(workspace)

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
        language = self._chosen_language

        def read() -> _Chosen:
            from monitor_desktop.ui.lock import remembered  # noqa: PLC0415  # with the store

            return workspace, remembered.read(workspace, chosen_language=language)

        self._desk.worker.run(read, self._show_work, self._fail)

    @property
    def _chosen_language(self) -> str | None:
        """Chosen in the first run or at the lock; None leaves the profile its own."""
        if self.first_run is not None:
            return self._desk.say.language
        return self.unlock.chosen_language if self.unlock is not None else None

    @cached_property
    def help(self) -> "HelpKeys":
        """F1 and Ctrl+/ over every page."""
        from monitor_desktop.ui.help.help_keys import HelpKeys  # noqa: PLC0415

        return HelpKeys(self._desk, self, self._page, self._shortcuts)

    def help_over(self, dialog: QWidget) -> None:
        """The manual for whoever is in a dialog."""
        self.help.open(dialog)

    @cached_property
    def guards(self) -> "Guards":
        """What locks it, wipes it, and keeps the clipboard clean."""
        from monitor_desktop.ui.lock.guards import Guards  # noqa: PLC0415

        made = Guards(self._desk, self)
        made.due.connect(self._lock_in_time)
        made.panicked.connect(self._wipe)
        return made

    @cached_property
    def practice(self) -> "PracticeBar":
        """Says over every page that the people are invented."""
        from monitor_desktop.ui.welcome.practice_bar import PracticeBar  # noqa: PLC0415

        made = PracticeBar(self._desk, self)
        made.ended.connect(self.lock)
        self._column.insertWidget(0, made)
        return made

    def _page(self) -> str:
        if self.shell is not None:
            return self.shell.key
        return "first_run" if self.first_run is not None else "unlock"

    def _shortcuts(self) -> "Shortcuts":
        if self.shell is None:
            return []
        from monitor_desktop.ui.frame.window_acts import shortcuts  # noqa: PLC0415

        return shortcuts(self.shell)

    def load_rest(self) -> None:
        """Load the store while the person types, so that unlocking need not wait."""
        _ = self.help
        self.guards.lock_watch.listen(int(self.winId()))
        self._desk.worker.run(partial(_load_services, self._desk.kit), self._loaded)

    def _loaded(self, _none: None) -> None:
        """Unlocking finds it there, and it stays as long as the program."""
        self._desk.worker.tidying.spare_what_is_there()
        if self.shell is None:
            from monitor_desktop.ui.lock.rehearsal import Rehearsal  # noqa: PLC0415

            Rehearsal(self._desk.look).play()

    def _fail(self, error: MonitorError) -> None:
        for each in (self.first_run, self.unlock):
            if each is not None:
                each.notice.tell_problem(error)

    def _show_work(self, chosen: _Chosen) -> None:
        from monitor_desktop.ui.frame.window import Shell  # noqa: PLC0415

        workspace, remembered = chosen
        if remembered.language is not None:
            self._desk.say.switch(remembered.language)
        self._desk.look.wear(remembered.theme)
        lock_watch = self.guards.lock_watch
        lock_watch.set_minutes(remembered.minutes)
        if remembered.first_run_step is not None and self.first_run is None:
            self._show_first_run(workspace, remembered.first_run_step)
            lock_watch.start()
            return
        self._place = remembered.place or self._place
        self.session = Session(self._desk, workspace)
        self.session.lock_minutes.connect(lock_watch.set_minutes)
        self.shell = Shell(self.session, start="")
        self.shell.locked.connect(self.lock)
        self.shell.helped.connect(self.help.open)
        self.shell.keys_wanted.connect(self.help.show_keys)
        self.shell.stopped.tell(remembered.stopped)
        self._put(self.shell)
        self._drop_first_run()
        # The window stands before its first page is made: each takes its time.
        QTimer.singleShot(0, self.shell, self._return)
        lock_watch.start()

    def _drop_first_run(self, *, all_but: QWidget | None = None) -> None:
        if self.first_run is not None and self.first_run is not all_but:
            self._stack.removeWidget(self.first_run)
            self.first_run.deleteLater()
            self.first_run = None

    def _return(self) -> None:
        """The page, record and field there were before the lock."""
        if self.shell is not None:
            self.shell.come_back(self._place)

    @property
    def _open(self) -> "Workspace | None":
        """The profile that is open, if one is."""
        if self.session is not None:
            return self.session.workspace
        return self.first_run.workspace if self.first_run is not None else None

    def _lock_in_time(self, is_urgent: bool) -> None:
        if is_urgent:
            self.lock()
        else:
            self._lock()

    def lock(self) -> None:
        """Close the store and cover everything; drafts are kept first.

        Long work under way is stopped: it leaves everything as it was before.
        """
        for each in self.findChildren(LongWork):
            if not each.is_cancelled:
                self._courses.append(each.course)
                each.cancel()
        self._lock()

    def _lock(self) -> None:
        workspace, shell = self._open, self.shell
        if workspace is None:
            return
        for work in self.findChildren(LongWork):
            # A dialog that the lock closes must not stop what may come to its end.
            work.leave()
        self.guards.panic.stop()
        self.guards.lock_watch.stop()
        self.guards.clipboard.clear()
        self._desk.last_folder.path = None
        if shell is not None and shell.key:
            self._place = shell.place
        # Hiding forms and dialogs keeps their drafts: those jobs go before the close.
        self._cover()
        for each in QApplication.topLevelWidgets():
            if each is not self and each.isVisible():
                each.close()
        shut = partial(self._shut, self.session, shell, self._closing(workspace))
        if self.session is not None:
            # What is still being typed belongs to the form, not to the lock.
            self.session.keys.end()
            self.session.once_quiet(shut)
        else:
            shut()
        self._drop_first_run(all_but=self._stack.currentWidget())
        if shell is not None:
            self._stack.removeWidget(shell)
            shell.hide()
        self.session = self.shell = None
        self.practice.hide()

    def _cover(self) -> None:
        if self.practice.isHidden() or profiles.exists(self._folder):
            page = self._lock_page()
            page.show_locked()
            self._put(page)
        else:
            self._show_first_run(None, 0)

    def _closing(self, workspace: "Workspace") -> Callable[[], None]:
        """The job that closes it."""
        courses, self._courses = self._courses, []
        if not self.practice.isHidden():
            return partial(_leave_practice, workspace)
        return partial(_leave, workspace, self._place, courses)

    def _shut(
        self, session: Session | None, shell: "Shell | None", close: Callable[[], None]
    ) -> None:
        """All is covered, and what was chosen last is in its draft."""
        if session is not None:
            session.leave()
        self._desk.worker.run_last(close, self._closed)
        if self.unlock is not None:
            self.unlock.be_ready()
        if shell is not None:
            self._outworn.append(shell)

    def _closed(self, _none: None) -> None:
        """The lock is already shown; a fresh process takes its place."""
        if self.leaves_on_lock:
            QApplication.exit(BEGIN_AGAIN)
            return
        from monitor_desktop.ui.frame.taking_apart import take_apart  # noqa: PLC0415

        # Everything asked before the close has been answered by now.
        while self._outworn:
            take_apart(self._outworn.pop(), self._slices)

    def _wipe(self) -> None:
        """The keys were held long enough: destroy the key slots, then lock and end.

        Here and now: whatever the worker is at must not come before it.
        """
        from monitor_desktop.services.profile import panic  # noqa: PLC0415  # once, if ever

        self.leaves_on_lock = False
        try:
            panic.wipe(self._folder)
        except MonitorError as error:
            self.lock()
            self._fail(error)
            return
        self.lock()
        QApplication.exit(0)

    @override
    def closeEvent(self, event: "QCloseEvent") -> None:
        """Drafts are kept, the store is closed, then the thread ends."""
        self.leaves_on_lock = False
        session = self.session
        # What is being worked on comes to its end before the process does.
        self._lock()
        if session is not None and not session.is_quiet:
            event.ignore()
            session.once_quiet(self.close)
            return
        super().closeEvent(event)


def _leave(workspace: "Workspace", place: Place, courses: "Sequence[Course]") -> None:
    from monitor_desktop.ui.lock import remembered  # noqa: PLC0415  # with the store

    remembered.leave(workspace, place, courses)


def _leave_practice(workspace: "Workspace") -> None:
    from monitor_desktop.services.profile import practice  # noqa: PLC0415  # seldom

    practice.leave(workspace)


def _load_services(kit: Kit) -> None:
    from monitor_desktop.services import workspaces  # noqa: F401, PLC0415  # loaded
    from monitor_desktop.ui.frame import window  # noqa: F401, PLC0415  # and every page
    from monitor_desktop.ui.pace import held_keys  # noqa: F401, PLC0415  # a session's

    # What every page asks for first; read here, the list is there sooner.
    _ = kit.vocabularies, kit.gazetteer


def make_desk(application: QApplication, kit: Kit, language: str) -> Desk:
    """Words, looks and the worker."""
    application.setApplicationDisplayName(NAME)
    look = Look(application, kit.resources)
    look.wear(SYSTEM)
    return Desk(
        kit=kit,
        say=Sentences(kit.catalogues, language),
        look=look,
        worker=Worker(kit.resources),
    )


def open_window(
    kit: Kit,
    profile: Path,
    *,
    language: str,
    on_bug: Callable[[Exception], None] | None = None,
    on_leave: Callable[[str], None] | None = None,
) -> int:
    """Show the window until it is closed.

    Args:
        kit: What the program brings along.
        profile: Folder of the profile; made by the first run when it has none.
        language: tg, ru or en, until the person has chosen.
        on_bug: Told of an exception nobody raised on purpose, for the crash note.
        on_leave: Told the language that was spoken last.

    Returns:
        Exit status; ``BEGIN_AGAIN`` asks for a fresh process that starts locked.
    """
    application = QApplication.instance() or QApplication(list(ARGUMENTS))
    if not isinstance(application, QApplication):
        raise TypeError
    desk = make_desk(application, kit, language)
    if on_bug is not None:
        desk.worker.bug.connect(on_bug)
    guarded = _guard_pictures(application)
    frame = Frame(desk, profile)
    frame.leaves_on_lock = True
    frame.start(is_new=not profiles.exists(profile))
    frame.show_on(frame.screen().availableSize())
    QTimer.singleShot(_AFTER_PAINT_MS, partial(_guard, frame, application))
    status = application.exec()
    if on_leave is not None:
        on_leave(desk.say.language)
    desk.leave()
    if guarded is not None:
        application.removeEventFilter(guarded)
    return status


def _guard(frame: Frame, application: QApplication) -> None:
    """The lock is painted: watch over it, then load what it opens."""
    frame.guards.watch(application)
    frame.load_rest()


def _guard_pictures(application: QApplication) -> "CaptureGuard | None":
    if sys.platform == "win32":
        from monitor_desktop.ui.lock import captures  # noqa: PLC0415  # only there

        return captures.guard(application)
    return None
