"""The line under every page: what is being done, who looks on, how safe it all is."""

from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout

from monitor_desktop.ui.look.onlookers import OnlookersChip
from monitor_desktop.ui.look.pieces import PlainLabel, said
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.sessions import Session

STATUS_PX: Final = 28
_SIDE_PX: Final = 24
_GAP_PX: Final = 12


class StatusLine(QFrame):
    """Left what is being done; right who looks on, and when the last backup was."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setFixedHeight(STATUS_PX)
        self._say = session.say
        self._doing = PlainLabel(role="caption")
        self._backup = PlainLabel(role="caption")
        line = QHBoxLayout(self)
        line.setContentsMargins(_SIDE_PX, 0, _SIDE_PX, 0)
        line.addWidget(self._doing)
        line.addStretch(1)
        line.addWidget(OnlookersChip(session.say, session.desk.onlookers))
        line.addSpacing(_GAP_PX)
        line.addWidget(said(session.say, "Offline", role="caption"))
        line.addSpacing(_GAP_PX)
        line.addWidget(self._backup)
        session.desk.worker.busy.connect(self._show_busy)
        self._show_busy(busy=False)

    def _show_busy(self, busy: bool) -> None:
        message = "Working…" if busy else "Everything is kept encrypted on this device"
        self._say.put(self._doing.setText, message)

    def show_backup(self, message: Message) -> None:
        """Say when the last backup was."""
        self._say.put(self._backup.setText, message)
