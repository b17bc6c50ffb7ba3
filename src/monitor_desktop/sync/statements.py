"""Statements of the group: what operations of kind ``group`` say, and their proofs.

Fields of the group's record, all with the value null to take back what they replace:

    appointed  device            {"signing", "root", "appointment", "successions"}
    revoked    device            {"after": size, "root": root there}, of a
                                 coordinator "heirs" too: who alone goes on for it;
                                 "also": [[size, root], ...] of its other histories
    succeeded  device            {"after", "root", "also", "heir", "signing",
                                 "statement"}: the heir's key, what the old key
                                 signed over to it
    branch     device:size:root  {"decision": "adopt" or "refuse"}

What decides about a coordinator also has {"key", "signature"}: the group's root key
over field, sub, the ids it replaces, and the rest of the value.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from monitor_desktop.crypto import fingerprints, signatures
from monitor_desktop.domain.operations import JsonValue, Operation, encode
from monitor_desktop.domain.trust_statements import Head, Says, Statement
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.sync import cards, successions
from monitor_desktop.sync.base64_text import from_text, to_text

APPOINTED: Final = "appointed"
REVOKED: Final = "revoked"
SUCCEEDED: Final = "succeeded"
BRANCH: Final = "branch"
CONTEXT: Final = b"monitor-desktop/decision/v1"
_DECISIONS: Final = {"adopt": Says.ADOPTED, "refuse": Says.REFUSED}
Value = Mapping[str, JsonValue]


def appointed(
    *,
    signing: bytes,
    root: bytes,
    appointment: bytes,
    chain: Sequence[successions.Succession] = (),
) -> Value:
    """A coordinator's appointment, as its card has it."""
    return {
        "signing": to_text(signing),
        "root": to_text(root),
        "appointment": to_text(appointment),
        "successions": [each.to_json() for each in chain],
    }


def up_to(
    head: Head, *, also: Sequence[Head] = (), heirs: Collection[str] | None = None
) -> Value:
    """A journal counts up to a head.

    Args:
        head: On the history that is named first; programs that know no other read it.
        also: On each of its other histories.
        heirs: Of a coordinator's journal, who alone goes on for it.
    """
    value: dict[str, JsonValue] = {"after": head.size, "root": head.root}
    if also:
        value["also"] = [list(each) for each in sorted(also)]
    return value if heirs is None else {**value, "heirs": sorted(heirs)}


def as_text(key: bytes) -> str:
    """A public key as it stands in a statement."""
    return to_text(key)


def branch_sub(device: str, head: Head) -> str:
    """The register of one branch."""
    return f"{device}:{head.size}:{head.root}"


def signed_by_root(
    root: signatures.SigningKey,
    *,
    field: str,
    sub: str,
    pred: Sequence[str],
    value: Value,
) -> Value:
    """The value with the root's signature over the whole statement."""
    message = _message(field, sub, pred, value)
    signature = root.sign(message, context=CONTEXT)
    return {**value, "key": to_text(root.public), "signature": to_text(signature)}


def _message(field: str, sub: str, pred: Sequence[str], value: Value) -> bytes:
    return encode([field, sub, sorted(pred), value])


def read(operation: Operation, group: str) -> Statement:
    """What a group operation says; untrusted, with its proofs checked.

    What is malformed or says something this version does not know is ``Says.OTHER``.
    """
    try:
        return _read(operation, group)
    except (InputRefusedError, LookupError, TypeError, ValueError, AttributeError):
        return _statement(operation, Says.OTHER)


def _read(operation: Operation, group: str) -> Statement:
    value: Any = operation.value
    reader = _READERS.get(operation.field)
    if not operation.has_body or reader is None:
        return _statement(operation, Says.OTHER)
    return reader(operation, value, group)


def _revoked(operation: Operation, value: Any, group: str) -> Statement:  # noqa: ANN401
    head = _head(value) if "after" in (value or {}) else None
    by_root = _is_roots(operation, value, group)
    named = (value or {}).get("heirs")
    heirs = None if named is None else tuple(map(str, named))
    return _statement(
        operation,
        Says.REVOKED,
        head=head,
        also=_also(value),
        by_root=by_root,
        heirs=heirs,
    )


def _statement(operation: Operation, says: Says, **proved: Any) -> Statement:  # noqa: ANN401  # fields of Statement
    # Also of what is not understood: it would take the place of what it replaces.
    about = operation.sub.partition(":")[0] if operation.field in FIELDS else ""
    return Statement(
        id=operation.id,
        author=operation.device,
        says=says,
        about=about,
        register=(operation.field, operation.sub),
        pred=operation.pred,
        **proved,
    )


def _head(value: Any) -> Head:  # noqa: ANN401  # untrusted JSON
    return _read_head(value["after"], value["root"])


def _also(value: Any) -> tuple[Head, ...]:  # noqa: ANN401  # untrusted JSON
    return tuple(sorted(_read_head(*each) for each in (value or {}).get("also", ())))


def _read_head(size: object, root: object) -> Head:
    if type(size) is not int or size < 0 or not isinstance(root, str):
        raise ValueError
    return Head(size, root)


def _is_roots(operation: Operation, value: Any, group: str) -> bool:  # noqa: ANN401
    if not isinstance(value, dict) or "signature" not in value:
        return False
    key = from_text(value["key"], part="group")
    if cards.group_id(key) != group:
        return False
    rest = {name: value[name] for name in value if name not in ("key", "signature")}
    message = _message(operation.field, operation.sub, operation.pred, rest)
    signature = from_text(value["signature"], part="group")
    signatures.verify(key, message, signature, context=CONTEXT)
    return True


def _appointed(operation: Operation, value: Any, group: str) -> Statement:  # noqa: ANN401
    signing = from_text(value["signing"], part="group")
    chain = successions.read(list(value["successions"]))
    root = from_text(value["root"], part="group")
    if cards.group_id(root) != group:
        raise ValueError
    if fingerprints.device_id(fingerprints.fingerprint(signing)) != operation.sub:
        raise ValueError
    successions.check(chain, signing)
    appointment = from_text(value["appointment"], part="group")
    (*_, proved) = cards.appointments(root, appointment, signing, chain)
    return _statement(
        operation, Says.APPOINTED, head=proved.head, by_root=True, via=proved.via
    )


def _succeeded(operation: Operation, value: Any, group: str) -> Statement:  # noqa: ANN401
    if "after" not in (value or {}):
        by_root = _is_roots(operation, value, group)
        return _statement(operation, Says.SUCCEEDED, by_root=by_root)
    heir = str(value["heir"])
    handed: Head | None = None
    if value.get("statement") is not None:
        (said,) = successions.read([value["statement"]])
        heirs_key = from_text(value["signing"], part="group")
        successions.check((said,), heirs_key)
        named = fingerprints.device_id(fingerprints.fingerprint(heirs_key))
        if (said.device, named) == (operation.sub, heir):
            handed = Head(said.size, said.root.hex())
    return _statement(
        operation,
        Says.SUCCEEDED,
        head=_head(value),
        also=_also(value),
        heir=heir,
        handed=handed,
    )


def _branch(operation: Operation, value: Any, group: str) -> Statement:  # noqa: ANN401
    by_root = _is_roots(operation, value, group)
    _, size, root = operation.sub.split(":")
    decision = (value or {}).get("decision")
    if decision is None:
        return _statement(operation, Says.ADOPTED, by_root=by_root)
    return _statement(
        operation, _DECISIONS[decision], head=Head(int(size), root), by_root=by_root
    )


_READERS: Final[Mapping[str, Callable[[Operation, Any, str], Statement]]] = {
    APPOINTED: _appointed,
    REVOKED: _revoked,
    SUCCEEDED: _succeeded,
    BRANCH: _branch,
}
FIELDS: Final = frozenset(_READERS)
"""Fields of statements about devices, which decide whom the group trusts."""
