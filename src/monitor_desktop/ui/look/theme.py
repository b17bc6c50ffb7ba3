"""Colours, type and the style sheet: one palette of named colours for each theme."""

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

Tokens = Mapping[str, str]

LIGHT: Final[Tokens] = {
    "window": "#F6F7F9", "base": "#FFFFFF", "alt": "#F9FAFB", "text": "#1B2430",
    "muted": "#5B6776", "border": "#D9DEE5", "field": "#868F9C", "nav": "#FFFFFF",
    "accent": "#1F5FA8", "accent_hover": "#184C88", "accent_soft": "#E6EFF9",
    "on_accent": "#FFFFFF", "danger": "#B3261E", "danger_soft": "#FBE9E7",
    "ok": "#1E6B3C", "ok_soft": "#E4F3E9", "warn": "#8A5A00", "warn_soft": "#FFF3D6",
    "info": "#44546A", "info_soft": "#E9EDF2",
}  # fmt: skip
DARK: Final[Tokens] = {
    "window": "#171B21", "base": "#1E242C", "alt": "#222933", "text": "#E6EAF0",
    "muted": "#A3AFBD", "border": "#353E4A", "field": "#707C8C", "nav": "#1A2027",
    "accent": "#7DB4F0", "accent_hover": "#9CC7F5", "accent_soft": "#24364B",
    "on_accent": "#0D1B2A", "danger": "#FFB4AB", "danger_soft": "#4A2522",
    "ok": "#8FD6A8", "ok_soft": "#1F3A2B", "warn": "#F2C56B", "warn_soft": "#43351A",
    "info": "#B6C2D1", "info_soft": "#2B343F",
}  # fmt: skip
THEMES: Final = {"light": LIGHT, "dark": DARK}
SYSTEM: Final = "system"
ARGUMENTS: Final = ("monitor", "-style", "fusion")
"""What the application is made with: the style by a word of the command line, as its
setter would hand back a style, and with it Python's word for each part of one."""
FAMILY: Final = "Noto Sans"
FILE: Final = "NotoSans"
WEIGHTS: Final = ("Regular", "Bold")
"""What the window shows; nothing in it is slanted."""
TEXT_POINTS: Final = 10.5
ICON_PX: Final = 16
_SCALES: Final = (1, 1.5, 2)
"""Screens on which an icon is as sharp as it is drawn; elsewhere it is made smaller."""
_TRANSPARENT: Final = QColor(0, 0, 0, 0)
_DRAWN_IN: Final = "#777777"
"""Stroke colour in the icon files, replaced by a token."""

_ROLES: Final = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "alt",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Button: "base",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "accent_soft",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.ToolTipBase: "base",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "border",
}


class Look(QObject):
    """The theme worn by the application.

    Args:
        application: Made with ``ARGUMENTS``; gets font, palette and style sheet.
        resources: Folder that holds ``qss``, ``icons`` and ``fonts``.
    """

    changed = Signal()

    def __init__(self, application: QApplication, resources: Path) -> None:
        super().__init__()
        self._application = application
        self._drawn: dict[tuple[str, str, int], QPixmap] = {}
        self._icons = resources / "icons"
        template = (resources / "qss" / "window.qss").read_text(encoding="utf-8")
        self._template = Template(template)
        self.name = ""
        self.choice = SYSTEM
        for each in WEIGHTS:
            path = resources / "fonts" / f"{FILE}-{each}.ttf"
            QFontDatabase.addApplicationFont(str(path))
        font = QFont(FAMILY)
        font.setPointSizeF(TEXT_POINTS)
        application.setFont(font)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)

    @property
    def tokens(self) -> Tokens:
        """Named colours of the theme worn."""
        return THEMES[self.name]

    def color(self, token: str) -> QColor:
        """A named colour."""
        return QColor(self.tokens[token])

    def wear(self, choice: str) -> None:
        """Put on light, dark, or what the system has."""
        self.choice = choice if choice in THEMES else SYSTEM
        name = self.choice if choice in THEMES else self._of_system()
        if name == self.name:
            return
        self.name = name
        self._application.setPalette(palette_of(self.tokens))
        self._application.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def style_sheet(self) -> str:
        """The template filled with the colours worn."""
        icons = self._icons.as_posix()
        return self._template.substitute(self.tokens, icons=icons, theme=self.name)

    def icon(self, name: str, color: str = "muted") -> QIcon:
        """A shipped icon in a named colour."""
        icon = QIcon()
        for ratio in _SCALES:
            icon.addPixmap(self._pixmap(name, color, round(ICON_PX * ratio)))
        return icon

    def picture(self, name: str, color: str, px: int) -> QPixmap:
        """A shipped icon at a size of its own, as sharp as the screen is."""
        ratio = self._application.devicePixelRatio()
        # Another one, as icons share what is drawn and count in drawn pixels.
        sharp = QPixmap(self._pixmap(name, color, round(px * ratio)))
        sharp.setDevicePixelRatio(ratio)
        return sharp

    def _pixmap(self, name: str, color: str, px: int) -> QPixmap:
        wanted = name, self.tokens[color], px
        if wanted not in self._drawn:
            self._drawn[wanted] = self._draw(name, color, px)
        return self._drawn[wanted]

    def _draw(self, name: str, color: str, px: int) -> QPixmap:
        drawn = (self._icons / f"{name}.svg").read_text(encoding="utf-8")
        tinted = drawn.replace(_DRAWN_IN, self.tokens[color])
        pixmap = QPixmap(QSize(px, px))
        pixmap.fill(_TRANSPARENT)
        painter = QPainter(pixmap)
        renderer = QSvgRenderer(QByteArray(tinted.encode()))
        renderer.render(painter, QRectF(0, 0, px, px))
        painter.end()
        return pixmap

    def _of_system(self) -> str:
        # Read off the system's palette, as its hint names Qt, and with it Python makes
        # classes of 93 enumerations before the lock is painted.
        worn = self._application.palette()
        self._application.setPalette(QPalette())
        system = self._application.palette()
        self._application.setPalette(worn)
        text, window = system.windowText().color(), system.window().color()
        return "dark" if window.lightness() < text.lightness() else "light"

    def _follow_system(self) -> None:
        if self.choice == SYSTEM:
            self.wear(SYSTEM)


def palette_of(tokens: Tokens) -> QPalette:
    """Qt's palette from named colours."""
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, QColor(tokens[token]))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens["muted"]))
    return palette


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two ``#RRGGBB`` colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    """Relative luminance, WCAG 2.2 definition."""
    channels = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # sRGB
        for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
