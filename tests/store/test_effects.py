"""What has no effect is found without looking at everything that has."""

import pytest
from sqlalchemy import event

from monitor_desktop.store import effects
from monitor_desktop.store.store import Store


@pytest.fixture
def store(tmp_path, clock, ids):
    made = Store(tmp_path / "store", b"k" * 32, clock=clock, ids=ids)
    yield made
    made.close()


def test_operations_without_effect_are_found_by_their_index(store):
    asked = []
    with store.transaction() as connection:
        event.listen(
            connection,
            "before_cursor_execute",
            lambda _c, _cursor, statement, given, *_: asked.append((statement, given)),
        )
        assert effects.void(connection) == set()
        ((statement, given),) = asked
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        steps = [each[3] for each in plan]
    assert [each for each in steps if "INDEX operation_void" in each] == steps
