"""Key slots: one random store key, wrapped once for each way to open the profile.

The document is JSON and names nobody. A passphrase slot stretches with Argon2id
(RFC 9106); a recovery slot needs no stretching, its code holds 160 random bits. Each
slot commits to its key, since ChaCha20-Poly1305 alone does not, and binds its own
parameters. Changing a passphrase rewraps 32 bytes and never touches the store.

History of the format: version 1, the first; documents made before ``check`` was added
have none.
"""

import json
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from monitor_desktop.crypto import pieces as pieces_of_secrets
from monitor_desktop.crypto import recovery_codes
from monitor_desktop.crypto.digests import random_bytes, sha256
from monitor_desktop.errors import CryptoRefusedError, InvalidValueError, LockedOutError

VERSION: Final = 1
KEY_BYTES: Final = 32
DEFAULT_MEMORY_MIB: Final = 256
LEAST_MEMORY_MIB: Final = 64
MOST_MEMORY_MIB: Final = 1024
ITERATIONS: Final = 3
MOST_ITERATIONS: Final = 10
LANES: Final = 1
MOST_LANES: Final = 4
SLOWEST_UNLOCK_S: Final = 3.0
"""On a machine slower than this the memory is halved, never below the least."""
_UNREADABLE: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
_NONCE: Final = bytes(12)
"""Every wrapping key is derived with a fresh salt and used once."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapping of a secret: parameters, salt, ciphertext, commitment."""

    kind: str
    parameters: Mapping[str, int]
    salt: bytes
    wrapped: bytes
    commitment: bytes


@dataclass(frozen=True, slots=True)
class KeySlots:
    """All slots of a profile; immutable, a change is a new document."""

    slots: tuple[Slot, ...]

    @classmethod
    def create(
        cls, passphrase: str, *, memory_mib: int | None = None
    ) -> tuple["KeySlots", bytes]:
        """A new random store key behind a passphrase.

        Args:
            passphrase: As typed; normalised to NFC.
            memory_mib: Cost of a guess in MiB; None for the default, stepped down
                only where that takes over three seconds.

        Returns:
            The document and the 32-byte store key.
        """
        store_key = random_bytes(KEY_BYTES)
        slots = cls(()).with_passphrase(store_key, passphrase, memory_mib=memory_mib)
        return slots, store_key

    def with_passphrase(
        self, store_key: bytes, passphrase: str, *, memory_mib: int | None = None
    ) -> "KeySlots":
        """Replace the passphrase slot.

        Raises:
            InvalidValueError: INVALID_VALUE, for a cost outside the bounds.
        """
        cost = _calibrated_memory_mib() if memory_mib is None else memory_mib
        if not LEAST_MEMORY_MIB <= cost <= MOST_MEMORY_MIB:
            raise InvalidValueError(
                "INVALID_VALUE",
                field="kdf-memory-mib",
                reason="range",
                least=LEAST_MEMORY_MIB,
                most=MOST_MEMORY_MIB,
            )
        parameters = {"memory_mib": cost, "iterations": ITERATIONS, "lanes": LANES}
        salt = random_bytes(16)
        key = _stretched(passphrase, parameters, salt)
        return self._with(_wrap("passphrase", parameters, salt, key, store_key))

    def with_recovery_code(self, store_key: bytes) -> tuple["KeySlots", str]:
        """Replace the recovery slot; returns the new code too, kept nowhere else."""
        secret = random_bytes(recovery_codes.SECRET_BYTES)
        salt = random_bytes(16)
        key = _derived(secret, salt, b"recovery")
        slot = _wrap("recovery", {}, salt, key, store_key)
        return self._with(slot), recovery_codes.write(secret)

    def with_root_sealed(self, code: str, root_secret: bytes) -> "KeySlots":
        """Keep the group's root secret where only the recovery code reaches it."""
        salt = random_bytes(16)
        key = _derived(recovery_codes.read(code), salt, b"root")
        return self._with(_wrap("root", {}, salt, key, root_secret))

    def with_pieces(
        self, store_key: bytes, *, needed: int, pieces: int
    ) -> tuple["KeySlots", list[str]]:
        """Replace the slot of the pieces; returns the new pieces, kept nowhere else.

        Raises:
            InvalidValueError: INVALID_VALUE, for numbers that cannot be.
        """
        secret = random_bytes(recovery_codes.SECRET_BYTES)
        written = pieces_of_secrets.split(secret, needed=needed, pieces=pieces)
        salt = random_bytes(16)
        key = _derived(secret, salt, b"pieces")
        return self._with(_wrap("pieces", {}, salt, key, store_key)), written

    def open_with_pieces(self, secret: bytes) -> bytes:
        """The store key, by the secret that enough pieces give.

        Raises:
            LockedOutError: WRONG_PIECES.
        """
        slot = self._slot("pieces", "WRONG_PIECES")
        key = _derived(secret, slot.salt, b"pieces")
        return _unwrap(slot, key, "WRONG_PIECES")

    def unlock(self, passphrase: str) -> bytes:
        """The store key.

        Raises:
            LockedOutError: WRONG_PASSPHRASE.
        """
        slot = self._slot("passphrase", "WRONG_PASSPHRASE")
        _require_bounds(slot.parameters)
        key = _stretched(passphrase, slot.parameters, slot.salt)
        return _unwrap(slot, key, "WRONG_PASSPHRASE")

    def recover(self, code: str) -> bytes:
        """The store key, by the recovery code.

        Raises:
            LockedOutError: WRONG_RECOVERY_CODE, with the group that was mistyped.
        """
        slot = self._slot("recovery", "WRONG_RECOVERY_CODE")
        key = _derived(recovery_codes.read(code), slot.salt, b"recovery")
        return _unwrap(slot, key, "WRONG_RECOVERY_CODE")

    def open_root(self, code: str) -> bytes:
        """The group's root secret.

        Raises:
            LockedOutError: WRONG_RECOVERY_CODE.
        """
        slot = self._slot("root", "WRONG_RECOVERY_CODE")
        key = _derived(recovery_codes.read(code), slot.salt, b"root")
        return _unwrap(slot, key, "WRONG_RECOVERY_CODE")

    def to_bytes(self) -> bytes:
        """The document, JSON."""
        slots = [
            {
                "kind": each.kind,
                "parameters": dict(each.parameters),
                "salt": each.salt.hex(),
                "wrapped": each.wrapped.hex(),
                "commitment": each.commitment.hex(),
            }
            for each in self.slots
        ]
        document = {"version": VERSION, "slots": slots, "check": _check(slots)}
        return json.dumps(document, indent=1).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "KeySlots":
        """Read a document; its parameters are bounded before anything is stretched.

        Raises:
            CryptoRefusedError: DAMAGED, NEEDS_NEWER_APP.
        """
        try:
            document = json.loads(data)
            if document["version"] != VERSION:
                raise CryptoRefusedError("NEEDS_NEWER_APP")
            if "check" in document and document["check"] != _check(document["slots"]):
                raise CryptoRefusedError("DAMAGED", part="key_slots")
            return cls(tuple(_slot_from(each) for each in document["slots"]))
        except _UNREADABLE as error:
            raise CryptoRefusedError("DAMAGED", part="key_slots") from error

    def _slot(self, kind: str, code: str) -> Slot:
        for each in self.slots:
            if each.kind == kind:
                return each
        raise LockedOutError(code)

    def _with(self, slot: Slot) -> "KeySlots":
        others = tuple(each for each in self.slots if each.kind != slot.kind)
        return replace(self, slots=(*others, slot))


def _check(slots: object) -> str:
    """Tells a damaged document from a wrong passphrase; it proves nothing else."""
    return sha256(json.dumps(slots, sort_keys=True).encode()).hex()


def _slot_from(fields: Mapping[str, Any]) -> Slot:
    parameters = {str(key): int(value) for key, value in fields["parameters"].items()}
    kind = str(fields["kind"])
    if kind == "passphrase":
        _require_bounds(parameters)
    return Slot(
        kind=kind,
        parameters=parameters,
        salt=bytes.fromhex(fields["salt"]),
        wrapped=bytes.fromhex(fields["wrapped"]),
        commitment=bytes.fromhex(fields["commitment"]),
    )


def _require_bounds(parameters: Mapping[str, int]) -> None:
    """A tampered document must neither weaken a guess nor eat all memory."""
    bounds = {
        "memory_mib": (LEAST_MEMORY_MIB, MOST_MEMORY_MIB),
        "iterations": (ITERATIONS, MOST_ITERATIONS),
        "lanes": (LANES, MOST_LANES),
    }
    for name, (least, most) in bounds.items():
        if not least <= parameters.get(name, 0) <= most:
            raise CryptoRefusedError("DAMAGED", part="key_slots")


def _stretched(passphrase: str, parameters: Mapping[str, int], salt: bytes) -> bytes:
    """Argon2id, RFC 9106."""
    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=parameters["iterations"],
        lanes=parameters["lanes"],
        memory_cost=parameters["memory_mib"] * 1024,
    ).derive(unicodedata.normalize("NFC", passphrase).encode())


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    """HKDF (RFC 5869) of a secret that has its 160 bits already."""
    return HKDF(SHA256(), KEY_BYTES, salt, b"key-slot/" + purpose).derive(secret)


def _bound(kind: str, parameters: Mapping[str, int]) -> bytes:
    """Associated data: the slot's own parameters."""
    return json.dumps([VERSION, kind, dict(parameters)], sort_keys=True).encode()


def _wrap(
    kind: str, parameters: Mapping[str, int], salt: bytes, key: bytes, secret: bytes
) -> Slot:
    bound = _bound(kind, parameters)
    wrapped = ChaCha20Poly1305(key).encrypt(_NONCE, secret, bound)
    return Slot(kind, parameters, salt, wrapped, sha256(b"commit" + key))


def _unwrap(slot: Slot, key: bytes, code: str) -> bytes:
    if sha256(b"commit" + key) != slot.commitment:
        raise LockedOutError(code)
    bound = _bound(slot.kind, slot.parameters)
    try:
        return ChaCha20Poly1305(key).decrypt(_NONCE, slot.wrapped, bound)
    except InvalidTag as error:
        raise CryptoRefusedError("DAMAGED", part="key_slots") from error


def _calibrated_memory_mib() -> int:
    """The default, halved while a derivation takes longer than a person waits."""
    memory_mib = DEFAULT_MEMORY_MIB
    while memory_mib > LEAST_MEMORY_MIB:
        parameters = {
            "memory_mib": memory_mib,
            "iterations": ITERATIONS,
            "lanes": LANES,
        }
        started_s = time.perf_counter()
        _stretched("calibration", parameters, bytes(16))
        if time.perf_counter() - started_s <= SLOWEST_UNLOCK_S:
            break
        memory_mib //= 2
    return memory_mib
