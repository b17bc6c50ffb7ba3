"""Settings: language, theme, passphrase, recovery, backup, lock, screen, words."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.backup_texts import earlier_text
from monitor_desktop.i18n.labels import moment_text
from monitor_desktop.overriding import override
from monitor_desktop.services import preferences
from monitor_desktop.services.dashboard import Waits
from monitor_desktop.services.profile import backup, keys, swapping
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.fittings.file_choice import ask_open, ask_save
from monitor_desktop.ui.keys.passphrase_fields import NewPassphrase
from monitor_desktop.ui.keys.recovery_steps import RecoveryCode
from monitor_desktop.ui.keys.rehearsals import RehearsalDialog
from monitor_desktop.ui.keys.secret_line import SecretLine
from monitor_desktop.ui.lock.lock_watch import DEFAULT_MINUTES
from monitor_desktop.ui.look.dialogs import Dialog
from monitor_desktop.ui.look.moments import in_file_name
from monitor_desktop.ui.look.onlookers import ONLOOKERS, ONLOOKERS_TOLD, OnlookersChoice
from monitor_desktop.ui.look.pieces import (
    PlainLabel,
    Segments,
    button,
    card,
    column_of,
    fill_page,
    row,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.words import Message, as_it_is, own_name
from monitor_desktop.ui.sessions import Session
from monitor_desktop.ui.settings.pieces_dialog import PIECES_MADE, PiecesDialog
from monitor_desktop.ui.settings.word_lists import TERMS_TOLD, WordsChoice

_SWAPS: Final = (
    "This computer writes parts of its memory to a disk that is not encrypted, where "
    "they stay after the lock. Turn on the disk encryption of the system."
)
LOCK_MINUTES: Final = ("2", "5", "10", "30")
_WIDTH_PX: Final = 480
_BACKUP_SUFFIX: Final = ".mdk"


class PassphraseDialog(Dialog):
    """The old passphrase, and the new one twice."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, "Change passphrase", parent)
        self._session = session
        self.setFixedWidth(_WIDTH_PX)
        self.old = SecretLine(session.desk, "Passphrase now")
        self.new = NewPassphrase(session.desk)
        self.add_field("Passphrase now", self.old)
        self.body.addWidget(self.new)
        self.finish("Change passphrase")
        self.new.changed.connect(self._settle)
        self._settle()
        self.old.setFocus()

    def _settle(self) -> None:
        self.primary.setEnabled(self.new.is_good)

    @override
    def commit(self) -> None:
        """Change it; the dialog stays when the old one is wrong."""
        old, new = self.old.text(), self.new.passphrase
        self.primary.setEnabled(False)
        self._session.run(
            lambda ws: keys.change_passphrase(ws, old, new), self._done, self._failed
        )

    def _done(self, _none: None) -> None:
        self.accept()

    def _failed(self, error: MonitorError) -> None:
        self._settle()
        self.notice.tell_problem(error)


class RecoveryDialog(Dialog):
    """A new recovery code, for the passphrase; an earlier one opens nothing more."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session.say, "Recovery code", parent)
        self._session = session
        self.setFixedWidth(_WIDTH_PX)
        self.line = SecretLine(session.desk, "Passphrase")
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        text = "A new code is made. An earlier code opens nothing any more."
        asking.addWidget(said(session.say, text, role="muted", wraps=True))
        asking.addWidget(said(session.say, "Passphrase", role="caption"))
        asking.addWidget(self.line)
        self.present = SecretLine(session.desk, "Present recovery code")
        self._of_founder = QWidget()
        founding = QVBoxLayout(self._of_founder)
        founding.setContentsMargins(0, 0, 0, 0)
        founding.addWidget(said(session.say, "Present recovery code", role="caption"))
        founding.addWidget(self.present)
        text = (
            "The group's root key lies behind it and goes behind the new one. Leave it"
            " empty if it is lost; then only the old code decides about coordinators."
        )
        founding.addWidget(said(session.say, text, role="muted", wraps=True))
        self._of_founder.hide()
        asking.addWidget(self._of_founder)
        session.run(keys.guards_root, self._of_founder.setVisible)
        self.code = RecoveryCode(session.desk)
        self.code.hide()
        self.body.addWidget(self._asking)
        self.body.addWidget(self.code)
        self.finish("Continue", cancel="Close")
        self.code.changed.connect(self._settle)

    def _settle(self) -> None:
        self.primary.setEnabled(self.code.isHidden() or self.code.is_confirmed)

    @override
    def commit(self) -> None:
        """First make the code, then close once it was typed right."""
        if not self.code.isHidden():
            self._session.run(keys.rehearsed, self._done, self.notice.tell_problem)
            return
        passphrase, present = self.line.text(), self.present.text().strip()
        self._session.run(
            lambda ws: keys.recovery_code(
                ws, passphrase, present=present or None, lost=not present
            ),
            self._show,
            self.notice.tell_problem,
        )

    def _done(self, _none: None) -> None:
        self.accept()

    def _show(self, code: str) -> None:
        self.notice.clear()
        self._asking.hide()
        self.code.show_code(code)
        self.code.show()
        self.say.put(self.primary.setText, "Done")
        self._settle()


class SettingsPage(QWidget):
    """Cards, two beside each other; ``backed_up`` tells of a backup made here."""

    backed_up = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        say = session.say
        self.notice = Notice(say)
        self.languages = Segments(say, [(each, own_name(each)) for each in LANGUAGES])
        self.themes = Segments(
            say,
            [("system", "Same as the system"), ("light", "Light"), ("dark", "Dark")],
        )
        self.minutes = Segments(say, [(each, as_it_is(each)) for each in LOCK_MINUTES])
        self.onlookers = OnlookersChoice(say, session.desk.onlookers)
        self.swaps = said(say, _SWAPS, role="doubt", wraps=True)
        self.swaps.hide()
        self.words = WordsChoice(session, self.notice)
        self._backed_up = PlainLabel(role="muted", wraps=True)
        self._acts: dict[str, QPushButton] = {}
        column = fill_page(self)
        column.addWidget(said(say, "Settings", role="h1"))
        column.addWidget(self.notice)
        column.addLayout(_beside(self._cards()))
        column.addStretch(1)
        self.languages.choose(say.language)
        self.themes.choose(session.look.choice)
        self.languages.chosen.connect(self._choose_language)
        self.setFocusProxy(self.languages)
        self.themes.chosen.connect(self._choose_theme)
        self.minutes.chosen.connect(self._choose_minutes)
        session.run(_minutes, self._show_minutes, self.notice.tell_problem)
        say.changed.connect(self._show_language)
        session.look.changed.connect(self._show_theme)
        session.run(backup.last_ms, self._show_backup, self.notice.tell_problem)
        session.run(_plain_swaps, self._show_swaps, self.notice.tell_problem)

    def go_to(self, why: str) -> None:
        """To the button that does what waits (of ``Waits``), with its ring."""
        if why in self._acts:
            self._acts[why].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_swaps(self, found: list[str]) -> None:
        self.swaps.setVisible(bool(found))

    def _cards(self) -> list[QFrame]:
        say = self._session.say
        change = button(say, "Change passphrase…", self._change_passphrase)
        code = button(say, "Make a recovery code…", self._make_code)
        rehearse = button(say, "Rehearse…", self._rehearse)
        self._acts[Waits.REHEARSAL] = rehearse
        split = button(say, "Pieces for several people…", self._split)
        make = button(say, "Back up now…", self._ask_backup, kind="primary")
        self._acts[Waits.BACKUP] = make
        check = button(say, "Check a backup…", self._ask_check)
        return [
            self._card("Language", "It changes at once, everywhere.", self.languages),
            self._card("Theme", "Light, dark, or as the system has it.", self.themes),
            self._card(
                "Passphrase",
                "It opens the profile. Nobody can bring it back for you.",
                _line(change),
            ),
            self._card(
                "Recovery code",
                "On paper, it opens the profile when the passphrase is forgotten.",
                _line(code, rehearse),
                _line(split),
            ),
            self._card(
                "Backup",
                "One encrypted file; it opens with the passphrase of today.",
                self._backed_up,
                _line(make, check),
            ),
            self._card(
                "Locking",
                "Minutes without a key or the mouse until it locks. "
                "Ctrl+Shift+Delete held for five seconds destroys the keys for good.",
                self.minutes,
                self.swaps,
            ),
            self._card(ONLOOKERS, ONLOOKERS_TOLD, self.onlookers),
            self._card("Lists of terms", TERMS_TOLD, self.words),
        ]

    def _card(self, title: Message, explained: Message, *things: QWidget) -> QFrame:
        say = self._session.say
        frame = card()
        column = column_of(frame)
        column.addWidget(said(say, title, role="h2"))
        column.addWidget(said(say, explained, role="muted", wraps=True))
        for each in things:
            column.addWidget(each)
        column.addStretch(1)
        return frame

    def _choose_language(self, language: str) -> None:
        self._remember(preferences.LANGUAGE, language)
        self._session.say.switch(language)

    def _show_language(self) -> None:
        self.languages.choose(self._session.say.language)

    def _show_theme(self) -> None:
        self.themes.choose(self._session.look.choice)

    def _choose_theme(self, theme: str) -> None:
        self._remember(preferences.THEME, theme)
        self._session.look.wear(theme)

    def _choose_minutes(self, minutes: str) -> None:
        self._remember(preferences.LOCK_MINUTES, int(minutes))
        self._session.lock_minutes.emit(int(minutes))

    def _show_minutes(self, minutes: JsonValue) -> None:
        if str(minutes) in LOCK_MINUTES:
            self.minutes.choose(str(minutes))

    def _rehearse(self) -> None:
        if RehearsalDialog(self._session, self.window()).exec():
            self.notice.tell("The recovery code is right. Keep the paper safe.")

    def _remember(self, key: str, value: JsonValue) -> None:
        self._session.run(
            lambda ws: preferences.put(ws, key, value),
            self._remembered,
            self.notice.tell_problem,
        )

    def _remembered(self, _none: None) -> None:
        self.notice.clear()

    def _change_passphrase(self) -> None:
        if PassphraseDialog(self._session, self.window()).exec():
            self._tell_changed("The passphrase is changed.")

    def _make_code(self) -> None:
        if RecoveryDialog(self._session, self.window()).exec():
            self._tell_changed("The recovery code is made. Keep the paper safe.")

    def _tell_changed(self, done: str) -> None:
        """What is changed, and that backups made before it are not."""

        def tell(backup_ms: JsonValue) -> None:
            self.notice.tell(
                lambda words: " ".join(
                    filter(None, (words("app", done), earlier_text(words, backup_ms)))
                )
            )

        self._session.run(backup.last_ms, tell)

    def _split(self) -> None:
        dialog = PiecesDialog(self._session, self.window())
        if dialog.exec():
            needed, count = dialog.numbers
            self.notice.tell(PIECES_MADE, needed=needed, count=count)

    def _ask_backup(self) -> None:
        now_ms = self._session.kit.clock.now_ms()
        name = f"{in_file_name(now_ms)}{_BACKUP_SUFFIX}"
        desk = self._session.desk
        target = ask_save(desk, "Backup", self.window(), name=name)
        if target is not None:
            self.back_up(target)

    def back_up(self, target: Path) -> None:
        """Write a backup."""

        def write(workspace: Workspace) -> JsonValue:
            backup.create(workspace, target)
            return backup.last_ms(workspace)

        done = partial(self._backed, target.name)
        self._session.run(write, done, self.notice.tell_problem)

    def _backed(self, name: str, at_ms: JsonValue) -> None:
        self._show_backup(at_ms)
        self.notice.tell(
            "{file}: the backup is made and opens. Keep it apart from this laptop.",
            file=name,
        )
        self.backed_up.emit()

    def _show_backup(self, at_ms: JsonValue) -> None:
        if isinstance(at_ms, int):
            when = moment_text(at_ms)
            self._session.say.put(
                self._backed_up.setText, "Last backup: {time}", time=when
            )
        else:
            self._session.say.put(self._backed_up.setText, "No backup yet.")

    def _ask_check(self) -> None:
        for path in ask_open(self._session.desk, "Check a backup", self.window()):
            self._session.run(
                partial(backup.verify, path=path),
                self._checked,
                self.notice.tell_problem,
            )

    def _checked(self, found: list[str]) -> None:
        if found:
            self.notice.tell("This backup is damaged. Make a new one.", tone="danger")
        else:
            self.notice.tell("This backup is whole and can be restored.")


def _beside(cards: list[QFrame]) -> QGridLayout:
    """Two beside each other, so close that all stand on a small screen."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    for place, each in enumerate(cards):
        grid.addWidget(each, place // 2, place % 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _minutes(workspace: Workspace) -> JsonValue:
    return preferences.get(workspace, preferences.LOCK_MINUTES, DEFAULT_MINUTES)


def _line(*widgets: QWidget) -> QWidget:
    made = QWidget()
    line = row(*widgets, 1)
    line.setAlignment(Qt.AlignmentFlag.AlignLeft)
    made.setLayout(line)
    return made


def _plain_swaps(_workspace: Workspace) -> list[str]:
    return swapping.plain_swaps()
