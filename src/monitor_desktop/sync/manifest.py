"""The manifest of a bundle: what is in it, from whom, for whom, and what they hold."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from monitor_desktop.crypto.merkle import Step
from monitor_desktop.crypto.receive_keys import public_key
from monitor_desktop.domain.acks import Ack
from monitor_desktop.domain.operations import LARGEST_POSITION, JsonValue, encode
from monitor_desktop.domain.strict_json import strict
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.sync.base64_text import from_text, to_text

FORMAT: Final = 2
READER: Final = 2
"""Least version of a reader that understands what this program writes."""
LARGEST_BYTES: Final = 4 * 1024 * 1024
MOST_PARTS: Final = 10_000
MOST_OF_A_DEVICE: Final = 256
"""Parts of one journal: a part for each of its histories."""
MOST_STEPS: Final = 1_000
"""Each relay that held less than it was sent adds one."""
CONTEXT: Final = b"monitor-desktop/bundle/v1"
PIECE: Final = "piece"
"""Type of a section that holds a stretch of an attachment."""
_SECTIONS: Final = frozenset({"operations", "directory", PIECE})
_ROOT_BYTES: Final = 32
_KEYS: Final = frozenset(
    {
        "format", "reader", "schema", "group", "bundle", "sender", "to", "created_ms",
        "journals", "ack", "receive", "sections",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalPart:
    """The part of one device's journal that a bundle holds.

    Attributes:
        device: Whose journal.
        start: How many positions stand before the first one here.
        start_root: Root of the journal at ``start``, 32 bytes.
        size: Position of the last one here: the size of the signed head.
        root: Root at ``size``.
        steps: From there to the head that the device signed, where that is larger.
        signature: The device's own, over device, size, root and ``last`` of its head.
        last: Position of its last group operation or purge, 0 for none, as the head
            says; None where the head is of the first form and does not say.
        branch: The sender's own number for this history of the device; not written.
    """

    device: str
    start: int
    start_root: bytes
    size: int
    root: bytes
    steps: tuple[Step, ...] = ()
    signature: bytes
    last: int | None = None
    branch: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a stretch of an attachment belongs.

    Attributes:
        file: SHA-256 of the whole file, hexadecimal.
        start: Bytes before the stretch.
        size: Of the whole file.
    """

    file: str
    start: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A stretch of the payload.

    Attributes:
        type: ``operations``, ``directory`` or ``piece``; a reader passes over others.
        raw: Bytes after inflating, at most 4 MiB.
        stored: Bytes in the payload.
        sha256: Of the stored bytes.
        count: Lines in it.
        piece: Of a stretch of an attachment, what it belongs to.
    """

    type: str
    raw: int
    stored: int
    sha256: bytes
    count: int
    piece: Piece | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a bundle says of itself; signed.

    Attributes:
        bundle: Its id, 32 hexadecimal digits.
        group: Id of the sender's group; empty before it joined one.
        sender: Fingerprint of the sender, 32 bytes.
        to: Fingerprints of those it was made for.
        created_ms: When, by the sender's clock.
        schema: Version of the sender's record declarations.
        journals: What operations are here.
        ack: What the sender holds.
        receive: The sender's current public receive key.
        sections: The payload in order.
        reader: Least version of a program that can read it.
        narrowed: Ids of top records that an addressee has, and may not have anything
            newer of.
    """

    bundle: str
    group: str
    sender: bytes
    to: tuple[bytes, ...]
    created_ms: int
    schema: int
    journals: tuple[JournalPart, ...]
    ack: Ack = field(default_factory=Ack)
    receive: bytes
    sections: tuple[Section, ...]
    reader: int = READER
    narrowed: tuple[str, ...] = ()


def to_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is signed."""
    return encode(
        {
            "format": FORMAT,
            "reader": manifest.reader,
            "schema": manifest.schema,
            "group": manifest.group,
            "bundle": manifest.bundle,
            "sender": manifest.sender.hex(),
            "to": [each.hex() for each in manifest.to],
            "created_ms": manifest.created_ms,
            "journals": [_journal_json(each) for each in manifest.journals],
            "ack": manifest.ack.to_json(),
            "receive": to_text(manifest.receive),
            "sections": [_section_json(each) for each in manifest.sections],
            "narrowed": list(manifest.narrowed),
        }
    )


def _journal_json(part: JournalPart) -> JsonValue:
    last = {} if part.last is None else {"last": part.last}
    return {
        **last,
        "device": part.device,
        "start": part.start,
        "start_root": part.start_root.hex(),
        "size": part.size,
        "root": part.root.hex(),
        "steps": [
            [each.size, each.root.hex(), [node.hex() for node in each.path]]
            for each in part.steps
        ],
        "signature": to_text(part.signature),
    }


def _section_json(section: Section) -> JsonValue:
    piece = asdict(section.piece) if section.piece else {}
    return {
        **piece,
        "type": section.type,
        "raw": section.raw,
        "stored": section.stored,
        "sha256": section.sha256.hex(),
        "count": section.count,
    }


def from_bytes(data: bytes, *, looks_only: bool = False) -> Manifest:
    """Read an untrusted manifest; keys unknown to this version are passed over.

    Args:
        data: As it stands in the file.
        looks_only: Read one for a newer program too, where nothing in it is unknown.

    Raises:
        InputRefusedError: DAMAGED, TOO_LARGE, or NEEDS_NEWER_APP.
    """
    if len(data) > LARGEST_BYTES:
        raise InputRefusedError("TOO_LARGE", part="manifest")
    value = strict(data, part="manifest")
    try:
        newer = _number(value["reader"]) > READER
        if newer and not (looks_only and _is_familiar(value)):
            raise InputRefusedError("NEEDS_NEWER_APP", version=value["reader"])
        return _manifest(value)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputRefusedError("DAMAGED", part="manifest") from error


def _is_familiar(value: Mapping[str, Any]) -> bool:
    """Every key and section is of a kind that this program writes."""
    types = {each["type"] for each in value["sections"]}
    return value.keys() <= {*_KEYS, "narrowed"} and types <= _SECTIONS


def _manifest(value: Mapping[str, Any]) -> Manifest:
    if not value.keys() >= _KEYS:
        raise KeyError
    for name in ("to", "journals", "sections"):
        if not isinstance(value[name], list):
            raise TypeError
        if len(value[name]) > MOST_PARTS:
            raise InputRefusedError("TOO_LARGE", part=name)
    # A device with two histories has two parts; the same one twice is nonsense.
    branches = [(each["device"], each["root"]) for each in value["journals"]]
    if len(set(branches)) != len(branches):
        raise ValueError
    of_each = Counter(device for device, _ in branches)
    if max(of_each.values(), default=0) > MOST_OF_A_DEVICE:
        raise InputRefusedError("TOO_LARGE", part="journals")
    return Manifest(
        bundle=_hex(value["bundle"], 16).hex(),
        group=str(value["group"]),
        sender=_hex(value["sender"], 32),
        to=tuple(_hex(each, 32) for each in value["to"]),
        created_ms=_number(value["created_ms"]),
        schema=_number(value["schema"]),
        journals=tuple(_journal(each) for each in value["journals"]),
        ack=Ack.from_json(value["ack"]),
        receive=public_key(from_text(value["receive"], part="manifest")),
        sections=tuple(_section(each) for each in value["sections"]),
        reader=value["reader"],
        narrowed=_narrowed(value.get("narrowed", [])),
    )


def _narrowed(value: object) -> tuple[str, ...]:
    """Ids of records; programs before this one said nothing of them."""
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError
    if len(value) > MOST_PARTS:
        raise InputRefusedError("TOO_LARGE", part="narrowed")
    return tuple(value)


def _journal(value: Mapping[str, Any]) -> JournalPart:
    part = JournalPart(
        device=_hex(value["device"], 16).hex(),
        start=_number(value["start"]),
        start_root=_hex(value["start_root"], _ROOT_BYTES),
        size=_number(value["size"]),
        root=_hex(value["root"], _ROOT_BYTES),
        steps=_steps(value["steps"]),
        signature=from_text(value["signature"], part="manifest"),
        last=_number(value["last"]) if "last" in value else None,
    )
    if part.size < part.start:
        raise ValueError
    return part


def _steps(value: object) -> tuple[Step, ...]:
    if not isinstance(value, list) or len(value) > MOST_STEPS:
        raise ValueError
    return tuple(
        Step(_number(size), _hex(root, _ROOT_BYTES), tuple(_hex(n, 32) for n in path))
        for size, root, path in value
    )


def _section(value: Mapping[str, Any]) -> Section:
    if not isinstance(value["type"], str):
        raise TypeError
    return Section(
        type=value["type"],
        raw=_number(value["raw"]),
        stored=_number(value["stored"]),
        sha256=_hex(value["sha256"], 32),
        count=_number(value["count"]),
        piece=_piece(value) if value["type"] == PIECE else None,
    )


def _piece(value: Mapping[str, Any]) -> Piece:
    found = Piece(
        file=_hex(value["file"], _ROOT_BYTES).hex(),
        start=_number(value["start"]),
        size=_number(value["size"]),
    )
    if found.start + _number(value["stored"]) > found.size:
        raise ValueError
    return found


def _number(value: object) -> int:
    """A size or a position: what eight bytes and a column of the store hold."""
    if type(value) is not int or not 0 <= value < LARGEST_POSITION:
        raise ValueError
    return value


def _hex(value: str, size_bytes: int) -> bytes:
    data = bytes.fromhex(value)
    if len(data) != size_bytes or data.hex() != value:
        raise ValueError
    return data
