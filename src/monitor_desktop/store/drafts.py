"""Drafts as they are kept: one row a record."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, select

from monitor_desktop.store.tables import DRAFTS


def put(connection: Connection, record: str, draft: Mapping[str, Any]) -> None:
    """Keep a draft in place of an earlier one."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO draft VALUES (?, ?)",
        (record, json.dumps(draft, ensure_ascii=False)),
    )


def get(connection: Connection, record: str) -> dict[str, Any] | None:
    """The draft of a record."""
    query = select(DRAFTS.c.content).where(DRAFTS.c.record == record)
    found = connection.execute(query).scalar()
    value: dict[str, Any] | None = json.loads(found) if found else None
    return value


def all_of(connection: Connection) -> list[tuple[str, dict[str, Any]]]:
    """Every draft, with the id it is kept under."""
    rows = connection.execute(select(DRAFTS.c.record, DRAFTS.c.content))
    return [(record, json.loads(content)) for record, content in rows]


def delete(connection: Connection, record: str) -> None:
    """Forget a draft."""
    connection.execute(DRAFTS.delete().where(DRAFTS.c.record == record))


def forget(connection: Connection, record: str, keys: Collection[str] | None) -> None:
    """Take out of every draft what was typed for a record, or for a part of another.

    Args:
        connection: Within a transaction.
        record: Its id.
        keys: Keys of the fields that go; None for all of it.
    """
    rows = connection.exec_driver_sql(
        "SELECT record, content FROM draft WHERE record = ? OR instr(content, ?) > 0",
        (record, record),
    ).fetchall()
    for name, content in rows:
        draft = json.loads(content)
        if name == record and keys is None:
            delete(connection, name)
            continue
        if name == record:
            _forget_fields(draft, keys or ())
        parts = [each for each in draft.get("parts", ()) if each["id"] == record]
        for each in parts:
            if keys is None:
                draft["parts"].remove(each)
            else:
                _forget_fields(each, keys)
        put(connection, name, draft)


def _forget_fields(draft: dict[str, Any], keys: Collection[str]) -> None:
    values = draft["values"]
    # Languages of one field are typed under names of their own: ``summary.tg``.
    draft["values"] = {
        key: value for key, value in values.items() if key.partition(".")[0] not in keys
    }
