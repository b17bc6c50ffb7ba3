"""The frame of a dialog: title, content, notice, buttons. Never a message box."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.pieces import button, row, said
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.words import Message, Sentences
from monitor_desktop.ui.pace.working import LongWork

LOCK_KEYS: Final = "Ctrl+L"
HELP_KEYS: Final = "F1"
_MARGINS: Final = (24, 20, 24, 20)


class Dialog(QDialog):
    """A dialog over the window.

    Args:
        say: Sentences.
        title: Its heading, also the window title.
        parent: The window it stands over.
    """

    def __init__(self, say: Sentences, title: Message, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.say = say
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        say.put(self.setWindowTitle, title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*_MARGINS)
        self.body.setSpacing(12)
        self.body.addWidget(said(say, title, role="h2"))
        self.notice = Notice(say)
        # Keys of the window do not reach it here, and nobody may have to close first.
        QShortcut(QKeySequence(LOCK_KEYS), self).activated.connect(self._lock)
        QShortcut(QKeySequence(HELP_KEYS), self).activated.connect(self.help)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """It is never larger than the window it stands over: its buttons stay there."""
        super().showEvent(event)
        self._lose_slack()
        above = self.parentWidget()
        if above is not None:
            self.resize(self.size().boundedTo(above.window().size()))

    def _lose_slack(self) -> None:
        """Qt guesses how high wrapped texts are; what they leave over is cut off."""
        self.body.activate()
        grows = self.body.expandingDirections() & Qt.Orientation.Vertical
        if self.body.hasHeightForWidth() and not grows:
            needed = self.body.totalHeightForWidth(self.width())
            self.resize(self.width(), max(needed, self.minimumHeight()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """One that grows goes up before its buttons go out of sight."""
        super().resizeEvent(event)
        below = (
            self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        )
        if below > 0 and self.isVisible():
            self.move(self.x(), max(self.y() - below, 0))

    def _lock(self) -> None:
        """Ask the window under it to lock everything; it closes this dialog too."""
        above = self.parentWidget()
        lock = getattr(above.window(), "lock", None) if above is not None else None
        if isinstance(above, Dialog):
            above._lock()  # noqa: SLF001  # its own kind
        elif callable(lock):
            lock()

    def help(self) -> None:
        """Ask the window under everything for the manual, over this dialog."""
        below: QWidget = self
        while (parent := below.parentWidget()) is not None:
            below = parent.window()
        ask = getattr(below, "help_over", None)
        if callable(ask):
            ask(self)

    def add_field(self, message: Message, field: QWidget) -> None:
        """A field close under its name, apart from those before and after it."""
        label = said(self.say, message, role="caption")
        label.setBuddy(field)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(field)
        self.body.addLayout(column)

    def finish(self, accept: Message, *, cancel: Message = "Cancel") -> None:
        """Add the notice and the buttons under everything else."""
        self.primary = button(self.say, accept, self.commit, kind="primary")
        self.primary.setDefault(True)
        self.cancel = button(self.say, cancel, self.reject)
        self.body.addWidget(self.notice)
        self.body.addLayout(row(1, self.cancel, self.primary))

    @override
    def done(self, result: int) -> None:
        """Whoever closes it wants nothing any more of what it is still at."""
        for each in self.findChildren(LongWork):
            each.cancel()
        super().done(result)

    def fit(self) -> None:
        """As high as its texts need at its width, where the window lets it."""
        self.body.activate()
        needed, above = self.body.totalHeightForWidth(self.width()), self.parentWidget()
        most = above.window().height() if above is not None else needed
        self.setMinimumHeight(min(needed, most))

    def commit(self) -> None:
        """What the primary button does."""
        self.accept()
