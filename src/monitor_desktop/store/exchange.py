"""Contacts, signed heads and the bundles met: what the exchange remembers."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from monitor_desktop.crypto.merkle import Step
from monitor_desktop.domain.acks import Ack
from monitor_desktop.domain.contacts import Contact, Receives, Role
from monitor_desktop.domain.fields import REFERENCE
from monitor_desktop.domain.operations import JsonValue, decode, encode
from monitor_desktop.store import raw
from monitor_desktop.store.tables import BUNDLES, SETTINGS

_CONTACT: Final = (
    "SELECT id, name, unit, role, signing, receive, fingerprint, verified, receives,"
    " revoked_after, ack, predecessors, sent FROM contact"
)
_MET: Final = "SELECT digest, bundle, sender, at_ms, report FROM bundle"
"""Without the sealed bytes, which may be many."""


class SignedHead(NamedTuple):
    """A device's statement about its journal: size, 32-byte root, signature.

    ``steps`` lead to it from what is held here, where that is less. ``last`` is the
    position of its last group operation or purge; None in a head that does not say.
    """

    size: int
    root: bytes
    signature: bytes
    steps: tuple[Step, ...] = ()
    last: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetBundle:
    """A bundle that was met.

    Attributes:
        digest: SHA-256 of the sealed file.
        bundle: Its id, empty while it could not be opened.
        sender: Device id of who it says it is from.
        at_ms: When it was met.
        report: What became of it.
        sealed: Its bytes, to be kept for as long as it waits; never read with others.
    """

    digest: bytes
    bundle: str
    sender: str
    at_ms: int
    report: Mapping[str, JsonValue]
    sealed: bytes | None = None


def put_contact(connection: Connection, contact: Contact) -> None:
    """Remember a contact, in place of what was known of it."""
    raw.run(
        connection,
        "INSERT OR REPLACE INTO contact (id, name, unit, role, signing, receive,"
        " fingerprint, verified, receives, revoked_after, ack, predecessors,"
        " sent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            contact.id,
            contact.name,
            contact.unit,
            contact.role,
            contact.signing,
            contact.receive,
            contact.fingerprint,
            contact.verified,
            contact.receives,
            contact.revoked_after,
            encode(contact.ack.to_json()).decode(),
            " ".join(contact.predecessors),
            encode(contact.sent.to_json()).decode(),
        ),
    )


def contact(connection: Connection, contact_id: str) -> Contact | None:
    """One contact by its device id."""
    row = raw.first(connection, f"{_CONTACT} WHERE id = ?", (contact_id,))
    return _contact(row) if row else None


def contacts(connection: Connection) -> list[Contact]:
    """Every contact, those revoked last, by name."""
    rows = raw.every(
        connection, f"{_CONTACT} ORDER BY revoked_after IS NOT NULL, name, id"
    )
    return [_contact(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Copied:
    """Up to where an old key handed its journal over to one heir.

    Attributes:
        size: Positions copied.
        root: The root there, 32 bytes.
        said: The old key's statement, as it stands on the heir's card.
    """

    size: int
    root: bytes
    said: JsonValue


def put_copied(connection: Connection, device: str, heir: str, copied: Copied) -> None:
    """Remember what a device handed over to an heir; a thief's heir has its own."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
        (
            f"copied:{device}:{heir}",
            json.dumps([copied.size, copied.root.hex(), copied.said]),
        ),
    )


def copied(connection: Connection, device: str, heir: str) -> Copied | None:
    """What a device handed over to an heir, if it did."""
    query = select(SETTINGS.c.value).where(SETTINGS.c.key == f"copied:{device}:{heir}")
    found = connection.execute(query).scalar()
    if found is None:
        return None
    size, root, said = json.loads(found)
    return Copied(size, bytes.fromhex(root), said)


def handed_over(connection: Connection, device: str) -> bool:
    """Its own key signed it over to somebody."""
    query = select(SETTINGS.c.key).where(SETTINGS.c.key.startswith(f"copied:{device}"))
    return connection.execute(query.limit(1)).first() is not None


def successor(connection: Connection, contact_id: str) -> Contact | None:
    """The verified contact that goes on for another, if any that was not revoked."""
    found = (e for e in contacts(connection) if e.verified and not e.revoked)
    return next((each for each in found if contact_id in each.predecessors), None)


def _contact(row: Sequence[Any]) -> Contact:
    identity, name, unit, role, signing, receive, fingerprint, verified = row[:8]
    receives, revoked_after, ack, predecessors, sent = row[8:]
    return Contact(
        id=identity,
        name=name,
        unit=unit,
        role=Role(role),
        signing=signing,
        receive=receive,
        fingerprint=fingerprint,
        verified=bool(verified),
        receives=Receives(receives),
        revoked_after=revoked_after,
        ack=Ack.from_json(json.loads(ack)),
        predecessors=tuple(predecessors.split()),
        sent=Ack.from_json(json.loads(sent)),
    )


def signed_head(
    connection: Connection, device: str, branch: int = 0
) -> SignedHead | None:
    """The last statement of a device about a branch of its journal, as received."""
    row = raw.first(
        connection,
        "SELECT size, root, signature, steps, last FROM signed_head"
        " WHERE device = ? AND branch = ?",
        (device, branch),
    )
    if row is None:
        return None
    size, root, signature, steps, last = row
    proofs = tuple(_step(*each) for each in json.loads(steps))
    return SignedHead(size, root, signature, proofs, last)


def put_signed_head(
    connection: Connection, device: str, head: SignedHead, branch: int = 0
) -> None:
    """Remember a newer statement of a device."""
    steps = [
        [each.size, each.root.hex(), [node.hex() for node in each.path]]
        for each in head.steps
    ]
    raw.run(
        connection,
        "INSERT OR REPLACE INTO signed_head"
        " (device, branch, size, root, signature, steps, last)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            device,
            branch,
            head.size,
            head.root,
            head.signature,
            json.dumps(steps),
            head.last,
        ),
    )


def _step(size: int, root: str, path: list[str]) -> Step:
    return Step(size, bytes.fromhex(root), tuple(map(bytes.fromhex, path)))


def creators(connection: Connection) -> dict[str, set[str]]:
    """Devices that made each top record: those that gave it a reference."""
    rows = connection.exec_driver_sql(
        "SELECT record, device FROM operation INDEXED BY operation_reference"  # noqa: S608  # our word
        f" WHERE field = '{REFERENCE}'"
    )
    found: dict[str, set[str]] = {}
    for record, device in rows:
        found.setdefault(record, set()).add(device)
    return found


def holding(
    connection: Connection, fields: Sequence[str], value: JsonValue
) -> set[str]:
    """Records where one of these fields has, or may have, this value."""
    return holding_each(connection, fields, [value])[0]


def holding_each(
    connection: Connection, fields: Sequence[str], values: Sequence[JsonValue]
) -> list[set[str]]:
    """``holding`` for several values in one walk over the heads."""
    marks = ",".join("?" * len(fields))
    encoded = [encode(each) for each in values]
    rows = connection.exec_driver_sql(
        "SELECT operation.record, operation.body"  # noqa: S608  # only marks
        " FROM head JOIN operation ON operation.id = head.id"
        f" WHERE head.field IN ({marks})"
        f" AND operation.body IN ({','.join('?' * len(encoded))})",
        (*fields, *encoded),
    )
    found: list[set[str]] = [set() for _ in values]
    for record, body in rows:
        found[encoded.index(body)].add(record)
    return found


def targets(connection: Connection, field: str) -> dict[str, set[str]]:
    """For each record what it links to with a field; several where people disagree."""
    rows = connection.exec_driver_sql(
        "SELECT operation.record, operation.body FROM head"
        " JOIN operation ON operation.id = head.id"
        " WHERE head.field = ? AND operation.body IS NOT NULL",
        (field,),
    )
    found: dict[str, set[str]] = {}
    for record, body in rows:
        value = decode(body)
        if isinstance(value, str):
            found.setdefault(record, set()).add(value)
    return found


def mark_not_updated(
    connection: Connection, sender: str, records: Iterable[str], since_ms: int
) -> None:
    """A sender may send nothing newer of these; the first time it said so counts."""
    rows = [(each, sender, since_ms) for each in records]
    if rows:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO not_updated VALUES (?, ?, ?)", rows
        )


def mark_updated(connection: Connection, sender: str, records: Iterable[str]) -> None:
    """A sender sent something newer of these again."""
    raw.run(
        connection,
        f"DELETE FROM not_updated WHERE record {raw.AMONG} AND sender = ?",  # noqa: S608  # our words
        (raw.among(records), sender),
    )


def not_updated(connection: Connection, record: str) -> int | None:
    """Since when somebody sends nothing newer of a record, milliseconds; or None."""
    rows = connection.exec_driver_sql(
        "SELECT min(since_ms) FROM not_updated WHERE record = ?", (record,)
    )
    found: int | None = rows.scalar()
    return found


def put_bundle(connection: Connection, met: MetBundle) -> None:
    """Remember a bundle, in place of what was said of the same file before."""
    raw.run(
        connection,
        "INSERT OR REPLACE INTO bundle (digest, bundle, sender, at_ms, report, sealed)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            met.digest,
            met.bundle,
            met.sender,
            met.at_ms,
            json.dumps(dict(met.report)),
            met.sealed,
        ),
    )


def put_report(
    connection: Connection, digest: bytes, report: Mapping[str, JsonValue]
) -> None:
    """Say something else of a bundle that was met; its place in the list stays."""
    connection.exec_driver_sql(
        "UPDATE bundle SET report = ? WHERE digest = ?",
        (json.dumps(dict(report)), digest),
    )


def drop_sealed(connection: Connection, digest: bytes) -> None:
    """Delete the bytes of a bundle that waited."""
    connection.exec_driver_sql(
        "UPDATE bundle SET sealed = NULL WHERE digest = ?", (digest,)
    )


def applied_bundle(connection: Connection, bundle: str, sender: str) -> bool:
    """A bundle of this id was applied before; whoever else used the id says nothing."""
    reports = raw.every(
        connection,
        "SELECT report FROM bundle WHERE bundle = ? AND sender = ?",
        (bundle, sender),
    )
    return any(json.loads(each[0])["outcome"] == "applied" for each in reports)


def bundles(connection: Connection, *, waiting: bool = False) -> list[MetBundle]:
    """Bundles met, newest first, or only those that wait; without their bytes.

    A stick of a stranger may hold many large ones: together they need not fit.
    """
    only = "WHERE sealed IS NOT NULL" if waiting else ""
    rows = raw.every(connection, f"{_MET} {only} ORDER BY number DESC")
    return [_met(row) for row in rows]


def met_bundle(connection: Connection, digest: bytes) -> MetBundle | None:
    """What is remembered of one sealed file, by its SHA-256; without its bytes."""
    row = raw.first(connection, f"{_MET} WHERE digest = ?", (digest,))
    return _met(row) if row else None


def sealed_of(connection: Connection, digest: bytes) -> bytes:
    """The bytes of a bundle that waits; empty when it does not."""
    query = select(BUNDLES.c.sealed).where(BUNDLES.c.digest == digest)
    return connection.execute(query).scalar() or b""


def is_kept(connection: Connection, digest: bytes) -> bool:
    """The bytes of a sealed file are here."""
    query = "SELECT 1 FROM bundle WHERE digest = ? AND sealed IS NOT NULL"
    return raw.first(connection, query, (digest,)) is not None


class Kept(NamedTuple):
    """A sealed file that is kept: what became of it, and its size in bytes."""

    report: Mapping[str, JsonValue]
    size: int


def kept(connection: Connection) -> list[Kept]:
    """Every sealed file that is kept here."""
    rows = raw.every(
        connection,
        "SELECT report, length(sealed) FROM bundle WHERE sealed IS NOT NULL",
    )
    return [Kept(json.loads(report), size) for report, size in rows]


def _met(row: Sequence[Any]) -> MetBundle:
    digest, bundle, sender, at_ms, report = row
    return MetBundle(
        digest=digest,
        bundle=bundle,
        sender=sender,
        at_ms=at_ms,
        report=json.loads(report),
    )
