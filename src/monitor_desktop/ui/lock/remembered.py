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
    from monitor_desktop.services.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What a profile has kept; defaults where it kept nothing that is known here.

    Attributes:
        language: tg, ru or en; None leaves the language of the moment.
        theme: light, dark or that of the system.
        minutes: How long nobody may be there before it locks.
        first_run_step: The step the first run goes on with; None once it is through.
        place: The page, record and field that were in use.
    """

    language: str | None
    theme: str
    minutes: int
    first_run_step: int | None
    place: Place | None


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
    )


def leave(workspace: "Workspace", place: Place) -> None:
    """Keep where the person was, and close the profile."""
    preferences.put(workspace, preferences.PLACE, place.kept())
    dashboard.leave(workspace)
    workspace.close()
