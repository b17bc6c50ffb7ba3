"""Adding a term of the group's own while somebody types."""

from typing import TYPE_CHECKING, Final

from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.customs import OPEN_LISTS, PREFIX
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.services import records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.workspaces import Workspace

if TYPE_CHECKING:
    from monitor_desktop.domain.operations import JsonValue

_CODE_LETTERS: Final = 12


def may_keep(workspace: Workspace, vocabulary: str) -> bool:
    """This installation may add a term to this list."""
    return vocabulary in OPEN_LISTS and workspace.owner.role == Role.COORDINATOR


def keep(
    workspace: Workspace, vocabulary: str, label: str, language: str
) -> tuple[str, Changes]:
    """Add what was typed as a term of the group's own.

    Args:
        workspace: The open profile.
        vocabulary: Name of the list.
        label: What it is called.
        language: tg, ru or en; the other two can be entered later.

    Returns:
        The code of the term and what was written.

    Raises:
        NotAllowedError: COORDINATORS_ONLY.
    """
    if not may_keep(workspace, vocabulary):
        raise NotAllowedError("COORDINATORS_ONLY")
    code = f"{PREFIX}{workspace.kit.ids.record_id()[:_CODE_LETTERS]}"
    values: dict[str, JsonValue] = {
        "label": {language: label},
        "vocabulary": vocabulary,
        "code": code,
    }
    return code, records.add(workspace, "custom_term", values).changes
