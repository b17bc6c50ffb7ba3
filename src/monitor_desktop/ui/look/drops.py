"""Files that are dropped here are read, and stay where they are."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDropEvent


def carries_files(event: QDropEvent) -> bool:
    """Something on this computer is dragged."""
    return any(map(QUrl.isLocalFile, event.mimeData().urls()))


def accept_copy(event: QDropEvent) -> None:
    """Take what is dragged as a copy.

    Many file managers propose to move: agreed to, they delete the original.
    """
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def dropped(event: QDropEvent) -> list[Path]:
    """The files and folders that were dropped."""
    urls = [each for each in event.mimeData().urls() if each.isLocalFile()]
    accept_copy(event)
    return [Path(each.toLocalFile()) for each in urls]
