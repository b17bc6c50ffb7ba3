"""The person behind a device: whose word an approval is."""

import json
from collections.abc import Iterable

from sqlalchemy import Connection, select

from monitor_desktop.crypto import fingerprints
from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain.records import Record
from monitor_desktop.store.tables import CONTACTS, OPERATIONS, SETTINGS


def approvers(connection: Connection, approvals: Iterable[Record]) -> dict[str, str]:
    """Who stands behind each approval, by its record id.

    Somebody with two laptops, or with one restored from a backup, is one person. An
    approval of a device that was never verified is nobody's.
    """
    found = {}
    for each in approvals:
        field = each.declaration.field("approves")
        heads = each.heads.get((field.id, ""), ()) if field else ()
        person = _author(connection, heads[0]) if len(heads) == 1 else None
        if person is not None:
            found[each.id] = person
    return found


def _author(connection: Connection, operation: str) -> str | None:
    query = select(OPERATIONS.c.device).where(OPERATIONS.c.id == operation)
    device = connection.execute(query).scalar_one()
    owner = json.loads(_setting(connection, "owner") or "{}")
    own = _named(str(owner.get("name")), str(owner.get("unit")))
    if device == _own_device(connection):
        return own
    contact = connection.execute(
        select(CONTACTS).where(CONTACTS.c.id == device)
    ).first()
    if contact is None:
        return None
    named = _named(contact.name, contact.unit)
    return named if contact.verified or named == own else None


def _named(name: str, unit: str) -> str:
    return json.dumps([name.strip().casefold(), unit.strip().casefold()])


def _own_device(connection: Connection) -> str | None:
    secret = _setting(connection, "signing_key")
    if secret is None:
        return None
    public = SigningKey(bytes.fromhex(json.loads(secret))).public
    return fingerprints.device_id(fingerprints.fingerprint(public))


def _setting(connection: Connection, key: str) -> str | None:
    query = select(SETTINGS.c.value).where(SETTINGS.c.key == key)
    return connection.execute(query).scalar()
