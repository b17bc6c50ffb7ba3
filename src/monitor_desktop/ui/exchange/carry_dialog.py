"""Who can open a record, and taking it away: from this laptop, or from everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.labels import field_label, moment_text, type_label
from monitor_desktop.overriding import override
from monitor_desktop.services import records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.exchange import access, purges, receipts, travel_light
from monitor_desktop.services.exchange.access import Access, Holds
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.exchange.bundle_cards import OTHER_REASON, REASONS
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import Combo, PlainLabel, said
from monitor_desktop.ui.sessions import Session

_WIDTH_PX: Final = 560
_LIST_PX: Final = 160
_LEAST_LIST_PX: Final = 76
_HOLDS: Final = {
    Holds.ALL: "has all of it",
    Holds.SOME: "has a part of it",
    Holds.NOTHING: "has nothing of it",
}
_PURGE: Final = (
    "Purging takes the values chosen here away for good, on every device they "
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
    """Who has the record, since when it is not updated, ms, and what is in it."""

    held: Sequence[Access]
    since_ms: int | None
    tree: RecordTree


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
        self.what, self.reason = Combo(), QLineEdit()
        self._ask_what()
        self.finish("Purge for good" if self.is_hub else "Put down", cancel="Close")
        if self.is_hub:
            self.primary.setProperty("kind", "danger")
            self.primary.setDefault(False)
            self.reason.textChanged.connect(self._may_purge)
            self._may_purge("")
        session.run(self._read, self._fill, self.notice.tell_problem)

    def _ask_what(self) -> None:
        """What of it a coordinator purges, and why."""
        say = self._session.say
        say.put(self.what.setAccessibleName, "What is purged")
        self.what.addItem(say("All of it"), (self._record.id, ()))
        asked = "Reason, sent to everybody: name nobody in it"
        say.put(self.reason.setAccessibleName, asked)
        say.put(self.reason.setPlaceholderText, asked)
        for each in (self.what, self.reason):
            each.setVisible(self.is_hub)
            self.body.addWidget(each)

    def _list(self) -> QListWidget:
        made = QListWidget()
        made.setMinimumHeight(_LEAST_LIST_PX)
        made.setMaximumHeight(_LIST_PX)
        made.setWordWrap(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session.say.put(made.setAccessibleName, "Who can open it")
        return made

    def _read(self, workspace: Workspace) -> _Read:
        return _Read(
            held=access.of_record(workspace, self._record.id),
            since_ms=receipts.not_updated_since(workspace, self._record.id),
            tree=records.show(workspace, self._record.id),
        )

    def _fill(self, found: _Read) -> None:
        words = self._session.say.words
        for each in found.held:
            self.held.addItem(held_text(words, each))
        self._offer(found.tree.record)
        for part in found.tree.children:
            alike = found.tree.children_of(part.type)
            number = f" {alike.index(part) + 1}" if len(alike) > 1 else ""
            self._offer(part, f"{type_label(words, part.type)}{number} · ")
        if found.since_ms is not None:
            self.since.setText(
                self.say(
                    "No longer updated since {when}: what is newer may not come here.",
                    when=moment_text(found.since_ms),
                )
            )
            self.since.show()
        self.fit()

    def _offer(self, part: Record, whose: str = "") -> None:
        """Every field with a value, each to be purged alone."""
        words = self._session.say.words
        for field in part.declaration.fields:
            if field.key in part.values:
                label = f"{whose}{field_label(words, part.type, field.key)}"
                name = self.say("Only: {field}", field=label)
                self.what.addItem(name, (part.id, (field.key,)))

    def _may_purge(self, reason: str) -> None:
        self.primary.setEnabled(bool(reason.strip()))

    @override
    def commit(self) -> None:
        """Take it away; the dialog closes when it is gone."""
        self.primary.setEnabled(False)
        record_id, reason = self._record.id, self.reason.text().strip()
        meant, fields = self.what.currentData()

        def take(workspace: Workspace) -> Changes:
            if self.is_hub:
                purges.purge(workspace, meant, fields=fields, reason=reason)
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
    who = " · ".join(each for each in (held.name, held.unit) if each)
    has = [words("app", _HOLDS[held.holds])]
    if not held.receives:
        has.append(words("app", "gets nothing new of it"))
    why = [words("app", REASONS.get(each, OTHER_REASON)) for each in held.reasons]
    return " ".join([f"{who}: {', '.join(has)}.", *why])
