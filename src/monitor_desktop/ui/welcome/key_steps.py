"""The first run once there is a profile: the recovery code and its rehearsal."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.services import files
from monitor_desktop.services.profile import keys
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.fittings.file_choice import ask_save
from monitor_desktop.ui.keys.recovery_steps import CodeGrid
from monitor_desktop.ui.keys.rehearsals import CodeGroups
from monitor_desktop.ui.keys.secret_line import SecretLine
from monitor_desktop.ui.look.pieces import (
    PlainLabel,
    button,
    card,
    column_of,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.words import Sentences
from monitor_desktop.ui.paper import code_paper
from monitor_desktop.ui.paper.printing import PrintJob, printer_for
from monitor_desktop.ui.sessions import Desk
from monitor_desktop.ui.welcome.first_steps import stack

_FILE_NAME: Final = "1.txt"
"""Names nothing: it lies on somebody's stick."""
_ON_PAPER: Final = (
    "Write it on paper by hand, print it, or save it on a stick that stays apart from "
    "the laptop. Never keep it on this laptop, and never send it."
)
_BY_HAND: Final = (
    "Write it on paper by hand, or save it on a stick that stays apart from the "
    "laptop. Never keep it on this laptop, and never send it."
)


class RecoveryStep(QWidget):
    """Shows the code once; ``changed`` when there is one.

    Came the person back to this step after closing, the code has to be made anew: it
    was kept nowhere. That takes the passphrase.
    """

    changed = Signal()

    def __init__(self, desk: Desk, notice: Notice) -> None:
        super().__init__()
        self._desk = desk
        self._notice = notice
        self._workspace: Workspace | None = None
        self._job: PrintJob | None = None
        say = desk.say
        self.grid = CodeGrid()
        self.print = button(say, "Print…", self._print)
        self.save = button(say, "Save to a file…", self._ask_target)
        self.line = SecretLine(desk, "Passphrase")
        self.make = button(say, "Make a recovery code", self._make, kind="primary")
        self._shown = card()
        column = column_of(self._shown)
        column.addWidget(self.grid)
        self.where = said(say, _BY_HAND, role="muted", wraps=True)
        column.addWidget(self.where)
        column.addLayout(row(self.print, self.save, 1))
        self._asking = card()
        column = column_of(self._asking)
        text = "The code is kept nowhere. With the passphrase a new one is made."
        column.addWidget(said(say, text, role="muted", wraps=True))
        column.addWidget(said(say, "Passphrase", role="caption"))
        column.addWidget(self.line)
        column.addLayout(row(self.make, 1))
        stack(self, self._shown, self._asking)
        self.line.returnPressed.connect(self._make)
        self._show()

    @property
    def is_shown(self) -> bool:
        """There is a code to write down."""
        return bool(self.grid.code)

    def open(self, workspace: Workspace, code: str = "") -> None:
        """The profile is open; without a code one can be made."""
        self._workspace = workspace
        if code:
            self.grid.show_code(code)
        self._show()

    def show_sample(self, code: str) -> None:
        """Show a code that opens nothing, for pictures."""
        self.grid.show_code(code)
        self._show()

    def _show(self) -> None:
        self._shown.setVisible(self.is_shown)
        self._asking.setVisible(not self.is_shown)
        is_printing = bool(QPrinterInfo.defaultPrinterName())
        self.print.setVisible(is_printing)
        told = _ON_PAPER if is_printing else _BY_HAND
        self._desk.say.put(self.where.setText, told)
        self.changed.emit()

    def _make(self) -> None:
        workspace, passphrase = self._workspace, self.line.text()
        if workspace is None or not passphrase:
            return
        self.make.setEnabled(False)
        self._desk.worker.run(
            # The first code may stand on paper or not; nobody can be asked for it here.
            partial(keys.recovery_code, workspace, passphrase, lost=True),
            self._made,
            self._failed,
        )

    def _made(self, code: str) -> None:
        self.make.setEnabled(True)
        self.line.clear()
        self._notice.clear()
        self.grid.show_code(code)
        self._show()

    def _failed(self, error: MonitorError) -> None:
        self.make.setEnabled(True)
        self._notice.tell_problem(error)

    def _print(self) -> None:
        printer = printer_for(
            QPrinterInfo.defaultPrinterName(), copies=1, both_sides=False
        )
        page = code_paper.page(self.grid.code, self._desk.say)
        self._job = PrintJob(printer, [page], self._printed, self)
        self._job.start()

    def _printed(self, sent: bool) -> None:  # what a print job tells
        if sent:
            self._notice.tell("The page was sent to the printer.")
        else:
            self._notice.tell("The printer took nothing.", tone="danger")

    def _ask_target(self) -> None:
        target = ask_save(self._desk, "Recovery code", self.window(), name=_FILE_NAME)
        if target is not None:
            self.write(target)

    def write(self, target: Path) -> None:
        """Save the code where the person says."""
        data = f"{self.grid.code}\n".encode()
        self._desk.worker.run(
            partial(files.replace, target, data), self._saved, self._failed
        )

    def _saved(self, _none: None) -> None:
        text = "The code is saved. Keep the stick apart from the laptop."
        self._notice.tell(text)


class RehearsalStep(QWidget):
    """The code typed from the paper, group by group; ``changed`` with every key."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._say = desk.say
        self.groups = CodeGroups(desk.say)
        self._right = PlainLabel(role="muted")
        self._told = PlainLabel(" ", role="problem")
        frame = card()
        column = column_of(frame)
        head = said(desk.say, "Type the code from the paper", role="h2")
        column.addLayout(row(head, 1, self._right))
        column.addWidget(self.groups)
        column.addWidget(self._told)
        text = (
            "The letter O and the number 0 count as the same, small letters as large."
        )
        column.addWidget(said(desk.say, text, role="muted", wraps=True))
        stack(self, frame)
        self.groups.changed.connect(self._settle)
        self._settle()

    def _settle(self) -> None:
        _count(self._say, self._right, self.groups)
        self._say.put(self._told.setText, self.groups.told)
        self.changed.emit()


def _count(say: Sentences, label: PlainLabel, groups: CodeGroups) -> None:
    say.put(
        label.setText,
        "{shown} of {total}",
        shown=groups.right,
        total=keys.CODE_GROUPS,
    )
