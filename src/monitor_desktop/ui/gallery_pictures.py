"""Pictures of every page in every language and theme, for a person to look at."""

import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QMessageLogContext,
    QPoint,
    QRect,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.services import workspaces
from monitor_desktop.services.kit import Kit
from monitor_desktop.ui.application import make_desk
from monitor_desktop.ui.gallery import Gallery, at_scale, settle, settle_at
from monitor_desktop.ui.look.theme import ARGUMENTS, THEMES
from monitor_desktop.ui.records.form_bodies import FormBody
from monitor_desktop.ui.sessions import Desk

Look = tuple[str, str]
"""A theme and a language."""
EVERY_LOOK: Final = tuple(itertools.product(THEMES, LANGUAGES))
_TRIES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which pictures, and where they go.

    Attributes:
        target: Folder for the pictures.
        looks: Pairs of theme and language.
        scales: Drawn pixels to a pixel of the page: at 1.5 the page is laid out in
            the 910 x 485 that are left of a screen set to 150 %.
        whole_forms: The form of every type, too, as high as all its sections, at
            the first of the scales.
    """

    target: Path
    looks: Sequence[Look] = EVERY_LOOK
    scales: Sequence[float] = (1.0,)
    whole_forms: bool = False


@dataclass(slots=True, kw_only=True)
class _Frames:
    """Draws one page after the other.

    Attributes:
        desk: Words, looks, worker.
        target: Folder for the pictures.
        suffix: Language and theme worn.
    """

    desk: Desk
    target: Path
    suffix: str = ""

    def draw(
        self, gallery: Gallery, name: str, show: Callable[[], QWidget], scale: float
    ) -> Path:
        """One page in a window of the size that the scale leaves."""
        size = at_scale(scale)
        gallery.bring_to(scale)
        gallery.fit(size)
        shown = show()
        settle_at(self.desk, shown, size)
        picture = _rendered(shown, scale)
        for dialog in shown.findChildren(QDialog):
            if dialog.isVisible():
                _draw_dialog(picture, shown, dialog)
        gallery.hide()
        return self._keep(picture, name, scale)

    def draw_whole(
        self, gallery: Gallery, name: str, show: Callable[[], FormBody], scale: float
    ) -> Path:
        """A form without its window, as high as all it holds."""
        width, height = at_scale(scale)
        gallery.bring_to(scale)
        gallery.fit((width, height))
        body = show()
        settle(self.desk)
        for _ in range(_TRIES):
            height += body.area.verticalScrollBar().maximum()
            gallery.fit((width, height))
            settle(self.desk)
        picture = _rendered(body, scale)
        gallery.hide()
        return self._keep(picture, name, scale)

    def _keep(self, picture: QPixmap, name: str, scale: float) -> Path:
        scaled = "" if scale == 1 else f"_{round(scale * 100)}"
        path = self.target / f"{name}_{self.suffix}{scaled}.png"
        picture.save(str(path))
        return path


def take(ws_folder: Path, passphrase: str, kit: Kit, wanted: Wanted) -> list[Path]:
    """Draw every page in every language and theme, or in some of them.

    Args:
        ws_folder: A profile with something in it.
        passphrase: Its passphrase.
        kit: What the program brings along.
        wanted: Which pictures.

    Returns:
        The files written.
    """
    application = QApplication.instance() or QApplication(list(ARGUMENTS))
    if not isinstance(application, QApplication):
        raise TypeError
    desk = make_desk(application, kit, LANGUAGES[0])
    try:
        workspace = workspaces.unlock(ws_folder, passphrase, kit)
        try:
            with _quiet_platform():
                return _written(desk, Gallery(desk, workspace), wanted)
        finally:
            workspace.close()
    finally:
        desk.leave()


def _written(desk: Desk, gallery: Gallery, wanted: Wanted) -> list[Path]:
    wanted.target.mkdir(parents=True, exist_ok=True)
    frames, scales = _Frames(desk=desk, target=wanted.target), wanted.scales
    made = []
    for theme, language in _worn(desk, wanted.looks):
        frames.suffix = f"{language}_{theme}"
        for name, show in gallery.pages():
            made += [frames.draw(gallery, name, show, each) for each in scales]
        for name, form in gallery.whole_forms() if wanted.whole_forms else ():
            made.append(frames.draw_whole(gallery, name, form, scales[0]))
    return made


@contextmanager
def _quiet_platform() -> Iterator[None]:
    """The platform without a screen complains of each window that has a least size."""

    def tell(kind: QtMsgType, where: QMessageLogContext, message: str) -> None:
        if "propagateSizeHints" in message:
            return
        if before is not None:
            before(kind, where, message)
        else:
            sys.stderr.write(f"{message}\n")

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _worn(desk: Desk, looks: Sequence[Look]) -> Iterator[Look]:
    """Each look in turn, while the window has it."""
    for theme, language in looks:
        desk.look.wear(theme)
        desk.say.switch(language)
        yield theme, language


def _rendered(shown: QWidget, scale: float) -> QPixmap:
    picture = QPixmap(shown.size() * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    shown.render(picture)
    return picture


def _draw_dialog(picture: QPixmap, under: QWidget, dialog: QDialog) -> None:
    """In the middle of its window, with the edge that a window system gives it."""
    at = under.mapFromGlobal(dialog.pos())
    if not dialog.windowFlags() & Qt.WindowType.FramelessWindowHint:
        room = under.size() - dialog.size()
        at = QPoint(room.width() // 2, room.height() // 2)
    dialog.render(picture, at)
    painter = QPainter(picture)
    painter.setPen(dialog.palette().color(QPalette.ColorRole.Mid))
    painter.drawRect(QRect(at, dialog.size()).adjusted(0, 0, -1, -1))
    painter.end()
