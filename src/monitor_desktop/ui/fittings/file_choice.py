"""Choosing files and places for them; writes nothing.

Qt's own file dialog writes the folders it showed into a settings file in the person's
home, whether native or not, so this one is used instead. The folder used last is known
until the lock, in memory alone.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QStandardPaths, QStorageInfo, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from monitor_desktop.errors import InputRefusedError
from monitor_desktop.overriding import override
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import Combo, button, row
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.sessions import Desk

_UP: Final = "Alt+Up"
_SIZE: Final = (640, 480)
_MOST: Final = 5000
_LARGEST_BYTES: Final = 1024 * 1024
"""A contact card has about ten thousand bytes."""
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""In names of files on Windows, and on sticks that go there."""
_LONGEST_NAME_BYTES: Final = 240
"""A system takes 255; while it is written the name is longer."""
_NO_FOLDER: Final = "This folder cannot be read."
_NO_NAME: Final = "A file cannot be named so: keep it short, and without {signs}"
_SIGNS: Final = '/ \\ : * ? " < > |'
_KIND: Final = re.compile(r"\.[A-Za-z]{2,5}$")
"""What tells a program what is in a file; not the end of a date."""
_PLACES: Final = (
    QStandardPaths.StandardLocation.HomeLocation,
    QStandardPaths.StandardLocation.DesktopLocation,
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DownloadLocation,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of a folder."""

    name: str
    is_folder: bool


class _PathLine(QLineEdit):
    """Enter goes to the folder; it is not the dialog's own, which would end it."""

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Keep Enter here."""
        super().keyPressEvent(arg__1)
        if arg__1.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            arg__1.accept()


class _Files(QListWidget):
    """Whoever comes to it by keys sees which row they are on, and Enter opens it."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first row is marked; a click marks its own."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.mark_first()

    def mark_first(self) -> None:
        """Unless something is chosen already."""
        if self.hasFocus() and self.count() and not self.selectedItems():
            self.setCurrentRow(0, QItemSelectionModel.SelectionFlag.ClearAndSelect)


class FileChoice(Dialog):
    """Folders and files of one folder, a combo of places, a line for the name.

    Args:
        desk: Words, looks.
        title: Heading.
        suffixes: Files shown end so; none shows all.
        name: Proposed name of a file to be written, None to choose existing ones.
        folders: The folder itself is chosen.
        parent: The window.
    """

    def __init__(
        self,
        desk: Desk,
        title: Message,
        *,
        suffixes: Sequence[str] = (),
        name: str | None = None,
        folders: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk.say, title, parent)
        self._desk = desk
        self._folders = folders
        self._suffixes = tuple(suffixes)
        self._saves = name is not None
        self._kind = Path(name or "").suffix
        self.folder = Path.home()
        self._replaced: Path | None = None
        self.paths: list[Path] = []
        self._places = Combo()
        desk.say.put(self._places.setAccessibleName, "Place")
        self._path = _PathLine()
        desk.say.put(self._path.setAccessibleName, "Folder")
        self._list = _Files()
        desk.say.put(self._list.setAccessibleName, "Files")
        self._name = QLineEdit(name or "")
        desk.say.put(self._name.setAccessibleName, "File name")
        self._build()
        last = desk.last_folder.path
        self.show_folder(last if last is not None and last.is_dir() else self.folder)

    def _build(self) -> None:
        say = self._desk.say
        up = button(say, "Up", self._go_up)
        up.setIcon(self._desk.look.icon("up"))
        up.setShortcut(_UP)
        say.put(self._places.setPlaceholderText, "Place")
        for label, path in _places():
            self._places.addItem(label, str(path))
        line = row(self._places, self._path, up)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self.body.addWidget(self._list, 1)
        if self._saves:
            self.add_field("File name", self._name)
        else:
            mode = QAbstractItemView.SelectionMode.ExtendedSelection
            self._list.setSelectionMode(mode)
        choose = "Choose this folder" if self._folders else "Open"
        self.finish("Save" if self._saves else choose)
        self._go_on()
        self.resize(*_SIZE)
        self._name.textEdited.connect(self._ask_anew)
        self._places.activated.connect(self._go_place)
        self._path.returnPressed.connect(self._go_typed)
        self._list.itemActivated.connect(self._activate)
        self._list.itemClicked.connect(self._point)

    def _go_on(self) -> None:
        """Ready to be named, or to be walked through."""
        self._name.selectAll()
        (self._name if self._saves else self._list).setFocus()

    def show_folder(self, folder: Path) -> None:
        """List a folder; one that cannot be read stays unlisted and is said."""
        try:
            entries = _entries(folder, self._suffixes)
        except OSError:
            self.notice.tell(_NO_FOLDER, tone="warn")
            return
        self._ask_anew()
        self.folder = folder
        self._path.setText(str(folder))
        self._places.setCurrentIndex(self._places.findData(str(folder)))
        self._list.clear()
        for entry in entries:
            item = QListWidgetItem(entry.name)
            icon = "folder" if entry.is_folder else "file"
            item.setIcon(self._desk.look.icon(icon))
            item.setData(Qt.ItemDataRole.UserRole, entry.is_folder)
            self._list.addItem(item)
        self._list.mark_first()
        if not entries and not self._saves and not self._folders:
            self.notice.tell("There is nothing to open in this folder.", tone="info")

    def _go_up(self) -> None:
        self.show_folder(self.folder.parent)

    def _go_place(self, place: int) -> None:
        self.show_folder(Path(str(self._places.itemData(place))))

    @property
    def _typed(self) -> Path:
        return Path(self._path.text()).expanduser()

    def _go_typed(self) -> None:
        typed = self._typed
        if typed.is_file() and not self._saves:
            self.paths = [typed]
            self.accept()
        else:
            self.show_folder(typed)
            if self.folder == typed:
                self._go_on()

    def _activate(self, item: QListWidgetItem) -> None:
        if item.data(Qt.ItemDataRole.UserRole):
            self.show_folder(self.folder / item.text())
        else:
            self.commit()

    def _point(self, item: QListWidgetItem) -> None:
        if self._saves and not item.data(Qt.ItemDataRole.UserRole):
            self._name.setText(item.text())
            self._ask_anew()

    def _ask_anew(self) -> None:
        """What was to be replaced is no longer what is named."""
        self.notice.clear()
        if self._replaced is not None:
            self._replaced = None
            self._desk.say.put(self.primary.setText, "Save")

    def _named(self) -> Path | None:
        """The file that is named, of the kind it will be; None where none can be."""
        named = self.folder / self._name.text().strip()
        if named == self.folder:
            self.notice.tell("Give the file a name.", tone="warn")
            return None
        if not self.folder.is_dir():  # the stick was drawn out
            self.notice.tell(_NO_FOLDER, tone="warn")
            return None
        if not _can_be(named):
            self.notice.tell(_NO_NAME, tone="warn", signs=_SIGNS)
            return None
        name = named.name.rstrip(". ")
        is_whole = named.is_dir() or _KIND.search(name)
        return named.with_name(name if is_whole else name + self._kind)

    def _may_write(self, path: Path) -> bool:
        """Nothing is there yet, or the person has read that it will be gone."""
        if path.is_dir():
            self.show_folder(path)
            return False
        if self._replaced == path or not path.exists():
            return True
        self._replaced = path
        self._desk.say.put(self.primary.setText, "Replace")
        self.notice.tell(
            "{name} is there already. Give another name, or replace it.",
            tone="warn",
            name=path.name,
        )
        return False

    @override
    def commit(self) -> None:
        """Take what is named or marked, in the folder that is written there."""
        if self._path.text() and self._typed != self.folder:
            self._go_typed()
            if self.paths or self._typed != self.folder:
                return
        if self._folders:
            self.paths = [self.folder]
        elif self._saves:
            named = self._named()
            taken = named is not None and self._may_write(named)
            self.paths = [named] if named is not None and taken else []
        else:
            self.paths = [
                self.folder / each.text()
                for each in self._list.selectedItems()
                if not each.data(Qt.ItemDataRole.UserRole)
            ]
            if not self.paths:
                self.notice.tell("Choose a file of the list first.", tone="warn")
        if self.paths:
            self.accept()

    @override
    def accept(self) -> None:
        """The next file is mostly in the same folder."""
        chosen = self.folder if self._folders else self.paths[0].parent
        self._desk.last_folder.path = chosen
        super().accept()


def _can_be(path: Path) -> bool:
    """A file of this name can stand in a folder that is there."""
    short = len(path.name.encode()) <= _LONGEST_NAME_BYTES
    allowed = path.name.strip(". ") and not _FORBIDDEN.search(path.name)
    return bool(short and allowed and path.parent.is_dir())


def _places() -> list[tuple[str, Path]]:
    """The person's folders and every mounted drive, sticks among them."""
    known = [QStandardPaths.writableLocation(each) for each in _PLACES]
    drives = [
        each.rootPath()
        for each in QStorageInfo.mountedVolumes()
        if each.isValid() and each.isReady()
    ]
    paths = [Path(each) for each in dict.fromkeys([*known, *drives]) if each]
    return [(each.name or str(each), each) for each in paths]


def _entries(folder: Path, suffixes: tuple[str, ...]) -> list[_Entry]:
    """Folders first, then files that end as wanted; hidden ones left out."""
    found = []
    with os.scandir(folder) as scan:
        for each in scan:
            is_folder = each.is_dir()
            wanted = is_folder or not suffixes or each.name.lower().endswith(suffixes)
            if wanted and not each.name.startswith("."):
                found.append(_Entry(each.name, is_folder))
            if len(found) >= _MOST:
                break
    return sorted(found, key=lambda each: (not each.is_folder, each.name.casefold()))


def read_file(path: Path) -> bytes:
    """Contents of a small file.

    Raises:
        InputRefusedError: UNREADABLE_FILE, also for one that is far too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise InputRefusedError("UNREADABLE_FILE", file=path.name) from error
    if len(data) > _LARGEST_BYTES:
        raise InputRefusedError("UNREADABLE_FILE", file=path.name)
    return data


def ask_open(
    desk: Desk, title: Message, parent: QWidget, *, suffixes: Sequence[str] = ()
) -> list[Path]:
    """Files a person chooses; none when they changed their mind."""
    dialog = FileChoice(desk, title, suffixes=suffixes, parent=parent)
    return dialog.paths if dialog.exec() else []


def ask_save(desk: Desk, title: Message, parent: QWidget, *, name: str) -> Path | None:
    """Where to write a file, or None."""
    dialog = FileChoice(desk, title, name=name, parent=parent)
    return dialog.paths[0] if dialog.exec() else None


def ask_folder(desk: Desk, title: Message, parent: QWidget) -> Path | None:
    """A folder a person chooses, or None."""
    dialog = FileChoice(desk, title, folders=True, parent=parent)
    return dialog.paths[0] if dialog.exec() else None
