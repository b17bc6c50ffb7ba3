"""Under a list beside an open record: the record before, the next, and which it is."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from monitor_desktop.ui.look.pieces import PlainLabel, button, flush, row
from monitor_desktop.ui.sessions import Session

PREVIOUS_KEYS = "Alt+PgUp"
NEXT_KEYS = "Alt+PgDown"


class StepBar(QWidget):
    """``stepped`` carries -1 or 1."""

    stepped = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        say = session.say
        back, on = (partial(self.stepped.emit, by) for by in (-1, 1))
        self.previous = flush(button(say, "Previous", back, kind="quiet"))
        self.next = button(say, "Next", on, kind="quiet")
        for each, keys in ((self.previous, PREVIOUS_KEYS), (self.next, NEXT_KEYS)):
            each.setToolTip(keys.replace("Down", "Dn"))
        self.place = PlainLabel(role="caption")
        # Beside a record there is hardly room for all three.
        line = row(self.previous, 1, self.place, 1, self.next, spacing=0)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    def show_place(self, at: int | None, total: int) -> None:
        """Which row of how many is open; None where it is not among those read."""
        say = self._session.say
        for each in (self.previous, self.place, self.next):
            each.setVisible(total > 0)  # in an empty list there is nowhere to step
        self.previous.setEnabled(at is None or at > 0)
        self.next.setEnabled(at is None or at + 1 < total)
        shown = "…" if at is None else at + 1
        self.place.setText(say("{shown} of {total}", shown=shown, total=total))
