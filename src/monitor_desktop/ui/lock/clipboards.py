"""What this program puts on the clipboard is marked as secret and does not stay."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard

SECONDS: Final = 30
OWN_FORMAT: Final = "application/x-monitor-own"
_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
_NO: Final = bytes(4)
HINTS: Final = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _NO,
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
}
"""Clipboard managers that honour these keep no history of it."""


class Clipboard(QObject):
    """Watches the clipboard of the system.

    Args:
        board: The clipboard.
        owns: Whether this process filled it last; the clipboard itself knows.
    """

    def __init__(
        self, board: QClipboard, *, owns: Callable[[], bool] | None = None
    ) -> None:
        super().__init__()
        self._board = board
        self._owns = owns or board.ownsClipboard
        self.wait = QTimer(self, interval=SECONDS * 1000, singleShot=True)
        self.wait.timeout.connect(self.clear)
        board.dataChanged.connect(self._look)

    def put(self, text: str) -> None:
        """Copy a text for a while."""
        data = QMimeData()
        data.setText(text)
        data.setData(OWN_FORMAT, b"1")
        for name, value in HINTS.items():
            data.setData(name, value)
        self._board.setMimeData(data)
        self.wait.start()

    @property
    def holds_ours(self) -> bool:
        """What is on the clipboard came from here."""
        # The stubs do not say so, but an empty clipboard has no data at all.
        data: QMimeData | None = self._board.mimeData()
        return data is not None and data.hasFormat(OWN_FORMAT)

    def _look(self) -> None:
        """What a field copied by itself is put there again with the hints."""
        if self._owns() and not self.holds_ours and self._board.text():
            QTimer.singleShot(0, self._mark)

    def _mark(self) -> None:
        if self._owns() and not self.holds_ours:
            self.put(self._board.text())

    def clear(self) -> None:
        """Take it away, unless somebody else has copied since."""
        self.wait.stop()
        if self.holds_ours or self._owns():
            self._board.clear()
            if self._board.supportsSelection():
                self._board.clear(QClipboard.Mode.Selection)
