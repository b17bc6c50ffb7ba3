"""Over every page: what the lock before this one stopped, until it is closed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitor_desktop.ui.lock.stopped_works import stopped_text
from monitor_desktop.ui.look.pieces import PAGE_MARGINS
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.words import Sentences


class StoppedBand(QWidget):
    """Takes no room while there is nothing to say."""

    def __init__(self, say: Sentences) -> None:
        super().__init__()
        self.notice = Notice(say)
        column = QVBoxLayout(self)
        left, top, right, _bottom = PAGE_MARGINS
        column.setContentsMargins(left, top, right, 0)
        column.addWidget(self.notice)
        self.hide()

    def tell(self, stopped: Sequence[str]) -> None:
        """Say it, of each kind of work."""
        if stopped:
            self.notice.tell(partial(stopped_text, stopped), tone="warn")
            self.notice.offer("Close", self.hide)
            self.show()
