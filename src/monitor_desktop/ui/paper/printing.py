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
        both_sides: Turned like the pages of a book.
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
        ask_more: Called when every page so far is painted; ``add`` answers it. Pages
            of hundreds of records are never all in memory.
    """

    def __init__(
        self,
        printer: QPrinter,
        pages: Sequence[bytes],
        finished: Callable[[bool], None],
        parent: QObject | None = None,
        *,
        ask_more: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._printer = printer
        self._ask_more = ask_more
        self._left = list(pages)
        self._finished = finished
        self._painter = QPainter()
        self._is_first = True
        self._is_over = False

    def start(self) -> None:
        """Begin; returns at once."""
        QTimer.singleShot(0, self._next)

    def add(self, pages: Sequence[bytes]) -> None:
        """Go on with more pages; none are left when there are none."""
        if not pages:
            self._ask_more = None
        self._left.extend(pages)
        self.start()

    def stop(self, _error: object = None) -> None:
        """Give up; the printer may already have a part of it."""
        if not self._is_over:
            self._end(sent=False)

    def _next(self) -> None:
        if self._is_over:
            return
        if not self._left:
            if self._ask_more is not None:
                self._ask_more()
            else:
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
            sides = QPrinter.DuplexMode
            if wide and self._printer.duplex() == sides.DuplexLongSide:
                # Wide pages are turned like those of a book too: by their short edge.
                self._printer.setDuplex(sides.DuplexShortSide)
            return self._painter.begin(self._printer)
        return self._printer.newPage()

    def _end(self, *, sent: bool) -> None:
        self._is_over = True
        if self._painter.isActive():
            self._painter.end()
            self._printer.abort()
        self._left.clear()
        self._finished(sent)
