"""Daily work looks up what it wants: no statement of it walks every operation."""

import re

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import dashboard, records, workspaces
from monitor_desktop.services.profile import overview
from monitor_desktop.store import raw

SMALL = (
    "operation_void",
    "operation_group",
    "operation_bare",
    "operation_chained",
    "operation_reference",
)
"""Indexes of few operations; going through one of them whole is no walk."""
WALK = re.compile(r"^SCAN operation\b")


class Walks(set):
    """Statements that go through the journal from one end to the other."""

    def look(self, asking, statement, given):
        if not statement.startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
            return
        plan = asking.execute(f"EXPLAIN QUERY PLAN {statement}", given).fetchall()
        for *_, step in plan:
            if WALK.match(step) and not any(each in step for each in SMALL):
                self.add(f"{step}: {statement}")


class Watched:
    """The driver's connection, with an eye on what goes to it directly."""

    def __init__(self, driver, walks):
        self._driver, self._walks = driver, walks

    def execute(self, statement, given=()):
        self._walks.look(self._driver, statement, given)
        return self._driver.execute(statement, given)

    def executemany(self, statement, rows):
        self._walks.look(self._driver, statement, rows[0])
        return self._driver.executemany(statement, rows)


@pytest.fixture
def walks(monkeypatch):
    found = Walks()

    def look(connection, cursor, statement, parameters, context, executemany):
        asking = connection.connection.cursor()
        found.look(asking, statement, parameters[0] if executemany else parameters)

    driver = raw._driver
    monkeypatch.setattr(raw, "_driver", lambda each: Watched(driver(each), found))
    event.listen(Engine, "before_cursor_execute", look)
    yield found
    event.remove(Engine, "before_cursor_execute", look)


def test_unlocking_saving_and_looking_walk_no_journal(world, kit, walks):
    hub = world.laptop("hub", role="coordinator")
    walks.clear()  # a new profile is brought up to date while there is nothing in it
    case = records.add(hub, "case", {"title": "Invented"})
    records.change(hub, case.ref, {"title": "Invented again"})
    records.delete(hub, case.ref)
    records.restore(hub, case.ref)
    records.listed(hub, ListQuery(type="case"))
    overview.counts(hub)
    dashboard.waiting(hub)
    hub.close()
    world.made["hub"] = workspaces.unlock(world.folder / "hub", "a passphrase", kit)
    assert walks == set()


def test_what_little_arrives_or_leaves_walks_no_journal(world, walks):
    hub = world.laptop("hub", role="coordinator")
    field = world.laptop("field")
    world.meet(hub, field)
    case = records.add(field, "case", {"title": "Invented"})
    world.send(field, hub)
    world.send(hub, field)
    walks.clear()
    records.change(field, case.ref, {"title": "Invented again"})
    for _ in range(2):
        assert [each.outcome for each in world.send(field, hub)] == ["applied"]
        assert [each.outcome for each in world.send(hub, field)] == ["applied"]
    assert walks == set()
