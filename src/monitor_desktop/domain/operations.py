"""Operations: every edit, as bytes that are fixed when it is made.

An operation is a header and a body. Both are canonical JSON and are stored, relayed and
hashed as they are, never encoded again:

    leaf = SHA-256(0x00 || header || SHA-256(salt || body))      RFC 9162, 2.1.1

The id of an operation is the first 16 bytes of its leaf, written as 32 hexadecimal
digits. (device, n) is a position, not an identity: a cloned profile can fill one
position twice. Header keys: ``d`` device, ``n`` position in the device's journal from
1, ``t`` hybrid clock in microseconds, ``k`` kind, ``y`` record type, ``r`` record,
``o`` the top record it hangs under, ``f`` field id, ``s`` language or term, ``p`` ids
of the operations it replaces. Group operations and purges also have ``g``: the position
of the last one before it in its journal, 0 for none, so that none is left out unseen.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

from monitor_desktop.domain.ports import Digest
from monitor_desktop.errors import InputRefusedError

JsonValue = (
    str | int | float | bool | None | Sequence["JsonValue"] | Mapping[str, "JsonValue"]
)

SALT_BYTES: Final = 16
_HEADER_KEYS: Final = frozenset("dnkftyorsp")
_PREVIOUS: Final = "g"
_decode_json = json.JSONDecoder().decode
_ID_DIGITS: Final = 32
LARGEST_POSITION: Final = 2**62
_PLAIN = r'[^"\\\x00-\x1f]'
_PLAIN_HEADER: Final = re.compile(
    rf'\{{"d":"({_PLAIN}*)","f":"({_PLAIN}*)","k":"({_PLAIN}*)","n":([1-9][0-9]{{0,18}})'
    rf',"o":"({_PLAIN}*)","p":\[((?:"{_PLAIN}{{32}}"(?:,"{_PLAIN}{{32}}")*)?)\]'
    rf',"r":"({_PLAIN}*)","s":"({_PLAIN}*)","t":([1-9][0-9]{{0,18}}),"y":"({_PLAIN}*)"\}}'
)
"""A canonical header whose texts need no escapes: nearly every one there is."""
_PLAIN_TEXT: Final = re.compile(rf'"{_PLAIN}*"')
"""A canonical text without escapes, as most bodies are."""
_encode_json = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


class OperationKind(StrEnum):
    """What an operation does."""

    SET = "set"
    """Writes one register."""
    DELETE = "delete"
    """Hides a record; the body's ``seen`` lists the heads its author held."""
    RESTORE = "restore"
    """Takes deletes back."""
    GROUP = "group"
    """Key-state: founding, appointments, revocations."""
    PURGE = "purge"
    """Takes the values of a record or a field away, everywhere and for good."""
    SENT = "sent"
    """A bundle was made; moves the journal, is no register."""


CHAINED: Final = frozenset({OperationKind.GROUP, OperationKind.PURGE})
"""Kinds that go to everybody and name the one before them in their journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An operation before it has a position, a clock and bytes.

    Attributes:
        kind: What it does.
        type: Record type key.
        record: Record id.
        top: Id of the record at the top (the record itself when it has no parent).
        field: Field id, or one of the registers named in ``domain.fields``.
        sub: Language of a multilingual text, term of a multiple choice, else empty.
        pred: Ids of the heads that were seen when the field was opened.
        value: What is written; None clears.
    """

    kind: OperationKind = OperationKind.SET
    type: str
    record: str
    top: str
    field: str
    sub: str = ""
    pred: tuple[str, ...] = ()
    value: JsonValue = None


class Operation(NamedTuple):
    """One operation as it stands in a journal; a tuple, for a merge makes thousands.

    ``id`` is the first 16 bytes of the leaf, as 32 hexadecimal digits. ``salt`` and
    ``body`` are None where the value was withheld or purged; ``body_hash`` (SHA-256 of
    salt and body) is always there. ``value`` is None in that case too: ask
    ``has_body``. ``previous`` is the position that a group operation or purge names;
    None for other kinds, and where a program before this rule wrote it.
    """

    id: str
    leaf: bytes
    header: bytes
    body_hash: bytes
    salt: bytes | None
    body: bytes | None
    device: str
    n: int
    clock_us: int
    kind: str
    type: str
    record: str
    top: str
    field: str
    sub: str
    pred: tuple[str, ...]
    value: JsonValue
    previous: int | None = None

    @property
    def has_body(self) -> bool:
        """The value is held, neither withheld nor purged."""
        return self.body is not None


def encode(value: JsonValue) -> bytes:
    """Canonical JSON: sorted keys, no blanks, UTF-8, no NaN."""
    return _encode_json(value).encode()


def leaf_of(header: bytes, body_hash: bytes, digest: Digest) -> bytes:
    """The Merkle leaf of an operation, 32 bytes."""
    return digest(b"\x00" + header + body_hash)


def compose(  # noqa: PLR0913  # the header's own parts
    edit: Edit,
    *,
    device: str,
    n: int,
    clock_us: int,
    salt: bytes,
    digest: Digest,
    previous: int = 0,
) -> Operation:
    """Fix the bytes of an edit.

    Args:
        edit: What is to be written.
        device: Id of the device that writes.
        n: Its next position, from 1.
        clock_us: Its hybrid clock, microseconds.
        salt: 16 random bytes.
        digest: SHA-256.
        previous: Position of the device's last group operation or purge, 0 for none.
    """
    fields: dict[str, JsonValue] = {
        "d": device,
        "f": edit.field,
        "k": str(edit.kind),
        "n": n,
        "o": edit.top,
        "p": sorted(edit.pred),
        "r": edit.record,
        "s": edit.sub,
        "t": clock_us,
        "y": edit.type,
    }
    if edit.kind in CHAINED:
        fields[_PREVIOUS] = previous
    body = encode(edit.value)
    content = (salt, body, digest(salt + body), edit.value)
    named = previous if edit.kind in CHAINED else None
    return _operation(_ordered(fields), named, encode(fields), content, digest)


def parse(
    header: bytes,
    *,
    salt: bytes | None,
    body: bytes | None,
    body_hash: bytes | None = None,
    digest: Digest,
) -> Operation:
    """Read an operation from untrusted bytes.

    Args:
        header: Untrusted header bytes.
        salt: Untrusted salt, or None with a withheld or purged body.
        body: Untrusted body bytes, or None.
        body_hash: Given instead of salt and body.
        digest: SHA-256.

    Raises:
        InputRefusedError: DAMAGED, when the bytes are not one canonical operation.
    """
    said, previous = _plain_header(header), None
    if said is None:
        fields = _any_header(header)
        said, previous = _ordered(fields), fields.get(_PREVIOUS)
    content = _content(salt, body, body_hash, digest)
    return _operation(said, previous, header, content, digest)


def decode(body: bytes) -> JsonValue:
    """The value of a body that was read before, so that it is known to be canonical."""
    text = body.decode()
    if text[0] == '"' and "\\" not in text:
        return text[1:-1]
    value: JsonValue = _decode_json(text)
    return value


def _any_header(header: bytes) -> dict[str, Any]:
    fields = _canonical(header)
    if not isinstance(fields, dict) or not _is_header(fields):
        raise InputRefusedError("DAMAGED", part="operation")
    return fields


_Header = tuple[str, int, int, str, str, str, str, str, str, tuple[str, ...]]
"""What a header says, in the order of an ``Operation``: device ... pred."""


def _ordered(fields: Mapping[str, Any]) -> _Header:
    device, n, clock_us, kind, type_key = (fields[each] for each in "dntky")
    record, top, field, sub = (fields[each] for each in "rofs")
    pred = tuple(fields["p"])
    return device, n, clock_us, kind, type_key, record, top, field, sub, pred


def _plain_header(header: bytes) -> _Header | None:
    """Read a header of plain texts, four times as fast as reading and comparing.

    What matches is canonical: the pattern is what ``encode`` writes.
    """
    try:
        found = _PLAIN_HEADER.fullmatch(str(header, "utf-8"))
    except (ValueError, TypeError):
        return None  # no text: the long way says what is wrong
    if found is None:
        return None
    device, field, kind, n, top, pred, record, sub, clock, type_key = found.groups()
    position, clock_us = int(n), int(clock)
    if position >= LARGEST_POSITION or clock_us >= LARGEST_POSITION:
        return None
    replaced = tuple(pred[1:-1].split('","')) if pred else ()
    return (
        device,
        position,
        clock_us,
        kind,
        type_key,
        record,
        top,
        field,
        sub,
        replaced,
    )


_Content = tuple[bytes | None, bytes | None, bytes, JsonValue]
"""Body side of an operation: salt, body, its hash, value."""


def _content(
    salt: bytes | None, body: bytes | None, body_hash: bytes | None, digest: Digest
) -> _Content:
    if body is None or salt is None:
        if body_hash is None:
            raise InputRefusedError("DAMAGED", part="body")
        return None, None, body_hash, None
    if len(salt) != SALT_BYTES:
        raise InputRefusedError("DAMAGED", part="salt")
    return salt, body, digest(salt + body), _canonical(body)


def _operation(
    said: _Header,
    previous: int | None,
    header: bytes,
    content: _Content,
    digest: Digest,
) -> Operation:
    salt, body, body_hash, value = content
    leaf = leaf_of(header, body_hash, digest)
    identity = leaf[:16].hex()
    return Operation(
        identity, leaf, header, body_hash, salt, body, *said, value, previous
    )


def _canonical(data: bytes) -> JsonValue:
    """Decode JSON that is exactly what ``encode`` would write.

    Comparing with the canonical bytes also refuses duplicate keys and NaN.
    """
    try:
        text = str(data, "utf-8")
        if _PLAIN_TEXT.fullmatch(text):
            return text[1:-1]
        value: JsonValue = _decode_json(text)
        if encode(value) != data:
            raise InputRefusedError("DAMAGED", part="json")
    except (ValueError, TypeError, RecursionError) as error:
        raise InputRefusedError("DAMAGED", part="json") from error
    return value


def _is_position(value: object) -> bool:
    """A positive number that a database column holds."""
    return type(value) is int and 0 < value < LARGEST_POSITION


def _is_header(fields: Mapping[str, object]) -> bool:
    """Keys and types are those of a header."""
    if fields.keys() - {_PREVIOUS} != _HEADER_KEYS:
        return False
    texts = all(isinstance(fields[key], str) for key in "dkyrofs")
    numbers = all(_is_position(fields[key]) for key in "nt")
    if not numbers or (_PREVIOUS in fields and not _names_previous(fields)):
        return False
    pred = fields["p"]
    return (
        texts
        and isinstance(pred, list)
        and all(isinstance(each, str) and len(each) == _ID_DIGITS for each in pred)
    )


def _names_previous(fields: Mapping[str, Any]) -> bool:
    previous = fields[_PREVIOUS]
    return (
        fields["k"] in CHAINED and type(previous) is int and 0 <= previous < fields["n"]
    )
