"""Nobody decides between values in passing that they were not shown."""

import pytest

from monitor_desktop.errors import NotAllowedError
from monitor_desktop.services import records
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.interchange import imports

A_CASE = {"title": "Invented person detained", "status": "open"}


@pytest.fixture
def disputed(world, trio):
    """A case of which two laptops wrote another title, at the hub."""
    one, hub, two = trio
    case = records.add(one, "case", A_CASE)
    world.send(one, hub)
    world.send(hub, two)
    records.change(one, case.ref, {"title": "by one"})
    records.change(two, case.ref, {"title": "by two"})
    world.send(one, hub)
    assert world.send(two, hub)[0].conflicts == 1
    return hub, case


def titles_told(hub, case):
    record = records.show(hub, case.ref).record
    return {s.value for each in record.disputed for s in each.sides}


def test_a_change_that_saw_nothing_is_refused_and_names_the_conflict(disputed):
    hub, case = disputed
    (waiting,) = conflicts.listed(hub)
    for value in ("another", "by one", ""):
        given = {"title": value, "status": "verified"}
        with pytest.raises(NotAllowedError, match="IN_CONFLICT") as refused:
            records.change(hub, case.ref, given)
        assert refused.value.details["conflicts"] == [waiting.conflict.id]
    assert records.show(hub, case.ref).record.values["status"] == "open"
    assert titles_told(hub, case) == {"by one", "by two"}
    assert records.change(hub, case.ref, {"status": "verified"}).operations == 1


def test_a_change_that_says_so_or_saw_them_decides(disputed):
    hub, case = disputed
    records.change(hub, case.ref, {"title": "decided"}, settles=True)
    assert not conflicts.listed(hub)
    (done,) = conflicts.decided(hub)
    conflicts.undo(hub, done.id)
    seen = records.show(hub, case.ref).record.heads
    records.change(hub, case.ref, {"title": "decided again"}, seen=seen)
    assert not conflicts.listed(hub)


@pytest.mark.parametrize(
    ("title", "refused", "unchanged"), [("by one", 0, 1), ("of the table", 1, 0)]
)
def test_a_table_decides_nothing(disputed, tmp_path, title, refused, unchanged):
    """One side said once more is nothing new; anything else waits for a person."""
    hub, case = disputed
    path = tmp_path / "cases.csv"
    path.write_text(f"ref,title\n{case.ref},{title}\n")
    found = imports.table(hub, path, "case", {})
    assert [each.code for each in found.refused] == ["IN_CONFLICT"] * refused
    assert (found.updated, found.unchanged) == (0, unchanged)
    assert titles_told(hub, case) == {"by one", "by two"}
