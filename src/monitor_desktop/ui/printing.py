"""Pages to a real printer, painted one at a time so that the window stays alive.

The spooler of the computer may keep what it is sent; the job is named neutrally, so
that its queue and its log name nobody.
"""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QRectF, QTimer
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

JOB_NAME: Final = "Document"
"""What every queue shows: the program's and the record's names stay out of it."""
PRINT_PPI: Final = 300


def printer_for(name: str, *, copies: int, both_sides: bool) -> QPrinter:
    """A printer with our settings.

    Args:
        name: As the computer calls it.
        copies: At least 1.
        both_sides: Turned along the long edge.
    """
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setPrinterName(name)
    made.setDocName(JOB_NAME)
    made.setCreator("")
    made.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    made.setFullPage(True)
    made.setCopyCount(copies)
    sides = QPrinter.DuplexMode
    made.setDuplex(sides.DuplexLongSide if both_sides else sides.DuplexNone)
    return made


class PrintJob(QObject):
    """Paints pages onto a printer between other events.

    Args:
        printer: Where.
        pages: A PNG each, at ``PRINT_PPI``.
        finished: Told whether everything was sent.
    """

    def __init__(
        self,
        printer: QPrinter,
        pages: Sequence[bytes],
        finished: Callable[[bool], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._printer = printer
        self._left = list(pages)
        self._finished = finished
        self._painter = QPainter()
        self._is_first = True

    def start(self) -> None:
        """Begin; returns at once."""
        QTimer.singleShot(0, self._next)

    def _next(self) -> None:
        if not self._left:
            self._end(sent=self._painter.end())
            return
        image = QImage.fromData(self._left.pop(0))
        if image.isNull() or not self._begin(image):
            self._end(sent=False)
            return
        self._painter.drawImage(QRectF(self._painter.viewport()), image)
        QTimer.singleShot(0, self._next)

    def _begin(self, image: QImage) -> bool:
        """Turn the paper as the page is, and go to the next sheet."""
        wide = image.width() > image.height()
        turned = QPageLayout.Orientation
        self._printer.setPageOrientation(turned.Landscape if wide else turned.Portrait)
        if self._is_first:
            self._is_first = False
            return self._painter.begin(self._printer)
        return self._printer.newPage()

    def _end(self, *, sent: bool) -> None:
        if self._painter.isActive():
            self._painter.end()
            self._printer.abort()
        self._left.clear()
        self._finished(sent)
