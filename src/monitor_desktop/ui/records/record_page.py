"""A page of one record type: the list, and beside it the record that is open."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from monitor_desktop.domain.records import Record, declared
from monitor_desktop.i18n.labels import types_label
from monitor_desktop.overriding import override
from monitor_desktop.services import keepers, records
from monitor_desktop.services.changes import Changes
from monitor_desktop.ui.exchange.carry_dialog import CarryDialog
from monitor_desktop.ui.fittings.page_heads import PageHead
from monitor_desktop.ui.fittings.places import Place, Spot
from monitor_desktop.ui.fittings.section_tabs import SectionTabs
from monitor_desktop.ui.fittings.turns import Turns
from monitor_desktop.ui.lists.list_steps import NEXT_KEYS, PREVIOUS_KEYS
from monitor_desktop.ui.lists.record_list import NEW_MESSAGES, RecordList
from monitor_desktop.ui.look.key_bindings import bind
from monitor_desktop.ui.look.onlookers import Cover
from monitor_desktop.ui.look.panes import LOW_PX
from monitor_desktop.ui.look.pieces import button, fill_page, mark
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.words import Message
from monitor_desktop.ui.pace.settling import once_settled
from monitor_desktop.ui.pace.slices import Steps
from monitor_desktop.ui.records.begun_notice import BegunNotice
from monitor_desktop.ui.records.history_page import HistoryPage
from monitor_desktop.ui.records.record_form import RecordForm
from monitor_desktop.ui.records.spots import go_to, spot_in
from monitor_desktop.ui.sessions import Session

LIST_PX: Final = 304
NARROW_PX: Final = 960
"""In a window of 1024 the list is one page and the record another."""
_NO_LIMIT_PX: Final = 16_777_215
"""QWIDGETSIZE_MAX, Qt's "no limit"."""
_PIECE_PAUSE_MS: Final = 10


def _types(type_key: str) -> Message:
    return lambda words: types_label(words, type_key)


class RecordPage(QWidget):
    """List and form.

    ``searched`` asks for the search over everything; ``printed`` carries a
    reference and a kind of document or nothing; ``disputed`` asks for the
    conflicts; ``turned`` carries another record type of the same area, ``shown`` the
    id of the record that was opened.
    """

    searched = Signal()
    printed = Signal(str, str)
    disputed = Signal()
    turned = Signal(str)
    shown = Signal(str)

    def __init__(
        self, session: Session, type_key: str, beside: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._session = session
        self._type = type_key
        self._declared = declared(type_key)
        self.list = RecordList(session, type_key)
        self._form: RecordForm | None = None
        self._cover: Cover | None = None
        self._history: HistoryPage | None = None
        self._last_deleted = ""
        self._asked = ""
        self._spot: Spot | None = None
        self._called = ""
        self._turns = Turns(session, self)
        self._new = self._new_button()
        self._above: list[QWidget] = [self._head()]
        if len(beside) > 1:
            self._above.append(self._kinds(beside))
        self.deletion = Notice(session.say)
        self.begun = BegunNotice(session, type_key)
        self._bind_keys()
        self._is_whole = False
        self._making = QTimer(self, interval=_PIECE_PAUSE_MS)
        self._making.timeout.connect(self._make_ready)
        self.list.model.arrived.connect(self._make_soon)
        self._body = QHBoxLayout()
        self._column = fill_page(self)
        self._build()
        self.setFocusProxy(self.list.view)
        self.list.opened.connect(self._open)

    @property
    def _may_write(self) -> bool:
        return keepers.may_write(self._session.workspace, self._type)

    def _new_button(self) -> QPushButton:
        """Not there where somebody else keeps the records for everybody."""
        message = NEW_MESSAGES.get(self._type, "New")
        made = button(self._session.say, message, self.open_new, kind="primary")
        if not self._may_write:
            made.hide()
        return made

    def _build(self) -> None:
        self.begun.opened.connect(self._go_on)
        self.list.wanted_new.connect(self.open_new)
        self._body.setSpacing(16)
        self._body.addWidget(self.list)
        for each in (*self._above, self.deletion, self.begun):
            self._column.addWidget(each)
        self._column.addLayout(self._body, 1)

    def _head(self) -> PageHead:
        head = PageHead(self._session, _types(self._type))
        head.add(self._new)
        head.searched.connect(self.searched)
        return head

    def _bind_keys(self) -> None:
        bind(self.list, {"Ctrl+Z": self.restore, "F2": self._rename})
        steps = {PREVIOUS_KEYS: -1, NEXT_KEYS: 1}
        bind(self, {keys: partial(self.list.step, by) for keys, by in steps.items()})

    def _rename(self) -> None:
        """The title of the record that is open, from the list too."""
        if self.open_form is not None:
            self.open_form.rename()

    def _kinds(self, keys: Sequence[str]) -> SectionTabs:
        """Tabs of the record types of one area."""
        tabs = SectionTabs(self._session, [_types(each) for each in keys])
        tabs.show_current(keys.index(self._type))

        def turn(place: int) -> None:
            # The page of the other type has its own row of tabs.
            tabs.show_current(keys.index(self._type))
            if keys[place] != self._type:
                self.turned.emit(keys[place])

        tabs.chosen.connect(turn)
        return tabs

    @property
    def is_outdated(self) -> bool:
        """The group has other fields of its own by now."""
        return declared(self._type) != self._declared

    @property
    def open_form(self) -> RecordForm | None:
        """The form, while it is in sight."""
        return None if self._form is None or self._form.isHidden() else self._form

    @property
    def form(self) -> RecordForm:
        """The form, made when it is first needed."""
        form = self._made_form()
        if self._cover is None:
            self._cover = Cover(self._session.say, self._session.desk.onlookers, form)
            self._body.addWidget(form, 1)
        return form

    def _made_form(self) -> RecordForm:
        """The form, perhaps without its place yet."""
        if self._form is None:
            form = self._form = RecordForm(self._session, self._type)
            form.hide()
            form.closed.connect(self.close_form)
            form.shown.connect(self._return_to_spot)
            form.printed.connect(self.printed)
            form.disputed.connect(self.disputed)
            form.saved.connect(self.list.choose)
            form.deleted.connect(self._offer_restore)
            form.retold.connect(self.show_history)
            form.head.carried.connect(self._ask_carry)
            jumps = form.body.jumps().items()
            bind(self.list, {keys: partial(self._go_to, go) for keys, go in jumps})
        return self._form

    def _go_to(self, section: Callable[[], None]) -> None:
        """From the list into a section of the record that is open."""
        if self.open_form is not None:
            section()

    @property
    def open_record(self) -> Record | None:
        """The saved record that is open."""
        form = self._form
        if form is None or form.isHidden() or form.is_new:
            return None
        return form.record

    def is_ready(self) -> bool:
        """The whole form is there."""
        return self._is_whole

    def _make_soon(self) -> None:
        """The list is painted by the time the first pause is over."""
        if not self._is_whole:
            self._making.start()

    def _make_ready(self) -> None:
        """The form is made piece by piece while a person looks at the list."""
        if self._form is None:
            self._made_form()
        elif not self.form.body.build_next():
            self._making.stop()
            self._is_whole = True

    def open_new(self, called: str = "") -> None:
        """Show an empty form beside the list, perhaps with its title."""
        if not self._may_write:
            return
        self._called = called
        self._turns.add(self._showing(self._open_new))

    def _open_new(self, spot: Spot | None = None) -> None:
        self._lift_cover()
        self._asked = ""
        self._spot = spot
        self.form.open_new()

    def open_first_contact(self) -> None:
        """Show only the few fields of a first contact, empty."""
        self._turns.add(self._showing(self._open_first_contact))

    def _open_first_contact(self, spot: Spot | None = None) -> None:
        self._lift_cover()
        self._asked = ""
        self._spot = spot
        self.form.open_first_contact()

    def open_id(self, record_id: str, spot: Spot | None = None) -> None:
        """Show a record beside the list, and perhaps go to a field of it."""
        self._asked = record_id
        self._turns.add(self._showing(partial(self._open_id, record_id, spot)))

    def _open_id(self, record_id: str, spot: Spot | None) -> None:
        self._spot = spot
        self.list.choose(record_id)
        if self._cover is not None:
            self._cover.cover()
        self.form.open(record_id)
        self.shown.emit(record_id)

    def _showing(self, then: Callable[[], None]) -> Steps:
        """The steps to a form in sight; made for the first time, it takes some."""
        self._made_form()
        yield
        _ = self.form
        yield
        self._show_form()
        yield
        then()

    @property
    def asked_id(self) -> str:
        """Id of the record that is open or about to be."""
        record = self.open_record
        return self._asked or (record.id if record is not None else "")

    @property
    def place(self) -> Place:
        """The record and field in use, to come back to."""
        form, asked = self.open_form, self.asked_id
        if form is None:
            return Place(self._type, asked)
        is_new = not asked and form.is_new
        few, spot = form.body.is_few, spot_in(form)
        return Place(self._type, asked, is_new=is_new, is_few=few, spot=spot)

    def come_back(self, place: Place) -> None:
        """Open what was open before the lock; its field gets the keys again."""
        if place.record_id:
            self.open_id(place.record_id, place.spot)
        elif place.is_new:
            begin = self._open_first_contact if place.is_few else self._open_new
            self._turns.add(self._showing(partial(begin, place.spot)))

    def _return_to_spot(self) -> None:
        called, self._called = self._called, ""
        title = self.form.body.boxes().get(self._declared.title)
        # What was begun before keeps its title.
        if called and title is not None and self.form.is_new and not title.value():
            title.take_text(called)
        spot, self._spot = self._spot, None
        if spot is not None:
            go_to(self.form.body, spot)

    def _go_on(self, record_id: str) -> None:
        """With what was typed and not saved."""
        if record_id:
            self.open_id(record_id)
        else:
            self.open_new()

    def _lift_cover(self) -> None:
        """An empty form tells those who look on nothing."""
        if self._cover is not None:
            self._cover.lift()

    def _open(self, record: Record) -> None:
        self.open_id(record.id)

    def _show_form(self) -> None:
        if self._history is not None:
            self._history.hide()
        self.begun.clear()
        self.form.show()
        self._share_room()
        # One primary button a page: beside a form it is Save.
        mark(self._new, "kind", "")

    def close_form(self) -> None:
        """Give the list its whole width back."""
        if self.open_form is None:
            return
        self._asked = ""
        self.form.hide()
        self._share_room()
        mark(self._new, "kind", "primary")
        self.list.choose("")
        self.list.take_keys()
        self.begun.look()

    def _beside(self) -> list[QWidget]:
        """What may stand beside the list."""
        return [each for each in (self._form, self._history) if each is not None]

    def _share_room(self) -> None:
        """List and record stand side by side; in a narrow window one at a time."""
        is_open = any(not each.isHidden() for each in self._beside())
        is_narrow = self.width() < NARROW_PX
        is_alone = is_open and is_narrow
        if is_alone and _holds_focus(self.list):
            self.form.body.focus_first()
        self.list.setVisible(not is_alone)
        # Its keys still work; the lines of a record are needed more.
        for each in self._above:
            each.setVisible(not (is_alone and self.height() < LOW_PX))
        beside = is_open and not is_narrow
        self.list.setMinimumWidth(LIST_PX if beside else 0)
        self.list.setMaximumWidth(LIST_PX if beside else _NO_LIMIT_PX)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Room for both, or for one."""
        super().resizeEvent(event)
        self._share_room()

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for one of the two."""
        pieces = [self.list, *self._beside()]
        margins = self._column.contentsMargins()
        widths = [each.minimumSizeHint().width() for each in pieces]
        widest = max(widths) + margins.left() + margins.right()
        return QSize(widest, super().minimumSizeHint().height())

    @property
    def history(self) -> HistoryPage:
        """The story of the open record, made when it is first needed."""
        if self._history is None:
            self._history = HistoryPage(self._session)
            self._history.closed.connect(self._leave_history)
            self._body.addWidget(self._history, 1)
        return self._history

    def show_history(self, record_id: str) -> None:
        """Tell the story of a record where its form stood."""
        self.form.hide()
        self.history.show()
        self.history.open(record_id)

    def _leave_history(self) -> None:
        self.history.hide()
        self.form.show()

    @once_settled
    def _ask_carry(self) -> None:
        """Who has the open record; it may leave from there."""
        record = self.open_record
        if record is None:
            return
        # A draft kept afterwards would bring back what was purged.
        self.form.leave()
        dialog = CarryDialog(self._session, record, self.window())
        dialog.exec()
        if dialog.gone is not None:
            self.close_form()
            self._session.announce(dialog.gone)

    def _offer_restore(self, record_id: str) -> None:
        """Deleting is taken back with one key: nobody is asked beforehand."""
        self._last_deleted = record_id
        self.deletion.tell("Deleted. It can be brought back.", tone="ok")
        self.deletion.offer_undo(self.restore)

    def restore(self) -> None:
        """Bring back what was deleted last."""
        record_id, self._last_deleted = self._last_deleted, ""
        if record_id:
            self._session.run(
                lambda ws: records.restore(ws, record_id),
                self._restored,
                self.deletion.tell_problem,
            )

    def _restored(self, changes: Changes) -> None:
        self.deletion.clear()
        self._session.announce(changes)
        self.open_id(changes.records[0])

    def save(self) -> None:
        """Save what is open."""
        if self._form is not None and self._form.isVisible():
            self._form.save()

    def find_in_list(self) -> None:
        """Go to the list's own search line."""
        self.list.filters.text.setFocus()
        self.list.filters.text.selectAll()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Look again: other pages may have changed what is listed."""
        super().showEvent(event)
        self.list.model.reload()
        if self.open_form is None:
            self.begun.look()


def _holds_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and widget.isAncestorOf(focused)
