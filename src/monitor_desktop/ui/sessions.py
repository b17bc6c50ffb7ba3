"""What every page is given: words, looks, the worker and the open profile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from monitor_desktop.services.kit import Kit
from monitor_desktop.ui.look.onlookers import Onlookers
from monitor_desktop.ui.look.theme import Look
from monitor_desktop.ui.look.words import Sentences
from monitor_desktop.ui.pace.settling import Settling
from monitor_desktop.ui.pace.working import OnError, Worker, call_if_there

if TYPE_CHECKING:
    from monitor_desktop.i18n.labels import Reader
    from monitor_desktop.services.changes import Changes
    from monitor_desktop.services.progress import Stints
    from monitor_desktop.services.workspaces import Workspace

T = TypeVar("T")
V = TypeVar("V")


@dataclass(slots=True)
class LastFolder:
    """Where a file was chosen last; known until the lock, in memory alone."""

    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the window has before a profile is open.

    Attributes:
        kit: What the program brings along.
        say: Sentences in the language of the moment.
        look: The theme.
        worker: Does everything that touches a profile.
        onlookers: Who looks at the screen.
        last_folder: Where a file was chosen last.
    """

    kit: Kit
    say: Sentences
    look: Look
    worker: Worker
    onlookers: Onlookers = field(default_factory=Onlookers)
    last_folder: LastFolder = field(default_factory=LastFolder)

    def leave(self) -> None:
        """The window is closed: finish what was asked, take nothing along."""
        self.worker.stop()
        self.say.withdraw()


class Session(QObject):
    """One open profile, from unlock to lock.

    ``changed`` carries the Changes of every write; views look again by it.
    ``lock_minutes`` tells that another time until the lock was chosen.
    """

    changed = Signal(object)
    lock_minutes = Signal(int)

    def __init__(self, desk: Desk, workspace: "Workspace") -> None:
        # The lock holds no keys back.
        from monitor_desktop.ui.pace.held_keys import HeldKeys  # noqa: PLC0415

        super().__init__()
        self.desk = desk
        self.say = desk.say
        self.look = desk.look
        self.workspace = workspace
        self.settling = Settling()
        self.saving = Settling()
        self.keys = HeldKeys(self)
        self._is_left = False
        self._use_fields()

    @property
    def kit(self) -> Kit:
        """What the program brings along, with the group's own terms."""
        return self.workspace.kit

    @property
    def reader(self) -> "Reader":
        """Says values in words."""
        # The lock is painted before a value is to be said.
        from monitor_desktop.i18n.labels import Reader  # noqa: PLC0415

        return Reader(
            words=self.say.words,
            vocabularies=self.kit.vocabularies,
            gazetteer=self.kit.gazetteer,
        )

    def run(
        self,
        job: "Callable[[Workspace], T]",
        on_done: Callable[[T], None],
        on_error: OnError | None = None,
    ) -> None:
        """Do a job on the open profile in the worker thread; none once it is left."""
        if self._is_left:
            return
        workspace = self.workspace

        # The declarations of all records are not needed to paint the lock.
        from monitor_desktop.domain import catalogue  # noqa: PLC0415

        def work() -> "T":
            with catalogue.using(workspace.catalogue):
                return job(workspace)

        self.desk.worker.run(work, on_done, on_error)

    def run_in_stints(
        self,
        job: "Callable[[Workspace], Stints[T]]",
        on_done: Callable[[T], None],
        on_error: OnError | None = None,
    ) -> None:
        """``run`` long work, which lets others use the profile where it yields."""
        if self._is_left:
            return
        workspace = self.workspace
        from monitor_desktop.domain import catalogue  # noqa: PLC0415  # as in run

        def work() -> "Stints[T]":
            stints = job(workspace)
            while True:
                with catalogue.using(workspace.catalogue):
                    try:
                        next(stints)
                    except StopIteration as end:
                        done: T = end.value
                        return done
                yield

        self.desk.worker.run_in_stints(work, on_done, on_error)

    def save(
        self,
        job: "Callable[[Workspace], T]",
        on_done: Callable[[T], None],
        on_error: OnError,
    ) -> None:
        """``run`` for what a person typed: the lock waits for the answer.

        A save that is refused is a draft again, and that has to be kept.
        """
        if self._is_left:
            return
        going = object()

        # Bound to nobody: the answer is awaited though its widget may be gone.
        def answer(told: Callable[[V], None], value: V) -> None:
            try:
                call_if_there(told, value)
            finally:
                self.saving.end(going)

        self.saving.begin(going)
        self.run(job, partial(answer, on_done), partial(answer, on_error))

    @property
    def is_quiet(self) -> bool:
        """Nothing that was typed, chosen or saved is still on its way."""
        still = self.settling.is_going, self.keys.are_waiting, self.saving.is_going
        return not any(still)

    def once_quiet(self, do: Callable[[], object]) -> None:
        """Do this once everything typed, chosen and saved is where it belongs."""
        saved = partial(self.saving.then, do)
        self.settling.then(partial(self.keys.then, saved))

    def leave(self) -> None:
        """It is being locked: what still waited for its turn finds nothing open."""
        self._is_left = True

    def announce(self, changes: "Changes | None" = None) -> None:
        """Tell every view that records changed."""
        from monitor_desktop.services.changes import Changes  # noqa: PLC0415  # as in run

        # What changed may be the group's own fields.
        self._use_fields()
        self.changed.emit(changes or Changes())

    def _use_fields(self) -> None:
        from monitor_desktop.domain import catalogue  # noqa: PLC0415  # as in run

        catalogue.use(self.workspace.catalogue)
