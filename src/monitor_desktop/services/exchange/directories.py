"""Directories in bundles: devices a coordinator vouches for, and whose key is whose."""

from monitor_desktop.crypto import fingerprints
from monitor_desktop.domain.contacts import Contact, Receives, Role
from monitor_desktop.domain.strict_json import strict
from monitor_desktop.errors import BundleRefusedError, InputRefusedError
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import exchange
from monitor_desktop.store.store import Transaction
from monitor_desktop.sync.base64_text import from_text, to_text


class VouchedKeys:
    """Public signing keys by device: contacts, ourselves, the sender's directory.

    A device's id is a digest of its key, so a directory cannot name a false one; the
    names in it count only from a coordinator.
    """

    def __init__(
        self, workspace: Workspace, transaction: Transaction, sender: Contact
    ) -> None:
        self._transaction = transaction
        self._sender = sender
        self._own = (workspace.device, workspace.signing.public)
        self.directory: dict[str, Contact] = {}

    def learn(self, lines: list[bytes]) -> None:
        """Read a directory section."""
        for line in lines:
            contact = _contact_of(line)
            if self._sender.role is Role.COORDINATOR and not self._sender.revoked:
                self.directory[contact.id] = contact

    def of(self, device: str) -> bytes:
        """The key of a device.

        Raises:
            BundleRefusedError: FORGED, when nobody vouches for it.
        """
        if device == self._own[0]:
            return self._own[1]
        known = exchange.contact(self._transaction, device)
        found = known or self.directory.get(device)
        if found is None:
            raise BundleRefusedError("FORGED", part="device")
        return found.signing


def _contact_of(line: bytes) -> Contact:
    match strict(line, part="directory"):
        case [str(signing), str(name), str(unit), str(role)] if role in tuple(Role):
            public = from_text(signing, part="directory")
            fingerprint = fingerprints.fingerprint(public)
            return Contact(
                id=fingerprints.device_id(fingerprint),
                name=name,
                unit=unit,
                role=Role(role),
                signing=public,
                receive=b"",
                fingerprint=fingerprint,
                verified=False,
                receives=Receives.OWN,
            )
    raise InputRefusedError("DAMAGED", part="directory")


def line_of(contact: Contact) -> list[str]:
    """What a coordinator says of a device, as ``VouchedKeys`` learns it."""
    signing = to_text(contact.signing)
    return [signing, contact.name, contact.unit, contact.role]
