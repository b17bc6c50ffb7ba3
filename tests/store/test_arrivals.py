"""What arrived is shown without reading it back, and as if it had been read back."""

import pytest

from monitor_desktop.domain.catalogue import RECORD_TYPES, record_type
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.operations import Edit
from monitor_desktop.store import journal, touched
from monitor_desktop.store.store import Store

DEVICE = "d" * 32
THEIRS = "e" * 32
OLD, NEW = "a" * 32, "b" * 32


@pytest.fixture
def stores(tmp_path, clock, ids):
    made = [
        Store(tmp_path / each, b"k" * 32, clock=clock, ids=ids)
        for each in ("ours", "theirs")
    ]
    yield made
    for each in made:
        each.close()


def edit(record, field, value, kind="person"):
    return Edit(type=kind, record=record, top=record, field=field, value=value)


def received(ours, operations, arrived=None):
    """Take operations in and show them; ids of the records that were read back."""
    read = []
    with ours.transaction() as connection:
        after = journal.last_arrival(connection)
        records = ours.receive(connection, THEIRS, operations)
        at_hand = journal.Arrived(after, operations if arrived is None else arrived)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(touched, "_read", noting(read))
            ours.show(connection, records, at_hand)
    return read


def noting(read):
    real = touched._read

    def reading(connection, ids):
        read.extend(ids)
        yield from real(connection, ids)

    return reading


def digests(store):
    """Of the view as it is, and as it is when it is made again from the journal."""
    with store.transaction() as connection:
        shown = store.view_digest(connection)
        store.rebuild(connection)
        return shown, store.view_digest(connection)


def written(theirs, *edits):
    with theirs.transaction() as connection:
        return theirs.write(connection, THEIRS, edits)


@pytest.fixture
def field_of():
    person = record_type("person")
    return {each.key: each.id for each in person.fields}


def test_a_new_record_is_not_read_back(stores, field_of):
    ours, theirs = stores
    name = field_of["name"]
    made = written(theirs, edit(NEW, name, "Invented"), edit(NEW, name, "Other"))
    assert received(ours, made) == []
    shown, again = digests(ours)
    assert shown == again
    with ours.transaction() as connection:
        # Neither knew of the other: a conflict, from what is at hand alone.
        rows = connection.exec_driver_sql("SELECT record, field FROM conflict")
        assert [tuple(each) for each in rows] == [(NEW, name)]


def test_of_a_record_held_before_everything_is_read(stores, field_of):
    ours, theirs = stores
    with ours.transaction() as connection:
        ours.write(connection, DEVICE, [edit(OLD, field_of["name"], "Invented")])
    made = written(
        theirs,
        edit(OLD, field_of["pseudonym"], "Lark"),
        edit(NEW, field_of["name"], "New"),
    )
    assert received(ours, made) == [OLD]
    with ours.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT name, pseudonym FROM view_person")
        assert {tuple(each) for each in rows} == {("Invented", "Lark"), ("New", None)}
    shown, again = digests(ours)
    assert shown == again


def test_what_is_at_hand_and_not_stored_is_not_shown(stores, field_of):
    ours, theirs = stores
    stored = written(theirs, edit(NEW, field_of["name"], "Invented"))
    kept_down = written(theirs, edit(NEW, field_of["pseudonym"], "Lark"))
    assert received(ours, stored, [*stored, *kept_down]) == [NEW]
    with ours.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT name, pseudonym FROM view_person")
        assert [tuple(each) for each in rows] == [("Invented", None)]


def test_nothing_is_not_the_same_as_none(stores):
    """Columns that are empty in all rows are left out; a nought is no empty cell."""
    ours, theirs = stores
    kind, number = next(
        (each, field)
        for each in RECORD_TYPES
        for field in each.fields
        if field.kind is Kind.NUMBER
    )
    made = written(theirs, edit(NEW, number.id, 0, kind.key))
    received(ours, made)
    with ours.transaction() as connection:
        query = f'SELECT "{number.key}" FROM view_{kind.key}'
        assert connection.exec_driver_sql(query).scalar() == 0
