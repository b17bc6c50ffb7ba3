"""Who can open a record, and taking it away: from this laptop, or from everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget
from typing_extensions import override

from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import moment_text
from monitor_desktop.services import access, purges, receipts, travel_light
from monitor_desktop.services.access import Access, Holds
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.bundle_cards import OTHER_REASON, REASONS
from monitor_desktop.ui.dialogs import Dialog
from monitor_desktop.ui.pieces import PlainLabel, button, said
from monitor_desktop.ui.sessions import Session

_WIDTH_PX: Final = 560
_LIST_PX: Final = 160
_HOLDS: Final = {
    Holds.ALL: "has all of it",
    Holds.SOME: "has a part of it",
    Holds.NOTHING: "has nothing of it",
}
_PURGE: Final = (
    "Purging takes every value of this record away for good, on every device it "
    "reached, once a bundle tells them. It cannot be taken back. Copies on sticks, in "
    "mail, on paper and in backups are beyond reach: delete them by hand and make a "
    "new backup."
)
_PUT_DOWN: Final = (
    "Putting down takes the record off this laptop alone, once the hub has confirmed "
    "all of it. It can be asked back with the next bundle. Backups and files of this "
    "laptop made before may still hold it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """Who has the record, and since when it is not updated, ms."""

    held: Sequence[Access]
    since_ms: int | None


class CarryDialog(Dialog):
    """A coordinator may purge a record, everybody else may put it down.

    ``gone`` afterwards: what was changed, where the record left this device.
    """

    def __init__(
        self, session: Session, record: Record, parent: QWidget | None
    ) -> None:
        super().__init__(session.say, "Who can open it", parent)
        self._session = session
        self._record = record
        self.gone: Changes | None = None
        self.is_hub = session.workspace.owner.role == Role.COORDINATOR
        self.setFixedWidth(_WIDTH_PX)
        name = "  ".join(each for each in (record.ref, record.title) if each)
        self.body.addWidget(PlainLabel(name, role="strong", wraps=True))
        self.since = PlainLabel(role="doubt", wraps=True)
        self.since.hide()
        self.held = self._list()
        self.body.addWidget(self.since)
        self.body.addWidget(self.held)
        told = _PURGE if self.is_hub else _PUT_DOWN
        self.body.addWidget(said(session.say, told, role="muted", wraps=True))
        self.reason = QLineEdit()
        asked = "Reason, sent to everybody: name nobody in it"
        session.say.put(self.reason.setAccessibleName, asked)
        session.say.put(self.reason.setPlaceholderText, asked)
        self.reason.setVisible(self.is_hub)
        self.body.addWidget(self.reason)
        self.finish("Purge for good" if self.is_hub else "Put down", cancel="Close")
        if self.is_hub:
            self.primary.setProperty("kind", "danger")
            self.primary.setDefault(False)
            self.reason.textChanged.connect(self._may_purge)
            self._may_purge("")
        session.run(self._read, self._fill, self.notice.tell_problem)

    def _list(self) -> QListWidget:
        made = QListWidget()
        made.setFixedHeight(_LIST_PX)
        made.setWordWrap(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session.say.put(made.setAccessibleName, "Who can open it")
        return made

    def _read(self, workspace: Workspace) -> _Read:
        return _Read(
            held=access.of_record(workspace, self._record.id),
            since_ms=receipts.not_updated_since(workspace, self._record.id),
        )

    def _fill(self, found: _Read) -> None:
        words = self._session.say.words
        for each in found.held:
            self.held.addItem(held_text(words, each))
        if found.since_ms is not None:
            self.since.setText(
                self.say(
                    "No longer updated since {when}: what is newer may not come here.",
                    when=moment_text(found.since_ms),
                )
            )
            self.since.show()

    def _may_purge(self, reason: str) -> None:
        self.primary.setEnabled(bool(reason.strip()))

    @override
    def commit(self) -> None:
        """Take it away; the dialog closes when it is gone."""
        self.primary.setEnabled(False)
        record_id, reason = self._record.id, self.reason.text().strip()

        def take(workspace: Workspace) -> Changes:
            if self.is_hub:
                purges.purge(workspace, record_id, reason=reason)
            else:
                travel_light.put_down(workspace, [record_id])
            return Changes((record_id,), 1)

        self._session.run(take, self._gone, self._failed)

    def _gone(self, changes: Changes) -> None:
        self.gone = changes
        self.accept()

    def _failed(self, error: MonitorError) -> None:
        self.primary.setEnabled(True)
        self.notice.tell_problem(error)


def held_text(words: Words, held: Access) -> str:
    """Name and unit, how much they have, and why not more."""
    parts = [
        " · ".join(each for each in (held.name, held.unit) if each),
        words("app", _HOLDS[held.holds]),
    ]
    if not held.receives:
        parts.append(words("app", "gets nothing new of it"))
    parts += [words("app", REASONS.get(each, OTHER_REASON)) for each in held.reasons]
    return "; ".join(parts)


class AwayDialog(Dialog):
    """Records that were put down; those marked are asked back."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, "Put down: they are at the hub only", parent)
        self._session = session
        self.list = QListWidget()
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        title = "Put down: they are at the hub only"
        session.say.put(self.list.setAccessibleName, title)
        told = "The next bundle to the hub asks for them, its answer brings them."
        self.body.addWidget(said(session.say, told, role="muted", wraps=True))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(button(session.say, "Mark all", self.list.selectAll))
        self.finish("Ask back", cancel="Close")
        self._refs: list[str] = []
        session.run(travel_light.listed, self._fill, self.notice.tell_problem)

    def _fill(self, found: Sequence[travel_light.Away]) -> None:
        self.list.clear()
        self._refs = [each.record for each in found]
        for each in found:
            asked = self.say("asked back") if each.asked else ""
            self.list.addItem("  ".join(part for part in (each.ref, asked) if part))

    @override
    def commit(self) -> None:
        """Want those that are marked."""
        chosen = [self._refs[self.list.row(each)] for each in self.list.selectedItems()]
        self._session.run(
            lambda ws: travel_light.ask_back(ws, chosen),
            self._asked,
            self.notice.tell_problem,
        )

    def _asked(self, _chosen: Sequence[travel_light.Away]) -> None:
        self._session.run(travel_light.listed, self._fill, self.notice.tell_problem)
