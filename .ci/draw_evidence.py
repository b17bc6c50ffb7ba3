"""Draw the picture that stands for evidence in the demonstration.

Nobody is in it, and no place that exists: a street, an office, a car. It is drawn here
so that everybody can see where it comes from.

Usage: QT_QPA_PLATFORM=offscreen python .ci/draw_evidence.py
"""

import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QPainter,
    QPolygon,
)

SIZE = (960, 640)
RESOURCES = Path(__file__).parents[1] / "resources"
FONT = RESOURCES / "fonts" / "NotoSans-Bold.ttf"
TARGET = RESOURCES / "demo" / "evidence" / "street.png"


def box(painter: QPainter, colour: str, *place: int) -> None:
    """A filled rectangle: left, top, width, height."""
    painter.fillRect(QRect(*place), QColor(colour))


def draw_office(painter: QPainter) -> None:
    """Sky, mountains, the office with its sign."""
    box(painter, "#CFE0EC", 0, 0, 960, 330)
    box(painter, "#B9BFA5", 0, 330, 960, 130)
    painter.setBrush(QColor("#A9BCC9"))
    ridge = ((0, 330), (150, 190), (290, 300), (470, 150), (690, 310), (830, 220))
    painter.drawPolygon(QPolygon([QPoint(*at) for at in (*ridge, (960, 330))]))
    box(painter, "#E3D6BF", 180, 210, 560, 250)
    box(painter, "#B98E63", 160, 190, 600, 26)
    for left in (220, 330, 560, 650):
        box(painter, "#6E8796", left, 280, 60, 76)
        box(painter, "#F4EEE0", left + 28, 280, 4, 76)
    box(painter, "#7A5636", 430, 320, 84, 140)
    box(painter, "#2F5D7C", 340, 228, 264, 38)
    painter.setPen(QColor("#FFFFFF"))
    QFontDatabase.addApplicationFont(str(FONT))
    font = QFont("Noto Sans")
    font.setPixelSize(24)
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(
        QRect(340, 228, 264, 38), Qt.AlignmentFlag.AlignCenter, "ИДОРАИ БОФТА"
    )
    painter.setPen(Qt.PenStyle.NoPen)


def draw_street(painter: QPainter) -> None:
    """The street and a car."""
    box(painter, "#BFC3C6", 0, 460, 960, 34)
    box(painter, "#6B7076", 0, 494, 960, 146)
    for left in range(20, 960, 160):
        box(painter, "#E8E6DF", left, 562, 90, 8)
    box(painter, "#3A4650", 590, 470, 260, 62)
    painter.setBrush(QColor("#3A4650"))
    roof = ((634, 470), (672, 424), (778, 424), (816, 470))
    painter.drawPolygon(QPolygon([QPoint(*at) for at in roof]))
    box(painter, "#AFC4D1", 676, 434, 44, 34)
    box(painter, "#AFC4D1", 730, 434, 44, 34)
    painter.setBrush(QColor("#1D2227"))
    for left in (622, 768):
        painter.drawEllipse(left, 506, 52, 52)


def main() -> None:
    """Write the picture."""
    application = QGuiApplication([])
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    draw_office(painter)
    draw_street(painter)
    painter.end()
    application.quit()
    sys.exit(0 if image.save(str(TARGET)) else 1)


if __name__ == "__main__":
    main()
