"""Print preview: what, for whom, in which languages; then to paper or to a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.overriding import override
from monitor_desktop.services.paper import sheet_checks, sheets
from monitor_desktop.services.paper.sheet_checks import CheckedSheet, Standing
from monitor_desktop.services.paper.sheets import Choice, Prepared, Preview, Printed
from monitor_desktop.services.progress import Progress
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.fittings.audiences import lack_text
from monitor_desktop.ui.fittings.file_choice import ask_save
from monitor_desktop.ui.look.busy_bar import BusyBar
from monitor_desktop.ui.look.pieces import (
    ElidedLabel,
    PlainLabel,
    button,
    fill_page,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.pace.working import CANCELLED, LongWork
from monitor_desktop.ui.paper.letterhead_dialog import LetterheadDialog
from monitor_desktop.ui.paper.paper_view import PaperView
from monitor_desktop.ui.paper.print_options import UNNAMED, Options
from monitor_desktop.ui.paper.printing import PRINT_PPI, PrintJob
from monitor_desktop.ui.sessions import Session

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
_READY: Final = "Prepared in memory, nothing is on the disk."
_FIRST: Final = "The first of {count} is shown; all are printed and saved."
_NO_PRINTER: Final = (
    "Prepared in memory, nothing is on the disk. No printer is set up: save a PDF."
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

    def preview(self, progress: Progress, workspace: Workspace) -> Preview:
        """The pages of the first record as pictures; the others look alike."""
        first = self.refs[:1]
        return sheets.preview(workspace, first, self.choice, _PREVIEW_PPI, progress)

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
        self._preview: LongWork | None = None
        self._job: PrintJob | None = None
        say = session.say
        self.options = Options(session)
        self.paper = PaperView(say, _PREVIEW_PPI)
        self.notice = Notice(say)
        self._subtitle = ElidedLabel(role="muted")
        self.save = button(say, "Save PDF…", self._ask_target)
        self.print = button(say, "Print", self.send, kind="primary")
        self.busy = BusyBar(say)
        self._state = PlainLabel(role="caption")
        self._build()
        self.options.changed.connect(self.refresh)
        self.options.typed.connect(self.check)
        self.options.letterhead.connect(self._change_letterhead)
        self.setFocusProxy(self.options.document)

    def _build(self) -> None:
        say = self._session.say
        back = button(say, "Back", self.closed.emit)
        title = said(say, "Print preview", role="h1")
        column = fill_page(self)
        acts = (self.busy, back, self.save, self.print)
        head = row(title, self._subtitle, *acts, spacing=12)
        # It gives way where the sign that something takes its time has no room.
        head.setStretch(1, 1)
        column.addLayout(head)
        column.addWidget(self.notice)
        body = row(self.options, self.paper, spacing=16)
        body.setStretch(1, 1)
        column.addLayout(body, 1)
        column.addWidget(self._state)

    @property
    def shown(self) -> tuple[tuple[str, ...], str]:
        """References of what is in the preview, and as which kind of document."""
        return self._refs, str(self.options.document.currentData() or "")

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
        self._drop_preview()
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
        work = self._preview = self.busy.begin()
        self._session.run(
            partial(wanted.preview, work.progress()),
            partial(self._show, work),
            partial(self._not_shown, work),
        )

    def _drop_preview(self) -> None:
        """Other pages are wanted by now, or none."""
        if self._preview is not None:
            self._preview.cancel()
            self._preview = None

    def _show(self, work: LongWork, preview: Preview) -> None:
        self.busy.end(work)
        if work is not self._preview:
            return
        self._preview = None
        self.options.show_documents(preview.documents)
        self.options.show_withheld(
            preview.withheld, preview.own_withheld, self._reasons(preview)
        )
        self.paper.show_pages(preview.pages)
        self._session.say.put(self._state.setText, self._ready)
        if preview.unconfirmed:
            self.notice.tell(_UNCONFIRMED, tone="warn")
        self._enable(ready=True)

    def _ready(self, words: Words) -> str:
        """Where the pages are, and that one record stands for the others in sight."""
        can_print, count = self.options.on_paper.can_print, len(self._refs)
        ready = words("app", _READY if can_print else _NO_PRINTER)
        if count == 1:
            return ready
        return f"{words('app', _FIRST, count=count)} {ready}"

    def _reasons(self, preview: Preview) -> list[str]:
        """Whom the paper leaves out and why: for the screen alone."""
        return [lack_text(self._session, each) for each in preview.lacks]

    def _enable(self, *, ready: bool) -> None:
        self.save.setEnabled(ready)
        self.print.setEnabled(ready and self.options.on_paper.can_print)

    def _not_shown(self, work: LongWork, error: MonitorError) -> None:
        self.busy.end(work)
        if work is not self._preview:
            return
        self._preview = None
        if error.code != CANCELLED:
            self._fail(error)
            return
        self.paper.clear()
        self._session.say.leave(self._state.setText)
        self._state.clear()
        self.notice.tell("Stopped. The pages are not prepared.", tone="warn")
        self.notice.offer("Prepare again", self.refresh)

    def _fail(self, error: MonitorError) -> None:
        self._session.say.put(self._state.setText, _READY)
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
        work = self.busy.begin()
        progress = work.progress()

        def write(workspace: Workspace) -> str:
            sheets.save(target, wanted.make(progress, workspace).pdf)
            return target.name

        self._session.run(
            write, partial(self._written, work), partial(self._not_written, work)
        )

    def _written(self, work: LongWork, name: str) -> None:
        self.busy.end(work)
        self.notice.tell(
            "{file} is saved. It is not encrypted.", tone="warn", file=name
        )

    def _not_written(self, work: LongWork, error: MonitorError) -> None:
        self.busy.end(work)
        if error.code == CANCELLED:
            self.notice.tell("Stopped. Nothing was saved.")
        else:
            self.notice.tell_problem(error)

    def send(self) -> None:
        """Print; pages are set for the printer in the worker."""
        wanted = self._wanted
        if wanted is not None:
            self._enable(ready=False)
            work = self.busy.begin()
            self._session.run(
                wanted.prepare, partial(self._paint, work), partial(self._unsent, work)
            )

    def _unsent(self, work: LongWork, error: MonitorError) -> None:
        self.busy.end(work)
        self._fail(error)

    def _paint(self, work: LongWork, prepared: Prepared) -> None:
        """Pages of one record after the other, set while the printer has the last."""
        numbers = iter(range(len(prepared.records)))
        progress = work.progress()

        def ask_more() -> None:
            number = next(numbers, None)

            def pages(workspace: Workspace) -> list[bytes]:
                if number is None:
                    return []
                return prepared.pages(workspace, number, PRINT_PPI, progress)

            self._session.run(pages, job.add, job.stop)

        printer = self.options.on_paper.make_printer()
        sent = partial(self._sent, work)
        job = self._job = PrintJob(printer, (), sent, self, ask_more=ask_more)
        job.start()

    def _sent(self, work: LongWork, done: bool) -> None:  # told by the job
        stopped = work.is_cancelled
        self.busy.end(work)
        self._enable(ready=True)
        if done:
            self.notice.tell(_SENT, tone="warn")
        elif stopped:
            self.notice.tell(_STOPPED, tone="warn")
        else:
            self.notice.tell("The printer did not take it. Look at it.", tone="danger")

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Pages that nobody looks at need not be set."""
        super().hideEvent(event)
        if not event.spontaneous():  # a window made small comes back as it was
            self._drop_preview()

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
