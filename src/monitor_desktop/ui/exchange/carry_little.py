"""Carry little: put a whole period down, by hand or by itself, and ask it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QListWidget, QWidget

from monitor_desktop.overriding import override
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.exchange import travel_light
from monitor_desktop.services.exchange.travel_light import Away, PutDown
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import Combo, button, row, said
from monitor_desktop.ui.sessions import Session

_WIDTH_PX: Final = 560
_LEAST_LIST_PX: Final = 76
_DAYS: Final = (7, 30, 90, 180, 365)
_USUAL: Final = 90
_TOLD: Final = (
    "What the hub has confirmed, its files included, need not be on this laptop. "
    "Putting down takes it off this laptop alone; a record that is being typed in or "
    "that another one needs stays."
)
_BACK: Final = "The next bundle to the hub asks for them, its answer brings them."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What was put down, and after how many days it goes by itself."""

    away: Sequence[Away]
    days: int | None


class AwayDialog(Dialog):
    """Records that were put down; those marked are asked back.

    ``gone`` afterwards: what was put down here, to be shown no more.
    """

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, "Carry little", parent)
        say = session.say
        self._session = session
        self.gone: tuple[str, ...] = ()
        self.setFixedWidth(_WIDTH_PX)
        self.days = Combo()
        say.put(self.days.setAccessibleName, "Days without an edit")
        self._offer(_DAYS)
        self.days.setCurrentIndex(self.days.findData(_USUAL))
        self.now = button(say, "Put down now", self._put_down)
        self.by_itself = QCheckBox()
        say.put(self.by_itself.setText, "And from now on by itself")
        self.list = QListWidget()
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setMinimumHeight(_LEAST_LIST_PX)
        title = "Put down: they are at the hub only"
        say.put(self.list.setAccessibleName, title)
        self.body.addWidget(said(say, _TOLD, role="muted", wraps=True))
        self.body.addLayout(
            row(said(say, "Days without an edit"), self.days, 1, self.now)
        )
        self.body.addWidget(self.by_itself)
        self.body.addWidget(said(say, title, role="strong"))
        self.body.addWidget(said(say, _BACK, role="muted", wraps=True))
        self.body.addWidget(self.list, 1)
        self.body.addLayout(row(button(say, "Mark all", self.list.selectAll), 1))
        self.finish("Ask back", cancel="Close")
        self._refs: list[str] = []
        self.by_itself.toggled.connect(self._choose)
        self.days.activated.connect(self._choose)
        self._look()

    def _offer(self, days: Sequence[int]) -> None:
        for each in days:
            self.days.addItem(str(each), each)

    def _look(self) -> None:
        def read(workspace: Workspace) -> _Read:
            return _Read(
                away=travel_light.listed(workspace),
                days=travel_light.every_days(workspace),
            )

        self._session.run(read, self._fill, self.notice.tell_problem)

    def _fill(self, found: _Read) -> None:
        self._show_days(found.days)
        self.list.clear()
        self._refs = [each.record for each in found.away]
        for each in found.away:
            asked = self.say("asked back") if each.asked else ""
            self.list.addItem("  ".join(part for part in (each.ref, asked) if part))
        self.primary.setEnabled(bool(self._refs))
        self.fit()

    def _show_days(self, days: int | None) -> None:
        if days is not None and self.days.findData(days) < 0:
            self._offer([days])
        with QSignalBlocker(self.by_itself):
            self.by_itself.setChecked(days is not None)
        if days is not None:
            self.days.setCurrentIndex(self.days.findData(days))

    def _choose(self, _value: object = None) -> None:
        """Remember after how many days; it counts from the next exchange on."""
        days = self.days.currentData() if self.by_itself.isChecked() else None
        self._session.run(
            lambda ws: travel_light.set_days(ws, days),
            self._chosen,
            self.notice.tell_problem,
        )

    def _chosen(self, _none: None) -> None:
        pass

    def _put_down(self) -> None:
        days = self.days.currentData()
        self._session.run(
            lambda ws: travel_light.put_down_after(ws, days),
            self._went,
            self.notice.tell_problem,
        )

    def _went(self, done: PutDown) -> None:
        self.gone += done.records
        self.notice.tell(
            lambda words: words.plural(
                "app",
                "{n} record is now at the hub only; {stayed} stayed here.",
                "{n} records are now at the hub only; {stayed} stayed here.",
                len(done.records),
                stayed=len(done.stayed),
            )
        )
        self.fit()
        if done.records:
            self._session.announce(Changes(done.records, 1))
        self._look()

    @override
    def commit(self) -> None:
        """Want those that are marked."""
        chosen = [self._refs[self.list.row(each)] for each in self.list.selectedItems()]
        self._session.run(
            lambda ws: travel_light.ask_back(ws, chosen),
            self._asked,
            self.notice.tell_problem,
        )

    def _asked(self, _chosen: Sequence[Away]) -> None:
        self._look()
