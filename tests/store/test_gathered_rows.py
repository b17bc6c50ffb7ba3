"""Rows that wait for the end of a transaction say the same as rows written at once."""

import pytest

from monitor_desktop.domain.fields import LIFE
from monitor_desktop.domain.operations import Edit, OperationKind
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.store import reading, shown_rows
from monitor_desktop.store.store import Store

DEVICE = "d" * 32
ONE, TWO = "1" * 32, "2" * 32
TITLE = "ev0102"


@pytest.fixture
def store(tmp_path, clock, ids):
    made = Store(tmp_path / "store.db", b"k" * 32, clock=clock, ids=ids)
    yield made
    made.close()


def title(record, text, kind="case", pred=()):
    return Edit(
        type=kind, record=record, top=record, field=TITLE, value=text, pred=pred
    )


def deleting(record, seen):
    return Edit(
        kind=OperationKind.DELETE,
        type="case",
        record=record,
        top=record,
        field=LIFE,
        value={"seen": [seen]},
    )


def write(store, connection, *edits):
    return [each.id for each in store.write(connection, DEVICE, list(edits))]


def found(store, word):
    """Numbers of records with a word; the index must be sound and agree with itself."""
    with store.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO search(search) VALUES('integrity-check')"
        )
        query = "SELECT rowid FROM search WHERE search MATCH ?"
        return list(connection.exec_driver_sql(query, (f'"{word}"',)).scalars())


def listed(connection):
    shown = reading.listed(connection, ListQuery(type="case"))
    return sorted(each.values["title"] for each in shown)


def titles(store):
    with store.transaction() as connection:
        return listed(connection)


def agrees(store):
    with store.transaction() as connection:
        shown = store.view_digest(connection)
        store.rebuild(connection)
        return shown == store.view_digest(connection)


def test_what_was_said_twice_is_written_once_as_it_is_in_the_end(store):
    with store.transaction() as connection, store.gathering(connection):
        first = write(store, connection, title(ONE, "lark"), title(TWO, "finch"))
        write(store, connection, title(ONE, "heron", pred=first[:1]))
        assert listed(connection) == []
    assert titles(store) == ["finch", "heron"]
    assert (found(store, "lark"), len(found(store, "heron"))) == ([], 1)
    assert agrees(store)


def test_what_was_shown_before_is_replaced(store):
    with store.transaction() as connection:
        first = write(store, connection, title(ONE, "lark"))
    with store.transaction() as connection, store.gathering(connection):
        write(store, connection, title(ONE, "heron", pred=first))
    assert titles(store) == ["heron"]
    assert (found(store, "lark"), len(found(store, "heron"))) == ([], 1)


def test_one_deleted_while_it_waits_is_hidden(store):
    with store.transaction() as connection, store.gathering(connection):
        (seen,) = write(store, connection, title(ONE, "lark"))
        write(store, connection, title(TWO, "finch"), deleting(ONE, seen))
    assert titles(store) == ["finch"]
    assert agrees(store)


def test_one_taken_for_another_type_while_it_waits_is_in_one_list(store):
    with store.transaction() as connection, store.gathering(connection):
        first = write(store, connection, title(ONE, "lark"))
        more = title(ONE, "finch", "person", first)
        write(store, connection, more, title(ONE, "heron", "person", first))
    assert titles(store) == []
    assert agrees(store)


def test_a_step_that_failed_leaves_nothing_of_what_waited(store):
    with store.transaction() as connection, store.gathering(connection):
        first = write(store, connection, title(ONE, "lark"))
        with pytest.raises(RuntimeError), store.attempt(connection):
            changed = title(ONE, "heron", pred=first)
            write(store, connection, changed, title(TWO, "finch"))
            raise RuntimeError
    assert titles(store) == ["lark"]
    assert agrees(store)


def test_a_step_that_failed_after_its_rows_were_written_leaves_those_before(store):
    with store.transaction() as connection, store.gathering(connection):
        write(store, connection, title(ONE, "lark"))
        with pytest.raises(RuntimeError), store.attempt(connection):
            write(store, connection, title(TWO, "finch"))
            store.write_shown(connection)
            assert listed(connection) == ["finch", "lark"]
            raise RuntimeError
    assert titles(store) == ["lark"]
    assert (len(found(store, "lark")), found(store, "finch")) == (1, [])
    assert agrees(store)


@pytest.mark.parametrize("most", ["_MOST_ROWS", "_MOST_LETTERS"])
def test_no_more_waits_than_fits_into_memory(store, monkeypatch, most):
    monkeypatch.setattr(shown_rows, most, 2)
    with store.transaction() as connection, store.gathering(connection):
        first = write(store, connection, title(ONE, "lark"), title(TWO, "finch"))
        assert listed(connection) == ["finch", "lark"]
        write(store, connection, title(ONE, "heron", pred=first[:1]))
    assert titles(store) == ["finch", "heron"]
    assert (found(store, "lark"), len(found(store, "heron"))) == ([], 1)
