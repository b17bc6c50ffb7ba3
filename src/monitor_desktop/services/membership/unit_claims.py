"""Units that verified contacts name on a newer card, until somebody asked them.

What goes to a contact follows its unit, and a card is signed by its own device alone:
whoever has it could give itself the unit that receives more. So the unit of before
holds until the words are compared once more.
"""

from typing import Any, Final

from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.store import Transaction

_SETTING: Final = "unit_claims"


def note(
    workspace: Workspace, transaction: Transaction, contact_id: str, unit: str | None
) -> None:
    """Remember the unit a card names; None for nothing that waits."""
    known = _known(workspace, transaction)
    claims = {key: each for key, each in known.items() if key != contact_id}
    if unit is not None:
        claims[contact_id] = unit
    if claims != known:
        workspace.store.set_setting(transaction, _SETTING, claims)


def waiting(
    workspace: Workspace, transaction: Transaction, contact_id: str
) -> str | None:
    """The unit that a contact names and nobody has confirmed."""
    return _known(workspace, transaction).get(contact_id)


def of(workspace: Workspace, contact_id: str) -> str | None:
    """The unit that a contact names and nobody has confirmed."""
    with workspace.transaction() as transaction:
        return waiting(workspace, transaction, contact_id)


def every(workspace: Workspace) -> dict[str, str]:
    """What waits, by the id of the contact."""
    with workspace.transaction() as transaction:
        return _known(workspace, transaction)


def _known(workspace: Workspace, transaction: Transaction) -> dict[str, str]:
    found: Any = workspace.store.setting(transaction, _SETTING, {})
    return dict(found)
