"""Reference numbers: what people call a record, and finding a record by it."""

from monitor_desktop.crypto.recovery_codes import ALPHABET
from monitor_desktop.errors import UsageError
from monitor_desktop.services.today import this_day
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction

_LETTERS = 4


def next_reference(workspace: Workspace, transaction: Transaction) -> str:
    """Four letters of the device, the year and a counter: ``K7QF-2026-0147``."""
    number = int(workspace.device, 16)
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in range(_LETTERS))
    year = this_day(workspace.kit).year
    key = f"reference_counter_{year}"
    last = workspace.store.setting(transaction, key, 0)
    counter = (last if isinstance(last, int) else 0) + 1
    workspace.store.set_setting(transaction, key, counter)
    return f"{letters}-{year}-{counter:04}"


def resolve(transaction: Transaction, ref: str) -> str:
    """The id of a record from its reference number or id.

    Raises:
        UsageError: NO_SUCH_RECORD, or AMBIGUOUS_REFERENCE with the candidates.
    """
    if reading.exists(transaction, ref):
        return ref
    found = reading.with_reference(transaction, ref.strip().upper())
    if not found:
        raise UsageError("NO_SUCH_RECORD", ref=ref)
    if len(found) > 1:
        raise UsageError("AMBIGUOUS_REFERENCE", ref=ref, candidates=sorted(found))
    return found[0]
