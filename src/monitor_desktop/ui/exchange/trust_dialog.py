"""A coordinator decides about a device: revoking, taking back, two histories.

Taken back is a revocation, and that another device goes on for one that was lost.
"""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.contacts import Contact
from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services import contacts, forks, seizures
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.forks import Branch
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.keys.rehearsals import CodeGroups
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.pieces import Combo, PlainLabel, row
from monitor_desktop.ui.sessions import Session

_WIDTH_PX: Final = 560
_STATES: Final = (
    (forks.OPEN, "Not decided: it counts"),
    (forks.ADOPTED, "Adopt: it counts"),
    (forks.REFUSED, "Without effect"),
)
_REVOKING: Final = (
    "For a lost or seized device. Nothing is sealed for it any more, and what it "
    "writes from now on has no effect. Nothing is deleted, and it can be taken back."
)
_REVOKED: Final = (
    "What this device wrote after the revocation has no effect. "
    "Taken back, all of it counts again."
)
_FORKED: Final = (
    "This device was copied, or its key was stolen: it has two histories. Ask who has "
    "it, then decide about each. Nothing is deleted, and it can be taken back."
)
_REPLACED: Final = (
    "Another device goes on in its place: what this one writes has no effect. If it "
    "was found, or the wrong one was named, take that back; if it is in strange hands, "
    "revoke it."
)
_DISPUTED: Final = (
    "Another coordinator revoked this device, but it is a coordinator's: only the "
    "recovery code decides. Ask who has it."
)
_WAYS: Final = {
    "replaced": "Take back that it was replaced",
    "disputed": "Keep trusting it",
}


class TrustDialog(Dialog):
    """What may be decided about a contact, by its standing.

    Args:
        session: The open profile.
        contact: Whom about.
        standing: As ``contacts.standings`` says.
        parent: The window it stands over.
    """

    def __init__(
        self, session: Session, contact: Contact, standing: str, parent: QWidget | None
    ) -> None:
        super().__init__(session.say, "Trust in this device", parent)
        self._session = session
        self._contact = contact
        self._standing = standing
        self._choices: list[tuple[Branch, Combo]] = []
        self.setFixedWidth(_WIDTH_PX)
        self.body.addWidget(PlainLabel(contact.name, role="strong"))
        text, primary = {
            "revoked": (_REVOKED, "Take the revocation back"),
            "forked": (_FORKED, "Decide"),
            "disputed": (_DISPUTED, "Decide"),
        }.get(standing, (_REVOKING, "Revoke"))
        self._about = PlainLabel(role="muted", wraps=True)
        session.say.put(self._about.setText, text)
        self.body.addWidget(self._about)
        self.way = Combo()
        self.body.addWidget(self.way)
        self.way.hide()
        self._held = PlainLabel(role="muted", wraps=True)
        self.body.addWidget(self._held)
        self._held.hide()
        self.code = CodeGroups(session.say)
        self.code.hide()
        self.code.changed.connect(self._settle)
        self.body.addWidget(self.code)
        self.finish(primary)
        if standing == "disputed":
            self._offer()
        self._read()

    def _read(self) -> None:
        device = self._contact.id
        if self._standing == "forked":
            self._session.run(
                lambda ws: forks.listed(ws, device), self._ask, self._told
            )
            return
        if self._standing == "replaced":
            self._session.run(
                lambda ws: contacts.is_closed(ws, device), self._closed, self._told
            )
        if self._standing != "revoked":
            self._session.run(
                lambda ws: len(seizures.held_by(ws, device)), self._count, self._told
            )

    def _closed(self, is_closed: bool) -> None:
        if is_closed:
            self.say.put(self._about.setText, _REPLACED)
            self.say.put(self.primary.setText, "Decide")
            self._offer()

    def _offer(self) -> None:
        """Revoking, or what may be done instead."""
        self.say.put(self.way.setAccessibleName, "Trust in this device")
        for name, is_back in (("Revoke", False), (_WAYS[self._standing], True)):
            self.way.addItem(self.say(name), is_back)
        self.way.show()
        self._fit()

    def _count(self, records: int) -> None:
        self._held.setText(
            self.say.plural(
                "It had values of {n} record: warn whom it names.",
                "It had values of {n} records: warn whom they name.",
                records,
            )
        )
        self._held.setVisible(records > 0)
        self._fit()

    def _ask(self, found: Sequence[Branch]) -> None:
        for place, each in enumerate(found, start=3):
            choice = Combo()
            for state, words in _STATES:
                choice.addItem(self.say(words), state)
            choice.setCurrentIndex([state for state, _ in _STATES].index(each.state))
            text = self.say.plural(
                "History {number}: {n} change of its own",
                "History {number}: {n} changes of its own",
                each.edits,
                number=each.number + 1,
            )
            choice.setAccessibleName(text)
            name = PlainLabel(text)
            line = row(name, choice)
            line.setStretch(0, 1)
            self.body.insertLayout(place + 1, line)
            # A layout shows what it was given later only after it was asked for room.
            name.show()
            choice.show()
            self._choices.append((each, choice))
        self._fit()

    def _fit(self) -> None:
        """What was added after the dialog was laid out needs its room too."""
        self.body.activate()
        self.resize(_WIDTH_PX, self.body.totalHeightForWidth(_WIDTH_PX))

    @override
    def commit(self) -> None:
        """Write the decision; the dialog closes when it stands."""
        self.primary.setEnabled(False)
        self._session.run(self._decision(), self._done, self._told)

    def _settle(self) -> None:
        self.primary.setEnabled(self.code.isHidden() or self.code.is_whole)

    def _decision(self) -> Callable[[Workspace], Changes]:
        device = self._contact.id
        code = None if self.code.isHidden() else self.code.text
        if self._standing == "revoked" or self.way.currentData():
            return lambda ws: contacts.withdraw(ws, device, code=code)
        if self._standing != "forked":
            return lambda ws: contacts.revoke(ws, device, code=code)
        chosen = [
            (branch.number, str(choice.currentData()))
            for branch, choice in self._choices
            if choice.currentData() != branch.state
        ]

        def decide(workspace: Workspace) -> Changes:
            for number, state in chosen:
                forks.decide(workspace, device, number, state, code=code)
            return Changes((), len(chosen))

        return decide

    def _done(self, _changes: Changes) -> None:
        self.accept()

    def _told(self, error: MonitorError) -> None:
        if error.code == "NEEDS_RECOVERY_CODE":
            # About a coordinator only whoever has the paper decides.
            self.code.show()
            self.code.lines[0].setFocus()
        self._settle()
        self.notice.tell_problem(error)
        self._fit()
