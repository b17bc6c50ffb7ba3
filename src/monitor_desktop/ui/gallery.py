"""Pictures of every page in every language and theme, for a person to look at."""

import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import Record
from monitor_desktop.services import contacts, records, workspaces
from monitor_desktop.services.kit import Kit
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.application import SIZE, make_desk
from monitor_desktop.ui.first_run import STEPS, FirstRun
from monitor_desktop.ui.manual_window import ManualWindow
from monitor_desktop.ui.reports.page import PANELS, ReportsPage
from monitor_desktop.ui.sessions import Desk, Session
from monitor_desktop.ui.theme import ARGUMENTS, THEMES
from monitor_desktop.ui.unlock import UnlockPage
from monitor_desktop.ui.window import Shell
from monitor_desktop.ui.window_acts import shortcuts
from monitor_desktop.ui.window_pages import (
    CONFLICTS,
    EVIDENCE,
    MAP,
    REPORTS,
    SETTINGS,
    SYNC,
    TODAY,
)

SAMPLE_CODE: Final = "-".join(["SAMPL"] * 8)
"""Shown in pictures only; it opens nothing."""
_SLICES: Final = 16
"""Turns of events in which a page and its form are made."""
Page = tuple[str, Callable[[], QWidget]]


def at_scale(scale: float) -> tuple[int, int]:
    """What is left of the window on a screen set to a scale, in pixels of the page."""
    return int(SIZE[0] / scale), int(SIZE[1] / scale)


def settle(desk: Desk) -> None:
    """Wait until the worker is idle and everything is made and drawn."""
    application = QApplication.instance()
    for _ in range(_SLICES):
        while desk.worker.is_busy:
            # Without a limit of time: with one it would turn round and round instead.
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if application is not None:
            QApplication.processEvents()


class Gallery:
    """Every page of one profile.

    Args:
        desk: Words, looks, worker.
        workspace: An open profile with something in it.
    """

    def __init__(self, desk: Desk, workspace: Workspace) -> None:
        self._desk = desk
        self.session = Session(desk, workspace)
        self.shell = Shell(self.session)
        self.manual = ManualWindow(desk, shortcuts(self.shell), self.shell)
        self.unlock = UnlockPage(desk, Path())
        self.first_run = FirstRun(desk, Path())
        self.first_run.recovery.show_sample(SAMPLE_CODE)
        for each in (self.shell, self.unlock, self.first_run):
            each.resize(*SIZE)

    def pages(self) -> Iterator[Page]:
        """Name of each page, and how to bring it into sight."""
        yield "unlock", lambda: self.unlock
        for number, _ in enumerate(STEPS):
            yield f"wizard_{number + 1}", lambda n=number: self._step(n)  # type: ignore[misc]
        for key in (TODAY, EVIDENCE, MAP):
            yield key, lambda k=key: self._area(k)  # type: ignore[misc]
        yield "palette", self._palette
        for key in ("case", "person", "monitoring_report"):
            yield f"list_{key}", lambda k=key: self._list(k)  # type: ignore[misc]
            yield f"form_{key}", lambda k=key: self._form(k)  # type: ignore[misc]
        for place, name in enumerate(PANELS):
            yield f"reports_{name.lower()}", lambda n=place: self._report(n)  # type: ignore[misc]
        for key in (SYNC, CONFLICTS, SETTINGS):
            yield key, lambda k=key: self._area(k)  # type: ignore[misc]
        yield "verify", self._verify
        yield "print", self._print
        yield "manual", self._manual
        yield "manual_keys", self._manual_keys

    def _manual(self) -> QWidget:
        self.manual.show_chapter("exchange")
        self.manual.show()
        return self.shell

    def _manual_keys(self) -> QWidget:
        self.manual.show_keys()
        self.manual.show()
        return self.shell

    def _step(self, number: int) -> QWidget:
        self.first_run.show_step(number)
        return self.first_run

    def _palette(self) -> QWidget:
        self.shell.go("case")
        self.shell.show()
        self.shell.search()
        return self.shell

    def _area(self, key: str) -> QWidget:
        self.shell.go(key)
        return self.shell

    def _report(self, place: int) -> QWidget:
        self.shell.go(REPORTS)
        page = self.shell.page(REPORTS)
        if isinstance(page, ReportsPage):
            page.turn(place)
        return self.shell

    def _list(self, key: str) -> QWidget:
        self.shell.go(key)
        self.shell.record_page(key).close_form()
        return self.shell

    def _first(self, key: str) -> Record | None:
        query = ListQuery(type=key, descending=False, limit=1)
        found = records.listed(self.session.workspace, query)[1]
        return found[0] if found else None

    def _form(self, key: str) -> QWidget:
        first = self._first(key)
        if first is None:
            self.shell.go(key)
            self.shell.new()
        else:
            self.shell.open_record(key, first.id)
        return self.shell

    def _verify(self) -> QWidget:
        for each in contacts.listed(self.session.workspace)[-1:]:
            self.shell.show_verify(each)
        return self.shell

    def _print(self) -> QWidget:
        first = self._first("case")
        if first is not None:
            self.shell.go("case")
            self.shell.show_print(first.ref or first.id)
        return self.shell


Look = tuple[str, str]
"""A theme and a language."""
EVERY_LOOK: Final = tuple(itertools.product(THEMES, LANGUAGES))


def take(
    ws_folder: Path,
    passphrase: str,
    kit: Kit,
    target: Path,
    *,
    looks: Sequence[Look] = EVERY_LOOK,
    scales: Sequence[float] = (1.0,),
) -> list[Path]:
    """Draw every page in every language and theme, or in some of them.

    Args:
        ws_folder: A profile with something in it.
        passphrase: Its passphrase.
        kit: What the program brings along.
        target: Folder for the pictures, 1366 x 728 each.
        looks: Pairs of theme and language.
        scales: Drawn pixels to a pixel of the page: at 1.5 the page is laid out in
            the 910 x 485 that are left of a screen set to 150 %.

    Returns:
        The files written.
    """
    application = QApplication.instance() or QApplication(list(ARGUMENTS))
    if not isinstance(application, QApplication):
        raise TypeError
    desk = make_desk(application, kit, LANGUAGES[0])
    try:
        workspace = workspaces.unlock(ws_folder, passphrase, kit)
        try:
            with _quiet_platform():
                return _written(desk, Gallery(desk, workspace), target, looks, scales)
        finally:
            workspace.close()
    finally:
        desk.leave()


def _written(
    desk: Desk,
    gallery: Gallery,
    target: Path,
    looks: Sequence[Look],
    scales: Sequence[float],
) -> list[Path]:
    target.mkdir(parents=True, exist_ok=True)
    return [
        path
        for theme, language in _worn(desk, looks)
        for page in gallery.pages()
        for path in _pictures(
            desk, gallery, page, target / f"{page[0]}_{language}_{theme}.png", scales
        )
    ]


@contextmanager
def _quiet_platform() -> Iterator[None]:
    """The platform without a screen complains of each window that has a least size."""

    def tell(kind: QtMsgType, where: QMessageLogContext, message: str) -> None:
        if "propagateSizeHints" in message:
            return
        if before is not None:
            before(kind, where, message)
        else:
            sys.stderr.write(f"{message}\n")

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _worn(desk: Desk, looks: Sequence[Look]) -> Iterator[Look]:
    """Each look in turn, while the window has it."""
    for theme, language in looks:
        desk.look.wear(theme)
        desk.say.switch(language)
        yield theme, language


def _pictures(
    desk: Desk, gallery: Gallery, page: Page, path: Path, scales: Sequence[float]
) -> list[Path]:
    made = [_picture(desk, page[1](), path, each) for each in scales]
    for each in (gallery.shell, gallery.unlock, gallery.first_run):
        each.hide()
    return made


def _picture(desk: Desk, shown: QWidget, path: Path, scale: float) -> Path:
    shown.resize(*at_scale(scale))
    shown.show()
    settle(desk)
    dialogs = [each for each in shown.findChildren(QDialog) if each.isVisible()]
    picture = QPixmap(shown.size() * scale)
    picture.setDevicePixelRatio(scale)
    shown.render(picture)
    for dialog in dialogs:
        dialog.render(picture, shown.mapFromGlobal(dialog.pos()))
        dialog.reject()
    if scale != 1:
        path = path.with_stem(f"{path.stem}_{scale:.0%}".removesuffix("%"))
    picture.save(str(path))
    return path
