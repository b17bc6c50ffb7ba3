"""Every page of the program, one after the other, for a person or a test to look at."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import Record
from monitor_desktop.services import records
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.application import SIZE
from monitor_desktop.ui.conflicts.conflicts_page import ConflictsPage
from monitor_desktop.ui.evidence.evidence_dialog import EvidenceDialog
from monitor_desktop.ui.fittings.navigation import areas
from monitor_desktop.ui.frame.palettes import Palette
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.frame.window_acts import shortcuts
from monitor_desktop.ui.frame.window_pages import (
    CONFLICTS,
    EVIDENCE,
    MAP,
    REPORTS,
    SETTINGS,
    SYNC,
    TODAY,
)
from monitor_desktop.ui.help.manual_window import KEYS, ManualWindow
from monitor_desktop.ui.lock.unlock import UnlockPage
from monitor_desktop.ui.pace.slices import is_at_work
from monitor_desktop.ui.records.form_bodies import FormBody
from monitor_desktop.ui.records.history_page import HistoryPage
from monitor_desktop.ui.records.record_form import RecordForm
from monitor_desktop.ui.reports.page import PANELS, ReportsPage
from monitor_desktop.ui.sessions import Desk, Session
from monitor_desktop.ui.welcome.first_run import STEPS, FirstRun

SAMPLE_CODE: Final = "-".join(["SAMPL"] * 8)
"""Shown in pictures only; it opens nothing."""
_LISTED: Final = ("case", "person", "monitoring_report")
_LOOKED_FOR: Final = "хабарнигор"
"""What is typed into the search: a word of the demonstration."""
_TRIES: Final = 3
_TURNS: Final = 16
"""In so many a page is laid out and drawn once everything is made."""
Page = tuple[str, Callable[[], QWidget]]


def at_scale(scale: float) -> tuple[int, int]:
    """What is left of the window on a screen set to a scale, in pixels of the page."""
    return int(SIZE[0] / scale), int(SIZE[1] / scale)


def screens(scales: Sequence[float], folder: Path) -> Mapping[str, str]:
    """What the environment has to say before the window library is begun.

    Without a screen there is one, set to 100 %: enlarged afterwards, icons are jagged.

    Args:
        scales: Of the screens, side by side.
        folder: Where a file that describes them is put.
    """
    described = [
        {"name": f"at-{scale}", "x": round(4 * number * SIZE[0]), "y": 0}
        | {"width": 2 * SIZE[0], "height": 2 * SIZE[1]}
        | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for number, scale in enumerate(scales)
    ]
    path = folder / "screens.json"
    path.write_text(json.dumps({"screens": described}), encoding="utf-8")
    return {
        "QT_QPA_PLATFORM": f"offscreen:configfile={path}",
        "QT_SCREEN_SCALE_FACTORS": ";".join(f"at-{each}={each}" for each in scales),
    }


def settle(desk: Desk) -> None:
    """Wait until the worker is idle and everything is made and drawn."""
    # Looking through the whole window takes longer than a turn: between turns only.
    was_at_work, is_made = is_at_work(), False
    while not is_made:
        for _ in range(_TURNS):
            _turn(desk)
        # The last step of the last turn may have asked the worker for something.
        still_at_work = is_at_work() or desk.worker.is_busy
        is_made = not (was_at_work or still_at_work)
        was_at_work = still_at_work


def _turn(desk: Desk) -> None:
    """Let the window answer everything that has happened, once the worker is idle."""
    while desk.worker.is_busy:
        # Without a time limit it sleeps until an event comes; with one it would poll.
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()
    # No event loop runs here, and only such a loop would delete what is due.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle_at(desk: Desk, shown: QWidget, size: tuple[int, int]) -> None:
    """Show a page in a window of a size; what was wide gives way once it is narrow."""
    for _ in range(_TRIES):
        shown.resize(*size)
        shown.show()
        settle(desk)
        if shown.size().toTuple() == size:
            return


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
        self.fit(SIZE)

    def fit(self, size: tuple[int, int]) -> None:
        """The window as large as this, before a page of it is shown."""
        for each in (self.shell, self.unlock, self.first_run):
            each.resize(*size)

    def bring_to(self, scale: float) -> None:
        """To the screen that is set to a scale, where there is one; see ``screens``."""
        for screen in QApplication.screens():
            if screen.devicePixelRatio() == scale:
                for each in (self.shell, self.unlock, self.first_run):
                    each.setScreen(screen)
                    each.move(screen.geometry().topLeft())
                return

    def hide(self) -> None:
        """Nothing is in sight."""
        for each in (self.shell, self.unlock, self.first_run):
            for dialog in each.findChildren(QDialog):
                dialog.reject()
            each.hide()

    def pages(self) -> Iterator[Page]:
        """Name of each page, and how to bring it into sight."""
        yield "unlock", lambda: self.unlock
        for number, _ in enumerate(STEPS):
            yield f"wizard_{number + 1}", partial(self._step, number)
        for key in (TODAY, EVIDENCE, MAP):
            yield key, partial(self._area, key)
        yield "evidence_piece", partial(self._piece, log=False)
        yield "evidence_log", partial(self._piece, log=True)
        for key in _LISTED:
            yield f"list_{key}", partial(self._list, key)
            yield f"form_{key}", partial(self._form, key)
        yield "form_title", self._title
        yield "history", self._history
        yield "palette", partial(self._palette, "")
        yield "palette_found", partial(self._palette, _LOOKED_FOR)
        for place, name in enumerate(PANELS):
            yield f"reports_{name.lower()}", partial(self._report, place)
        for key in (SYNC, CONFLICTS, SETTINGS):
            yield key, partial(self._area, key)
        yield "conflicts_chosen", self._chosen
        yield "verify", self._verify
        yield "print", self._print
        yield "manual", partial(self._manual, "exchange")
        yield "manual_keys", partial(self._manual, KEYS)

    def whole_forms(self) -> Iterator[tuple[str, Callable[[], FormBody]]]:
        """The form of every type with all its sections, higher than any screen."""
        for keys in areas().values():
            for key in keys:
                yield f"whole_{key}", partial(self._whole, key)

    def _manual(self, chapter: str) -> QWidget:
        self.shell.go(TODAY)
        self.shell.show()
        self.manual.show_chapter(chapter)
        self.manual.show()
        return self.shell

    def _step(self, number: int) -> QWidget:
        self.first_run.show_step(number)
        return self.first_run

    def _palette(self, typed: str) -> QWidget:
        self._list("case")
        self.shell.show()
        self.shell.search()
        for each in self.shell.findChildren(Palette):
            if each.isVisible():
                each.look_for(typed)
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
        page = self.shell.record_page(key)
        for each in page.findChildren(HistoryPage):
            if each.isVisibleTo(page):
                each.closed.emit()
        page.close_form()
        return self.shell

    def _first(self, key: str) -> Record | None:
        """The record to be shown: one that people disagree on, else any."""
        workspace = self.session.workspace
        for each in conflicts.listed(workspace):
            if each.conflict.type == key:
                return records.show(workspace, each.conflict.record).record
        found = records.listed(workspace, ListQuery(type=key, limit=1))[1]
        return found[0] if found else None

    def _form(self, key: str) -> QWidget:
        first = self._first(key)
        if first is not None:
            self.shell.open_record(key, first.id)
        else:
            self.shell.go(key)
            self.shell.new()
        return self.shell

    def _open_form(self, key: str) -> RecordForm:
        """A form that is there with all it holds."""
        self._form(key)
        self.shell.show()
        settle(self._desk)
        return self.shell.record_page(key).form

    def _whole(self, key: str) -> FormBody:
        """One part of each kind is open; sections without parts are one line."""
        body = self._open_form(key).body
        for section in body.parts.values():
            for part in section.part_ids[:1]:
                section.open_part(part)
        return body

    def _title(self) -> QWidget:
        self._open_form("case").head.renamed.emit()
        return self.shell

    def _history(self) -> QWidget:
        shown = self._open_form("case").record
        self.shell.record_page("case").show_history(shown.id)
        return self.shell

    def _piece(self, *, log: bool) -> QWidget:
        """The first piece of evidence: what it is, or the end of its log."""
        self.shell.go(EVIDENCE)
        self.shell.show()
        workspace = self.session.workspace
        query = ListQuery(type="attachment", limit=1)
        for each in records.listed(workspace, query)[1]:
            (found,) = attachments.listed(workspace, each.id)
            dialog = EvidenceDialog(self.session, found, self.shell)
            dialog.open()
            settle(self._desk)
            if log:
                dialog.show_log()
        return self.shell

    def _chosen(self) -> QWidget:
        """A conflict with the second value taken and the result to be edited."""
        self.shell.go(CONFLICTS)
        self.shell.show()
        settle(self._desk)
        page = self.shell.page(CONFLICTS)
        if isinstance(page, ConflictsPage) and page.decision.cards:
            page.decision.take(2)
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
