"""What a person comes back to: language, theme, page and record of the last time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.services import dashboard, preferences
from monitor_desktop.ui.fittings import places
from monitor_desktop.ui.fittings.places import Place
from monitor_desktop.ui.lock.lock_watch import DEFAULT_MINUTES
from monitor_desktop.ui.look.theme import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor_desktop.services.workspaces import Workspace
    from monitor_desktop.ui.pace.working import Course


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What a profile has kept; defaults where it kept nothing that is known here.

    Attributes:
        language: tg, ru or en; None leaves the language of the moment.
        theme: light, dark or that of the system.
        minutes: How long nobody may be there before it locks.
        first_run_step: The step the first run goes on with; None once it is through.
        place: The page, record and field that were in use.
        stopped: Which long work the lock stopped; told once.
    """

    language: str | None
    theme: str
    minutes: int
    first_run_step: int | None
    place: Place | None
    stopped: tuple[str, ...] = ()


def read(workspace: "Workspace", *, chosen_language: str | None) -> Remembered:
    """What was kept.

    Args:
        workspace: A profile just opened.
        chosen_language: What a first run has chosen; kept from now.
    """
    if chosen_language is not None:
        preferences.put(workspace, preferences.LANGUAGE, chosen_language)
    language = preferences.get(workspace, preferences.LANGUAGE)
    minutes = preferences.get(workspace, preferences.LOCK_MINUTES)
    step = preferences.get(workspace, preferences.FIRST_RUN)
    return Remembered(
        language=str(language) if language in LANGUAGES else None,
        theme=str(preferences.get(workspace, preferences.THEME) or SYSTEM),
        minutes=minutes if isinstance(minutes, int) else DEFAULT_MINUTES,
        first_run_step=step if isinstance(step, int) else None,
        place=places.read(preferences.get(workspace, preferences.PLACE)),
        stopped=_stopped(workspace),
    )


def _stopped(workspace: "Workspace") -> tuple[str, ...]:
    told = preferences.get(workspace, preferences.STOPPED)
    if not isinstance(told, list) or not told:
        return ()
    preferences.put(workspace, preferences.STOPPED, [])
    return tuple(map(str, told))


def leave(workspace: "Workspace", place: Place, courses: "Iterable[Course]") -> None:
    """Keep where the person was and what was stopped, and close the profile.

    Args:
        workspace: What was asked of it before has been done.
        place: What was in sight.
        courses: Of long work that the lock asked to stop.
    """
    stopped = {each.about for each in courses if each.is_cut and each.about}
    if stopped:
        preferences.put(workspace, preferences.STOPPED, sorted(stopped))
    preferences.put(workspace, preferences.PLACE, place.kept())
    dashboard.leave(workspace)
    workspace.close()
