"""Who may enter and change records of a type: some are kept by coordinators alone."""

from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.deadlines import KEPT_BY_COORDINATORS
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import NotAllowedError
from monitor_desktop.services import customs
from monitor_desktop.services.workspaces import Workspace


def may_write(workspace: Workspace, type_key: str) -> bool:
    """This installation may enter and change records of a type."""
    is_coordinator = workspace.owner.role == Role.COORDINATOR
    return is_coordinator or type_key not in (*KEPT_BY_COORDINATORS, *customs.TYPES)


def require_keeper(workspace: Workspace, record: Record) -> None:
    """Refuse what only coordinators keep for the whole group.

    Raises:
        NotAllowedError: COORDINATORS_ONLY.
    """
    is_coordinator = workspace.owner.role == Role.COORDINATOR
    if record.type in KEPT_BY_COORDINATORS and not is_coordinator:
        raise NotAllowedError("COORDINATORS_ONLY")
