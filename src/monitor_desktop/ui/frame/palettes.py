"""Ctrl+K: records, places, pages and commands in one field, in any spelling."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import Filter, Match
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services import onlookers, recents, search, term_search
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.frame.palette_entries import (
    COMMAND_SIGN,
    Act,
    Entry,
    of_acts,
    of_new,
    of_places,
    of_records,
    of_terms,
)
from monitor_desktop.ui.frame.palette_rows import (
    ENTRY_ROLE,
    HEAD_PX,
    ROW_PX,
    RowDelegate,
)
from monitor_desktop.ui.look.key_bindings import bind
from monitor_desktop.ui.look.pieces import PlainLabel, name_buttons, row, rule, said
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.words import Sentences
from monitor_desktop.ui.sessions import Session

_WIDTH_PX: Final = 680
_TOP_PX: Final = 60
_BELOW_PX: Final = 16
_MOST_ROWS: Final = 8
_PAUSE_MS: Final = 40
_MOST: Final = 30
_RECENT: Final = 5
_MOST_TERMS: Final = 4
_DIM: Final = QColor(0, 0, 0, 90)
_KEYS: Final = {"↑ ↓": "choose (key)", "Enter": "open (key)", "Esc": "close (key)"}
"""What keys do here, as its foot says."""


@dataclass(frozen=True, slots=True)
class _Found:
    """How many there are, the best of them, and for each by what it was found."""

    total: int
    records: list[Record]
    why: Mapping[str, Sequence[str]]


class Shade(QWidget):
    """What is under the palette, dimmed while it is open."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.resize(over.size())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim everything."""
        QPainter(self).fillRect(self.rect(), _DIM)


class Palette(QDialog):
    """A line over a list.

    Until what was typed last is listed, the list in sight is of something else: keys
    that walk and take wait for the one to come.

    ``chosen`` carries type and id of a record, ``narrowed`` a filter of the list of
    cases, ``wanted_new`` type and title of a record that is not there yet.

    Args:
        session: The open profile.
        parent: The window it stands over.
        acts: What the window can do.
    """

    chosen = Signal(str, str)
    narrowed = Signal(object)
    wanted_new = Signal(str, str)

    def __init__(
        self, session: Session, parent: QWidget, acts: Sequence[Act] = ()
    ) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint)
        self._session = session
        self._acts = acts
        self.setModal(True)
        self.setObjectName("palette")
        say = session.say
        self.line = QLineEdit()
        say.put(self.line.setPlaceholderText, "Search everything")
        say.put(self.line.setAccessibleName, "Search everything")
        say.put(self.setWindowTitle, "Search everything")
        self.hits = QListWidget()
        self.hits.setProperty("flat", "true")
        self.hits.setUniformItemSizes(False)
        self._rows = RowDelegate(session.look, self.hits)
        self.hits.setItemDelegate(self._rows)
        say.put(self.hits.setAccessibleName, "Search results")
        self._count = PlainLabel(role="caption")
        self.exact = _exact(say)
        self._notice = Notice(say)
        self._asked, self._awaits = 0, False
        self._keys: list[Callable[[], object]] = []
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._build()
        self._shade = Shade(parent)
        self._shade.show()
        parent.installEventFilter(self)
        self.finished.connect(self._leave)
        self.setFixedWidth(_WIDTH_PX)
        self._place(parent)
        self._search()

    def _leave(self) -> None:
        """Nothing of it stays over the page, nor in memory what was looked for."""
        self._keys.clear()
        self._shade.hide()
        self._shade.deleteLater()
        self.deleteLater()

    def _build(self) -> None:
        self._pause.timeout.connect(self._search)
        self.line.textChanged.connect(self._typed)
        self.exact.toggled.connect(lambda _on: self._search())
        bind(self, {"Ctrl+E": self.exact.toggle})
        self.hits.itemClicked.connect(self._take)
        self.line.installEventFilter(self)
        picture = self._session.look.icon("search")
        self.line.addAction(picture, QLineEdit.ActionPosition.LeadingPosition)
        say = self._session.say
        name_buttons(self.line, say, "Search everything")
        foot = row(self.exact, self._count, 1)
        for keys, does in _KEYS.items():
            foot.addWidget(PlainLabel(keys, role="key"))
            foot.addWidget(said(say, does, role="caption"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(6)
        for each in (self.line, self.hits, self._notice, rule()):
            column.addWidget(each)
        column.addLayout(foot)

    def _place(self, over: QWidget) -> None:
        left = (over.width() - _WIDTH_PX) // 2
        self.move(over.mapToGlobal(QPoint(left, _TOP_PX)))

    @property
    def entries(self) -> list[Entry]:
        """Everything listed, headings too."""
        items = (self.hits.item(n) for n in range(self.hits.count()))
        return [each.data(ENTRY_ROLE) for each in items]

    def look_for(self, text: str) -> None:
        """Look for something at once, as if it had been typed."""
        self.line.setText(text)
        self._pause.stop()
        self._search()

    def _typed(self, _text: str) -> None:
        self._keys.clear()
        self._await()
        self._pause.start()

    def _await(self) -> None:
        self._asked += 1
        self._awaits = True

    def _search(self) -> None:
        self._await()
        text = self.line.text()
        if text.startswith(COMMAND_SIGN):
            self._show(text, self._asked, _Found(0, [], {}))
        else:
            level = self._session.desk.onlookers.level
            exact = self.exact.isChecked()
            read = partial(_found, text, level, exact=exact)
            asked = self._asked
            self._session.run(
                read, partial(self._show, text, asked), partial(self._fail, asked)
            )

    def _fail(self, asked: int, error: MonitorError) -> None:
        if asked == self._asked:
            self._awaits = False
            self._keys.clear()
        self._notice.tell_problem(error)

    def _show(self, text: str, asked: int, found: _Found) -> None:
        if asked != self._asked:
            return
        self._rows.typed = text.removeprefix(COMMAND_SIGN)
        self.hits.clear()
        listed = [*self._listed(text, found)]
        for entry in listed or self._new(text):
            self.hits.addItem(self._item(entry))
        self._step(1, start=-1)
        self._fit()
        say = self._session.say
        nothing = "" if listed else say("Nothing found.")
        many = say.plural("{n} found", "{n} found", found.total)
        if found.total >= search.MOST_AT_ONCE:
            many = say("{n} and more found", n=found.total)
        self._count.setText(many if found.total else nothing)
        self._awaits = False
        while self._keys:
            self._keys.pop(0)()

    def _new(self, text: str) -> Iterable[Entry]:
        """To enter what is not there: only where all that is there was looked for."""
        may_be_here = self.exact.isChecked() or self._session.desk.onlookers.are_there
        called = "" if text.startswith(COMMAND_SIGN) else text.strip()
        if may_be_here or not called:
            return ()
        return of_new(self._session, called, self.wanted_new.emit)

    def _listed(self, text: str, found: _Found) -> Iterable[Entry]:
        session, records = self._session, found.records
        if not text.startswith(COMMAND_SIGN):
            if records and not text.strip():
                yield Entry(title=self._session.say("Opened recently"))
                yield from (
                    each
                    for each in of_records(session, records, self._open, found.why)
                    if each.take is not None
                )
            else:
                yield from self._found(text, found)
        yield from of_acts(self._session, text.removeprefix(COMMAND_SIGN), self._acts)

    def _found(self, text: str, found: _Found) -> Iterable[Entry]:
        """What is called just so first: it leads to all records that have it."""
        session, narrowed = self._session, self.narrowed.emit
        # A list answers to nobody's question on a shared screen.
        asks = not session.desk.onlookers.are_there
        terms = term_search.found(session.kit, text, "case", _MOST_TERMS * asks)
        called = [each for each in terms if each.is_called]
        yield from of_terms(session, called, narrowed)
        yield from of_records(session, found.records, self._open, found.why)
        yield from of_places(session, text, self._narrow)
        begun = [each for each in terms if not each.is_called]
        yield from of_terms(session, begun, narrowed)

    def _item(self, entry: Entry) -> QListWidgetItem:
        item = QListWidgetItem(" ".join([entry.title, entry.detail, entry.right]))
        item.setData(ENTRY_ROLE, entry)
        if entry.take is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        return item

    def _fit(self) -> None:
        """As high as what is found, at most eight rows and their headings."""
        heights = [HEAD_PX if each.take is None else ROW_PX for each in self.entries]
        room = min(_MOST_ROWS * ROW_PX + 3 * HEAD_PX, self._room_px())
        # The last row in sight is whole; what comes below it is scrolled to.
        whole = [each for each in accumulate(heights) if each <= room]
        self.hits.setFixedHeight(max(whole, default=0) + 4)
        self.adjustSize()

    def _room_px(self) -> int:
        """For the list, so that its foot stays within a low window."""
        over = self.window().parentWidget()
        if over is None:
            return _MOST_ROWS * ROW_PX
        others = self.sizeHint().height() - self.hits.height()
        left = over.height() - _TOP_PX - _BELOW_PX - others
        return max(left, 2 * ROW_PX)

    def _open(self, type_key: str, record_id: str) -> None:
        self.chosen.emit(type_key, record_id)

    def _narrow(self, code: str) -> None:
        under = self._session.kit.gazetteer.with_all_under(code)
        self.narrowed.emit(Filter(key="place", match=Match.UNDER, values=under))

    def _take_current(self) -> None:
        item = self.hits.currentItem()
        if item is not None:
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        entry = item.data(ENTRY_ROLE)
        if isinstance(entry, Entry) and entry.take is not None:
            self.accept()
            entry.take()

    def _step(self, step: int, *, start: int | None = None) -> None:
        """To the next row in a direction that can be taken."""
        place = self.hits.currentRow() if start is None else start
        entries = self.entries
        place += step
        while 0 <= place < len(entries) and entries[place].take is None:
            place += step
        if 0 <= place < len(entries):
            self.hits.setCurrentRow(place)

    def _next_group(self) -> None:
        """To the first row under the next heading, from the last back to the first."""
        heads = [n for n, each in enumerate(self.entries) if each.take is None]
        later = [each for each in heads if each > self.hits.currentRow()]
        self._step(1, start=(later or heads or [-1])[0])

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys walk the hits while the line keeps the letters.

        And where the window becomes larger or smaller, it stays in its middle.
        """
        over = self.parentWidget()
        if watched is over and event.type() == QEvent.Type.Resize:
            self._shade.resize(over.size())
            self._fit()
            self._place(over)
        does: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Down: partial(self._step, 1),
            Qt.Key.Key_Up: partial(self._step, -1),
            Qt.Key.Key_Tab: self._next_group,
            Qt.Key.Key_Return: self._take_current,
            Qt.Key.Key_Enter: self._take_current,
        }
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            do = does.get(Qt.Key(event.key()))
            if do is not None:
                if self._awaits:
                    self._keys.append(do)
                else:
                    do()
                return True
        return super().eventFilter(watched, event)


def _exact(say: Sentences) -> QCheckBox:
    made = QCheckBox()
    for put in (made.setText, made.setAccessibleName):
        say.put(put, "Exact spelling")
    say.put(made.setToolTip, "Only these letters, in no other spelling (Ctrl+E)")
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def _found(
    text: str, level: Level, workspace: Workspace, *, exact: bool = False
) -> _Found:
    """The best hits of a search; the records opened lately where nothing is typed.

    On a shared screen with what those who look on may see, and met in nothing else.
    """
    if not text.strip():
        recent = recents.recent(workspace, _RECENT)
        return _Found(0, onlookers.as_seen(workspace, recent, level), {})
    found = search.at_once(workspace, text, limit=_MOST, exact=exact, level=level)
    hits = recents.glance(workspace, [each.record for each in found.hits])
    why = {each.record: each.why for each in found.hits}
    return _Found(found.total, onlookers.as_seen(workspace, hits, level), why)
