"""Pages as they will be: small ones to choose from, large ones to read, zoom."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.overriding import override
from monitor_desktop.ui.look.pieces import (
    PlainLabel,
    Segments,
    card,
    column_of,
    empty,
    read_by_keys,
)
from monitor_desktop.ui.look.words import Sentences
from monitor_desktop.ui.pace.slices import Slices, Steps

THUMBNAILS_PX: Final = 104
_THUMBNAIL: Final = QSize(72, 102)
_PAGE: Final = "page"
_WIDTH: Final = "width"
_FULL: Final = "full"
_BORDER_PX: Final = 40
_WITH_THUMBNAILS_PX: Final = 600
_BESIDE_HEAD_PX: Final = 24
_SCREEN_PPI: Final = 96


class PaperView(QWidget):
    """Thumbnails left, pages right; nothing of them lies on the disk."""

    def __init__(self, say: Sentences, ppi: float) -> None:
        super().__init__()
        self._say = say
        self._ppi = ppi
        self._pictures: list[QPixmap] = []
        self._total = 0
        self._adding = Slices(self)
        self._sizing = Slices(self)
        self.thumbnails = _thumbnails(say)
        self.zoom = Segments(
            say, [(_PAGE, "Whole page"), (_WIDTH, "Width"), (_FULL, "100 %")]
        )
        self.zoom.choose(_WIDTH)
        self.where = PlainLabel(role="muted")
        self.sheet = QWidget()
        self._pages = QVBoxLayout(self.sheet)
        self._pages.setSpacing(16)
        self._labels: list[QLabel] = []
        self._area = read_by_keys(self.sheet, say, "Print")
        self._build()
        self.zoom.chosen.connect(lambda _: self._size_pages())
        self.thumbnails.currentRowChanged.connect(self._turn_to)
        self._area.verticalScrollBar().valueChanged.connect(lambda _: self._tell())
        say.changed.connect(self._tell)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 0)
        head.addWidget(self.where)
        head.addStretch(1)
        head.addWidget(self.zoom)
        frame: QFrame = card(margins=(1, 1, 1, 1))
        column_of(frame).addWidget(self._area, 1)
        self.sheet.setObjectName("desk")
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(head)
        right.addWidget(frame, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.thumbnails)
        line.addLayout(right, 1)

    @property
    def labels(self) -> Sequence[QLabel]:
        """A label for each page."""
        return tuple(self._labels)

    def dim(self) -> None:
        """Other pages are being made: these are no longer what will be printed."""
        self.sheet.setEnabled(False)

    def show_pages(self, pages: Sequence[bytes]) -> None:
        """Show other pages, as soon as each is drawn.

        Args:
            pages: A PNG each.
        """
        self.clear()
        self.sheet.setEnabled(True)
        self._pages.addStretch(1)
        self._total = len(pages)
        self._adding.put(self._showing(pages))

    def _showing(self, pages: Sequence[bytes]) -> Steps:
        """A step for each page: a thick document would stop the window."""
        for number, png in enumerate(pages, 1):
            picture = QPixmap()
            picture.loadFromData(png)
            self._pictures.append(picture)
            self._size_page(self._add(number, picture), picture)
            if number == 1:
                self.thumbnails.setCurrentRow(0)
                self._tell()
            yield

    def _add(self, number: int, picture: QPixmap) -> QLabel:
        name = self._say("Page {page} of {total}", page=number, total=self._total)
        label = QLabel()
        label.setProperty("role", "paper")
        label.setAccessibleName(name)
        self._labels.append(label)
        above_the_rest = self._pages.count() - 1
        center = Qt.AlignmentFlag.AlignHCenter
        self._pages.insertWidget(above_the_rest, label, 0, center)
        small = picture.scaled(
            _THUMBNAIL,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        item = QListWidgetItem(QIcon(small), str(number))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
        self.thumbnails.addItem(item)
        return label

    def clear(self) -> None:
        """Show nothing."""
        for each in (self._adding, self._sizing):
            each.put(iter(()))
        self._total = 0
        self._pictures.clear()
        self._labels.clear()
        self.thumbnails.clear()
        empty(self._pages)
        self.where.setText("")

    def _size_pages(self) -> None:
        self._sizing.put(self._sizing_pages())

    def _sizing_pages(self) -> Steps:
        drawn = list(zip(self._labels, self._pictures, strict=True))
        for label, picture in drawn:
            self._size_page(label, picture)
            yield

    def _size_page(self, label: QLabel, picture: QPixmap) -> None:
        room = self._area.viewport().size() - QSize(_BORDER_PX, _BORDER_PX)
        ratio = self.devicePixelRatioF()
        shown = picture.scaled(
            self._size(picture.size(), room) * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown.setDevicePixelRatio(ratio)
        label.setPixmap(shown)

    def _size(self, picture: QSize, room: QSize) -> QSize:
        """Size of a page on the screen; never larger than life."""
        full = picture * (_SCREEN_PPI / self._ppi)
        if self.zoom.value == _FULL or not room.isValid():
            return full
        if self.zoom.value == _WIDTH:
            room.setHeight(full.height())
        return full.scaled(room.boundedTo(full), Qt.AspectRatioMode.KeepAspectRatio)

    def _turn_to(self, place: int) -> None:
        if 0 <= place < len(self._labels):
            self._area.verticalScrollBar().setValue(self._labels[place].y() - 8)
            self._tell()

    def _tell(self) -> None:
        if not self._labels:
            return
        top = self._area.verticalScrollBar().value()
        passed = [
            number
            for number, each in enumerate(self._labels, 1)
            if each.y() - 40 <= top
        ]
        number = passed[-1] if passed else 1
        self.where.setText(
            self._say("Page {page} of {total}", page=number, total=self._total)
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages follow the room there is; the small ones go first."""
        super().resizeEvent(event)
        self.thumbnails.setVisible(self.width() >= _WITH_THUMBNAILS_PX)
        self._size_pages()

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for the head: the small pages give way."""
        head = self.where.sizeHint().width() + self.zoom.minimumSizeHint().width()
        return QSize(head + _BESIDE_HEAD_PX, super().minimumSizeHint().height())


def _thumbnails(say: Sentences) -> QListWidget:
    """A small picture of each page, its number under it."""
    made = QListWidget()
    made.setFixedWidth(THUMBNAILS_PX)
    made.setIconSize(_THUMBNAIL)
    made.setProperty("flat", "true")
    made.setViewMode(QListWidget.ViewMode.IconMode)
    made.setFlow(QListWidget.Flow.TopToBottom)
    made.setWrapping(False)
    made.setMovement(QListWidget.Movement.Static)
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    made.setHorizontalScrollBarPolicy(never)
    say.put(made.setAccessibleName, "Pages")
    return made
