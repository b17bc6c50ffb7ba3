"""Print preview: what, for whom, in which languages; then to paper or to a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.services import sheet_checks, sheets
from monitor_desktop.services.progress import Progress
from monitor_desktop.services.sheet_checks import CheckedSheet, Standing
from monitor_desktop.services.sheets import Choice, Prepared, Preview, Printed
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.audiences import lack_text
from monitor_desktop.ui.file_choice import ask_save
from monitor_desktop.ui.letterhead_dialog import LetterheadDialog
from monitor_desktop.ui.paper_view import PaperView
from monitor_desktop.ui.pieces import PlainLabel, button, fill_page, row, said
from monitor_desktop.ui.print_options import UNNAMED, Options
from monitor_desktop.ui.printing import PRINT_PPI, PrintJob
from monitor_desktop.ui.problems import Notice
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.working import CANCELLED, LongWork

_PREVIEW_PPI: Final = 110
_MANY_NAME: Final = "documents"
_SENTENCES: Final = {
    Standing.CURRENT: "The paper says what the record says now.",
    Standing.CHANGED: "The paper says something else than the record: it was changed "
    "since, or the code is mistyped, or the paper is not genuine.",
}
_UNCONFIRMED: Final = (
    "No lawyer has confirmed the rule that the term on this letter follows: check it "
    "before you send it."
)
_STOPPED: Final = "Stopped. The printer may already have some of the pages."
_SENT: Final = (
    "Sent to the printer as “Document”. The print queue of the computer may keep a "
    "copy: print only on a machine you trust."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed, how and for whom."""

    refs: tuple[str, ...]
    choice: Choice

    def preview(self, workspace: Workspace) -> Preview:
        """The pages of the first record as pictures; the others look alike."""
        return sheets.preview(workspace, self.refs[:1], self.choice, ppi=_PREVIEW_PPI)

    def prepare(self, workspace: Workspace) -> Prepared:
        """Every document, before its pages are set for a printer."""
        return sheets.prepare(workspace, self.refs, self.choice)

    def make(self, progress: Progress, workspace: Workspace) -> Printed:
        """The pages as a file."""
        return sheets.make(workspace, self.refs, self.choice, progress)


class PrintPage(QWidget):
    """Options left, pages right; nothing is written until it is saved.

    ``closed`` asks to go back.
    """

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._refs: tuple[str, ...] = ()
        self._wanted: Wanted | None = None
        self._work: LongWork | None = None
        self._job: PrintJob | None = None
        say = session.say
        self.options = Options(session)
        self.paper = PaperView(say, _PREVIEW_PPI)
        self.notice = Notice(say)
        self._subtitle = PlainLabel(role="muted")
        self.save = button(say, "Save PDF…", self._ask_target)
        self.print = button(say, "Print", self.send, kind="primary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        say.put(self._bar.setAccessibleName, "Progress")
        self._cancel = button(say, "Cancel", self._stop)
        self._state = PlainLabel(role="caption")
        self._build()
        self.options.changed.connect(self.refresh)
        self.options.typed.connect(self.check)
        self.options.letterhead.connect(self._change_letterhead)
        self.setFocusProxy(self.options.document)
        self._show_work(None)

    def _build(self) -> None:
        say = self._session.say
        back = button(say, "Back", self.closed.emit)
        title = said(say, "Print preview", role="h1")
        column = fill_page(self)
        column.addLayout(
            row(
                title,
                self._subtitle,
                1,
                self._bar,
                self._cancel,
                back,
                self.save,
                self.print,
                spacing=12,
            )
        )
        column.addWidget(self.notice)
        body = row(self.options, self.paper, spacing=16)
        body.setStretch(1, 1)
        column.addLayout(body, 1)
        column.addWidget(self._state)

    def show_record(self, ref: str) -> None:
        """Preview another record."""
        self.show_records((ref,))

    def show_records(self, refs: Sequence[str]) -> None:
        """Preview several records; the first is shown, all are printed and saved."""
        self._refs = tuple(refs)
        first, others = self._refs[0], len(self._refs) - 1
        self._subtitle.setText(f"{first} + {others}" if others else first)
        self.refresh()

    def refresh(self) -> None:
        """Set the pages again; the old ones stand dimmed meanwhile."""
        choice = self.options.choice()
        self.notice.clear()
        self._enable(ready=False)
        self.paper.dim()
        if choice is None:
            self._wanted = None
            self.options.show_withheld(0)
            self.notice.tell(UNNAMED, tone="warn")
            return
        wanted = self._wanted = Wanted(self._refs, choice)
        self._session.say.put(self._state.setText, "Preparing the pages…")
        self._session.run(wanted.preview, partial(self._show, wanted), self._fail)

    def _show(self, wanted: Wanted, preview: Preview) -> None:
        if wanted != self._wanted:
            return
        self.options.show_documents(preview.documents)
        self.options.show_withheld(preview.withheld, self._reasons(preview))
        self.paper.show_pages(preview.pages)
        self._session.say.put(
            self._state.setText, "Prepared in memory, nothing is on the disk."
        )
        if preview.unconfirmed:
            self.notice.tell(_UNCONFIRMED, tone="warn")
        self._enable(ready=True)

    def _reasons(self, preview: Preview) -> list[str]:
        """Whom the paper leaves out and why: for the screen alone."""
        return [lack_text(self._session, each) for each in preview.lacks]

    def _enable(self, *, ready: bool) -> None:
        self.save.setEnabled(ready)
        self.print.setEnabled(ready and self.options.on_paper.can_print)

    def _fail(self, error: MonitorError) -> None:
        self._show_work(None)
        self._session.say.put(
            self._state.setText, "Prepared in memory, nothing is on the disk."
        )
        self.paper.clear()
        self.options.show_withheld(0)
        self.notice.tell_problem(error)

    def _ask_target(self) -> None:
        name = self._refs[0] if len(self._refs) == 1 else _MANY_NAME
        desk = self._session.desk
        target = ask_save(desk, "Save PDF", self.window(), name=f"{name}.pdf")
        if target is not None:
            self.write(target)

    def write(self, target: Path) -> None:
        """Write what is shown as a PDF."""
        wanted = self._wanted
        if wanted is None:
            return
        work = LongWork(self)
        progress = work.progress()

        def write(workspace: Workspace) -> str:
            sheets.save(target, wanted.make(progress, workspace).pdf)
            return target.name

        self._show_work(work)
        self._session.run(write, self._written, self._not_written)

    def _written(self, name: str) -> None:
        self._show_work(None)
        self.notice.tell(
            "{file} is saved. It is not encrypted.", tone="warn", file=name
        )

    def _not_written(self, error: MonitorError) -> None:
        self._show_work(None)
        if error.code == CANCELLED:
            self.notice.tell("Stopped. Nothing was saved.")
        else:
            self.notice.tell_problem(error)

    def _show_work(self, work: LongWork | None) -> None:
        self._work = work
        self._bar.setVisible(work is not None)
        self._cancel.setVisible(work is not None)
        self._bar.setRange(0, 0)
        if work is not None:
            work.advanced.connect(self._advance)

    def _advance(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def send(self) -> None:
        """Print; pages are set for the printer in the worker."""
        wanted = self._wanted
        if wanted is not None:
            self._enable(ready=False)
            self._session.run(wanted.prepare, self._paint, self._fail)

    def _paint(self, prepared: Prepared) -> None:
        """Pages of one record after the other, set while the printer has the last."""
        work = LongWork(self)
        numbers = iter(range(len(prepared.records)))
        progress, total = work.progress(), len(prepared.records)

        def ask_more() -> None:
            number = next(numbers, None)

            def pages(workspace: Workspace) -> list[bytes]:
                if number is None:
                    return []
                progress(number, total)
                return prepared.pages(workspace, number, PRINT_PPI)

            self._session.run(pages, job.add, job.stop)

        printer = self.options.on_paper.make_printer()
        job = self._job = PrintJob(printer, (), self._sent, self, ask_more=ask_more)
        self._show_work(work)
        job.start()

    def _sent(self, done: bool) -> None:  # told by the job
        stopped = self._work is not None and self._work.is_cancelled
        self._show_work(None)
        self._enable(ready=True)
        if done:
            self.notice.tell(_SENT, tone="warn")
        elif stopped:
            self.notice.tell(_STOPPED, tone="warn")
        else:
            self.notice.tell("The printer did not take it. Look at it.", tone="danger")

    def _change_letterhead(self) -> None:
        if LetterheadDialog(self._session, self.window()).exec():
            self.refresh()

    def check(self, code: str) -> None:
        """Compare a code typed off the paper with the record."""
        ref = self._refs[0]

        def check(workspace: Workspace) -> CheckedSheet:
            return sheet_checks.check_code(workspace, ref, code)

        self._session.run(check, self._checked, self.notice.tell_problem)

    def _checked(self, found: CheckedSheet) -> None:
        tone = "ok" if found.standing is Standing.CURRENT else "warn"
        self.notice.tell(_SENTENCES[found.standing], tone=tone)
