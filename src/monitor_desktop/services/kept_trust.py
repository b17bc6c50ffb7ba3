"""The key-state as it was last evaluated, kept in the store."""

from dataclasses import asdict
from typing import Any, Final

from monitor_desktop.crypto.merkle import EMPTY_ROOT
from monitor_desktop.domain.key_state import KeyState
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.trust_statements import Head
from monitor_desktop.store.store import Store, Transaction

_KEPT: Final = "key_state"
_BEFORE: Final = "key_state_before"
"""That of the device which this one goes on for, until it is evaluated anew."""


def read(store: Store, transaction: Transaction) -> KeyState | None:
    """As last evaluated; None where it never was."""
    return _read(store.setting(transaction, _KEPT))


def read_last(store: Store, transaction: Transaction) -> KeyState | None:
    """The same; of a restored profile that of the device before it, for the while."""
    return _read(raw(store, transaction))


def raw(store: Store, transaction: Transaction) -> Any:  # noqa: ANN401  # to compare
    """What ``read_last`` reads, to tell whether it is another one."""
    kept = store.setting(transaction, _KEPT)
    return store.setting(transaction, _BEFORE) if kept is None else kept


def write(store: Store, transaction: Transaction, found: KeyState) -> None:
    """Keep what was evaluated."""
    store.set_setting(transaction, _KEPT, _plain(found))


def forget(store: Store, transaction: Transaction, device: str) -> None:
    """Evaluate it again: who is trusted depends on who one is.

    Args:
        store: Of a copied profile.
        transaction: Of it.
        device: Who it was.
    """
    before = raw(store, transaction)
    if before is None and store.setting(transaction, "appointment", ""):
        # Alone with its group nobody ever asked whom to trust.
        founder = {device: Head(0, EMPTY_ROOT.hex())}
        before = _plain(KeyState(coordinators=founder))
    store.set_setting(transaction, _BEFORE, before)
    store.set_setting(transaction, _KEPT, None)


def _plain(found: KeyState) -> JsonValue:
    plain: dict[str, Any] = asdict(found)
    for name in ("revoked", "void"):
        plain[name] = sorted(plain[name])
    for name in ("adopted", "refused", "also"):
        plain[name] = {
            device: sorted(map(list, heads)) for device, heads in plain[name].items()
        }
    for name in ("named", "disputed"):
        plain[name] = {device: sorted(each) for device, each in plain[name].items()}
    return plain


def _read(kept: Any) -> KeyState | None:  # noqa: ANN401  # JSON of ours
    if kept is None:
        return None

    def heads(name: str) -> dict[str, Head]:
        return {device: Head(*head) for device, head in kept[name].items()}

    def branches(name: str) -> dict[str, frozenset[Head]]:
        return {
            device: frozenset(Head(*each) for each in found)
            for device, found in kept.get(name, {}).items()
        }

    return KeyState(
        coordinators=heads("coordinators"),
        cuts=heads("cuts"),
        also=branches("also"),
        revoked=frozenset(kept["revoked"]),
        # The first programs asked neither.
        disputed=kept.get("disputed", {}),
        heirs=kept["heirs"],
        named=kept.get("named", {}),
        adopted=branches("adopted"),
        refused=branches("refused"),
        void=frozenset(kept["void"]),
    )
