"""Persons entered on the spot for what was thrown away: said, and deleted if wanted."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.editing import left_behind
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.sessions import Session


class PersonsLeft(QObject):
    """Says it on the notice of a form.

    Args:
        session: The open profile.
        notice: Where it is said.
        parent: The form.
    """

    def __init__(self, session: Session, notice: Notice, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._notice = notice
        self._persons: Sequence[Record] = ()
        session.desk.onlookers.changed.connect(self._tell_again)

    def tell(self, persons: Sequence[Record]) -> None:
        """Name them, and offer to delete them; nothing for none."""
        self._persons = persons
        if persons:
            ids = tuple(each.id for each in persons)
            hides = self._session.desk.onlookers.are_there
            self._notice.tell(partial(self._told, hides=hides), tone="warn")
            self._notice.offer("Delete", partial(self._delete, ids))

    def _tell_again(self) -> None:
        """Somebody came to the screen or went, while it is said."""
        words = self._session.say.words
        said = {self._told(words, hides=hides) for hides in (True, False)}
        if self._persons and self._notice.text in said:
            self.tell(self._persons)

    def _told(self, words: Words, *, hides: bool) -> str:
        # A name is not for others at the screen; its number tells them nothing.
        persons = self._persons
        names = [(each.ref or "—") if hides else each.title for each in persons]
        one = (
            "Entered on the spot, and linked to nothing now: {names}. The person stays "
            "in the list of persons unless you delete them."
        )
        many = (
            "Entered on the spot, and linked to nothing now: {names}. They stay in the "
            "list of persons unless you delete them."
        )
        joined = ", ".join(names)
        return words.plural("app", one, many, len(persons), names=joined)

    def _delete(self, persons: tuple[str, ...]) -> None:
        self._session.run(
            partial(left_behind.delete, persons=persons),
            partial(self._deleted, persons),
            self._notice.tell_problem,
        )

    def _deleted(self, persons: tuple[str, ...], changes: Changes) -> None:
        self._session.announce(changes)
        self._notice.tell("Deleted. It can be brought back.")
        self._notice.offer_undo(partial(self._restore, persons))

    def _restore(self, persons: tuple[str, ...]) -> None:
        self._session.run(
            partial(left_behind.restore, persons=persons),
            self._restored,
            self._notice.tell_problem,
        )

    def _restored(self, changes: Changes) -> None:
        self._session.announce(changes)
        self._notice.clear()
