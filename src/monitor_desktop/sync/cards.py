"""Contact cards: the public keys and the code name of an installation, signed by it.

A file of three lines: ``MDCARD1``, strict JSON, and the base64 signature over the
second line as it stands. Nothing in it is secret; that it is genuine is settled by
comparing the twelve words of its fingerprint, person to person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.crypto import fingerprints, signatures
from monitor_desktop.crypto import receive_keys as receiving
from monitor_desktop.crypto.digests import sha256
from monitor_desktop.crypto.merkle import EMPTY_ROOT
from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.operations import encode
from monitor_desktop.domain.strict_json import strict
from monitor_desktop.domain.trust_statements import Head
from monitor_desktop.errors import CryptoRefusedError, InputRefusedError
from monitor_desktop.sync import successions
from monitor_desktop.sync.base64_text import from_text, to_text
from monitor_desktop.sync.successions import Succession

MAGIC: Final = b"MDCARD1"
LARGEST_BYTES: Final = 160 * 1024
"""A card has 11 kB, and 7 for each device it goes on for."""
LONGEST_NAME: Final = 200
CONTEXT: Final = b"monitor-desktop/card/v1"
APPOINTMENT_CONTEXT: Final = b"monitor-desktop/appointment/v1"
_HEAD_BYTES: Final = 8 + 32
START: Final = Head(0, EMPTY_ROOT.hex())
"""Of whoever was a coordinator from its first position on."""
_GROUP_DOMAIN: Final = b"monitor-desktop/group/v1\x00"
_KEYS: Final = frozenset(
    {"name", "unit", "role", "signing", "receive", "root", "appointment", "group"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a contact card says.

    Attributes:
        name: Code name.
        unit: Partner organisation.
        role: What the installation is for.
        signing: Public signing key, 1984 bytes.
        receive: Public receive key, 1216 bytes.
        group: Id of the group it belongs to; empty before it joined one.
        root: Public root key of the group, on a coordinator's card; else empty.
        appointment: What ``appoint`` made for it, or for a device it goes on for.
        successions: The devices it goes on for, oldest first.
    """

    name: str
    unit: str
    role: Role
    signing: bytes
    receive: bytes
    group: str = ""
    root: bytes = b""
    appointment: bytes = b""
    successions: tuple[Succession, ...] = ()

    @property
    def fingerprint(self) -> bytes:
        """Fingerprint of the installation, 32 bytes."""
        return fingerprints.fingerprint(self.signing)

    @property
    def device(self) -> str:
        """Its id in operations."""
        return fingerprints.device_id(self.fingerprint)


def group_id(root_public: bytes) -> str:
    """Id of the group that a root key founds, 32 hexadecimal digits."""
    return sha256(_GROUP_DOMAIN + root_public)[:16].hex()


def appoint(
    root: signatures.SigningKey,
    coordinator: bytes,
    *,
    size: int = 0,
    at: bytes = EMPTY_ROOT,
) -> bytes:
    """What makes the holder of a fingerprint a coordinator after a head of its journal.

    Returns:
        Size (8 bytes), root there (32), the group root's signature over fingerprint,
        size and root.
    """
    head = size.to_bytes(8, "big") + at
    return head + root.sign(coordinator + head, context=APPOINTMENT_CONTEXT)


def write_card(card: Card, key: signatures.SigningKey) -> bytes:
    """The card as a file, signed with its own key."""
    line = encode(
        {
            "name": card.name,
            "unit": card.unit,
            "role": card.role,
            "signing": to_text(card.signing),
            "receive": to_text(card.receive),
            "group": card.group,
            "root": to_text(card.root),
            "appointment": to_text(card.appointment),
            "successions": [each.to_json() for each in card.successions],
        }
    )
    signature = key.sign(line, context=CONTEXT)
    return b"\n".join((MAGIC, line, to_text(signature).encode(), b""))


def read_card(data: bytes) -> Card:
    """Read an untrusted card and check that it agrees with itself.

    Raises:
        InputRefusedError: NOT_A_CARD when it is something else, DAMAGED when it is
            malformed.
        CryptoRefusedError: FORGED when a signature does not verify.
    """
    lines = data.split(b"\n")
    if len(data) > LARGEST_BYTES or lines[0] != MAGIC:
        raise InputRefusedError("NOT_A_CARD")
    if len(lines) != 4 or lines[3]:  # noqa: PLR2004  # see write_card
        raise InputRefusedError("DAMAGED", part="card")
    card = _card(strict(lines[1], part="card"))
    signatures.verify(
        card.signing, lines[1], from_text(lines[2], part="card"), context=CONTEXT
    )
    successions.check(card.successions, card.signing)
    if card.role is Role.COORDINATOR:
        _check_appointment(card)
    return card


def _card(value: object) -> Card:
    if not isinstance(value, dict) or value.keys() != {*_KEYS, "successions"}:
        raise InputRefusedError("DAMAGED", part="card")
    if not all(isinstance(value[each], str) for each in _KEYS):
        raise InputRefusedError("DAMAGED", part="card")
    name, unit, role = value["name"], value["unit"], value["role"]
    too_long = max(len(name), len(unit)) > LONGEST_NAME
    if role not in tuple(Role) or too_long or not f"{name}{unit}".isprintable():
        raise InputRefusedError("DAMAGED", part="card")
    return Card(
        name=name,
        unit=unit,
        role=Role(role),
        signing=from_text(value["signing"], part="card"),
        receive=receiving.public_key(from_text(value["receive"], part="card")),
        group=value["group"],
        root=from_text(value["root"], part="card"),
        appointment=from_text(value["appointment"], part="card"),
        successions=successions.read(value["successions"]),
    )


def _check_appointment(card: Card) -> None:
    if card.group != group_id(card.root):
        raise InputRefusedError("DAMAGED", part="group")
    appointed(card)


@dataclass(frozen=True, slots=True)
class Appointment:
    """One device that a root's appointment makes a coordinator.

    Attributes:
        device: Its id.
        head: Of its own journal, after which it is one.
        via: Devices through whose successions it is one, and the sizes handed over.
    """

    device: str
    head: Head
    via: tuple[tuple[str, int], ...] = ()


def appointed(card: Card) -> Sequence[Appointment]:
    """What a coordinator's card proves, the card's own device last.

    Raises:
        CryptoRefusedError: FORGED.
    """
    return appointments(card.root, card.appointment, card.signing, card.successions)


def appointments(
    root: bytes,
    appointment: bytes,
    signing: bytes,
    chain: Sequence[Succession],
) -> Sequence[Appointment]:
    """Accept that the root appointed a device, or one that it goes on for.

    Returns:
        The device that was appointed and those that went on for it, the holder of
        ``signing`` last.

    Raises:
        CryptoRefusedError: FORGED.
    """
    head, signature = appointment[:_HEAD_BYTES], appointment[_HEAD_BYTES:]
    # Whoever goes on for a coordinator is one: its old key signed for it.
    keys = [*(each.signing for each in chain), signing]
    for place in reversed(range(len(keys))):
        message = fingerprints.fingerprint(keys[place]) + head
        try:
            signatures.verify(root, message, signature, context=APPOINTMENT_CONTEXT)
        except CryptoRefusedError:
            continue
        at = Head(int.from_bytes(head[:8], "big"), head[8:].hex())
        via = tuple((each.device, each.size) for each in chain[place:])
        return [
            Appointment(_device(key), START if back else at, via[:back])
            for back, key in enumerate(keys[place:])
        ]
    raise CryptoRefusedError("FORGED", part="appointment")


def _device(signing: bytes) -> str:
    return fingerprints.device_id(fingerprints.fingerprint(signing))
