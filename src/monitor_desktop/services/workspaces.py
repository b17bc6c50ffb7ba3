"""A workspace: one open profile and what every service needs to work on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from monitor_desktop.crypto import fingerprints
from monitor_desktop.crypto.key_slots import KeySlots
from monitor_desktop.crypto.receive_keys import ReceiveKey
from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain.catalogue.catalogues import Catalogue
from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.operations import Operation
from monitor_desktop.domain.trust_statements import Says, Statement
from monitor_desktop.errors import InvalidValueError, UsageError
from monitor_desktop.services import customs, decided, kept_trust
from monitor_desktop.services.held_journals import HeldJournals
from monitor_desktop.services.kit import Kit
from monitor_desktop.store import attachments, branches
from monitor_desktop.store.attachments import BlobFolder
from monitor_desktop.store.profiles import ProfileFolder
from monitor_desktop.store.store import Store, Transaction
from monitor_desktop.sync import cards

LONGEST_NAME: Final = cards.LONGEST_NAME
"""Letters of a name or a unit at most: both stand on the card."""

ROLES: Final = tuple(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose installation it is."""

    name: str
    unit: str
    role: str


@dataclass(slots=True)
class _Own:
    """What may become another while the profile is open.

    Attributes:
        kit: With the group's own fields and terms, as last taken into use.
        stamp: Which those were.
        owner: Whose it is, once the role is another than when it was opened.
        may_be_appointed: What was written in this transaction may say so.
        blobs: Knows what is being sealed, once something was.
    """

    kit: Kit | None = None
    stamp: customs.Stamp = ()
    owner: Owner | None = None
    may_be_appointed: bool = False
    blobs: BlobFolder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """An open profile.

    Attributes:
        shipped: Clock, ids, vocabularies, places, as the program brings them.
        folder: Held for this process until ``close``.
        store: The open store.
        opened_as: Name, unit, and the role when it was opened.
        signing: This installation's signing key.
    """

    shipped: Kit
    folder: ProfileFolder
    store: Store
    opened_as: Owner
    signing: SigningKey
    _own: _Own = field(default_factory=_Own)

    @property
    def owner(self) -> Owner:
        """Name, unit, and the role now: whoever is appointed decides from then on."""
        return self._own.owner or self.opened_as

    @property
    def kit(self) -> Kit:
        """What the program brings along, with the group's own terms."""
        return self._own.kit or self.shipped

    @property
    def catalogue(self) -> Catalogue:
        """The record types, with the group's own fields."""
        return self.store.catalogue

    @property
    def fingerprint(self) -> bytes:
        """Fingerprint of this installation, 32 bytes."""
        return fingerprints.fingerprint(self.signing.public)

    @property
    def device(self) -> str:
        """Id of this installation in operations."""
        return fingerprints.device_id(self.fingerprint)

    @property
    def blobs(self) -> BlobFolder:
        """Where the attachments lie, sealed."""
        if self._own.blobs is None:
            self._own.blobs = BlobFolder(self.folder.blobs_path)
        return self._own.blobs

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One transaction of the store."""
        with self.store.transaction() as transaction:
            yield transaction
            is_new = customs.stamp(self.store, transaction) != self._own.stamp
            appointed = self._own.may_be_appointed
            found = _owner(self.store, transaction) if appointed else None
        # Only now: what a failed transaction said never was.
        if found is not None:
            self._own.owner, self._own.may_be_appointed = found, False
        if is_new:
            self.take_own_fields_into_use()

    def ask_role_again(self) -> None:
        """This installation may have been appointed; known when this is committed."""
        self._own.may_be_appointed = True

    def take_own_fields_into_use(self) -> None:
        """Offer and show the group's own fields and terms as they are now."""
        with self.store.transaction() as transaction:
            self._own.kit = customs.take_into_use(
                self.store, transaction, self.shipped, self.led(transaction)
            )
            self._own.stamp = customs.stamp(self.store, transaction)

    def led(self, transaction: Transaction) -> decided.Led:
        """Whose words were a coordinator's, as far as is known here."""
        known = kept_trust.read_last(self.store, transaction)
        settled = kept_trust.read(self.store, transaction) is not None
        founded = self.owner.role == Role.COORDINATOR and not settled

        forked, held = set(branches.forked(transaction)), HeldJournals(transaction)

        def led(said: Operation) -> bool:
            if said.device == self.device and founded:
                return True
            if known is None or not known.led(said.device, said.n):
                return False
            # Of two copies only the one that was appointed is a coordinator.
            stated = Statement(id=said.id, author=said.device, says=Says.OTHER)
            since = known.coordinators[said.device]
            return said.device not in forked or held.stands_after(stated, since)

        return led

    def close(self) -> None:
        """Close the store and let other processes in."""
        self.store.close()
        self.folder.release()


def _owner(store: Store, transaction: Transaction) -> Owner:
    found = store.setting(transaction, "owner", {})
    known = found if isinstance(found, dict) else {}
    return Owner(**{each: str(known[each]) for each in ("name", "unit", "role")})


def create(
    folder: Path,
    passphrase: str,
    owner: Owner,
    kit: Kit,
    *,
    kdf_memory_mib: int | None = None,
) -> Workspace:
    """Make a profile and open it.

    Args:
        folder: Where; made when it does not exist.
        passphrase: The new passphrase.
        owner: Whose it is.
        kit: What the program brings along.
        kdf_memory_mib: Cost of guessing the passphrase; None chooses for this machine.

    Raises:
        UsageError: PROFILE_EXISTS, or INVALID_VALUE for an unknown role.
        InvalidValueError: INVALID_VALUE, for a name or unit that is empty or too long,
            or a cost outside its bounds.
        EnvironmentFailedError: DISK_FULL, READ_ONLY; nothing of it is left behind.
    """
    _require_sound(owner)
    profile = ProfileFolder(folder)
    profile.require_free()  # before the passphrase is stretched, which takes seconds
    slots, key = KeySlots.create(passphrase, memory_mib=kdf_memory_mib)
    profile.make(slots)
    try:
        profile.hold()
        store = Store(profile.store_path, key, clock=kit.clock, ids=kit.ids)
        try:
            signing = _founded(store, owner)
        except BaseException:
            store.close()
            raise
    except BaseException:
        profile.unmake()
        raise
    return Workspace(
        shipped=kit, folder=profile, store=store, opened_as=owner, signing=signing
    )


def _require_sound(owner: Owner) -> None:
    if owner.role not in ROLES:
        raise UsageError(
            "INVALID_VALUE",
            field="role",
            reason="one_of",
            terms=[str(each) for each in ROLES],
        )
    for key, text in (("name", owner.name), ("unit", owner.unit)):
        if not text.strip():
            raise InvalidValueError("INVALID_VALUE", field=key, reason="required")
        if len(text) > LONGEST_NAME:
            raise InvalidValueError("INVALID_VALUE", field=key, reason="too_long")


def _founded(store: Store, owner: Owner) -> SigningKey:
    """Write down whose a new store is; the keys it signs and receives with."""
    signing = SigningKey.generate()
    with store.transaction() as transaction:
        known = {"name": owner.name, "unit": owner.unit, "role": owner.role}
        store.set_setting(transaction, "owner", known)
        store.set_setting(transaction, "signing_key", signing.secret.hex())
        receive_seed = ReceiveKey.generate().seed
        store.set_setting(transaction, "receive_key", receive_seed.hex())
        if owner.role == Role.COORDINATOR:
            _found_group(store, transaction, signing)
    return signing


def _found_group(store: Store, transaction: Transaction, own: SigningKey) -> None:
    """The first coordinator makes the root key; its digest names the group."""
    root = SigningKey.generate()
    fingerprint = fingerprints.fingerprint(own.public)
    appointment = cards.appoint(root, fingerprint)
    store.set_setting(transaction, "root_key", root.secret.hex())
    store.set_setting(transaction, "root", root.public.hex())
    store.set_setting(transaction, "appointment", appointment.hex())
    store.set_setting(transaction, "group", cards.group_id(root.public))


def unlock(folder: Path, passphrase: str, kit: Kit) -> Workspace:
    """Open a profile.

    Raises:
        UsageError: NO_PROFILE.
        LockedOutError: WRONG_PASSPHRASE.
        EnvironmentFailedError: PROFILE_IN_USE.
        InputRefusedError: PROFILE_DAMAGED.
    """
    profile = ProfileFolder(folder)
    slots = profile.slots()
    profile.require_store()
    key = slots.unlock(passphrase)
    profile.hold()
    try:
        store = Store(profile.store_path, key, clock=kit.clock, ids=kit.ids)
        with store.transaction() as transaction:
            owner = _owner(store, transaction)
            secret = store.setting(transaction, "signing_key", "")
            # What was being taken in or dropped when the power went.
            BlobFolder(profile.blobs_path).sweep(attachments.names(transaction))
    except BaseException:
        profile.release()
        raise
    workspace = Workspace(
        shipped=kit,
        folder=profile,
        store=store,
        opened_as=owner,
        signing=SigningKey(bytes.fromhex(str(secret))),
    )
    workspace.take_own_fields_into_use()
    return workspace
