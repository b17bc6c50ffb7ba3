"""A coordinator decides about a device: revoking, appointing, who goes on for it.

What was decided is taken back here, too, and of two histories is said which counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from monitor_desktop.domain.contacts import Contact, Role
from monitor_desktop.errors import MonitorError
from monitor_desktop.overriding import override
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.exchange import contacts, forks, seizures
from monitor_desktop.services.exchange.forks import Branch
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
_CONTESTED: Final = (
    "Two devices say that they go on for the same one: whoever had a backup or the "
    "laptop can make such a one. Ask whose each is, in person, and revoke the other."
)
_APPOINTING: Final = (
    "It receives everything, decides about devices and purges as you do. Only with the "
    "recovery code is that ended again."
)
_REPLACING: Final = (
    "For a lost device that nobody restored from a backup: its owner goes on with "
    "another one. What this one writes from now on has no effect; it can be taken back."
)
_STAYING: Final = {"disputed": _DISPUTED, "contested": _CONTESTED}
"""What is said whatever is chosen."""
REVOKE, WITHDRAW, APPOINT, REPLACE = "revoke", "withdraw", "appoint", "replace"
_WAYS: Final = {
    REVOKE: "Revoke",
    WITHDRAW: "Take back that it was replaced",
    APPOINT: "Make it a coordinator",
    REPLACE: "Another device goes on for it",
}
_KEEP: Final = "Keep trusting it"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What a decision about a device begins with.

    Attributes:
        records: How many it had values of.
        ways: What may be decided.
        heirs: Who may go on for it.
    """

    records: int
    ways: Sequence[str]
    heirs: Sequence[Contact]


def _facts(workspace: Workspace, about: Contact, standing: str) -> _Facts:
    ways, heirs = [REVOKE], []
    if standing == "disputed" or contacts.is_closed(workspace, about.id):
        ways.append(WITHDRAW)
    elif standing == "verified" and about.role is not Role.COORDINATOR:
        standings = contacts.standings(workspace)
        heirs = [
            each
            for each in contacts.listed(workspace)
            if standings[each.id] == "verified" and each.id != about.id
        ]
        ways += [APPOINT, *([REPLACE] if heirs else [])]
    records = len(seizures.held_by(workspace, about.id))
    return _Facts(records=records, ways=ways, heirs=heirs)


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
            "contested": (_CONTESTED, "Decide"),
        }.get(standing, (_REVOKING, "Decide"))
        self._about = PlainLabel(role="muted", wraps=True)
        session.say.put(self._about.setText, text)
        self.body.addWidget(self._about)
        self.way = Combo()
        session.say.put(self.way.setPlaceholderText, "Choose…")
        self.way.currentIndexChanged.connect(self._turn)
        self.heir = Combo()
        for each, name in ((self.way, "What to decide"), (self.heir, "Who goes on")):
            session.say.put(each.setAccessibleName, name)
            self.body.addWidget(each)
            each.hide()
        self._held = PlainLabel(role="muted", wraps=True)
        self.body.addWidget(self._held)
        self._held.hide()
        self.code = CodeGroups(session.say)
        self.code.hide()
        self.code.changed.connect(self._settle)
        self.body.addWidget(self.code)
        self.finish(primary)
        # Enter alone decides nothing: it may take away what nobody meant to.
        self.primary.setDefault(False)
        self.cancel.setDefault(True)
        self.cancel.setFocus()
        self._read()

    def _read(self) -> None:
        device = self._contact.id
        if self._standing == "forked":
            self._session.run(
                lambda ws: forks.listed(ws, device), self._ask, self._told
            )
        elif self._standing != "revoked":
            about, standing = self._contact, self._standing
            self._session.run(
                lambda ws: _facts(ws, about, standing), self._offer, self._told
            )

    def _offer(self, found: _Facts) -> None:
        """Revoking first; then what may be done instead. None is chosen beforehand."""
        for each in found.heirs:
            self.heir.addItem(each.name, each.id)
        for way in found.ways:
            is_kept = way == WITHDRAW and self._standing == "disputed"
            self.way.addItem(self.say(_KEEP if is_kept else _WAYS[way]), way)
        self.way.setCurrentIndex(-1)
        self.way.show()
        self._turn()
        self._count(found.records)

    def _turn(self) -> None:
        """Another way is another sentence; none chosen yet, none."""
        way = self.way.currentData()
        texts = {WITHDRAW: _REPLACED, APPOINT: _APPOINTING, REPLACE: _REPLACING}
        staying = _STAYING.get(self._standing)
        self.say.put(self._about.setText, staying or texts.get(way, _REVOKING))
        self._about.setVisible(way is not None or staying is not None)
        self.say.put(self.primary.setText, "Revoke" if way == REVOKE else "Decide")
        self.heir.setVisible(way == REPLACE)
        self._settle()
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
        for place, each in enumerate(found, start=4):
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
        is_chosen = not self.way.count() or self.way.currentIndex() >= 0
        is_signed = self.code.isHidden() or self.code.is_whole
        self.primary.setEnabled(is_chosen and is_signed)

    def _decision(self) -> Callable[[Workspace], Changes]:
        device = self._contact.id
        code = None if self.code.isHidden() else self.code.text
        way, heir = self.way.currentData(), self.heir.currentData()
        if self._standing == "revoked" or way == WITHDRAW:
            return lambda ws: contacts.withdraw(ws, device, code=code)
        if way == APPOINT:
            return lambda ws: contacts.appoint(ws, device, code=code)
        if way == REPLACE:
            return lambda ws: contacts.confirm(ws, heir, old_id=device)
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
            # Enter after so many letters must not throw them away.
            self.primary.setDefault(True)
            self.code.lines[0].setFocus()
        self._settle()
        self.notice.tell_problem(error)
        self._fit()
