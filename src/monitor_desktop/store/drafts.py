"""Drafts as they are kept: one row a record."""

import json
from collections.abc import Mapping
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


def delete(connection: Connection, record: str) -> None:
    """Forget a draft."""
    connection.execute(DRAFTS.delete().where(DRAFTS.c.record == record))
