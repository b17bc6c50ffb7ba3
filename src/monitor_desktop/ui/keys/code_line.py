"""The field for a recovery code: a wrong keyboard is said before a code is refused."""

from PySide6.QtWidgets import QLineEdit

from monitor_desktop.ui.keys.rehearsals import LATIN_WANTED, has_cyrillic
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.look.words import Sentences


class CodeLine(QLineEdit):
    """Where a recovery code is typed off the paper.

    Args:
        say: The language.
        notice: Where it is said that other letters are wanted.
    """

    def __init__(self, say: Sentences, notice: Notice) -> None:
        super().__init__()
        self._notice = notice
        say.put(self.setAccessibleName, "Recovery code")
        self.textEdited.connect(self._look_at_letters)

    def _look_at_letters(self, typed: str) -> None:
        self._notice.clear()
        if has_cyrillic(typed):
            self._notice.tell(LATIN_WANTED, tone="warn")
