"""Over a list: what was typed into a record of it and not saved yet."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.overriding import override
from monitor_desktop.services.editing import drafts
from monitor_desktop.services.editing.drafts import Unfinished
from monitor_desktop.ui.lists.record_list import NEW_MESSAGES
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.sessions import Session


class BegunNotice(Notice):
    """The newest draft of a type; ``opened`` carries the id, empty for a new record.

    Args:
        session: The open profile.
        type_key: Type of the records in the list.
    """

    opened = Signal(str)

    def __init__(self, session: Session, type_key: str) -> None:
        super().__init__(session.say)
        self._session = session
        self._type = type_key
        self._begun: Unfinished | None = None
        session.desk.onlookers.changed.connect(self._tell)

    def look(self) -> None:
        """Ask whether something waits to be gone on with."""
        self._session.run(drafts.unfinished, self._show, self._unknown)

    @override
    def clear(self) -> None:
        """Say nothing, also when somebody else looks at the screen by now."""
        self._begun = None
        super().clear()

    def _show(self, found: Sequence[Unfinished]) -> None:
        self._begun = next((each for each in found if each.type == self._type), None)
        self._tell()

    def _tell(self) -> None:
        """Name it, but not before others: a title is a name as often as not."""
        begun = self._begun
        if begun is None:
            self.clear()
            return
        new = NEW_MESSAGES.get(self._type, "New")
        title = "" if self._session.desk.onlookers.are_there else begun.title

        def told(words: Words) -> str:
            name = title or words("app", new)
            return words("app", "Typed and not saved yet: {title}", title=name)

        self.tell(told, tone="warn")
        self.offer("Continue", lambda: self.opened.emit(begun.record))

    def _unknown(self, _error: MonitorError) -> None:
        self.clear()
