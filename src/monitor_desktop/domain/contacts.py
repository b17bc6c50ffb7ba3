"""Contacts: other installations, what we know of them and what they receive."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from monitor_desktop.domain.acks import Ack
from monitor_desktop.domain.operations import LARGEST_POSITION


class Role(StrEnum):
    """What an installation is for."""

    MONITOR = "monitor"
    COORDINATOR = "coordinator"
    OFFICE = "office"


class Receives(StrEnum):
    """Whose records a contact gets."""

    OWN = "own"
    """Records that it made itself."""
    UNIT = "unit"
    """Records made in its unit."""
    ALL = "all"
    """Everything that may leave this installation."""


DEFAULT_RECEIVES: Final = {
    Role.MONITOR: Receives.OWN,
    Role.OFFICE: Receives.UNIT,
    Role.COORDINATOR: Receives.ALL,
}


FALSE_HEIR: Final = LARGEST_POSITION
"""No journal is as long; see ``Contact.revoked_after``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Another installation.

    Attributes:
        id: Its device id, 32 hexadecimal digits.
        name: Code name.
        unit: Partner organisation.
        role: What it is for.
        signing: Its public signing key, 1984 bytes.
        receive: Its public receive key, 1216 bytes; empty when only a coordinator's
            directory named it.
        fingerprint: Of its signing key, 32 bytes.
        verified: Its words were compared, person to person.
        receives: Whose records it gets.
        revoked_after: Last position of its journal that has effect, None if trusted;
            ``FALSE_HEIR`` where all of it has.
        ack: What it holds, as it last said.
        sent: What it will hold when it has read every bundle made for it; ``own`` is
            how much of its journal was held here when the last of them was made.
        predecessors: Ids of the devices it goes on for, oldest first.
    """

    id: str
    name: str
    unit: str
    role: Role
    signing: bytes
    receive: bytes
    fingerprint: bytes
    verified: bool
    receives: Receives
    revoked_after: int | None = None
    ack: Ack = field(default_factory=Ack)
    sent: Ack = field(default_factory=Ack)
    predecessors: tuple[str, ...] = ()

    @property
    def devices(self) -> frozenset[str]:
        """Itself and whom it goes on for."""
        return frozenset((self.id, *self.predecessors))

    @property
    def revoked(self) -> bool:
        """Nothing is sealed to it any more."""
        return self.revoked_after is not None

    @property
    def is_false_heir(self) -> bool:
        """It goes on for a device that was revoked, and others were named for that."""
        return self.revoked_after == FALSE_HEIR

    @property
    def only_known_through_others(self) -> bool:
        """Its card was never met, a coordinator named it."""
        return not self.receive
