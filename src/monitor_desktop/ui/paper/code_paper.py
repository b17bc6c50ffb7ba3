"""The recovery code on a page of paper; nothing on it says what it opens."""

from typing import Final

from PySide6.QtCore import QBuffer, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from monitor_desktop.ui.look.theme import FAMILY
from monitor_desktop.ui.look.words import Sentences
from monitor_desktop.ui.paper.printing import PRINT_PPI

_A4_MM: Final = (210, 297)
_MARGIN_MM: Final = 25
_LINE_MM: Final = 14
_COLUMNS: Final = 4
_MM_AN_INCH: Final = 25.4
_POINTS_AN_INCH: Final = 72


def page(code: str, say: Sentences) -> bytes:
    """A page with the eight groups, numbered as they are asked for.

    Args:
        code: Eight groups with dashes between.
        say: Sentences.

    Returns:
        PNG, A4 at ``PRINT_PPI``.
    """
    width, height = (_px(each) for each in _A4_MM)
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setPen(QColor("black"))
    painter.setFont(_font(11))
    wide = width - 2 * _px(_MARGIN_MM)
    text = say("Keep this paper apart from the laptop. Never send or photograph it.")
    above = QRectF(_px(_MARGIN_MM), _px(_MARGIN_MM), wide, _px(_LINE_MM))
    painter.drawText(above, Qt.TextFlag.TextWordWrap, text)
    for place, group in enumerate(code.split("-")):
        under, column = divmod(place, _COLUMNS)
        box = QRectF(
            _px(_MARGIN_MM) + column * wide / _COLUMNS,
            _px(_MARGIN_MM + (2 + 2 * under) * _LINE_MM),
            wide / _COLUMNS,
            _px(_LINE_MM),
        )
        painter.setFont(_font(9))
        painter.drawText(box, Qt.AlignmentFlag.AlignTop, str(place + 1))
        painter.setFont(_font(20))
        painter.drawText(box, Qt.AlignmentFlag.AlignBottom, group)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
    return bytes(buffer.data().data())


def _px(millimetres: float) -> int:
    return round(millimetres * PRINT_PPI / _MM_AN_INCH)


def _font(points: float) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(round(points * PRINT_PPI / _POINTS_AN_INCH))
    return font
