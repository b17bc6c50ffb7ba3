"""Checking a contact: by code in one place, or by twelve words over the telephone."""

from functools import partial
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.contacts import Contact
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.card_texts import claim_text
from monitor_desktop.overriding import override
from monitor_desktop.services.exchange import verifying
from monitor_desktop.services.exchange.verifying import WORDS, Heard, Modules, Own
from monitor_desktop.services.membership import unit_claims
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.look.pieces import (
    ElidedLabel,
    PlainLabel,
    Segments,
    button,
    fill_page,
    mark,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.paper.verify_fields import WordFields, WordsToRead
from monitor_desktop.ui.sessions import Session

SYMBOL_PX: Final = 320
LEAST_SYMBOL_PX: Final = 172
"""In a low window; a camera still reads it."""
_CODE_PX: Final = 360
_LEAST_CODE_PX: Final = 280
_HEAD_PX: Final = 32
"""As high as the head with a choice in it beside."""
TYPING, READING = "typing", "reading"


class Symbol(QWidget):
    """A QR symbol on white in both themes, each module a whole number of pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(LEAST_SYMBOL_PX, LEAST_SYMBOL_PX)
        self.setMaximumSize(SYMBOL_PX, SYMBOL_PX)
        self._modules: Modules = ()

    def show_modules(self, modules: Modules) -> None:
        """Draw these."""
        self._modules = modules
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """As large as it may be."""
        return QSize(SYMBOL_PX, SYMBOL_PX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground, black modules."""
        painter = QPainter(self)
        side = min(self.width(), self.height())
        painter.translate((self.width() - side) // 2, (self.height() - side) // 2)
        painter.fillRect(0, 0, side, side, Qt.GlobalColor.white)
        if not self._modules:
            return
        each_px = side // len(self._modules)
        start = (side - each_px * len(self._modules)) // 2
        for top, line in enumerate(self._modules):
            for left, dark in enumerate(line):
                if dark:
                    box = QRect(left * each_px, top * each_px, each_px, each_px)
                    painter.fillRect(box.translated(start, start), Qt.GlobalColor.black)


class CodeCard(QFrame):
    """Left: my code to be read, and a line for theirs. ``entered`` carries it."""

    entered = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setMinimumWidth(_LEAST_CODE_PX)
        self.setMaximumWidth(_CODE_PX)
        say = session.say
        self.symbol = Symbol()
        say.put(self.symbol.setAccessibleName, "My code")
        self.line = QLineEdit()
        say.put(self.line.setAccessibleName, "Their code, read with a scanner")
        say.put(self.line.setPlaceholderText, "Their code, read with a scanner")
        self.line.returnPressed.connect(lambda: self.entered.emit(self.line.text()))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        name = said(say, "1. Both in one place", role="h2")
        name.setMinimumHeight(_HEAD_PX)
        column.addWidget(name)
        hint = "Show this code on your screen, and read theirs with a scanner."
        column.addWidget(said(say, hint, role="muted", wraps=True))
        column.addWidget(self.symbol, 10)
        column.addWidget(
            said(
                say,
                lambda words: words(
                    "app", "My code, {name}", name=session.workspace.owner.name
                ),
                role="caption",
            )
        )
        column.addStretch(1)
        column.addWidget(self.line)
        file = "A card that came as a file is not checked by that alone."
        column.addWidget(said(say, file, role="caption", wraps=True))


class VoiceCard(QFrame):
    """Right: I type what they read, or I read and they type. ``judged`` as typed."""

    judged = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._session = session
        self._name = ""
        say = session.say
        self.turn = Segments(say, [(TYPING, "I type"), (READING, "I read")])
        self.fields = WordFields(session)
        self.mine = WordsToRead()
        self.problem = Notice(say)
        self._told = PlainLabel(role="muted", wraps=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, WORDS)
        mark(self._bar, "tone", "ok")
        self._bar.setTextVisible(False)
        say.put(self._bar.setAccessibleName, "Progress")
        self._count = PlainLabel(role="strong")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._typing())
        self._stack.addWidget(self.mine)
        self._build()
        self.turn.chosen.connect(self.show_turn)
        self.fields.judged.connect(self._judged)

    def _typing(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.fields)
        column.addWidget(self.problem)
        line = row(self._bar, self._count)
        line.setStretch(0, 1)
        column.addLayout(line)
        column.addStretch(1)
        return made

    def _build(self) -> None:
        say = self._session.say
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = said(say, "2. From afar, by voice", role="h2")
        column.addLayout(row(head, 1, self.turn))
        column.addWidget(self._told)
        column.addWidget(self._stack)
        column.addWidget(
            said(
                say,
                "If the words do not match, somebody may stand between you: take a new "
                "card from their own hand.",
                role="muted",
                wraps=True,
            )
        )
        column.addStretch(1)

    def begin(self, contact: Contact) -> None:
        """Wait for the words of a card."""
        kit, say = self._session.kit, self._session.say

        def judge(place: int, typed: str, ended: bool) -> Heard:
            language = say.language
            return verifying.heard(kit, contact, place, typed, language, ended=ended)

        self._name = contact.name
        self.fields.begin(judge)
        self.turn.choose(TYPING)
        self.show_turn(TYPING)

    def show_turn(self, turn: str) -> None:
        """Type, or read."""
        self._stack.setCurrentIndex(int(turn == READING))
        message = (
            "Call {name}, or meet. They read their twelve words, you type them."
            if turn == TYPING
            else "Read these words to {name}, one after another. They type them."
        )
        name = self._name
        self._session.say.put(
            self._told.setText, lambda words: words("app", message, name=name)
        )

    def _judged(self) -> None:
        right, wrong = self.fields.right, self.fields.wrong
        self._bar.setValue(right)
        self._session.say.put(
            self._count.setText, "{shown} of {total}", shown=right, total=WORDS
        )
        self.problem.clear()
        if wrong:
            self.problem.tell(
                "Word {n} is another one. Ask them to read it once more.",
                tone="danger",
                n=wrong[-1],
            )
        self.judged.emit()


class VerifyPage(QWidget):
    """``closed`` when there is nothing more to do here, ``verified`` with the name."""

    closed = Signal()
    verified = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._contact: Contact | None = None
        say = session.say
        self._title = ElidedLabel(role="h1")
        later = button(say, "Later", self.closed.emit)
        self.differs = button(say, "Does not match", self.refuse, kind="danger")
        self.confirm = button(say, "Confirm", self.commit, kind="primary")
        self.notice = Notice(say)
        self.code = CodeCard(session)
        self.voice = VoiceCard(session)
        head = row(self._title, later, self.differs, self.confirm, spacing=12)
        head.setStretch(0, 1)
        column = fill_page(self)
        column.addLayout(head)
        column.addWidget(self.notice)
        body = row(self.code, self.voice, spacing=16)
        body.setStretch(1, 1)
        column.addLayout(body, 1)
        self.setFocusProxy(self.voice.fields.fields[0])
        self.voice.judged.connect(self._may_confirm)
        self.code.entered.connect(self._enter_code)
        say.changed.connect(self._read_own)

    def begin(self, contact: Contact) -> None:
        """Check this contact."""
        self._contact = contact
        name = contact.name
        self._session.say.put(
            self._title.setText, lambda w: w("app", "Check of {name}", name=name)
        )
        self.notice.clear()
        if contact.predecessors:
            self.notice.tell(
                "This device was restored from a backup. Once you verify it, what "
                "its old device writes from then on has no effect.",
                tone="warn",
            )
        self.code.line.clear()
        self.voice.begin(contact)
        self._session.run(
            lambda ws: unit_claims.of(ws, contact.id),
            partial(self._tell_claim, contact),
            self.notice.tell_problem,
        )
        self._read_own()

    def _tell_claim(self, contact: Contact, claimed: str | None) -> None:
        """Comparing the words takes the unit their card names, too: say which."""
        if claimed is not None and contact is self._contact:
            text = partial(claim_text, contact=contact, claimed=claimed)
            self.notice.tell(text, tone="warn")

    def _read_own(self) -> None:
        if self._contact is not None:
            language = self._session.say.language
            self._session.run(
                lambda ws: verifying.own(ws, language),
                self._show_own,
                self.notice.tell_problem,
            )

    def _show_own(self, own: Own) -> None:
        self.code.symbol.show_modules(own.symbol)
        self.voice.mine.show_words(own.words)

    def _may_confirm(self) -> None:
        self.confirm.setEnabled(self.voice.fields.right == WORDS)

    def commit(self) -> None:
        """Write down that the card is theirs."""
        if self._contact is None or not self.confirm.isEnabled():
            return
        contact_id, words = self._contact.id, self.voice.fields.words
        self.confirm.setEnabled(False)
        self._session.run(
            lambda ws: verifying.confirm(ws, contact_id, words),
            self._confirmed,
            self._failed,
        )

    def _enter_code(self, code: str) -> None:
        if self._contact is not None:
            contact_id = self._contact.id
            self._session.run(
                lambda ws: verifying.confirm_code(ws, contact_id, code),
                self._confirmed,
                self._failed,
            )

    def _confirmed(self, contact: Contact) -> None:
        self._session.announce()
        self.verified.emit(contact.name)

    def _failed(self, error: MonitorError) -> None:
        self._may_confirm()
        self.notice.tell_problem(error)

    def refuse(self) -> None:
        """The card is not theirs: remember it, and say what to do."""
        if self._contact is None:
            return
        contact_id = self._contact.id

        def refuse(workspace: Workspace) -> Contact:
            return verifying.refuse(workspace, contact_id)

        self._session.run(refuse, self._refused, self.notice.tell_problem)

    def _refused(self, contact: Contact) -> None:
        self._session.announce()
        self.notice.tell(
            "The card of {name} is refused: nothing is sealed for it and its bundles "
            "wait. Meet, and take a new card from their own hand.",
            tone="danger",
            name=contact.name,
        )
